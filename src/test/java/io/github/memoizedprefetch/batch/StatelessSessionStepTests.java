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
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Server;
import io.github.memoizedprefetch.support.Tenants;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemStreamReader;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reader in steps, and its connection. {@link ReaderTests} compare what is written
 * with the reader, with and without prefetching.
 */
class StatelessSessionStepTests {

	private final List<String> lines = new ArrayList<>();

	private String unwritable = "";

	private static StatelessSessionItemReader<Review> reader(EntityManagerFactory factory) {
		return StatelessSessionItemReader.<Review>builder()
			.entityManagerFactory(factory)
			.name("reviews")
			.queryString("from Review order by id")
			.itemType(Review.class)
			.build();
	}

	private TestStep<Review, String> step(Kind kind, EntityManagerFactory factory) {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(factory)
			.paths("book.author", "book.translator", "book.publisher")
			.build();
		return new TestStep<Review, String>(kind).chunkSize(10)
			.reader(reader(factory))
			.processor(Bookshop::credits)
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.writer((chunk) -> {
				if (chunk.getItems().contains(this.unwritable)) {
					throw new IllegalStateException(this.unwritable);
				}
				this.lines.addAll(chunk.getItems());
			});
	}

	private static List<String> expected(EntityManagerFactory factory) {
		return factory
			.callInTransaction((entityManager) -> entityManager.createQuery("from Review order by id", Review.class)
				.getResultStream()
				.map(Bookshop::credits)
				.toList());
	}

	@ParameterizedTest
	@EnumSource
	void should_restart_where_it_failed_and_leave_no_connection(Kind kind) {
		try (Database database = Database.open().populate()) {
			List<String> expected = expected(database.entityManagerFactory());
			this.unwritable = expected.get(42);
			TestStep<Review, String> step = step(kind, database.entityManagerFactory());
			StepExecution failed = step.run();
			assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
			assertThat(this.lines).isEqualTo(expected.subList(0, 40));
			assertThat(database.dataSource().getHikariPoolMXBean().getActiveConnections()).isZero();
			this.unwritable = "";
			database.statements().reset();
			StepExecution restarted = step.restart(step(kind, database.entityManagerFactory()).build(),
					new ExecutionContext(failed.getExecutionContext()));
			assertThat(restarted.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(restarted.getReadCount()).isEqualTo(60);
			assertThat(this.lines).isEqualTo(expected);
			assertThat(database.statements().selectsFrom("Review")).isOne();
			assertThat(database.dataSource().getHikariPoolMXBean().getActiveConnections()).isZero();
		}
	}

	/** Nothing else may call it from several threads. */
	@ParameterizedTest
	@EnumSource
	void should_be_read_by_several_threads_within_a_reader_that_synchronizes(Kind kind) {
		ThreadPoolTaskExecutor threads = Threads.start(4);
		try (Database database = Database.open().populate()) {
			EntityManagerFactory factory = database.entityManagerFactory();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(factory)
				.paths("book.author", "book.translator", "book.publisher")
				.build();
			List<ItemStreamReader<Review>> readers = List.of(
					MemoizedPrefetchItemReader.<Review>builder(reader(factory), prefetch).build(),
					MemoizedPrefetchItemReader
						.<Review>builder(new SynchronizedItemStreamReader<>(reader(factory)), prefetch)
						.build());
			for (ItemStreamReader<Review> reader : readers) {
				List<String> written = Collections.synchronizedList(new ArrayList<>());
				StepExecution execution = new TestStep<Review, String>(kind).chunkSize(10)
					.taskExecutor(threads)
					.reader(reader)
					.processor(Bookshop::credits)
					.writer((chunk) -> written.addAll(chunk.getItems()))
					.run();
				assertThat(execution.getFailureExceptions()).isEmpty();
				assertThat(written).containsExactlyInAnyOrderElementsOf(expected(factory));
			}
			assertThat(database.dataSource().getHikariPoolMXBean().getActiveConnections()).isZero();
		}
		finally {
			threads.shutdown();
		}
	}

	@Test
	void should_hold_one_connection_while_the_step_runs() {
		try (Database database = Database.open().populate()) {
			List<Integer> connections = new ArrayList<>();
			step(Kind.CHUNK_ORIENTED, database.entityManagerFactory())
				.writer((chunk) -> connections.add(database.dataSource().getHikariPoolMXBean().getActiveConnections()))
				.run();
			assertThat(connections).hasSize(10).containsOnly(1);
		}
	}

	/** The items of a tenant with a database or schema are served, too. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void should_read_and_serve_the_current_tenant(boolean schemas) {
		try (Tenants tenants = new Tenants(schemas, "red", "blue")) {
			for (String tenant : List.of("red", "blue")) {
				this.lines.clear();
				tenants.current(tenant);
				List<String> expected = expected(tenants.entityManagerFactory());
				StepExecution execution = step(Kind.CHUNK_ORIENTED, tenants.entityManagerFactory()).run();
				assertThat(execution.getFailureExceptions()).isEmpty();
				assertThat(this.lines).isEqualTo(expected).allMatch((line) -> line.contains(tenant));
			}
		}
	}

	/** The server evaluates each row as it is fetched. */
	@Test
	void should_fetch_as_many_rows_as_the_fetch_size_on_postgresql() throws Exception {
		try (Database database = Server.POSTGRESQL.open(null, Author.class)) {
			database.execute("create sequence fetched");
			database.execute("insert into Author (id, name) select n, 'Author ' || n from generate_series(1, 100) n");
			StatelessSessionItemReader<Object[]> reader = StatelessSessionItemReader.<Object[]>builder()
				.entityManagerFactory(database.entityManagerFactory())
				.queryString("select id, function('nextval', :sequence) from Author")
				.parameterValues(Map.of("sequence", "fetched"))
				.fetchSize(10)
				.saveState(false)
				.build();
			reader.open(new ExecutionContext());
			try {
				for (int read = 1; read <= 21; read++) {
					assertThat(reader.read()).isNotNull();
					assertThat(fetched(database)).as("rows when %s are read", read).isEqualTo((read + 9) / 10 * 10);
				}
			}
			finally {
				reader.close();
			}
		}
	}

	private static int fetched(Database database) {
		return database.read((entityManager) -> ((Number) entityManager
			.createNativeQuery("select last_value from fetched", Long.class)
			.getSingleResult()).intValue());
	}

}
