/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.memoizedprefetch.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.TableDump;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.data.RepositoryItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.batch.integration.async.AsyncItemWriter;
import org.springframework.data.domain.Persistable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Steps that merge detached items: the same rows and skips as without the decorator, a
 * select a chunk instead of one an item.
 */
class MergePrefetchItemWriterTests {

	private static final int ITEMS = 100;

	private static final int CHUNKS = 10;

	enum Writer {

		JPA {
			@Override
			ItemWriter<Review> open(EntityManagerFactory factory) {
				return new JpaItemWriter<>(factory);
			}
		},

		REPOSITORY {
			@Override
			ItemWriter<Review> open(EntityManagerFactory factory) {
				RepositoryItemWriter<Review> writer = new RepositoryItemWriter<>(repository(factory));
				writer.setMethodName("save");
				return writer;
			}
		},

		SAVE_ALL {
			@Override
			ItemWriter<Review> open(EntityManagerFactory factory) {
				Reviews repository = repository(factory);
				return (chunk) -> repository.saveAll(new ArrayList<>(chunk.getItems()));
			}
		},

		MERGE {
			@Override
			ItemWriter<Review> open(EntityManagerFactory factory) {
				return (chunk) -> {
					EntityManager entityManager = EntityManagerFactoryUtils.getTransactionalEntityManager(factory);
					chunk.getItems().forEach(entityManager::merge);
				};
			}
		};

		abstract ItemWriter<Review> open(EntityManagerFactory factory);

	}

