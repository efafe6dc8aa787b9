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
package io.github.memoizedprefetch;

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a {@link MemoizedPrefetchListener} is told.
 */
class ListenerTests {

	private static final Database database = Database.open().populate();

	private final List<String> calls = new ArrayList<>();

	@AfterAll
	static void close() {
		database.close();
	}

	/** Notes each call. */
	private final class Recorder implements MemoizedPrefetchListener {

		private final String name;

		Recorder(String name) {
			this.name = name;
		}

		@Override
		public Completion beforePrefetch(int items) {
			note("before " + items);
			return (failure) -> note("after " + ((failure != null) ? failure.getClass().getSimpleName() : "all"));
		}

		@Override
		public void afterLoad(String target, long loads, long statements, long nanos) {
			assertThat(nanos).isPositive();
			note(simple(target) + " " + loads + " by " + statements);
		}

		@Override
		public void afterUse(String target, TargetStatistics use, long growth) {
			note(simple(target) + " " + use.hits() + "+" + use.misses() + ", " + growth);
		}

		private void note(String call) {
			ListenerTests.this.calls.add(this.name + call);
		}

		private static String simple(String target) {
			return target.substring(target.lastIndexOf('.') + 1);
		}

	}

	private MemoizedPrefetch prefetch(MemoizedPrefetchListener... listeners) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Book.class)
			.paths("author", "translator")
			.listener(listeners)
			.build();
	}

	private static List<@Nullable Book> books() {
		List<@Nullable Book> books = new ArrayList<>(database
			.read((entityManager) -> entityManager.createQuery("from Book where id < 12", Book.class).getResultList()));
		books.add(null);
		return books;
	}

	@Test
	void should_be_told_of_each_chunk_load_and_use() {
		MemoizedPrefetch prefetch = prefetch(new Recorder(""));
		prefetch.processChunk(books());
		prefetch.processChunk(books());
		prefetch.clear();
		prefetch.clear();
		assertThat(this.calls).containsExactly("before 12", "Author 12 by 1", "after all", "Author 0+12, 12",
				"before 12", "after all", "Author 12+0, 0", "Author 0+0, -12");
	}

	@Test
	void should_be_told_of_failures_and_leave_them_as_they_are() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Book.class)
			.config(MemoizedPrefetchConfig.of(Author.class, "author").loader((ids) -> {
				throw new UnsupportedOperationException("loader");
			}))
			.listener(new Recorder("1 "), new Recorder("2 "))
			.build();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> prefetch.processChunk(books()))
			.withMessage("loader");
		assertThat(this.calls).containsExactly("1 before 12", "2 before 12", "2 after UnsupportedOperationException",
				"1 after UnsupportedOperationException");
	}

	@Test
	void should_not_break_the_prefetch() {
		MemoizedPrefetchListener broken = new MemoizedPrefetchListener() {

			@Override
			public Completion beforePrefetch(int items) {
				return (failure) -> {
					throw new IllegalStateException("completion");
				};
			}

			@Override
			public void afterLoad(String target, long loads, long statements, long nanos) {
				throw new IllegalStateException("load");
			}

			@Override
			public void afterUse(String target, TargetStatistics use, long growth) {
				throw new IllegalStateException("use");
			}

		};
		List<@Nullable Book> books = books();
		try (LogCapture log = new LogCapture()) {
			prefetch(broken, new Recorder("")).processChunk(books);
			assertThat(log.warnings())
				.containsExactly("A listener has thrown an exception; prefetching goes on, later ones are not logged");
		}
		assertThat(books.get(5).getAuthor().getName()).isEqualTo("Author 5");
		assertThat(this.calls).hasSize(4);
	}

}
