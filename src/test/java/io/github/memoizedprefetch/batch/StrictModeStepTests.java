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
import java.util.Set;
import java.util.TreeSet;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.StrictMode;
import io.github.memoizedprefetch.UnprefetchedAssociationException;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Catalogue;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.hibernate.LazyInitializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Strict mode in steps: output, skips and retries.
 */
class StrictModeStepTests {

	private static final String[] NO_PUBLISHER = { "book.author", "book.translator", "book.categories" };

	private static Database database;

	@AutoClose
	private final LogCapture log = new LogCapture();

	@BeforeAll
	static void open() {
		database = Database.open().populate();
	}

	@AfterAll
	static void close() {
		database.close();
	}

	private static MemoizedPrefetch prefetch(StrictMode mode, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).paths(paths).strictMode(mode).build();
	}

	private static ReviewReport report(Kind kind, ReviewReaders reader, MemoizedPrefetch prefetch) {
		return new ReviewReport(database, kind, reader).prefetched(new MemoizedPrefetchItemReadListener<>(prefetch));
	}

	private static List<String> messages(StepExecution execution) {
		Set<String> messages = new TreeSet<>();
		execution.getFailureExceptions().forEach((failure) -> collect(failure, messages));
		return new ArrayList<>(messages);
	}

	private static void collect(Throwable failure, Set<String> messages) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnprefetchedAssociationException) {
				messages.add(cause.getMessage());
			}
			for (Throwable suppressed : cause.getSuppressed()) {
				collect(suppressed, messages);
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_warn_and_change_nothing(ReviewReaders reader) {
		for (Kind kind : Kind.values()) {
			ReviewReport watched = report(kind, reader, prefetch(StrictMode.WARN, NO_PUBLISHER));
			ReviewReport unwatched = report(kind, reader, prefetch(StrictMode.OFF, NO_PUBLISHER));
			assertThat(unwatched.run().getStatus()).isEqualTo(watched.run().getStatus());
			assertThat(unwatched.lines).isEqualTo(watched.lines);
		}
		boolean rows = reader.name().startsWith("RECORDS");
		String warning = "%s is not prefetched; add .paths(\"book.publisher\")"
			.formatted(rows ? "row.book.publisher of Row 1 of the chunk" : "review.book.publisher of Review#0");
		assertThat(this.log.warnings()).hasSize(2).allMatch((line) -> line.endsWith(": " + warning));
	}

	@ParameterizedTest
	@EnumSource(names = { "PAGING", "PAGING_NOT_TRANSACTED", "REPOSITORY", "RECORDS" })
	void should_count_what_is_loaded_lazily(ReviewReaders reader) {
		for (Kind kind : Kind.values()) {
			ReviewReport complete = report(kind, reader, prefetch(StrictMode.OFF, ReportLine.PATHS));
			complete.run();
			int statements = database.statements().count();
			MemoizedPrefetch prefetch = prefetch(StrictMode.WARN, NO_PUBLISHER);
			report(kind, reader, prefetch).run();
			long lazyLoads = prefetch.lazyLoads().values().stream().mapToLong(Long::longValue).sum();
			// publishers take one statement when they are prefetched
			assertThat(lazyLoads).isEqualTo(database.statements().count() - statements + 1).isPositive();
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_be_silent_in_every_step_when_all_is_prefetched(ReviewReaders reader) {
		for (Kind kind : Kind.values()) {
			MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, ReportLine.PATHS);
			ReviewReport report = report(kind, reader, prefetch);
			assertThat(report.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(report.lines).isEqualTo(ReportLine.all(database));
		}
		assertThat(this.log.warnings()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void should_fail_the_step(Kind kind) {
		StepExecution execution = report(kind, ReviewReaders.PAGING, prefetch(StrictMode.FAIL, "book.author")).run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(messages(execution))
			.containsExactly("review.book.categories of Review#0 is not prefetched; add .paths(\"book.categories\")");
		assertThat(execution.getExitStatus().getExitDescription()).contains(".paths(\"book.categories\")");
	}

	@ParameterizedTest
	@EnumSource
	void should_explain_why_a_step_of_detached_items_fails(Kind kind) {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
		StepExecution execution = report(kind, ReviewReaders.DETACHED, prefetch).run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(messages(execution))
			.containsExactly("review.book.categories of Review#0 is not prefetched; add .paths(\"book.categories\")");
		assertThat(this.log.warnings()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void should_fail_the_item_when_its_step_skips(Kind kind) {
		ReviewReport report = report(kind, ReviewReaders.PAGING,
				prefetch(StrictMode.FAIL, "book.author", "book.categories", "book.publisher"));
		report.tolerate(UnprefetchedAssociationException.class, 1);
		StepExecution execution = report.run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		// those without a translator, and those whose translator is a prefetched author
		assertThat(report.lines).isNotEmpty().isSubsetOf(ReportLine.all(database));
		assertThat(report.lines.size() + execution.getProcessSkipCount()).isEqualTo(Catalogue.REVIEWS);
		assertThat(execution.getProcessSkipCount()).isPositive();
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_an_item_that_is_retried_without_touching_it(Kind kind) {
		List<Object> failed = new ArrayList<>();
		ReviewReport report = report(kind, ReviewReaders.PAGING, prefetch(StrictMode.FAIL, "book.author"));
		report.processor((item) -> {
			Book book = ((Review) item).getBook();
			if (book.getTranslator() == null || failed.contains(item)) {
				return book.getTitle() + book.getAuthor().getName();
			}
			failed.add(item);
			return book.getPublisher().getName();
		});
		report.tolerate(UnprefetchedAssociationException.class, 3);
		StepExecution execution = report.run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(execution.getProcessSkipCount()).isZero();
		assertThat(report.lines).hasSize(Catalogue.REVIEWS);
		assertThat(failed).isNotEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void should_see_the_writer(Kind kind) {
		for (ReviewReaders reader : List.of(ReviewReaders.PAGING, ReviewReaders.DETACHED)) {
			StepExecution execution = new TestStep<Object, Object>(kind).chunkSize(10)
				.transactionManager(new JpaTransactionManager(database.entityManagerFactory()))
				.reader(reader.open(database))
				.processor((item) -> item)
				.writer((chunk) -> chunk.forEach(ReportLine::of))
				.listener(new MemoizedPrefetchItemReadListener<>(prefetch(StrictMode.FAIL, "book.author")))
				.run();
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
			assertThat(messages(execution)).containsExactly(
					"review.book.categories of Review#0 is not prefetched; add .paths(\"book.categories\")");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PAGING", "PAGING_NOT_TRANSACTED", "CURSOR", "REPOSITORY", "DETACHED" })
	void should_let_a_writer_merge(ReviewReaders reader) {
		for (Kind kind : Kind.values()) {
			MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author");
			StepExecution execution = new TestStep<Object, Object>(kind).chunkSize(10)
				.transactionManager(new JpaTransactionManager(database.entityManagerFactory()))
				.reader(reader.open(database))
				.processor((item) -> item)
				.writer(new JpaItemWriter<>(database.entityManagerFactory()))
				.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
				.run();
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(prefetch.lazyLoads()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PAGING", "PAGING_NOT_TRANSACTED", "CURSOR", "REPOSITORY" })
	void should_watch_windows_that_a_reader_has_read_ahead(ReviewReaders reader) {
		for (int windowSize : List.of(3, 10, 25)) {
			MemoizedPrefetch prefetch = prefetch(StrictMode.WARN, NO_PUBLISHER);
			ReviewReport watched = new ReviewReport(database, Kind.CHUNK_ORIENTED, reader).readAhead(prefetch,
					windowSize);
			ReviewReport unwatched = new ReviewReport(database, Kind.CHUNK_ORIENTED, reader)
				.readAhead(prefetch(StrictMode.OFF, NO_PUBLISHER), windowSize);
			assertThat(unwatched.run().getStatus()).isEqualTo(watched.run().getStatus());
			assertThat(unwatched.lines).isEqualTo(watched.lines);
			if (!watched.lines.isEmpty()) {
				assertThat(prefetch.lazyLoads()).containsOnlyKeys("review.book.publisher");
			}
		}
	}

	@Test
	void should_watch_several_threads_that_process_a_window() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL, "book.author", "book.publisher", "book.categories");
		ReviewReport report = new ReviewReport(database, Kind.CHUNK_ORIENTED, ReviewReaders.PAGING)
			.readAhead(prefetch, 10)
			.taskExecutor(new SimpleAsyncTaskExecutor())
			.tolerate(UnprefetchedAssociationException.class, 0);
		StepExecution execution = report.run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(prefetch.lazyLoads()).isEqualTo(Map.of("review.book.translator", execution.getProcessSkipCount()));
		assertThat(report.lines).isSubsetOf(ReportLine.all(database))
			.hasSize(Catalogue.REVIEWS - (int) execution.getProcessSkipCount());
	}

	@Test
	void should_explain_detached_items_on_several_threads() {
		ReviewReport report = report(Kind.CHUNK_ORIENTED, ReviewReaders.DETACHED,
				prefetch(StrictMode.WARN, "book.author", "book.publisher", "book.categories"));
		report.taskExecutor(new SimpleAsyncTaskExecutor()).tolerate(LazyInitializationException.class, 0);
		assertThat(report.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.log.warnings()).hasSize(1)
			.allMatch((warning) -> warning.endsWith("is not prefetched; add .paths(\"book.translator\")"));
	}

	@Test
	void should_explain_what_a_chunk_processor_has_thrown() throws Exception {
		List<Review> reviews = database
			.read((entityManager) -> entityManager.createQuery("from Review where id < 3 order by id", Review.class)
				.getResultList());
		MemoizedPrefetchChunkProcessor<Review> processor = new MemoizedPrefetchChunkProcessor<>(
				prefetch(StrictMode.FAIL, "book.author"), (chunk, contribution) -> chunk.forEach(ReportLine::of));
		StepExecution execution = new StepExecution(1, "step",
				StepRunner.job(new ResourcelessJobRepository(), new JobParameters()));
		Set<String> messages = new TreeSet<>();
		try {
			processor.process(new Chunk<>(reviews), new StepContribution(execution));
		}
		catch (LazyInitializationException ex) {
			collect(ex, messages);
		}
		assertThat(messages)
			.containsExactly("review.book.categories of Review#0 is not prefetched; add .paths(\"book.categories\")");
	}

}
