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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.chunk.AheadPrefetch;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkProcessor;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps whose items hold ids: the same output and the same tables as without the library,
 * and the statements that there are less.
 */
class KeyStepTests {

	private static final int ROWS = 40;

	private static final int CHUNK = 10;

	/** What a run has left. */
	private record Result(List<String> lines, List<Object> tables, List<String> statements, int managed) {

		long finds() {
			return this.statements.stream().filter((sql) -> sql.startsWith("select")).count();
		}

		void assertSame(Result plain) {
			assertThat(this.lines).isEqualTo(plain.lines);
			assertThat(this.tables).isEqualTo(plain.tables);
			assertThat(this.statements.stream().filter((sql) -> !sql.startsWith("select")).toList())
				.containsExactlyInAnyOrderElementsOf(
						plain.statements.stream().filter((sql) -> !sql.startsWith("select")).toList());
		}

	}

	record Row(long id, long bookId) {
	}

	/** The step of a test, on a database of its own. */
	private static final class Rows {

		private final Database database;

		private final List<String> lines = new ArrayList<>();

		private final Set<Long> failed = new HashSet<>();

		private final TestStep<Row, Review> step;

		/** How many entities a session has had while a chunk was processed. */
		private int managed;

		private Set<Long> failingOnce = Set.of();

		private Set<Long> notWritten = Set.of();

		private ItemReader<Row> reader = new ListItemReader<>(
				LongStream.range(0, ROWS).mapToObj((id) -> new Row(id, 7 * id % 50)).toList());

		Rows(Database database, Kind kind) {
			this.database = database;
			this.step = new TestStep<Row, Review>(kind).chunkSize(CHUNK)
				.transactionManager(new JpaTransactionManager(database.entityManagerFactory()))
				.processor(this::process)
				.writer(this::write);
		}

		private Review process(Row row) {
			if (this.failingOnce.contains(row.id) && this.failed.add(row.id)) {
				throw new IllegalStateException("first attempt on " + row);
			}
			EntityManager entityManager = EntityManagerFactoryUtils
				.getTransactionalEntityManager(this.database.entityManagerFactory());
			if (entityManager != null) {
				return process(row, entityManager);
			}
			return this.database.read((own) -> process(row, own));
		}

		private Review process(Row row, EntityManager entityManager) {
			Book book = entityManager.find(Book.class, row.bookId());
			if (book == null) {
				return null;
			}
			if (row.id % 5 == 0) {
				book.setTitle(book.getTitle() + " of " + row.id);
			}
			this.managed = Math.max(this.managed, entityManager.unwrap(Session.class).getStatistics().getEntityCount());
			Author author = book.getAuthor();
			Review review = new Review(1000 + row.id, (int) (row.id % 5), book);
			synchronized (this.lines) {
				this.lines.add(row.id + ";" + book.getTitle() + ";" + author.getName());
			}
			return review;
		}

		private void write(Chunk<? extends Review> chunk) {
			for (Review review : chunk) {
				if (this.notWritten.contains(review.getId())) {
					throw new IllegalStateException("not written: " + review.getId());
				}
			}
			EntityManager entityManager = EntityManagerFactoryUtils
				.getTransactionalEntityManager(this.database.entityManagerFactory());
			if (entityManager != null) {
				chunk.forEach((review) -> {
					Book book = entityManager.find(Book.class, review.getBook().getId());
					entityManager.persist(new Review(review.getId(), review.getRating(), book));
				});
			}
		}

		Result run() {
			this.step.reader(this.reader);
			this.database.statements().reset();
			assertThat(this.step.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
			List<String> statements = this.database.statements().statements();
			List<Object> tables = new ArrayList<>();
			this.database.inTransaction((entityManager) -> {
				for (String query : List.of("select b.id, b.title, b.author.id from Book b order by b.id",
						"select r.id, r.rating, r.book.id from Review r order by r.id")) {
					entityManager.createQuery(query, Object[].class)
						.getResultList()
						.forEach((row) -> tables.add(List.of(row)));
				}
			});
			return new Result(this.lines, tables, statements, this.managed);
		}

	}

