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
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.chunk.AheadPrefetch;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Mistakes in keys: each is said with its place and its remedy.
 */
class KeyValidationTests {

	private static Database database;

	record Row(long bookId, String isbn, List<String> isbns, double weight) {
	}

	@BeforeAll
	static void open() {
		database = Database.open();
	}

	@AfterAll
	static void close() {
		database.close();
	}

	private static void assertRefused(Class<?> itemType, UnaryOperator<MemoizedPrefetch.Builder> keys, String message) {
		assertThatIllegalArgumentException().isThrownBy(
				() -> keys.apply(MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(itemType)).build())
			.withMessage(message);
	}

	@Test
	void should_refuse_an_unknown_property() {
		assertRefused(Row.class, (builder) -> builder.key("bokId", Book.class),
				"Row has no attribute 'bokId' (path 'bokId'); did you mean 'bookId'?");
		assertRefused(Review.class, (builder) -> builder.key("book.idd", Book.class),
				"Book has no attribute 'idd' (path 'book.idd'); it has author, bookCategories, categories, publisher,"
						+ " title, translator");
	}

	@Test
	void should_refuse_what_is_no_entity() {
		assertRefused(Row.class, (builder) -> builder.key("bookId", Row.class),
				Row.class.getName() + " is no entity of the EntityManagerFactory; it has Author, Book, BookCategory,"
						+ " Category, Publisher, Review");
	}

	@Test
	void should_refuse_ids_of_another_type() {
		String remedy = "; give a function that makes the id, as in .key((Item item) -> .., Book.class)";
		assertRefused(Row.class, (builder) -> builder.key("isbn", Book.class),
				"Book's id is a Long, but 'Row.isbn' is a String" + remedy);
		assertRefused(Row.class, (builder) -> builder.key("isbns", Book.class),
				"Book's id is a Long, but 'Row.isbns' is a String" + remedy);
		assertRefused(Row.class, (builder) -> builder.key(Row::isbn, Book.class),
				"Book's id is a Long, but 'isbn' is a String" + remedy);
		assertRefused(Row.class, (builder) -> builder.key((Row row) -> row.isbn().trim(), Book.class),
				"Book's id is a Long, but 'the key of Book' is a String" + remedy);
		assertRefused(String.class, (builder) -> builder.itemsAreIdsOf(Book.class),
				"Book's id is a Long, but 'item' is a String" + remedy);
		assertRefused(Review.class, (builder) -> builder.key("book.title", Book.class),
				"Book's id is a Long, but 'Book.title' is a String" + remedy);
	}

	@Test
	void should_refuse_the_first_item_with_an_id_of_another_type() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemsAreIdsOf(Book.class)
			.build();
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch.processChunk(List.of("x")))
			.withMessageStartingWith("Book's id is a Long, but 'item' is a String");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Row.class)
				.key("weight", Book.class)
				.build()
				.processChunk(List.of(new Row(1, "", List.of(), 1.5))))
			.withMessage("Book's id is a Long, but 'weight' is 1.5, which is none");
	}

	@Test
	void should_refuse_an_association() {
		assertRefused(Review.class, (builder) -> builder.key("book", Book.class),
				"Review.book is an association to Book, not its id (key 'book'); give it as a path: paths(\"book\")");
		assertRefused(Book.class, (builder) -> builder.key("categories", Book.class),
				"Book.categories is an association to Category, not its id (key 'categories'); give it as a path:"
						+ " paths(\"categories\")");
	}

	@Test
	void should_refuse_an_unknown_path_behind() {
		assertRefused(Row.class, (builder) -> builder.key("bookId", Book.class, "autor"),
				"Book has no attribute 'autor' (path 'autor'); did you mean 'author'?");
		assertRefused(Row.class, (builder) -> builder.key("bookId", Book.class, "title"),
				"Book.title is a basic attribute, which is no association and leads nowhere (path 'title')");
	}

	@Test
	void should_refuse_a_function_of_other_items() {
		assertRefused(Row.class, (builder) -> builder.key(Author::getId, Book.class),
				"Items of " + Row.class.getName() + " are no " + Author.class.getName() + ", of which 'id' is");
	}

	@Test
	void should_name_the_remedy_where_items_are_ids() {
		assertRefused(Long.class, (builder) -> builder.paths("book"),
				"Items of java.lang.Long have no associations (path 'book'); if they are ids, say whose:"
						+ " itemsAreIdsOf(Book.class)");
	}

	@Test
	void should_take_keys_of_several_classes_of_items() {
		try (LogCapture log = new LogCapture()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.key((Row row) -> row.bookId(), Book.class)
				.paths("book")
				.build();
			prefetch.processChunk(List.of(new Review(1, 1, null)));
			((AheadPrefetch) prefetch).processKeys(List.of(new Review(1, 1, null)), true);
			assertThat(log.warnings()).isEmpty();
		}
	}

}
