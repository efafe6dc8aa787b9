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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.memo.Memo;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Catalogue;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of the 40 books, four new ones are missed by each of the first ten chunks.
 */
class WholeTableTests {

	@AutoClose
	private final Database database = Database.open().populate();

	private final Chunks<Review> chunks = chunks(4);

	private Chunks<Review> chunks(int size) {
		return new Chunks<>(this.database, Review.class, size, (review) -> review.getBook().getTitle());
	}

	private MemoizedPrefetch prefetch(MemoizedPrefetchConfig<Book> config) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Review.class)
			.paths("book")
			.config(config)
			.build();
	}

	private static MemoizedPrefetchConfig<Book> config() {
		return new MemoizedPrefetchConfig<>(Book.class);
	}

	private static String decision(MemoizedPrefetch prefetch) {
		return prefetch.statistics().wholeTables().get(Book.class.getName());
	}

	/** Misses in the first chunks, then the table, then nothing. */
	private static List<Integer> missesThenTable(int chunks) {
		List<Integer> statements = new ArrayList<>(List.of(1, 1, 1, 1, 1, 2));
		statements.addAll(Collections.nCopies(chunks - 6, 0));
		return statements;
	}

	@Test
	void should_load_the_table_when_misses_keep_coming() {
		MemoizedPrefetch prefetch = prefetch(config());
		Chunks.Result result = this.chunks.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.chunks.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched()).isEqualTo(missesThenTable(26));
		assertThat(decision(prefetch))
			.isEqualTo("loaded whole: 40 rows within the cacheSize of 10,000, after 5 loads of 20 rows");
		assertThat(prefetch.statistics().target(Book.class).statements()).isEqualTo(7);
		assertThat(prefetch.statistics().target(Book.class).loads()).isEqualTo(60);
	}

	@Test
	void should_do_the_same_for_detached_items() {
		MemoizedPrefetch prefetch = prefetch(config());
		Chunks.Result result = this.chunks.detached(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.chunks.plain());
		assertThat(result.prefetched()).isEqualTo(missesThenTable(26));
	}

	@Test
	void should_not_load_a_table_that_is_larger_than_the_cache() {
		MemoizedPrefetch prefetch = prefetch(config().cacheSize(39));
		Chunks.Result result = this.chunks.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.chunks.plain());
		assertThat(result.prefetched().subList(0, 10)).containsExactly(1, 1, 1, 1, 1, 2, 1, 1, 1, 1);
		assertThat(decision(prefetch)).isEqualTo("not loaded whole: more rows than the cacheSize of 39");
	}

	@Test
	void should_not_load_a_table_of_which_little_is_needed() {
		this.database.inTransaction((entityManager) -> {
			for (int id = 100; id < 500; id++) {
				entityManager.persist(new Book(id, "Unread", null, null, null));
			}
		});
		MemoizedPrefetch prefetch = prefetch(config());
		Chunks.Result result = chunks(1).managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.chunks.plain());
		List<Integer> statements = new ArrayList<>(Collections.nCopies(40, 1));
		statements.addAll(Collections.nCopies(61, 0));
		List.of(5, 10, 20, 40).forEach((chunk) -> statements.set(chunk, statements.get(chunk) + 1));
		assertThat(result.prefetched()).isEqualTo(statements);
		assertThat(decision(prefetch))
			.isEqualTo("not loaded whole: more than 400 rows, of which 40 loads have needed 40");
	}

	@Test
	void should_not_load_the_table_if_told_so() {
		MemoizedPrefetch prefetch = prefetch(config().prefetchAll(false));
		Chunks.Result result = this.chunks.managed(prefetch::processChunk);
		assertThat(result.prefetched().subList(0, 11)).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0);
		assertThat(prefetch.statistics().wholeTables()).isEmpty();
	}

	@Test
	void should_not_load_the_table_of_a_restricted_target() {
		MemoizedPrefetch prefetch = prefetch(config().restriction((book, query, builder) -> builder.conjunction()));
		assertThat(this.chunks.managed(prefetch::processChunk).prefetched().subList(0, 7)).containsOnly(1);
	}

	@Test
	void should_see_changes_afterwards() {
		MemoizedPrefetch prefetch = prefetch(config());
		this.chunks.managed(prefetch::processChunk);
		this.database.inTransaction((entityManager) -> entityManager.find(Book.class, 7).setTitle("Changed"));
		assertThat(this.chunks.managed(prefetch::processChunk).prefetched()).startsWith(1, 0, 0, 0);
		this.database.inTransaction(
				(entityManager) -> entityManager.createQuery("update Book set title = 'All'").executeUpdate());
		Chunks.Result result = this.chunks.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.chunks.plain()).containsOnly("All");
		// once in a step
		assertThat(result.prefetched()).startsWith(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0);
	}

	@Test
	void should_look_for_rows_that_are_newer_than_the_table() {
		MemoizedPrefetch prefetch = prefetch(config());
		this.chunks.managed(prefetch::processChunk);
		// by JDBC, which Hibernate does not see
		this.database.execute("insert into Book (id, title) values (99, 'New')");
		this.database.execute("insert into Review (id, rating, book_id) values (199, 1, 99)");
		Review review = this.database.read((entityManager) -> entityManager.find(Review.class, 199));
		assertThat(this.database.statements().during(() -> prefetch.processChunk(List.of(review)))).hasSize(1);
		assertThat(review.getBook().getTitle()).isEqualTo("New");
	}

	@Test
	void should_start_anew_after_clear() {
		MemoizedPrefetch prefetch = prefetch(config());
		this.chunks.managed(prefetch::processChunk);
		prefetch.clear();
		assertThat(decision(prefetch)).isNull();
		assertThat(this.chunks.managed(prefetch::processChunk).prefetched()).isEqualTo(missesThenTable(26));
	}

	@Test
	void should_decide_for_each_target() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Review.class)
			.paths("book.author", "book.translator", "book.publisher")
			.build();
		Chunks<Review> reviews = new Chunks<>(this.database, Review.class, 1, Bookshop::credits);
		Chunks.Result result = reviews.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(reviews.plain());
		assertThat(result.lazy()).isEmpty();
		// all publishers are known after four loads
		assertThat(prefetch.statistics().wholeTables().keySet())
			.containsExactly("io.github.memoizedprefetch.model.Author", "io.github.memoizedprefetch.model.Book");
	}

	@Test
	void should_read_the_table_without_joins() {
		MemoizedPrefetch prefetch = prefetch(config().prefetchAll(true));
		Review review = this.database.read((entityManager) -> entityManager.find(Review.class, 1));
		List<String> statements = this.database.statements().during(() -> prefetch.processChunk(List.of(review)));
		assertThat(statements).singleElement().asString().doesNotContain("join");
		assertThat(prefetch.statistics().target(Book.class).loads()).isEqualTo(Catalogue.BOOKS);
	}

	@Test
	void should_not_remember_a_table_that_has_changed_while_it_was_read() {
		Memo<String> memo = memo(Catalogue.BOOKS);
		long version = memo.version();
		memo.evict(Set.of(1L));
		assertThat(memo.putWhole(Map.of(1L, "outdated"), version)).isFalse();
		assertThat(memo.get(1L)).isNull();
	}

	@Test
	void should_keep_to_the_cache_size_when_the_table_grows() {
		Memo<String> memo = memo(2);
		memo.putWhole(Map.of(1L, "one", 2L, "two"), memo.version());
		memo.put(Map.of(2L, "again"), memo.version());
		memo.put(Map.of(3L, "three"), memo.version());
		assertThat(memo.isAbsent(4L)).isFalse();
		assertThat(memo.statistics().evictions()).isPositive();
	}

	@Test
	void should_know_what_a_whole_table_has_not_until_it_changes() {
		Memo<String> memo = memo(2);
		memo.putWhole(Map.of(1L, "one"), memo.version());
		assertThat(memo.isAbsent(1L)).isFalse();
		assertThat(memo.isAbsent(2L)).isTrue();
		memo.evict(Set.of(2L));
		assertThat(memo.isAbsent(2L)).isFalse();
		memo.evict(Set.of(1L));
		assertThat(memo.isAbsent(1L)).isFalse();
		assertThat(memo.isAbsent(3L)).isTrue();
	}

	@Test
	void should_remember_no_more_changes_than_the_cache_size() {
		Memo<String> memo = memo(2);
		memo.putWhole(Map.of(1L, "one"), memo.version());
		for (long id = 2; id <= 3; id++) {
			assertThat(memo.isAbsent(9L)).isTrue();
			memo.evict(Set.of(id));
		}
		assertThat(memo.isAbsent(9L)).isTrue();
		memo.evict(Set.of(4L));
		assertThat(memo.isAbsent(9L)).isFalse();
		assertThat(memo.get(1L)).isEqualTo("one");
	}

	private static Memo<String> memo(int size) {
		return new Memo<>("books", new MemoOptions(size, null), new Listeners(List.of()));
	}

}