	private static MemoizedPrefetch.Builder prefetch(Rows rows) {
		return MemoizedPrefetch.builder(rows.database.entityManagerFactory())
			.itemType(Row.class)
			.key("bookId", Book.class, "author");
	}

	private static Rows listening(Rows rows) {
		rows.step.listener(new MemoizedPrefetchItemReadListener<Row>(prefetch(rows).build()));
		return rows;
	}

	private static Rows window(Rows rows, int size, MemoizedPrefetch prefetch) {
		rows.reader = MemoizedPrefetchItemReader.builder(rows.reader, prefetch)
			.windowSize(size)
			.saveState(false)
			.build();
		return rows;
	}

	private static Result plain(Kind kind, UnaryOperator<Rows> settings) {
		return run(kind, settings);
	}

	private static Result run(Kind kind, UnaryOperator<Rows> settings) {
		try (Database database = Database.open().populate()) {
			return settings.apply(new Rows(database, kind)).run();
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_each_chunk(Kind kind) {
		Result plain = plain(kind, UnaryOperator.identity());
		Result keyed = run(kind, KeyStepTests::listening);
		keyed.assertSame(plain);
		assertThat(plain.finds()).isEqualTo(70);
		// of books one a chunk, of authors two, and of 8 books that there are not
		assertThat(keyed.finds()).isEqualTo(14);
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_again_after_a_rollback(Kind kind) {
		UnaryOperator<Rows> settings = (rows) -> {
			rows.failingOnce = Set.of(3L, 17L, 18L);
			rows.step.tolerate(IllegalStateException.class, 3);
			return rows;
		};
		Result plain = plain(kind, settings);
		Result keyed = run(kind, (rows) -> listening(settings.apply(rows)));
		keyed.assertSame(plain);
		// books that there are not are asked for once more, and found to be absent again
		assertThat(keyed.finds()).isEqualTo((kind == Kind.TASKLET) ? 18 : 14);
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_scans(Kind kind) {
		UnaryOperator<Rows> settings = (rows) -> {
			rows.notWritten = Set.of(1003L, 1017L);
			rows.step.tolerate(IllegalStateException.class, 1);
			return rows;
		};
		Result plain = plain(kind, settings);
		Result keyed = run(kind, (rows) -> listening(settings.apply(rows)));
		keyed.assertSame(plain);
		// how often a chunk is processed that is scanned depends on the version
		assertThat(plain.finds()).isIn((kind == Kind.TASKLET) ? List.of(134L) : List.of(84L, 102L));
		assertThat(keyed.finds()).isEqualTo(18);
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_windows_chunk_by_chunk(Kind kind) {
		Result plain = plain(kind, UnaryOperator.identity());
		Result keyed = run(kind, (rows) -> {
			MemoizedPrefetch prefetch = prefetch(rows).build();
			rows.step.listener(new MemoizedPrefetchItemReadListener<Row>(prefetch));
			return window(rows, 35, prefetch);
		});
		keyed.assertSame(plain);
		// of books and authors one a window and one a chunk for those that there are not
		assertThat(keyed.finds()).isEqualTo(15);
		// of one chunk, not of the window
		assertThat(keyed.managed).isEqualTo(17);
		Result alone = run(kind, (rows) -> window(rows, 35, prefetch(rows).build()));
		alone.assertSame(plain);
		assertThat(alone.finds()).isEqualTo(11);
		assertThat(alone.managed).isEqualTo(17);
	}

	@Test
	void should_serve_what_is_behind_the_keys_of_a_window() {
		try (Database database = Database.open().populate()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Row.class)
				.key("bookId", Book.class, "categories", "author")
				.build();
			List<Row> rows = List.of(new Row(1, 1), new Row(2, 2));
			((AheadPrefetch) prefetch).processAhead(rows, List.of());
			database.statements().reset();
			new TransactionTemplate(new JpaTransactionManager(database.entityManagerFactory()))
				.executeWithoutResult((status) -> rows.forEach((row) -> {
					((AheadPrefetch) prefetch).processKeys(List.of(row), false);
					Book book = EntityManagerFactoryUtils.getTransactionalEntityManager(database.entityManagerFactory())
						.find(Book.class, row.bookId());
					assertThat(Hibernate.isInitialized(book.getCategories())).isTrue();
					assertThat(Hibernate.isInitialized(book.getAuthor())).isTrue();
				}));
			assertThat(database.statements().count()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_leave_steps_without_a_transaction_manager(Kind kind) {
		UnaryOperator<Rows> settings = (rows) -> {
			rows.step.transactionManager(new ResourcelessTransactionManager());
			return rows;
		};
		Result plain = plain(kind, settings);
		try (LogCapture log = new LogCapture()) {
			Result keyed = run(kind, (rows) -> listening(settings.apply(rows)));
			keyed.assertSame(plain);
			assertThat(keyed.statements).isEqualTo(plain.statements);
			assertThat(log.warnings()).singleElement()
				.asString()
				.startsWith("The entities of 'bookId' are not put into the session of the step: no transaction");
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_leave_threads_without_a_transaction(Kind kind) {
		UnaryOperator<Rows> settings = (rows) -> {
			rows.step.taskExecutor(new SimpleAsyncTaskExecutor());
			rows.reader = new SynchronizedItemReader<>(rows.reader);
			return rows;
		};
		Result plain = plain(kind, settings);
		try (LogCapture log = new LogCapture()) {
			Result keyed = run(kind, (rows) -> listening(settings.apply(rows)));
			assertThat(keyed.lines).containsExactlyInAnyOrderElementsOf(plain.lines);
			assertThat(keyed.tables).isEqualTo(plain.tables);
			if (kind == Kind.TASKLET) {
				// each thread has a transaction of its own
				assertThat(log.warnings()).isEmpty();
				assertThat(keyed.finds()).isLessThan(plain.finds() / 2);
			}
			else {
				assertThat(log.warnings()).singleElement().asString().contains("no transaction of a JpaTransaction");
				assertThat(keyed.finds()).isEqualTo(plain.finds());
			}
		}
	}

	/** Its threads have no transaction, unless the chunk processor begins one. */
	@Test
	void should_serve_chunk_processors_in_a_transaction() throws Exception {
		try (Database database = Database.open().populate(); LogCapture log = new LogCapture()) {
			Rows rows = new Rows(database, Kind.TASKLET);
			ChunkProcessor<Row> processor = new MemoizedPrefetchChunkProcessor<>(prefetch(rows).build(),
					(chunk, contribution) -> chunk.forEach(rows::process));
			TransactionTemplate transactions = new TransactionTemplate(
					new JpaTransactionManager(database.entityManagerFactory()));
			Chunk<Row> chunk = Chunk.of(new Row(1, 1), new Row(2, 2), new Row(3, 3));
			database.statements().reset();
			Thread worker = new Thread(() -> transactions.executeWithoutResult((status) -> {
				try {
					processor.process(chunk, new StepContribution(new StepExecution(1, "step",
							new JobExecution(1, new JobInstance(1, "job"), new JobParameters()))));
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}));
			worker.start();
			worker.join();
			assertThat(rows.lines).containsExactly("1;Book 1;Author 1", "2;Book 2;Author 2", "3;Book 3;Author 3");
			assertThat(database.statements().count()).isEqualTo(2);
			assertThat(log.warnings()).isEmpty();
			processor.process(chunk, new StepContribution(
					new StepExecution(1, "step", new JobExecution(1, new JobInstance(1, "job"), new JobParameters()))));
			assertThat(rows.lines).hasSize(6);
			assertThat(log.warnings()).hasSize(1);
		}
	}

}
