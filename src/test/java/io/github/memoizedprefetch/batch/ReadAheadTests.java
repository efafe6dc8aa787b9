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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.database.AbstractPagingItemReader;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemStreamReader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * {@link MemoizedPrefetchItemReader} on its own, without a step.
 */
class ReadAheadTests {

	private final RecordingPrefetch prefetch = new RecordingPrefetch();

	@Test
	void should_prefetch_a_window_before_its_first_item_is_handed_out() throws Exception {
		MemoizedPrefetchItemReader<Integer> reader = reader(numbers(7)).windowSize(3).build();
		assertThat(reader.read()).isZero();
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(0, 1, 2)));
		assertThat(readAll(reader)).containsExactly("1", "2", "3", "4", "5", "6");
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6)));
	}

	@Test
	void should_prefetch_nothing_if_there_is_nothing_to_read() throws Exception {
		assertThat(readAll(reader(numbers(0)).build())).isEmpty();
		assertThat(this.prefetch.chunks()).isEmpty();
	}

	@Test
	void should_read_on_after_the_end_as_the_delegate_does() throws Exception {
		Iterator<Integer> items = Arrays.asList(1, null, 2, null).iterator();
		MemoizedPrefetchItemReader<Integer> reader = reader(items::next).build();
		assertThat(readAll(reader)).containsExactly("1");
		assertThat(readAll(reader)).containsExactly("2");
	}

	@Test
	void should_take_1000_items_as_the_window_by_default() throws Exception {
		readAll(reader(numbers(1500)).build());
		assertThat(this.prefetch.chunks()).extracting(List::size).containsExactly(1000, 500);
	}

	@Test
	void should_throw_a_read_error_where_the_delegate_would() throws Exception {
		List<String> outcomes = readAll(reader(failingOn(numbers(8), 0, 4, 7)).windowSize(3).build());
		assertThat(outcomes).containsExactly("no 0", "1", "2", "3", "no 4", "5", "6", "no 7");
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(1, 2, 3), List.of(5, 6)));
	}

	@Test
	void should_lose_no_item_if_the_prefetch_fails() throws Exception {
		List<Object> attempts = new ArrayList<>();
		RecordingPrefetch failing = new RecordingPrefetch() {
			@Override
			public void processChunk(Iterable<?> items) {
				attempts.add(items);
				if (attempts.size() <= 2) {
					throw new IllegalStateException("no database");
				}
			}
		};
		MemoizedPrefetchItemReader<Integer> reader = MemoizedPrefetchItemReader.builder(numbers(3), failing).build();
		assertThat(readAll(reader)).containsExactly("no database", "no database", "0", "1", "2");
		assertThat(attempts).hasSize(3).containsOnly(List.of(0, 1, 2));
	}

	@Test
	void should_drop_what_was_read_ahead_when_it_is_opened_again() throws Exception {
		MemoizedPrefetchItemReader<Integer> reader = reader(new Numbers(9)).windowSize(4).build();
		for (int run = 0; run < 2; run++) {
			reader.open(new ExecutionContext());
			assertThat(reader.read()).isZero();
			assertThat(reader.read()).isOne();
			reader.close();
		}
	}

	/**
	 * A {@code JpaCursorItemReader} detaches all items when it is asked.
	 */
	@Test
	void should_ask_for_the_delegates_state_when_no_item_waits_if_chunks_divide_the_window() throws Exception {
		List<Integer> asked = new ArrayList<>();
		Numbers numbers = new Numbers(9) {
			@Override
			public void update(ExecutionContext executionContext) {
				super.update(executionContext);
				asked.add(getCurrentItemCount());
			}
		};
		MemoizedPrefetchItemReader<Integer> reader = reader(numbers).windowSize(4).build();
		ExecutionContext context = new ExecutionContext();
		reader.open(context);
		for (int i = 0; i < 8; i += 2) {
			reader.read();
			reader.read();
			reader.update(context);
		}
		assertThat(asked).containsExactly(4, 8);
	}

	@Test
	void should_take_the_page_of_a_paging_delegate_as_the_window() throws Exception {
		AbstractPagingItemReader<Integer> pages = new AbstractPagingItemReader<>() {
			@Override
			protected void doReadPage() {
				int first = getPage() * getPageSize();
				this.results = IntStream.range(first, Math.min(9, first + getPageSize())).boxed().toList();
			}
		};
		MemoizedPrefetchItemReader<Integer> reader = reader(pages).build();
		pages.setPageSize(4); // bound late
		readAll(reader);
		assertThat(this.prefetch.chunks()).extracting(List::size).containsExactly(4, 4, 1);
	}

	@Test
	void should_reject_a_window_smaller_than_1() {
		assertThatIllegalArgumentException().isThrownBy(() -> reader(numbers(1)).windowSize(0))
			.withMessage("windowSize must be at least 1, but is 0");
	}

	@Test
	void should_reject_restart_with_a_delegate_that_is_no_stream() {
		assertThatIllegalArgumentException().isThrownBy(() -> reader(new ListItemReader<>(List.of(1))).saveState(true))
			.withMessageContaining(
					"saveState is true, but the delegate, a " + ListItemReader.class.getName() + ", is no ItemStream");
	}

	@Test
	void should_save_nothing_by_default_for_a_delegate_that_is_no_stream() throws Exception {
		ExecutionContext context = new ExecutionContext();
		MemoizedPrefetchItemReader<Integer> reader = reader(numbers(3)).build();
		reader.open(context);
		reader.read();
		reader.update(context);
		reader.close();
		assertThat(context.isEmpty()).isTrue();
	}

	@Test
	void should_save_nothing_for_a_delegate_that_starts_anew() throws Exception {
		Numbers numbers = new Numbers(9);
		numbers.setSaveState(false);
		assertThatNothingIsSaved(reader(numbers).windowSize(4).build());
		assertThatNothingIsSaved(reader(new SynchronizedItemStreamReader<>(numbers)).windowSize(4).build());
		assertThatNothingIsSaved(reader(new Numbers(9)).windowSize(4).saveState(false).build());
	}

	private static void assertThatNothingIsSaved(MemoizedPrefetchItemReader<Integer> reader) throws Exception {
		ExecutionContext context = new ExecutionContext();
		reader.open(context);
		for (int i = 0; i < 7; i++) {
			reader.read();
			reader.update(context);
		}
		reader.close();
		assertThat(context.isEmpty()).isTrue();
	}

	@Test
	void should_reject_a_decorator_inside_a_decorator() {
		MemoizedPrefetchItemReader<Integer> reader = reader(numbers(3)).build();
		assertThatIllegalArgumentException().isThrownBy(() -> reader(reader))
			.withMessageContaining("The delegate is a MemoizedPrefetchItemReader itself; decorate its delegate once");
	}

	@Test
	void should_reject_a_decorator_deep_inside_that_saves_its_state_as_well() throws Exception {
		MemoizedPrefetchItemReader<Integer> inner = reader(new Numbers(3)).build();
		ExecutionContext context = new ExecutionContext();
		MemoizedPrefetchItemReader<Integer> outer = reader(new SynchronizedItemStreamReader<>(inner)).build();
		outer.open(context);
		outer.read();
		assertThatIllegalStateException().isThrownBy(() -> outer.update(context))
			.withMessageContaining("decorate a reader once, or set different names");
	}

	@Test
	void should_reject_null() {
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> MemoizedPrefetchItemReader.builder(null, this.prefetch))
			.withMessage("delegate must not be null");
		assertThatExceptionOfType(NullPointerException.class)
			.isThrownBy(() -> MemoizedPrefetchItemReader.builder(numbers(1), null))
			.withMessage("prefetch must not be null");
	}

	private MemoizedPrefetchItemReader.Builder<Integer> reader(ItemReader<Integer> delegate) {
		return MemoizedPrefetchItemReader.builder(delegate, this.prefetch);
	}

	private static ItemReader<Integer> numbers(int count) {
		Iterator<Integer> numbers = IntStream.range(0, count).iterator();
		return () -> numbers.hasNext() ? numbers.next() : null;
	}

	private static ItemReader<Integer> failingOn(ItemReader<Integer> numbers, Integer... failing) {
		return () -> {
			Integer number = numbers.read();
			if (Arrays.asList(failing).contains(number)) {
				throw new IllegalStateException("no " + number);
			}
			return number;
		};
	}

	/**
	 * The items and the messages of the errors, up to the end.
	 */
	private static List<String> readAll(ItemReader<Integer> reader) throws Exception {
		List<String> outcomes = new ArrayList<>();
		while (true) {
			try {
				Integer item = reader.read();
				if (item == null) {
					return outcomes;
				}
				outcomes.add(item.toString());
			}
			catch (IllegalStateException ex) {
				outcomes.add(ex.getMessage());
			}
		}
	}

	/**
	 * Counts from 0.
	 */
	private static class Numbers extends AbstractItemCountingItemStreamItemReader<Integer> {

		private final int count;

		private int next;

		Numbers(int count) {
			this.count = count;
		}

		@Override
		protected Integer doRead() {
			return (this.next < this.count) ? this.next++ : null;
		}

		@Override
		protected void doOpen() {
			this.next = 0;
		}

		@Override
		protected void doClose() {
		}

	}

}