	@ParameterizedTest
	@EnumSource
	void should_select_the_rows_of_a_chunk_at_once(Writer writer) {
		for (Kind kind : Kind.values()) {
			try (Database with = Database.open().populate(); Database without = Database.open().populate()) {
				assertThat(run(with, kind, decorated(with, writer)).getWriteCount()).isEqualTo(ITEMS);
				run(without, kind, writer.open(without.entityManagerFactory()));
				assertThat(TableDump.of(with.dataSource())).isEqualTo(TableDump.of(without.dataSource()))
					.anyMatch((row) -> row.contains("RATING=6"));
				assertThat(with.statements().selectsFrom("Review")).isEqualTo(CHUNKS);
				assertThat(without.statements().selectsFrom("Review")).isEqualTo(ITEMS);
				assertThat(changes(with)).isEqualTo(changes(without));
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_scan_and_skip_as_without(Writer writer) {
		for (Kind kind : Kind.values()) {
			try (Database with = Database.open().populate(); Database without = Database.open().populate()) {
				StepExecution expected = runTolerant(without, kind, writer.open(without.entityManagerFactory()));
				StepExecution actual = runTolerant(with, kind, decorated(with, writer));
				assertThat(actual.getWriteSkipCount()).isEqualTo(expected.getWriteSkipCount()).isEqualTo(2);
				assertThat(actual.getWriteCount()).isEqualTo(expected.getWriteCount());
				assertThat(TableDump.of(with.dataSource())).isEqualTo(TableDump.of(without.dataSource()));
				assertThat(with.statements().selectsFrom("Review"))
					.isLessThan(without.statements().selectsFrom("Review"));
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_leave_steps_without_a_transaction_of_the_factory(Kind kind) {
		try (Database database = Database.open().populate(); LogCapture log = new LogCapture()) {
			List<Review> written = new ArrayList<>();
			TestStep<Object, Review> step = step(database, kind, new MergePrefetchItemWriter<>(
					(chunk) -> written.addAll(chunk.getItems()), database.entityManagerFactory()));
			database.statements().reset();
			assertThat(step.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(written).hasSize(ITEMS);
			assertThat(database.statements().count()).isZero();
			assertThat(log.warnings()).singleElement().asString().contains("JpaTransactionManager");
		}
	}

	@ParameterizedTest
	@EnumSource(names = "JPA")
	void should_work_inside_of_an_async_writer(Writer writer) throws Exception {
		try (Database database = Database.open().populate()) {
			AsyncItemWriter<Review> async = new AsyncItemWriter<>(decorated(database, writer));
			TestStep<Object, FutureTask<Review>> step = new TestStep<Object, FutureTask<Review>>(Kind.TASKLET)
				.chunkSize(ITEMS / CHUNKS)
				.transactionManager(new JpaTransactionManager(database.entityManagerFactory()))
				.reader(ReviewReaders.DETACHED.open(database))
				.processor((item) -> {
					FutureTask<Review> future = new FutureTask<>(() -> change((Review) item));
					future.run();
					return future;
				})
				.writer((chunk) -> async.write(new Chunk<>(new ArrayList<>(chunk.getItems()))));
			database.statements().reset();
			assertThat(step.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(database.statements().selectsFrom("Review")).isEqualTo(CHUNKS);
		}
	}

	@ParameterizedTest
	@EnumSource(names = "JPA")
	void should_pass_the_stream_on(Writer writer) {
		try (Database database = Database.open()) {
			List<String> calls = new ArrayList<>();
			ItemStreamWriter<Review> delegate = new ItemStreamWriter<>() {

				@Override
				public void write(Chunk<? extends Review> chunk) {
					calls.add("write");
				}

				@Override
				public void open(ExecutionContext executionContext) {
					calls.add("open");
				}

				@Override
				public void update(ExecutionContext executionContext) {
					calls.add("update");
				}

				@Override
				public void close() {
					calls.add("close");
				}

			};
			for (ItemWriter<Review> any : List.of(delegate, writer.open(database.entityManagerFactory()))) {
				MergePrefetchItemWriter<Review> decorator = new MergePrefetchItemWriter<>(any,
						database.entityManagerFactory());
				decorator.open(new ExecutionContext());
				decorator.update(new ExecutionContext());
				decorator.close();
			}
			assertThat(calls).containsExactly("open", "update", "close");
		}
	}

	/** Repositories persist what calls itself new: its row must not be in the session. */
	@Test
	void should_fail_as_without_where_a_new_item_has_a_row() {
		List<String> failures = new ArrayList<>();
		for (boolean decorated : new boolean[] { false, true }) {
			try (Database database = Database.open(Label.class)) {
				EntityManagerFactory factory = database.entityManagerFactory();
				database.inTransaction((entityManager) -> {
					entityManager.persist(new Label("a"));
					entityManager.persist(new Label("b"));
				});
				Labels labels = new JpaRepositoryFactory(SharedEntityManagerCreator.createSharedEntityManager(factory))
					.getRepository(Labels.class);
				ItemWriter<Label> writer = (chunk) -> labels.saveAllAndFlush(new ArrayList<>(chunk.getItems()));
				ItemWriter<Label> used = decorated ? new MergePrefetchItemWriter<>(writer, factory) : writer;
				TransactionTemplate transaction = new TransactionTemplate(new JpaTransactionManager(factory));
				assertThatThrownBy(() -> transaction.executeWithoutResult((status) -> {
					try {
						used.write(Chunk.of(new Label("a"), new Label("b")));
					}
					catch (Exception ex) {
						throw new IllegalStateException(ex);
					}
				})).satisfies((ex) -> failures.add(ex.toString()));
			}
		}
		assertThat(failures.get(1)).isEqualTo(failures.get(0)).contains("ConstraintViolation");
	}

	private static MergePrefetchItemWriter<Review> decorated(Database database, Writer writer) {
		EntityManagerFactory factory = database.entityManagerFactory();
		return new MergePrefetchItemWriter<>(writer.open(factory), factory);
	}

	private static StepExecution run(Database database, Kind kind, ItemWriter<Review> writer) {
		return run(database, step(database, kind, writer));
	}

	/** A constraint refuses two rows, once they are flushed. */
	private static StepExecution runTolerant(Database database, Kind kind, ItemWriter<Review> writer) {
		database.execute("alter table Review add constraint low check (rating < 100)");
		ItemWriter<Review> flushing = (chunk) -> {
			writer.write(chunk);
			EntityManagerFactoryUtils.getTransactionalEntityManager(database.entityManagerFactory()).flush();
		};
		return run(database, step(database, kind, flushing).tolerate(Exception.class, 0).processor((item) -> {
			Review review = change((Review) item);
			if (review.getId() % 50 == 3) {
				review.setRating(1000);
			}
			return review;
		}));
	}

	private static StepExecution run(Database database, TestStep<Object, Review> step) {
		step.transactionManager(new JpaTransactionManager(database.entityManagerFactory()));
		database.statements().reset();
		StepExecution execution = step.run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return execution;
	}

	private static TestStep<Object, Review> step(Database database, Kind kind, ItemWriter<Review> writer) {
		return new TestStep<Object, Review>(kind).chunkSize(ITEMS / CHUNKS)
			.reader(ReviewReaders.DETACHED.open(database))
			.processor((item) -> change((Review) item))
			.writer(writer);
	}

	private static Review change(Review review) {
		review.setRating(review.getRating() + 1);
		return review;
	}

	private static List<String> changes(Database database) {
		return database.statements().statements().stream().filter((sql) -> !sql.startsWith("select")).toList();
	}

	private static Reviews repository(EntityManagerFactory factory) {
		return new JpaRepositoryFactory(SharedEntityManagerCreator.createSharedEntityManager(factory, Map.of()))
			.getRepository(Reviews.class);
	}

	/** Always new. */
	@Entity
	static class Label implements Persistable<String> {

		@Id
		private String name;

		protected Label() {
		}

		Label(String name) {
			this.name = name;
		}

		@Override
		public String getId() {
			return this.name;
		}

		@Override
		public boolean isNew() {
			return true;
		}

	}

	/** A repository. */
	interface Labels extends JpaRepository<Label, String> {

	}

	/** A repository as in Spring Data's documentation. */
	interface Reviews extends JpaRepository<Review, Long> {

	}

}
