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

import io.github.memoizedprefetch.batch.TestStep.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a delegate gets no {@code ItemStream} call that the step alone would not make.
 */
class ReadAheadStreamTests {

	@ParameterizedTest
	@EnumSource
	void should_read_the_same_from_a_reader_that_drops_its_buffer_when_asked_for_its_state(Kind kind) {
		List<Integer> alone = new ArrayList<>();
		run(kind, new Buffered(10, true), alone, new ExecutionContext(), 10);
		List<Integer> ahead = new ArrayList<>();
		run(kind, ahead(new Buffered(10, true), 100), ahead, new ExecutionContext(), 10);
		assertThat(ahead).isEqualTo(alone);
		assertThat(alone).hasSize((kind == Kind.CHUNK_ORIENTED) ? 10 : 0);
	}

	@ParameterizedTest
	@EnumSource
	void should_make_no_call_that_the_step_would_not_make(Kind kind) {
		Buffered alone = new Buffered(9, false);
		run(kind, alone, new ArrayList<>(), new ExecutionContext(), 3);
		for (int window = 1; window < 12; window++) {
			Buffered delegate = new Buffered(9, false);
			run(kind, ahead(delegate, window), new ArrayList<>(), new ExecutionContext(), 3);
			assertThat(delegate.calls.get(0)).isEqualTo("open");
			assertThat(delegate.calls).last().isEqualTo("close");
			assertThat(delegate.calls).filteredOn("close"::equals).hasSameSizeAs(closes(alone));
			assertThat(delegate.calls.stream().filter("update"::equals).count())
				.isLessThanOrEqualTo(alone.calls.stream().filter("update"::equals).count());
			assertThat(delegate.calls.get(1)).isEqualTo((kind == Kind.CHUNK_ORIENTED) ? "read" : "update");
		}
	}

	private static List<String> closes(Buffered reader) {
		return reader.calls.stream().filter("close"::equals).toList();
	}

	/** As Spring Batch's own tests of readers do. */
	@Test
	void should_restart_in_the_first_window_of_a_reader_that_was_never_asked_before() throws Exception {
		ExecutionContext context = new ExecutionContext();
		for (int item = 0; item < 9; item++) {
			ItemStreamReader<Integer> reader = ahead(new Counted(9), 4);
			reader.open(context);
			assertThat(reader.read()).isEqualTo(item);
			reader.update(context);
			reader.close();
		}
		ItemStreamReader<Integer> reader = ahead(new Counted(9), 4);
		reader.open(context);
		assertThat(reader.read()).isNull();
	}

	/** What was saved by the delegate alone, before it was decorated. */
	@Test
	void should_go_on_where_the_delegate_alone_has_stopped() throws Exception {
		ExecutionContext context = new ExecutionContext();
		Counted alone = new Counted(9);
		alone.open(context);
		alone.read();
		alone.read();
		alone.update(context);
		for (int item = 2; item < 9; item++) {
			ItemStreamReader<Integer> reader = ahead(new Counted(9), 4);
			reader.open(context);
			assertThat(reader.read()).isEqualTo(item);
			reader.update(context);
			reader.close();
		}
	}

	private static ItemStreamReader<Integer> ahead(ItemStreamReader<Integer> delegate, int window) {
		return MemoizedPrefetchItemReader.<Integer>builder(delegate, new RecordingPrefetch())
			.windowSize(window)
			.build();
	}

	private static void run(Kind kind, ItemStreamReader<Integer> reader, List<Integer> written,
			ExecutionContext context, int chunkSize) {
		TestStep<Integer, Integer> step = new TestStep<Integer, Integer>(kind).chunkSize(chunkSize)
			.reader(reader)
			.writer((chunk) -> chunk.forEach(written::add));
		StepExecution execution = step.restart(step.build(), context);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	/** Fills a buffer when it is opened, and drops it when it is asked. */
	private static final class Buffered implements ItemStreamReader<Integer> {

		private final List<String> calls = new ArrayList<>();

		private final List<Integer> buffer = new ArrayList<>();

		private final int size;

		private final boolean dropping;

		Buffered(int size, boolean dropping) {
			this.size = size;
			this.dropping = dropping;
		}

		@Override
		public void open(ExecutionContext executionContext) {
			this.calls.add("open");
			for (int item = 0; item < this.size; item++) {
				this.buffer.add(item);
			}
		}

		@Override
		public Integer read() {
			this.calls.add("read");
			return this.buffer.isEmpty() ? null : this.buffer.remove(0);
		}

		@Override
		public void update(ExecutionContext executionContext) {
			this.calls.add("update");
			if (this.dropping) {
				this.buffer.clear();
			}
		}

		@Override
		public void close() {
			this.calls.add("close");
		}

	}

	/** Counts, and is of no class that is known to count. */
	private static final class Counted implements ItemStreamReader<Integer> {

		private final int size;

		private int next;

		Counted(int size) {
			this.size = size;
		}

		@Override
		public void open(ExecutionContext executionContext) {
			this.next = executionContext.getInt("next", 0);
		}

		@Override
		public Integer read() {
			return (this.next < this.size) ? this.next++ : null;
		}

		@Override
		public void update(ExecutionContext executionContext) {
			executionContext.putInt("next", this.next);
		}

	}

}
