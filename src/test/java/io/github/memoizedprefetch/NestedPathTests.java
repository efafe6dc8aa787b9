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

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Catalogue;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NestedPathTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	private final Chunks<Review> chunks = new Chunks<>(database, Review.class, 30, Bookshop::credits);

	private static final String DOTTED = "book.author book.translator book.publisher";

	private static final String UNDERSCORED = "book__author book__translator book__publisher";

	private static final String MIXED = "book book.author book__translator book.publisher book.author";

	private static MemoizedPrefetch prefetch(String paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Review.class)
			.paths(paths.split(" "))
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { DOTTED, UNDERSCORED, MIXED })
	void should_serve_managed_items(String paths) {
		Chunks.Result result = this.chunks.managed(prefetch(paths)::processChunk);
		assertThat(result.lines()).hasSize(100).isEqualTo(this.chunks.plain());
		assertThat(result.lazy()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { DOTTED, UNDERSCORED, MIXED })
	void should_serve_detached_items(String paths) {
		Chunks.Result result = this.chunks.detached(prefetch(paths)::processChunk);
		assertThat(result.lines()).hasSize(100).isEqualTo(this.chunks.plain());
		assertThat(result.lazy()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { DOTTED, UNDERSCORED, MIXED })
	void should_prefetch_and_memoize_the_entities_on_the_way(String paths) {
		MemoizedPrefetch prefetch = prefetch(paths);
		// the first 30 reviews are about 30 books, the next about the other 10
		assertThat(this.chunks.managed(prefetch::processChunk).prefetched()).containsExactly(3, 1, 0, 0);
		assertThat(prefetch.statistics().target(Book.class).statements()).isEqualTo(2);
		assertThat(prefetch.statistics().target(Book.class).loads()).isEqualTo(Catalogue.BOOKS);
	}

	@Test
	void should_put_off_a_target_until_all_references_to_it_are_known() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(BookCategory.class)
			.paths("category", "book.categories", "book.bookCategories.category")
			.build();
		List<BookCategory> links = database.read((entityManager) -> entityManager
			.createQuery("from BookCategory where id in (30, 60)", BookCategory.class)
			.getResultList());
		prefetch.processChunk(links);
		assertThat(prefetch.statistics().target(Category.class).loads()).isEqualTo(5);
		assertThat(prefetch.statistics().target(Category.class).statements()).isOne();
		assertThat(prefetch.statistics().total().statements()).isEqualTo(4);
	}

}
