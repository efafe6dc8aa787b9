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

import java.util.List;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignKeyTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	private final Chunks<Book> tens = new Chunks<>(database, Book.class, 10, Bookshop::credits);

	private final Chunks<Book> forty = new Chunks<>(database, Book.class, 40, Bookshop::credits);

	private static MemoizedPrefetch prefetch(long cacheSize) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Book.class)
			.paths("author", "translator", "publisher")
			.cacheSize(cacheSize)
			.build();
	}

	@Test
	void should_serve_managed_items_as_plain_hibernate_does() {
		Chunks.Result result = this.tens.managed(prefetch(100)::processChunk);
		assertThat(result.lines()).hasSize(40).isEqualTo(this.tens.plain());
		assertThat(result.lazy()).isEmpty();
	}

	@Test
	void should_serve_detached_items_as_plain_hibernate_does() {
		Chunks.Result result = this.tens.detached(prefetch(100)::processChunk);
		assertThat(result.lines()).hasSize(40).isEqualTo(this.tens.plain());
		assertThat(result.lazy()).isEmpty();
	}

	@Test
	void should_load_several_attributes_of_one_target_together_and_remember_them_across_chunks() {
		// books 0 to 9 name all publishers, and all authors but number 11
		assertThat(this.tens.managed(prefetch(100)::processChunk).prefetched()).containsExactly(2, 1, 0, 0, 0);
		assertThat(this.tens.detached(prefetch(100)::processChunk).prefetched()).containsExactly(2, 1, 0, 0, 0);
	}

	@Test
	void should_never_lose_the_objects_of_the_chunk_with_a_cache_of_one() {
		MemoizedPrefetch prefetch = prefetch(1);
		Chunks.Result managed = this.forty.managed(prefetch::processChunk);
		assertThat(managed.lines()).isEqualTo(this.forty.plain());
		assertThat(managed.lazy()).isEmpty();
		Chunks.Result detached = this.forty.detached(prefetch::processChunk);
		assertThat(detached.lines()).isEqualTo(this.forty.plain());
		assertThat(detached.lazy()).isEmpty();
	}

	@Test
	void should_leave_null_references_alone() {
		database.inTransaction((entityManager) -> {
			Book book = entityManager.find(Book.class, 3);
			prefetch(100).processChunk(List.of(book));
			assertThat(book.getTranslator()).isNull();
			assertThat(book.getAuthor().getName()).isEqualTo("Author 3");
		});
	}

	@Test
	void should_serve_id_zero() {
		database.inTransaction((entityManager) -> {
			Book book = entityManager.find(Book.class, 0);
			MemoizedPrefetch prefetch = prefetch(100);
			prefetch.processChunk(List.of(book));
			assertThat(database.statements().during(() -> assertThat(book.getAuthor().getName()).isEqualTo("Author 0")))
				.isEmpty();
			assertThat(prefetch.statistics().target(Author.class).loads()).isOne();
		});
	}

	@Test
	void should_issue_no_statement_when_the_same_items_come_again() {
		database.inTransaction((entityManager) -> {
			var books = entityManager.createQuery("from Book", Book.class).getResultList();
			MemoizedPrefetch prefetch = prefetch(1);
			prefetch.processChunk(books);
			assertThat(database.statements().during(() -> prefetch.processChunk(books))).isEmpty();
		});
	}

}
