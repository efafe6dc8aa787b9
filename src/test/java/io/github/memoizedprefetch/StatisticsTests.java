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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class StatisticsTests {

	private static final String CATEGORIES = Book.class.getName() + ".categories";

	@AutoClose
	private static final Database database = Database.open().populate();

	private static MemoizedPrefetch prefetch(long cacheSize) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Book.class)
			.paths("author", "translator", "categories")
			.cacheSize(cacheSize)
			.build();
	}

	/** Books 0 to 11 in one chunk. */
	private static void process(MemoizedPrefetch prefetch) {
		List<Book> books = database
			.read((entityManager) -> entityManager.createQuery("from Book where id < 12", Book.class).getResultList());
		prefetch.processChunk(books);
	}

	private static TargetStatistics counters(TargetStatistics statistics) {
		return new TargetStatistics(statistics.references(), statistics.hits(), statistics.misses(), statistics.loads(),
				statistics.statements(), statistics.evictions(), Duration.ZERO, 0, 0);
	}

	@Test
	void should_count_each_id_once_a_chunk_and_each_reference() {
		MemoizedPrefetch prefetch = prefetch(100);
		process(prefetch);
		MemoizedPrefetchStatistics statistics = prefetch.statistics();
		// 12 authors and 8 translators, which are 12 authors together
		assertThat(counters(statistics.target(Author.class)))
			.isEqualTo(new TargetStatistics(20, 0, 12, 12, 1, 0, Duration.ZERO, 0, 0));
		assertThat(counters(statistics.target(CATEGORIES)))
			.isEqualTo(new TargetStatistics(12, 0, 12, 12, 1, 0, Duration.ZERO, 0, 0));
		assertThat(counters(statistics.target(Category.class)))
			.isEqualTo(new TargetStatistics(18, 0, 9, 9, 1, 0, Duration.ZERO, 0, 0));
		assertThat(statistics.total().statements()).isEqualTo(3);
		assertThat(statistics.target(Author.class).loadTime()).isPositive();
	}

	/**
	 * Those whose row is missing, and those that are left to Hibernate, are not served.
	 */
	@Test
	void should_count_only_references_that_were_served() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "author").loader((ids, entityManager) -> List.of()))
			.build();
		process(prefetch);
		assertThat(counters(prefetch.statistics().target(Author.class)))
			.isEqualTo(new TargetStatistics(0, 0, 12, 0, 0, 0, Duration.ZERO, 0, 0));
	}

	@Test
	void should_count_hits_of_later_chunks() {
		MemoizedPrefetch prefetch = prefetch(100);
		process(prefetch);
		process(prefetch);
		process(prefetch);
		TargetStatistics authors = prefetch.statistics().target(Author.class);
		assertThat(counters(authors)).isEqualTo(new TargetStatistics(60, 24, 12, 12, 1, 0, Duration.ZERO, 0, 0));
		assertThat(authors.hitRate()).isCloseTo(24.0 / 36, within(1e-9));
	}

	@Test
	void should_count_evictions() {
		MemoizedPrefetch prefetch = prefetch(5);
		process(prefetch);
		assertThat(prefetch.statistics().target(Author.class).evictions()).isEqualTo(7);
		assertThat(prefetch.statistics().target(Author.class).statements()).isOne();
		process(prefetch);
		TargetStatistics authors = prefetch.statistics().target(Author.class);
		assertThat(authors.hits()).isEqualTo(5);
		assertThat(authors.misses()).isEqualTo(12 + 7);
		assertThat(authors.loads()).isEqualTo(12 + 7);
		assertThat(authors.reloads()).isEqualTo(7);
	}

	@Test
	void should_say_which_cache_size_would_have_sufficed() {
		MemoizedPrefetch prefetch = prefetch(5);
		process(prefetch);
		assertThat(prefetch.statistics().target(Author.class).sufficientCacheSize())
			.as("nothing that was evicted was asked for again")
			.isZero();
		process(prefetch);
		process(prefetch);
		assertThat(prefetch.statistics().target(Author.class).sufficientCacheSize()).isEqualTo(12);
		assertThat(prefetch.statistics().target(Category.class).sufficientCacheSize()).isEqualTo(9);
		MemoizedPrefetch sufficient = prefetch(12);
		process(sufficient);
		process(sufficient);
		assertThat(sufficient.statistics().total().evictions()).isZero();
		assertThat(sufficient.statistics().total().sufficientCacheSize()).isZero();
	}

	@Test
	void should_forget_which_cache_size_would_have_sufficed_when_cleared() {
		MemoizedPrefetch prefetch = prefetch(5);
		process(prefetch);
		process(prefetch);
		prefetch.clear();
		assertThat(prefetch.statistics().target(Author.class).sufficientCacheSize()).isZero();
		process(prefetch);
		assertThat(prefetch.statistics().target(Author.class).sufficientCacheSize()).isZero();
	}

	@Test
	void should_subtract_what_happened_earlier() {
		MemoizedPrefetch prefetch = prefetch(100);
		process(prefetch);
		MemoizedPrefetchStatistics earlier = prefetch.statistics();
		process(prefetch);
		MemoizedPrefetchStatistics since = prefetch.statistics().minus(earlier);
		assertThat(since.target(Author.class)).isEqualTo(new TargetStatistics(20, 12, 0, 0, 0, 0, Duration.ZERO, 0, 0));
		assertThat(since.target(Author.class).hitRate()).isOne();
		assertThat(earlier.target(Author.class).hits()).as("a copy").isZero();
	}

	@Test
	void should_keep_counting_after_clear() {
		MemoizedPrefetch prefetch = prefetch(100);
		process(prefetch);
		prefetch.clear();
		process(prefetch);
		assertThat(counters(prefetch.statistics().target(Author.class)))
			.isEqualTo(new TargetStatistics(40, 0, 24, 24, 2, 0, Duration.ZERO, 0, 0));
	}

	@Test
	void should_start_with_an_empty_memo_after_close() {
		MemoizedPrefetch prefetch = prefetch(100);
		process(prefetch);
		prefetch.close();
		process(prefetch);
		assertThat(prefetch.statistics().target(Author.class).statements()).isEqualTo(2);
	}

	@Test
	void should_answer_zero_for_what_was_never_prefetched() {
		MemoizedPrefetch prefetch = prefetch(100);
		process(prefetch);
		TargetStatistics nothing = prefetch.statistics().target(Publisher.class);
		assertThat(nothing).isEqualTo(new TargetStatistics(0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0));
		assertThat(nothing.hitRate()).isOne();
		assertThat(prefetch.statistics().targets()).containsOnlyKeys(Author.class.getName(), CATEGORIES,
				Category.class.getName());
	}

	@Test
	void should_sum_up() {
		TargetStatistics one = new TargetStatistics(1, 2, 3, 4, 5, 6, Duration.ofMillis(7), 0, 0);
		MemoizedPrefetchStatistics statistics = new MemoizedPrefetchStatistics(Map.of("a", one, "b", one));
		assertThat(statistics.total()).isEqualTo(new TargetStatistics(2, 4, 6, 8, 10, 12, Duration.ofMillis(14), 0, 0));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> statistics.targets().remove("a"));
	}

	@Test
	void should_count_the_table_that_is_loaded_before_the_first_chunk() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "author").prefetchAll(true))
			.build();
		process(prefetch);
		assertThat(counters(prefetch.statistics().target(Author.class)))
			.isEqualTo(new TargetStatistics(12, 12, 0, 12, 1, 0, Duration.ZERO, 0, 0));
	}

}
