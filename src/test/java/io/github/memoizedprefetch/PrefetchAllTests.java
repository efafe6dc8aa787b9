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
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrefetchAllTests {

	@AutoClose
	private final Database database = Database.open().populate();

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final Chunks<Book> chunks = new Chunks<>(this.database, Book.class, 10, Bookshop::credits);

	private MemoizedPrefetch prefetch(long authors) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Book.class)
			.config(MemoizedPrefetchConfig.of(Author.class, "author", "translator")
				.prefetchAll(true)
				.cacheSize(authors))
			.config(MemoizedPrefetchConfig.of(Publisher.class, "publisher").prefetchAll(true))
			.build();
	}

	@Test
	void should_load_each_table_once_before_the_first_chunk() {
		MemoizedPrefetch prefetch = prefetch(12);
		Chunks.Result result = this.chunks.managed(prefetch::processChunk);
		assertThat(result.prefetched()).containsExactly(2, 0, 0, 0, 0);
		assertThat(result.lines()).isEqualTo(this.chunks.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(prefetch.statistics().target(Author.class).statements()).isOne();
		assertThat(prefetch.statistics().target(Author.class).misses()).isZero();
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_warn_once_with_both_numbers_that_a_table_is_too_large_and_still_be_right() {
		MemoizedPrefetch prefetch = prefetch(5);
		Chunks.Result result = this.chunks.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.chunks.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(this.log.warnings())
			.containsExactly("Author has 12 rows, but its cacheSize is 5: prefetchAll loaded 5 of them, the others are"
					+ " loaded when a chunk needs them. A cacheSize of 12 would hold all of them.");
	}

	@Test
	void should_answer_an_absent_row_without_a_statement_when_the_table_fits() {
		MemoizedPrefetch prefetch = prefetch(100);
		this.chunks.managed(prefetch::processChunk);
		// by JDBC, which Hibernate does not see
		this.database.execute("insert into Author (id, name) values (99, 'Newcomer')");
		this.database.execute("insert into Book (id, title, author_id, publisher_id) values (99, 'New', 99, 1)");
		this.database.inTransaction((entityManager) -> {
			Book book = entityManager.find(Book.class, 99);
			assertThat(this.database.statements().during(() -> prefetch.processChunk(List.of(book)))).isEmpty();
			// the row is newer than the prefetched table, and left to Hibernate
			assertThat(Bookshop.credits(book)).isEqualTo("New, Newcomer, -, Publisher 1");
		});
	}

	@Test
	void should_load_the_table_again_after_clear() {
		MemoizedPrefetch prefetch = prefetch(12);
		this.chunks.managed(prefetch::processChunk);
		prefetch.clear();
		assertThat(this.chunks.managed(prefetch::processChunk).prefetched()).containsExactly(2, 0, 0, 0, 0);
	}

	@Test
	void should_load_nothing_for_an_empty_chunk() {
		MemoizedPrefetch prefetch = prefetch(12);
		assertThat(this.database.statements().during(() -> prefetch.processChunk(List.of()))).isEmpty();
	}

}
