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
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.memoizedprefetch.batch.TestStep.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the memo is cleared.
 */
class MemoLifeTests {

	private final RecordingPrefetch prefetch = new RecordingPrefetch();

	private final MemoizedPrefetchItemReadListener<Object> listener = new MemoizedPrefetchItemReadListener<>(
			this.prefetch);

	@ParameterizedTest
	@EnumSource
	void should_keep_the_memo_across_chunks_and_clear_it_when_the_step_ends(Kind kind) {
		List<Integer> clears = new ArrayList<>();
		step(kind, items(1, 2, 3, 4)).writer((chunk) -> clears.add(this.prefetch.clears())).run();
		assertThat(clears).containsExactly(0, 0);
		assertThat(this.prefetch.clears()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void should_clear_the_memo_when_the_processor_fails(Kind kind) {
		StepExecution execution = step(kind, items(1, 2, 3, 4)).processor(failingOn(4)).run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.prefetch.chunks()).hasSize(2);
		assertThat(this.prefetch.clears()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void should_clear_the_memo_when_the_prefetch_fails(Kind kind) {
		RecordingPrefetch failing = new RecordingPrefetch() {
			@Override
			public void processChunk(Iterable<?> items) {
				throw new IllegalStateException("no database");
			}
		};
		StepExecution execution = step(kind, items(1, 2, 3, 4))
			.listener(new MemoizedPrefetchItemReadListener<>(failing))
			.run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getFailureExceptions()).singleElement()
			.satisfies((exception) -> assertThat(exception).hasRootCauseMessage("no database"));
		assertThat(failing.clears()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void should_forget_items_that_a_failed_step_has_read_and_not_processed(Kind kind) {
		StepExecution failed = step(kind, failingAfter(items(1, 2, 3))).run();
		assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
		step(kind, items(4, 5)).run();
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(1, 2), List.of(4, 5)));
		assertThat(this.prefetch.clears()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void should_start_each_run_of_a_step_with_an_empty_memo(Kind kind) {
		List<Integer> clears = new ArrayList<>();
		// null, the end of the data, once after each run
		Iterator<Integer> items = Arrays.asList(1, 2, 3, null, 4, null).iterator();
		TestStep<Integer, Integer> test = step(kind, items::next).writer((chunk) -> clears.add(this.prefetch.clears()));
		Step step = test.build();
		test.run(step);
		test.run(step);
		assertThat(clears).containsExactly(0, 0, 1);
		assertThat(this.prefetch.clears()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void should_leave_the_memo_to_steps_that_still_run(Kind kind) throws Exception {
		CountDownLatch longStepRuns = new CountDownLatch(1);
		CountDownLatch shortStepEnded = new CountDownLatch(1);
		CompletableFuture<StepExecution> longStep = CompletableFuture
			.supplyAsync(() -> step(kind, items(1, 2)).processor((item) -> {
				longStepRuns.countDown();
				shortStepEnded.await();
				return item;
			}).run());
		longStepRuns.await();
		step(kind, items(3, 4)).run();
		assertThat(this.prefetch.clears()).isZero();
		shortStepEnded.countDown();
		assertThat(longStep.get().getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.prefetch.clears()).isOne();
	}

	private TestStep<Integer, Integer> step(Kind kind, ItemReader<Integer> reader) {
		return new TestStep<Integer, Integer>(kind).chunkSize(2)
			.reader(reader)
			.processor((item) -> item)
			.writer((chunk) -> {
			})
			.listener(this.listener);
	}

	private static ItemReader<Integer> items(Integer... items) {
		Iterator<Integer> iterator = List.of(items).iterator();
		return () -> iterator.hasNext() ? iterator.next() : null;
	}

	private static ItemReader<Integer> failingAfter(ItemReader<Integer> items) {
		return () -> {
			Integer item = items.read();
			if (item == null) {
				throw new IllegalStateException("cannot read on");
			}
			return item;
		};
	}

	private static ItemProcessor<Integer, Integer> failingOn(int failing) {
		return (item) -> {
			if (item == failing) {
				throw new IllegalStateException("item " + item);
			}
			return item;
		};
	}

}
