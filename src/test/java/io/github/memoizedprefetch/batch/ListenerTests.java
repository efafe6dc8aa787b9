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
import java.util.stream.IntStream;

import io.github.memoizedprefetch.batch.TestStep.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which items are prefetched together, and when.
 */
class ListenerTests {

	private static final List<List<Object>> CHUNKS = List.of(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));

	private final RecordingPrefetch prefetch = new RecordingPrefetch();

	private final List<String> written = new ArrayList<>();

	@ParameterizedTest
	@EnumSource
	void should_prefetch_each_chunk_once_before_its_first_item_is_processed(Kind kind) {
		StepExecution execution = step(kind).run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(this.written).containsExactly("0", "1", "2", "3", "4", "5", "6");
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_before_writing_if_there_is_no_processor(Kind kind) {
		List<Integer> items = new ArrayList<>();
		new TestStep<Integer, Integer>(kind).reader(reader()).writer((chunk) -> {
			chunk.forEach((item) -> assertThat(this.prefetch.thread(item)).isNotNull());
			items.addAll(chunk.getItems());
		}).listener(new MemoizedPrefetchItemReadListener<>(this.prefetch)).run();
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(items).hasSize(7);
	}

	@ParameterizedTest
	@EnumSource
	void should_not_prefetch_again_what_is_filtered(Kind kind) {
		step(kind).processor((item) -> (item % 2 == 0) ? null : process(item)).run();
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(this.written).containsExactly("1", "3", "5");
	}

	@ParameterizedTest
	@EnumSource
	void should_not_prefetch_again_what_the_processor_fails_on_and_is_skipped(Kind kind) {
		StepExecution execution = step(kind).processor((item) -> {
			if (item == 1 || item == 5) {
				throw new IllegalStateException("item " + item);
			}
			return process(item);
		}).tolerate(IllegalStateException.class, 2).run();
		assertThat(execution.getProcessSkipCount()).isEqualTo(2);
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(this.written).containsExactly("0", "2", "3", "4", "6");
	}

	@ParameterizedTest
	@EnumSource
	void should_not_prefetch_again_what_is_processed_again(Kind kind) {
		Set<Integer> failed = new HashSet<>();
		StepExecution execution = step(kind).processor((item) -> {
			if (item % 2 == 0 && failed.add(item)) {
				throw new IllegalStateException("first attempt on item " + item);
			}
			return process(item);
		}).tolerate(IllegalStateException.class, 3).run();
		assertThat(execution.getProcessSkipCount()).isZero();
		assertThat(failed).containsExactlyInAnyOrder(0, 2, 4, 6);
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(this.written).containsExactly("0", "1", "2", "3", "4", "5", "6");
	}

	@ParameterizedTest
	@EnumSource
	void should_not_prefetch_written_items_that_a_step_scans(Kind kind) {
		StepExecution execution = step(kind).writer(failingOn("4")).tolerate(IllegalStateException.class, 1).run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(execution.getWriteSkipCount()).isOne();
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(this.written).containsExactly("0", "1", "2", "3", "5", "6");
	}

	@ParameterizedTest
	@EnumSource
	void should_not_prefetch_items_that_could_not_be_read(Kind kind) {
		ListItemReader<Integer> items = reader();
		StepExecution execution = step(kind).reader(() -> {
			Integer item = items.read();
			if (item != null && item == 4) {
				throw new IllegalStateException("item 4");
			}
			return item;
		}).tolerate(IllegalStateException.class, 0).run();
		assertThat(execution.getReadSkipCount()).isOne();
		assertThat(this.prefetch.chunks().stream().flatMap(List::stream)).containsExactly(0, 1, 2, 3, 5, 6);
		assertThat(this.written).containsExactly("0", "1", "2", "3", "5", "6");
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_the_same_chunks_with_the_chunk_listener_alone(Kind kind) {
		step(kind).listener((MemoizedPrefetchItemReadListener<Integer>) null)
			.listener(new MemoizedPrefetchChunkListener<>(this.prefetch))
			.writer(failingOn("4"))
			.tolerate(IllegalStateException.class, 1)
			.run();
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(this.written).containsExactly("0", "1", "2", "3", "5", "6");
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_once_with_both_listeners(Kind kind) {
		step(kind).listener(new MemoizedPrefetchChunkListener<>(this.prefetch))
			.writer(failingOn("4"))
			.tolerate(IllegalStateException.class, 1)
			.run();
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(this.prefetch.clears()).isOne();
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_once_if_a_listener_is_registered_twice(Kind kind) {
		MemoizedPrefetchItemReadListener<Integer> listener = new MemoizedPrefetchItemReadListener<>(this.prefetch);
		step(kind).listener(listener).alsoListener(listener).run();
		assertThat(this.prefetch.chunks()).isEqualTo(CHUNKS);
		assertThat(this.prefetch.clears()).isOne();
		this.written.clear();
		step(kind).listener(listener).alsoListener(new MemoizedPrefetchItemReadListener<>(this.prefetch)).run();
		assertThat(this.prefetch.chunks()).hasSize(2 * CHUNKS.size()).endsWith(CHUNKS.get(2));
		assertThat(this.prefetch.clears()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_an_item_that_the_reader_returns_in_every_chunk(Kind kind) {
		List<String> reads = new ArrayList<>();
		step(kind).chunkSize(2).reader(() -> {
			reads.add("read");
			return (reads.size() <= 4) ? 42 : null;
		}).run();
		assertThat(this.prefetch.chunks()).hasSize(2).allSatisfy((chunk) -> assertThat(chunk).containsOnly(42));
		assertThat(this.written).containsExactly("42", "42", "42", "42");
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_for_each_of_two_steps_of_which_one_runs_the_other(Kind kind) {
		MemoizedPrefetchItemReadListener<Integer> listener = new MemoizedPrefetchItemReadListener<>(this.prefetch);
		step(kind).listener(listener).processor((item) -> {
			if (item == 1) {
				step(kind).listener(listener).reader(new ListItemReader<>(List.of(10, 11, 12, 13))).run();
			}
			return process(item);
		}).run();
		assertThat(this.prefetch.chunks())
			.isEqualTo(List.of(List.of(0, 1, 2), List.of(10, 11, 12), List.of(13), List.of(3, 4, 5), List.of(6)));
		assertThat(this.written).containsExactly("10", "11", "12", "13", "0", "1", "2", "3", "4", "5", "6");
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_nothing_of_a_step_that_failed_while_it_was_reading(Kind kind) {
		MemoizedPrefetchItemReadListener<Integer> listener = new MemoizedPrefetchItemReadListener<>(this.prefetch);
		ListItemReader<Integer> items = reader();
		StepExecution failed = step(kind).listener(listener).reader(() -> {
			Integer item = items.read();
			if (item != null && item == 5) {
				throw new IllegalStateException("item 5");
			}
			return item;
		}).run();
		assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(0, 1, 2)));
		step(kind).listener(listener).reader(new ListItemReader<>(List.of(7, 8))).run();
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(0, 1, 2), List.of(7, 8)));
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_the_same_items_again_after_a_step_that_failed_while_it_was_processing(Kind kind) {
		MemoizedPrefetchItemReadListener<Integer> listener = new MemoizedPrefetchItemReadListener<>(this.prefetch);
		step(kind).listener(listener).processor((item) -> {
			if (item == 1) {
				throw new IllegalStateException("item 1");
			}
			return process(item);
		}).run();
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(0, 1, 2)));
		step(kind).listener(listener).run();
		assertThat(this.prefetch.chunks()).hasSize(1 + CHUNKS.size())
			.endsWith(CHUNKS.get(0), CHUNKS.get(1), CHUNKS.get(2));
		assertThat(this.prefetch.clears()).isEqualTo(2);
	}

	@Test
	void should_work_outside_of_a_step() {
		MemoizedPrefetchItemReadListener<Integer> listener = new MemoizedPrefetchItemReadListener<>(this.prefetch);
		for (int i = 0; i < 2; i++) {
			listener.afterRead(2 * i);
			listener.afterRead(2 * i + 1);
			listener.beforeProcess(null);
			listener.beforeProcess(null);
			listener.beforeWrite(new Chunk<>());
		}
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(0, 1), List.of(2, 3)));
		assertThat(this.prefetch.clears()).isZero();
	}

	private TestStep<Integer, String> step(Kind kind) {
		return new TestStep<Integer, String>(kind).reader(reader())
			.processor(this::process)
			.writer((chunk) -> this.written.addAll(chunk.getItems()))
			.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch));
	}

	private String process(Integer item) {
		assertThat(this.prefetch.thread(item)).isNotNull();
		return item.toString();
	}

	private ItemWriter<String> failingOn(String item) {
		return (chunk) -> {
			if (chunk.getItems().contains(item)) {
				throw new IllegalStateException("item " + item);
			}
			this.written.addAll(chunk.getItems());
		};
	}

	private static ListItemReader<Integer> reader() {
		return new ListItemReader<>(IntStream.range(0, 7).boxed().toList());
	}

}
