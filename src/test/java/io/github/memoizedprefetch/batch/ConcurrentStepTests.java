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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps with a task executor.
 */
class ConcurrentStepTests {

	private static final int ITEMS = 500;

	private final RecordingPrefetch prefetch = new RecordingPrefetch();

	private final Map<Object, Thread> readers = new ConcurrentHashMap<>();

	private final Set<Integer> processed = ConcurrentHashMap.newKeySet();

	private final Set<Integer> tooEarly = ConcurrentHashMap.newKeySet();

	private final AtomicInteger next = new AtomicInteger();

	private final ThreadPoolTaskExecutor taskExecutor = new ThreadPoolTaskExecutor();

	@BeforeEach
	void startThreads() {
		this.taskExecutor.setCorePoolSize(4);
	}

	@AfterEach
	void stopThreads() {
		this.taskExecutor.shutdown();
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_each_item_once_before_it_is_processed(Kind kind) {
		StepExecution execution = run(step(kind));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThatEachItemWasPrefetchedOnce();
	}

	@Test
	void should_prefetch_each_item_when_the_reading_thread_processes_too() {
		this.taskExecutor.setMaxPoolSize(4);
		this.taskExecutor.setQueueCapacity(0);
		this.taskExecutor.setRejectedExecutionHandler(new CallerRunsPolicy());
		run(step(Kind.CHUNK_ORIENTED));
		assertThatEachItemWasPrefetchedOnce();
	}

	@Test
	void should_let_each_thread_of_a_tasklet_step_prefetch_its_own_chunks() {
		run(step(Kind.TASKLET));
		assertThat(this.readers).allSatisfy((item, thread) -> assertThat(this.prefetch.thread(item)).isSameAs(thread));
		assertThat(this.prefetch.chunks().stream().filter((chunk) -> chunk.size() == 5))
			.hasSizeGreaterThan(ITEMS / 5 - 5);
	}

	@Test
	void should_not_prefetch_other_threads_items_when_a_tasklet_step_repeats_a_chunk() {
		Set<Integer> failed = ConcurrentHashMap.newKeySet();
		StepExecution execution = run(step(Kind.TASKLET).processor((item) -> {
			if (item % 7 == 0 && failed.add(item)) {
				throw new IllegalStateException("first attempt on item " + item);
			}
			return process(item);
		}).tolerate(IllegalStateException.class, 5));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.readers).allSatisfy((item, thread) -> assertThat(this.prefetch.thread(item)).isSameAs(thread));
		assertThatEachItemWasPrefetchedOnce();
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_detached_items_on_several_threads(Kind kind) {
		try (Database database = Database.open().populate()) {
			ReviewReport report = new ReviewReport(database, kind, ReviewReaders.DETACHED).prefetched();
			this.taskExecutor.initialize();
			assertThat(report.taskExecutor(this.taskExecutor).run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(report.lines).containsExactlyInAnyOrderElementsOf(ReportLine.all(database));
		}
	}

	@Test
	void should_recommend_the_reader_once_in_a_chunk_oriented_step() {
		assertThat(LogCapture.messages(() -> run(step(Kind.CHUNK_ORIENTED))))
			.containsOnlyOnce("Step step hands each item over to its"
					+ " task executor as soon as it is read, so items are prefetched in small groups; a"
					+ " MemoizedPrefetchItemReader around its reader prefetches them by the window");
	}

	@Test
	void should_not_recommend_the_reader_where_each_thread_reads_its_own_chunks() {
		assertThat(LogCapture.messages(() -> run(step(Kind.TASKLET)))).isEmpty();
	}

	@Test
	void should_not_recommend_the_reader_if_it_is_used() {
		ItemReader<Integer> reader = MemoizedPrefetchItemReader.<Integer>builder(this::read, this.prefetch)
			.windowSize(20)
			.build();
		assertThat(LogCapture.messages(() -> run(step(Kind.CHUNK_ORIENTED).reader(reader)))).isEmpty();
		assertThatEachItemWasPrefetchedOnce();
		assertThat(this.prefetch.chunks()).hasSize(ITEMS / 20);
	}

	/** Hibernate breaks there with and without a prefetch. */
	@Test
	void should_warn_where_threads_share_the_session_of_the_reader() {
		try (Database database = Database.open().populate(); LogCapture log = new LogCapture()) {
			ReviewReport report = new ReviewReport(database, Kind.CHUNK_ORIENTED, ReviewReaders.PAGING).prefetched()
				.processor((review) -> "");
			this.taskExecutor.initialize();
			assertThat(report.taskExecutor(this.taskExecutor).run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(log.warnings())
				.containsExactly("A reference at 'book' is left as Hibernate made it: in step 'step' another thread"
						+ " may be using its session, and Hibernate's sessions are not thread-safe: lazy loads fail there, or"
						+ " give wrong objects, with and without a prefetch. Put a MemoizedPrefetchItemReader around the"
						+ " step's reader and name all associations that the threads need, or read detached items.");
		}
	}

	private TestStep<Integer, Integer> step(Kind kind) {
		return new TestStep<Integer, Integer>(kind).chunkSize(5)
			.reader(this::read)
			.processor(this::process)
			.writer((chunk) -> {
			})
			.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch));
	}

	private StepExecution run(TestStep<Integer, Integer> step) {
		this.taskExecutor.initialize();
		return step.taskExecutor(this.taskExecutor).run();
	}

	private Integer read() {
		int item = this.next.getAndIncrement();
		if (item >= ITEMS) {
			return null;
		}
		this.readers.put(item, Thread.currentThread());
		return item;
	}

	private Integer process(Integer item) {
		if (this.prefetch.thread(item) == null) {
			this.tooEarly.add(item);
		}
		this.processed.add(item);
		return item;
	}

	private void assertThatEachItemWasPrefetchedOnce() {
		List<Integer> all = IntStream.range(0, ITEMS).boxed().toList();
		assertThat(this.prefetch.chunks().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(all);
		assertThat(this.processed).containsExactlyInAnyOrderElementsOf(all);
		assertThat(this.tooEarly).isEmpty();
		assertThat(this.prefetch.clears()).isOne();
	}

}
