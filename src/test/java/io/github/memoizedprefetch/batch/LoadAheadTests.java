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

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import javax.sql.DataSource;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.exception.JDBCConnectionException;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Steps whose reader has the next slices of a window loaded, while others are processed.
 */
class LoadAheadTests {

	private static final String POOL = "memoized-prefetch-";

	private final Inspector statements = new Inspector();

	private Database database;

	private List<String> truth;

	@AutoClose("shutdown")
	private final ThreadPoolTaskExecutor taskExecutor = Threads.start(4);

	@BeforeEach
	void open() {
		this.database = Database
			.open(Map.of("hibernate.session_factory.statement_inspector", this.statements), Author.class,
					Publisher.class, Category.class, Book.class, BookCategory.class, Review.class)
			.populate();
		this.truth = ReportLine.all(this.database);
		this.statements.threads.clear();
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	/** Which threads prepare statements, and what it does to some of them. */
	private static final class Inspector implements StatementInspector {

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private volatile boolean failing;

		@Override
		public String inspect(String sql) {
			String thread = Thread.currentThread().getName();
			this.threads.add(thread);
			if (this.failing && thread.startsWith(POOL)) {
				throw new JDBCConnectionException("no connection left", new SQLException("none"));
			}
			return sql;
		}

		private long ahead() {
			return this.threads.stream().filter((thread) -> thread.startsWith(POOL)).count();
		}

	}

	@ParameterizedTest
	@EnumSource
	void should_compute_the_same_and_load_each_entity_once(ReviewReaders reader) {
		for (Kind kind : Kind.values()) {
			MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);
			ReviewReport report = new ReviewReport(this.database, kind, reader).loadAhead(prefetch, 50, 10, 2);
			assertThatItCompletes(report);
			assertThat(report.lines).isEqualTo(this.truth);
			assertThat(ReviewReport.loads(prefetch)).isEqualTo(ReviewReport.ENTITIES);
		}
		assertThat(this.statements.ahead()).isPositive();
	}

