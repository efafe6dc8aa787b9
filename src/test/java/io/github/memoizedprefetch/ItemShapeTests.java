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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Items that are no entities themselves.
 */
class ItemShapeTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	record Row(int line, Review review) {
	}

	record Shelf(List<Book> books) {
	}

	record Index(Map<String, Book> byTitle) {
	}

	record Pair(Book[] books) {
	}

	record Box(Row row) {
	}

	static class Bean {

		private final Book book;

		Bean(Book book) {
			this.book = book;
		}

		public Book getBook() {
			return this.book;
		}

		public Book getBroken() {
			throw new IllegalStateException("broken getter");
		}

	}

	private static MemoizedPrefetch prefetch(Class<?> itemType, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(itemType).paths(paths).build();
	}

	/** All items in one chunk: a statement for each target, then nothing is lazy. */
	private static void assertServed(MemoizedPrefetch prefetch, List<?> items, int statements, Book... books) {
		assertThat(database.statements().during(() -> prefetch.processChunk(items))).hasSize(statements);
		assertThat(database.statements()
			.during(() -> assertThat(Arrays.stream(books).map((book) -> book.getTitle() + book.getAuthor().getName()))
				.containsExactly("Book 7Author 7", "Book 14Author 2")))
			.isEmpty();
	}

	@Test
	void should_start_at_a_record_component() {
		database.inTransaction((entityManager) -> {
			Row one = new Row(1, entityManager.find(Review.class, 1));
			Row two = new Row(2, entityManager.find(Review.class, 2));
			Row none = new Row(3, null);
			assertServed(prefetch(Row.class, "review.book.author"), List.of(one, two, none), 2, one.review().getBook(),
					two.review().getBook());
		});
	}

	@Test
	void should_start_at_a_getter() {
		database.inTransaction((entityManager) -> {
			Bean one = new Bean(entityManager.find(Book.class, 7));
			Bean two = new Bean(entityManager.getReference(Book.class, 14));
			assertServed(prefetch(Bean.class, "book.author"), List.of(one, two, new Bean(null)), 2, one.getBook(),
					two.getBook());
		});
	}

	@Test
	void should_let_the_exception_of_a_getter_through() {
		assertThatIllegalStateException()
			.isThrownBy(() -> prefetch(Bean.class, "broken.author").processChunk(List.of(new Bean(null))))
			.withMessage("broken getter");
	}

	@Test
	void should_go_through_nested_records() {
		database.inTransaction((entityManager) -> {
			Box one = new Box(new Row(1, entityManager.find(Review.class, 1)));
			Box two = new Box(new Row(2, entityManager.find(Review.class, 2)));
			assertServed(prefetch(Box.class, "row.review.book.author"), List.of(one, two), 2,
					one.row().review().getBook(), two.row().review().getBook());
		});
	}

	@Test
	void should_go_through_a_list() {
		database.inTransaction((entityManager) -> {
			Shelf shelf = new Shelf(
					Arrays.asList(entityManager.find(Book.class, 7), null, entityManager.getReference(Book.class, 14)));
			assertServed(prefetch(Shelf.class, "books.author"), List.of(shelf), 2, shelf.books().get(0),
					shelf.books().get(2));
		});
	}

	@Test
	void should_go_through_the_values_of_a_map() {
		database.inTransaction((entityManager) -> {
			Map<String, Book> books = new LinkedHashMap<>();
			books.put("a", entityManager.find(Book.class, 7));
			books.put("b", entityManager.getReference(Book.class, 14));
			assertServed(prefetch(Index.class, "byTitle.author"), List.of(new Index(books)), 2, books.get("a"),
					books.get("b"));
		});
	}

	@Test
	void should_go_through_an_array() {
		database.inTransaction((entityManager) -> {
			Book[] books = { entityManager.find(Book.class, 7), entityManager.getReference(Book.class, 14) };
			assertServed(prefetch(Pair.class, "books.author"), List.of(new Pair(books)), 2, books);
		});
	}

	@Test
	void should_serve_detached_entities_in_records() {
		Row row = database.read((entityManager) -> new Row(1, entityManager.find(Review.class, 1)));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "review.book.author"))
			.build();
		prefetch.processChunk(List.of(row));
		assertThat(row.review().getBook().getAuthor().getName()).isEqualTo("Author 7");
	}

}
