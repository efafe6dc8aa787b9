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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetch.FiguresMode;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.batch.step.StepLog;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.StepSummary;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a step says of its prefetches: in the log, its execution context, and Flight
 * Recorder.
 */
class StepFiguresTests {

	private static final Database database = Database.open().populate();

	@AfterAll
	static void close() {
		database.close();
	}

	private static MemoizedPrefetch prefetch(long cacheSize, String... paths) {
		return prefetch(FiguresMode.SUMMARY, cacheSize, paths);
	}

	private static MemoizedPrefetch prefetch(FiguresMode figuresMode, long cacheSize, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Review.class)
			.paths(paths)
			.cacheSize(cacheSize)
			.figuresMode(figuresMode)
			.build();
	}

	private static TestStep<Review, String> step(Kind kind, MemoizedPrefetch prefetch) {
		return new TestStep<Review, String>(kind).chunkSize(10)
			.reader(reader(100))
			.processor((review) -> review.getBook().getTitle())
			.writer((chunk) -> {
			})
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch));
	}

	/**
	 * Each review is read by a session of its own, so that no two of them share a proxy.
	 */
	private static ItemReader<Review> reader(int reviews) {
		return new ListItemReader<>(IntStream.range(0, reviews)
			.mapToObj((id) -> database.read((entityManager) -> entityManager.find(Review.class, id)))
			.toList());
	}

	private static Map<String, Object> figures(StepExecution execution) {
		return execution.getExecutionContext()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith("memoizedPrefetch"))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private static String book(String figure) {
		return "memoizedPrefetch." + Book.class.getName() + "." + figure;
	}

	@ParameterizedTest
	@EnumSource
	void should_be_one_short_text_in_the_execution_context(Kind kind) {
		StepExecution execution = step(kind, prefetch(100, "book.categories")).run();
		assertThat(figures(execution)).containsOnlyKeys("memoizedPrefetch");
		assertThat(execution.getExecutionContext().getString("memoizedPrefetch")).matches("stepExecutionId="
				+ execution.getId()
				+ "; Book: references=100, statements=4, loads=40, hits=60, misses=40(, loadTimeMillis=\\d+)?"
				+ "; Book.categories: references=100, statements=4, loads=40, hits=60, misses=40(, loadTimeMillis=\\d+)?"
				+ "; Category: references=150, statements=2, loads=9, hits=73, misses=9(, loadTimeMillis=\\d+)?")
			.hasSizeLessThan(350);
	}

	@ParameterizedTest
	@EnumSource
	void should_be_numbers_in_the_execution_context_if_asked_for(Kind kind) {
		StepExecution execution = step(kind, prefetch(FiguresMode.FULL, 100, "book")).run();
		assertThat(figures(execution)).hasSize(10)
			.containsEntry("memoizedPrefetch.stepExecutionId", execution.getId())
			.containsEntry(book("references"), 100L)
			.containsEntry(book("hits"), 60L)
			.containsEntry(book("misses"), 40L)
			.containsEntry(book("loads"), 40L)
			.containsEntry(book("reloads"), 0L)
			.containsEntry(book("statements"), 4L)
			.containsEntry(book("evictions"), 0L)
			.containsEntry(book("sufficientCacheSize"), 0L)
			.containsKey(book("loadTimeMillis"));
	}

	@ParameterizedTest
	@EnumSource
	void should_not_be_in_the_execution_context_if_that_is_off(Kind kind) {
		StepExecution first = step(kind, prefetch(100, "book")).run();
		TestStep<Review, String> step = step(kind, prefetch(FiguresMode.OFF, 100, "book"));
		StepExecution second = step.restart(step.build(), first.getExecutionContext());
		assertThat(second.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(figures(second)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void should_name_the_cache_size_that_would_have_sufficed(Kind kind) {
		StepExecution execution = step(kind, prefetch(39, "book")).run();
		assertThat(StepSummary.figure(execution, Book.class, "sufficientCacheSize")).isEqualTo(40);
		execution = step(kind, prefetch(40, "book")).run();
		assertThat(StepSummary.figure(execution, Book.class, "sufficientCacheSize")).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void should_be_of_the_last_execution_when_a_step_is_restarted(Kind kind) {
		for (FiguresMode mode : List.of(FiguresMode.SUMMARY, FiguresMode.FULL)) {
			StepExecution first = step(kind, prefetch(mode, 100, "book.author")).run();
			TestStep<Review, String> step = step(kind, prefetch(FiguresMode.FULL, 100, "book")).reader(reader(7));
			StepExecution second = step.restart(step.build(), first.getExecutionContext());
			assertThat(second.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(figures(second)).hasSize(1 + 9)
				.containsEntry("memoizedPrefetch.stepExecutionId", second.getId())
				.containsEntry(book("references"), 7L);
		}
	}

	@Test
	void should_add_up_what_several_prefetches_do_in_a_step() {
		StepExecution execution = step(Kind.CHUNK_ORIENTED, prefetch(100, "book"))
			.alsoListener(new MemoizedPrefetchItemReadListener<>(prefetch(100, "book.author")))
			.run();
		assertThat(StepSummary.figure(execution, Book.class, "references")).as("books are there when the second comes")
			.isEqualTo(100);
		assertThat(StepSummary.figure(execution, Author.class, "loads")).isEqualTo(12);
	}

	@ParameterizedTest
	@EnumSource
	void should_be_logged_when_the_step_ends(Kind kind) {
		assertThat(log(step(kind, prefetch(100, "book.author")).build())).hasSize(2)
			.element(1)
			.asString()
			.matches("Step step prefetched " + Book.class.getName() + ": 100 references served with 4 statements"
					+ " in \\d+ ms: 40 loaded, 60 hits, 40 misses \\(hit rate 60 %\\)");
	}

	@ParameterizedTest
	@EnumSource
	void should_say_what_a_single_chunk_saves(Kind kind) {
		TestStep<Review, String> step = step(kind, prefetch(100, "book.publisher")).chunkSize(100);
		assertThat(log(step.build())).hasSize(2)
			.element(1)
			.asString()
			.matches("Step step prefetched " + Publisher.class.getName() + ": 40 references served with 1 statement"
					+ " in \\d+ ms: 4 loaded");
	}

	@ParameterizedTest
	@EnumSource
	void should_say_that_elements_of_collections_were_served(Kind kind) {
		assertThat(log(step(kind, prefetch(100, "book.categories")).build())).element(2)
			.asString()
			.matches("Step step prefetched " + Category.class.getName() + ": 150 references served with 2 statements"
					+ " in \\d+ ms: 9 loaded, 73 hits, 9 misses \\(hit rate 89 %\\)");
	}

	@Test
	void should_know_singular_and_plural() {
		assertThat(StepLog.line(new TargetStatistics(1, 1, 1, 1, 1, 0, Duration.ofMillis(1), 0, 0), null))
			.isEqualTo("1 reference served with 1 statement in 1 ms: 1 loaded, 1 hit, 1 miss (hit rate 50 %)");
		assertThat(StepLog.line(new TargetStatistics(3, 0, 3, 1, 2, 0, Duration.ofMillis(1), 0, 0, 2), null))
			.isEqualTo("3 references served with 2 statements in 1 ms: 1 loaded, 2 asked for alone, because nobody"
					+ " announced their keys");
		assertThat(StepLog.line(new TargetStatistics(1_000, 2_000, 0, 0, 0, 0, Duration.ZERO, 0, 0), null))
			.isEqualTo("1,000 references served with 0 statements: 0 loaded, 2,000 hits, 0 misses (hit rate 100 %)");
	}

	@ParameterizedTest
	@EnumSource
	void should_hint_in_the_log_if_the_cache_is_too_small(Kind kind) {
		assertThat(log(step(kind, prefetch(20, "book")).build())).singleElement()
			.asString()
			.matches(".* evicted, \\d+ of them loaded again: a cacheSize of 40 would have sufficed");
	}

	private static List<String> log(Step step) {
		return LogCapture.messages(() -> new TestStep<>(Kind.CHUNK_ORIENTED).run(step));
	}

	@ParameterizedTest
	@EnumSource
	void should_be_recorded_by_flight_recorder(Kind kind, @TempDir Path folder) throws Exception {
		Path file = folder.resolve("step.jfr");
		StepExecution execution;
		try (Recording recording = new Recording()) {
			recording.start();
			execution = step(kind, prefetch(100, "book.author")).run();
			recording.stop();
			recording.dump(file);
		}
		List<RecordedEvent> events = RecordingFile.readAllEvents(file);
		assertThat(events(events, "Prefetch")).hasSize(10).allSatisfy((event) -> {
			assertThat(event.getString("stepName")).isEqualTo("step");
			assertThat(event.getLong("stepExecutionId")).isEqualTo(execution.getId());
			assertThat(event.getInt("items")).isEqualTo(10);
		});
		List<RecordedEvent> loads = events(events, "Load");
		assertThat(loads).extracting((event) -> event.getString("target"))
			.contains(Book.class.getName(), Author.class.getName());
		assertThat(loads.stream().mapToLong((event) -> event.getLong("loads")).sum()).isEqualTo(40 + 12);
		assertThat(loads).allSatisfy((event) -> assertThat(event.getLong("statements")).isOne());
	}

	private static List<RecordedEvent> events(List<RecordedEvent> events, String name) {
		return events.stream()
			.filter((event) -> event.getEventType().getName().equals("io.github.memoizedprefetch." + name))
			.toList();
	}

}