	/** All but the first slice of a window are loaded by the time that they come. */
	@Test
	void should_leave_nothing_to_the_step_but_the_first_slice() {
		MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);
		ReviewReport report = new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.STATELESS)
			.loadAhead(prefetch, 1_000, 1, 1);
		assertThatItCompletes(report);
		long own = this.statements.threads.size() - this.statements.ahead();
		// the reader's query, and what one review needs that no thread is loading already
		assertThat(own).isBetween(1L, 1L + 5);
		assertThat(report.lines).isEqualTo(this.truth);
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_several_threads(Kind kind) {
		for (int run = 0; run < 5; run++) {
			MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);
			ReviewReport report = new ReviewReport(this.database, kind, ReviewReaders.STATELESS)
				.taskExecutor(this.taskExecutor)
				.loadAhead(prefetch, 50, 10, 2);
			assertThatItCompletes(report);
			assertThat(report.lines).containsExactlyInAnyOrderElementsOf(this.truth);
			assertThat(ReviewReport.loads(prefetch)).isEqualTo(ReviewReport.ENTITIES);
		}
	}

	/** What was loaded ahead, or is being loaded, is forgotten when it is committed. */
	@Test
	void should_see_what_earlier_chunks_have_committed() {
		List<String> with = rename((report) -> report.loadAhead(ReviewReport.prefetch(this.database), 100, 10, 3));
		reset();
		List<String> without = rename((report) -> report);
		assertThat(with).isEqualTo(without).isNotEqualTo(this.truth);
	}

	private void reset() {
		this.database.close();
		open();
	}

	private interface Reader {

		ReviewReport of(ReviewReport report);

	}

	/** Each chunk gives all authors another name, and all books. */
	private List<String> rename(Reader reader) {
		ReviewReport report = new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.PAGING);
		AtomicInteger chunk = new AtomicInteger();
		report.writer((lines) -> {
			report.write(lines);
			int number = chunk.incrementAndGet();
			this.database.inTransaction((entityManager) -> {
				entityManager.createQuery("select a from Author a", Author.class)
					.getResultList()
					.forEach((author) -> author.setName("Author of chunk " + number));
				entityManager.createQuery("update Book b set b.title = :title")
					.setParameter("title", "Title of chunk " + number)
					.executeUpdate();
			});
		});
		assertThatItCompletes(reader.of(report));
		return new ArrayList<>(report.lines);
	}

	@Test
	void should_go_on_without_if_it_fails_and_say_so_once() {
		this.statements.failing = true;
		try (LogCapture log = new LogCapture()) {
			ReviewReport report = new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.STATELESS)
				.loadAhead(ReviewReport.prefetch(this.database), 50, 10, 2);
			assertThatItCompletes(report);
			assertThat(report.lines).isEqualTo(this.truth);
			assertThat(log.warnings()).containsExactly(
					"Nothing is loaded ahead any more in this step, so that each chunk loads what it needs itself");
		}
	}

	@Test
	void should_end_its_threads_with_the_step() throws InterruptedException {
		new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.STATELESS)
			.loadAhead(ReviewReport.prefetch(this.database), 50, 10, 2)
			.run();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().startsWith(POOL)) {
				thread.join(10_000); // it may be about to
				assertThat(thread.isAlive()).isFalse();
			}
		}
	}

	@Test
	void should_count_what_chunks_look_up_once() {
		MemoizedPrefetch with = ReviewReport.prefetch(this.database);
		new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.STATELESS).loadAhead(with, 100, 10, 2).run();
		MemoizedPrefetch without = ReviewReport.prefetch(this.database);
		new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.STATELESS).readAhead(without, 10).run();
		assertThat(with.statistics().total().references()).isEqualTo(without.statistics().total().references());
		assertThat(with.statistics().total().hits() + with.statistics().total().misses())
			.isEqualTo(without.statistics().total().hits() + without.statistics().total().misses());
		assertThat(with.statistics().total().hits()).isGreaterThan(without.statistics().total().hits());
	}

	@Test
	void should_load_ahead_what_automatic_mode_has_learnt() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory()).automatic().build();
		ReviewReport report = new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.PAGING_LARGER_PAGES)
			.chunkSize(5)
			.loadAhead(prefetch, 25, 5, 2);
		assertThatItCompletes(report);
		assertThat(report.lines).isEqualTo(this.truth);
		assertThat(this.statements.ahead()).isPositive();
	}

	/** Only threads of the pool know which step it is. */
	@Test
	void should_tell_the_decorator_of_each_load() {
		Set<String> decorated = ConcurrentHashMap.newKeySet();
		MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);
		MemoizedPrefetchItemReader<Review> reader = MemoizedPrefetchItemReader
			.<Review>builder(new ListItemReader<>(detached()), prefetch)
			.windowSize(50)
			.prefetchSize(10)
			.loadAhead(2)
			.taskDecorator((load) -> () -> {
				decorated.add(Thread.currentThread().getName());
				load.run();
			})
			.build();
		StepExecution execution = new TestStep<Review, String>(Kind.CHUNK_ORIENTED).chunkSize(10)
			.reader(reader)
			.processor(ReportLine::of)
			.writer((lines) -> {
			})
			.run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(decorated).isNotEmpty().allMatch((name) -> name.startsWith(POOL));
	}

	private List<Review> detached() {
		return this.database
			.read((entityManager) -> entityManager.createQuery("select r from Review r order by r.id", Review.class)
				.getResultList());
	}

	/** What the memo does not keep is there for its slice all the same. */
	@Test
	void should_load_once_what_the_memo_has_no_room_for() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("book.author")
			.cacheSize(1)
			.build();
		ReviewReport report = new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.STATELESS)
			.processor((review) -> ((Review) review).getBook().getAuthor().getName())
			.loadAhead(prefetch, 100, 10, 1);
		assertThatItCompletes(report);
		long own = this.statements.threads.size() - this.statements.ahead();
		// the reader's query, and books and authors of the first slice
		assertThat(own).isEqualTo(1 + 2);
		assertThat(this.statements.ahead()).isEqualTo(9 * 2);
	}

	/** Keys are memoized ahead, and attached by the chunk. */
	@Test
	void should_load_the_targets_of_keys_ahead() {
		record Row(long bookId) {
		}
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Row.class)
			.key("bookId", Book.class)
			.config(new MemoizedPrefetchConfig<>(Book.class).prefetchAll(false))
			.build();
		EntityManager entityManager = SharedEntityManagerCreator
			.createSharedEntityManager(this.database.entityManagerFactory());
		List<String> titles = new ArrayList<>();
		StepExecution execution = new TestStep<Row, String>(Kind.CHUNK_ORIENTED).chunkSize(10)
			.transactionManager(new JpaTransactionManager(this.database.entityManagerFactory()))
			.reader(MemoizedPrefetchItemReader
				.builder(new ListItemReader<>(LongStream.range(0, 40).mapToObj(Row::new).toList()), prefetch)
				.windowSize(40)
				.prefetchSize(10)
				.loadAhead(2)
				.build())
			.processor((row) -> entityManager.find(Book.class, row.bookId()).getTitle())
			.writer((chunk) -> chunk.forEach(titles::add))
			.run();
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(titles).isEqualTo(LongStream.range(0, 40).mapToObj((id) -> "Book " + id).toList());
		// the others are those of the first slice
		assertThat(this.statements.ahead()).isEqualTo(3);
		assertThat(this.statements.threads).hasSize(4);
	}

	/** A loader of the user's own runs on the thread of the step. */
	@Test
	void should_leave_custom_loaders_to_the_step() {
		Set<String> threads = ConcurrentHashMap.newKeySet();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths(ReportLine.PATHS)
			.config(new MemoizedPrefetchConfig<>(Author.class).loader((ids, entityManager) -> {
				threads.add(Thread.currentThread().getName());
				return entityManager.createQuery("select a from Author a where a.id in :ids", Author.class)
					.setParameter("ids", ids)
					.getResultList();
			}))
			.build();
		ReviewReport report = new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.STATELESS)
			.loadAhead(prefetch, 50, 10, 2);
		assertThatItCompletes(report);
		assertThat(report.lines).isEqualTo(this.truth);
		assertThat(threads).isNotEmpty().noneMatch((name) -> name.startsWith(POOL));
	}

	@Test
	void should_refuse_a_data_source_that_chooses_by_the_thread() {
		AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

			@Override
			protected Object determineCurrentLookupKey() {
				return null;
			}

		};
		routing.setTargetDataSources(Map.of());
		routing.setDefaultTargetDataSource(this.database.dataSource());
		routing.afterPropertiesSet();
		try (EntityManagerFactory factory = factory(routing)) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(factory).itemType(Review.class).paths("book").build();
			assertThatIllegalStateException().isThrownBy(() -> windows(prefetch).build().read())
				.withMessageContaining("loadAhead is 2, but the EntityManagerFactory's DataSource is a ")
				.withMessageContaining("Set a taskDecorator");
			assertThatNoException().isThrownBy(() -> windows(prefetch).taskDecorator((load) -> load).build().read());
		}
	}

	@Test
	void should_refuse_a_prefetch_that_somebody_else_has_written() {
		MemoizedPrefetch foreign = (MemoizedPrefetch) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { MemoizedPrefetch.class }, (proxy, method, arguments) -> null);
		assertThatIllegalStateException().isThrownBy(() -> windows(foreign).build().read())
			.withMessageContaining("is none that MemoizedPrefetch.builder(..) has made");
	}

	private MemoizedPrefetchItemReader.Builder<Review> windows(MemoizedPrefetch prefetch) {
		return MemoizedPrefetchItemReader.<Review>builder(new ListItemReader<>(detached()), prefetch).loadAhead(2);
	}

	private static EntityManagerFactory factory(DataSource dataSource) {
		return new HibernatePersistenceConfiguration("routed")
			.managedClasses(Author.class, Publisher.class, Category.class, Book.class, BookCategory.class, Review.class)
			.property("jakarta.persistence.nonJtaDataSource", dataSource)
			.createEntityManagerFactory();
	}

	@Test
	void should_refuse_windows_of_one_slice() {
		ReviewReport report = new ReviewReport(this.database, Kind.CHUNK_ORIENTED, ReviewReaders.STATELESS)
			.loadAhead(ReviewReport.prefetch(this.database), 10, 10, 2);
		assertThat(report.run().getFailureExceptions()).singleElement()
			.extracting(Throwable::getCause)
			.asString()
			.contains(
					"loadAhead is 2, but a window of 10 items (its windowSize) has one slice of the prefetchSize of 10")
			.contains("several times as large");
	}

	@Test
	void should_refuse_numbers_that_make_no_sense() {
		MemoizedPrefetchItemReader<Review> reader = new MemoizedPrefetchItemReader<>(new ListItemReader<>(List.of()),
				ReviewReport.prefetch(this.database));
		assertThatIllegalArgumentException().isThrownBy(() -> reader.setLoadAhead(-1))
			.withMessage("loadAhead must be at least 0, but is -1");
		assertThatIllegalArgumentException().isThrownBy(() -> reader.setPrefetchSize(0))
			.withMessage("prefetchSize must be at least 1, but is 0");
	}

	private static void assertThatItCompletes(ReviewReport report) {
		StepExecution execution = report.run();
		assertThat(execution.getFailureExceptions()).allSatisfy((failure) -> {
			throw failure;
		});
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

}
