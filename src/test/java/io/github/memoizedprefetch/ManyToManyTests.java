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

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManyToManyTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	private final Chunks<Book> books = new Chunks<>(database, Book.class, 12, Bookshop::categories);

	private final Chunks<Book> links = new Chunks<>(database, Book.class, 12, Bookshop::linkedCategories);

	private final Chunks<Review> reviews = new Chunks<>(database, Review.class, 30, Bookshop::categories);

	private static MemoizedPrefetch prefetch(Class<?> itemType, long cacheSize, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(itemType)
			.paths(paths)
			.cacheSize(cacheSize)
			.build();
	}

	@Test
	void should_read_the_links_of_each_chunk_and_memoize_their_targets() {
		MemoizedPrefetch prefetch = prefetch(Book.class, 100, "categories");
		Chunks.Result result = this.books.managed(prefetch::processChunk);
		assertThat(result.lines()).hasSize(40).isEqualTo(this.books.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched()).containsExactly(2, 1, 1, 1);
		assertThat(prefetch.statistics().target(Category.class).loads()).isEqualTo(9);
		assertThat(this.books.managed(prefetch::processChunk).prefetched()).containsOnly(0);
	}

	@Test
	void should_serve_detached_owners() {
		Chunks.Result result = this.books.detached(prefetch(Book.class, 100, "categories")::processChunk);
		assertThat(result.lines()).isEqualTo(this.books.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched()).containsExactly(2, 1, 1, 1);
	}

	@Test
	void should_not_lose_links_or_targets_of_a_chunk_that_is_larger_than_the_cache() {
		MemoizedPrefetch prefetch = prefetch(Book.class, 1, "categories");
		Chunks.Result managed = this.books.managed(prefetch::processChunk);
		assertThat(managed.lines()).isEqualTo(this.books.plain());
		assertThat(managed.lazy()).isEmpty();
		Chunks.Result detached = this.books.detached(prefetch::processChunk);
		assertThat(detached.lines()).isEqualTo(this.books.plain());
		assertThat(detached.lazy()).isEmpty();
	}

	@Test
	void should_serve_a_collection_behind_an_association() {
		MemoizedPrefetch prefetch = prefetch(Review.class, 100, "book.categories");
		Chunks.Result managed = this.reviews.managed(prefetch::processChunk);
		assertThat(managed.lines()).hasSize(100).isEqualTo(this.reviews.plain());
		assertThat(managed.lazy()).isEmpty();
		assertThat(managed.prefetched()).containsExactly(3, 2, 0, 0);
		Chunks.Result detached = this.reviews.detached(prefetch(Review.class, 1, "book__categories")::processChunk);
		assertThat(detached.lines()).isEqualTo(this.reviews.plain());
		assertThat(detached.lazy()).isEmpty();
	}

	@Test
	void should_serve_targets_through_an_entity() {
		MemoizedPrefetch prefetch = prefetch(Book.class, 100, "bookCategories.category.parent");
		Chunks.Result managed = this.links.managed(prefetch::processChunk);
		assertThat(managed.lines()).hasSize(40).isEqualTo(this.links.plain());
		assertThat(managed.lazy()).isEmpty();
		// the links with their entities, the categories, and parents not yet met
		assertThat(managed.prefetched()).containsExactly(2, 1, 1, 1);
		Chunks.Result detached = this.links.detached(prefetch::processChunk);
		assertThat(detached.lines()).isEqualTo(this.links.plain());
		assertThat(detached.lazy()).isEmpty();
		assertThat(detached.prefetched()).containsOnly(0);
	}

	@Test
	void should_serve_links_through_an_entity_with_a_cache_of_one() {
		Chunks.Result result = this.links
			.managed(prefetch(Book.class, 1, "bookCategories.category.parent")::processChunk);
		assertThat(result.lines()).isEqualTo(this.links.plain());
		assertThat(result.lazy()).isEmpty();
	}

	@Test
	void should_remember_that_an_owner_has_no_targets() {
		MemoizedPrefetch prefetch = prefetch(Book.class, 100, "categories");
		for (int chunk = 0; chunk < 2; chunk++) {
			int expected = (chunk == 0) ? 1 : 0;
			database.inTransaction((entityManager) -> {
				var books = entityManager.createQuery("from Book where mod(id, 4) = 0", Book.class).getResultList();
				assertThat(database.statements().during(() -> prefetch.processChunk(books))).hasSize(expected);
				assertThat(database.statements().during(() -> books.forEach((book) -> {
					assertThat(book.getCategories()).isEmpty();
				}))).isEmpty();
			});
		}
	}

}
