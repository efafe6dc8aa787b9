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
import java.util.Arrays;
import java.util.List;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What may be given as a chunk.
 */
class ChunkInputTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	private static MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).paths(paths).build();
	}

	@Test
	void should_iterate_a_one_shot_iterable_once() {
		List<Review> reviews = database
			.read((entityManager) -> entityManager.createQuery("from Review", Review.class).getResultList());
		Iterable<Review> once = reviews.stream()::iterator;
		prefetch("book.author").processChunk(once);
		assertThat(reviews).allMatch((review) -> Hibernate.isInitialized(review.getBook().getAuthor()));
	}

	@Test
	void should_skip_null_items() {
		Review review = database.read((entityManager) -> entityManager.find(Review.class, 1));
		prefetch("book.author").processChunk(Arrays.asList(null, review, null));
		assertThat(review.getBook().getAuthor().getName()).isEqualTo("Author 7");
		assertThat(database.statements().during(() -> prefetch("book").processChunk(Arrays.asList(null, null))))
			.isEmpty();
	}

	@Test
	void should_take_the_same_instance_twice() {
		Review review = database.read((entityManager) -> entityManager.find(Review.class, 1));
		MemoizedPrefetch prefetch = prefetch("book.author", "book.categories");
		prefetch.processChunk(List.of(review, review));
		assertThat(review.getBook().getCategories()).hasSize(3);
		assertThat(prefetch.statistics().target(Author.class).references()).isOne();
	}

	@Test
	void should_take_proxies_as_items_and_prefetch_them_too() {
		database.inTransaction((entityManager) -> {
			List<Book> books = new ArrayList<>();
			for (long id = 0; id < 20; id++) {
				books.add(entityManager.getReference(Book.class, id));
			}
			assertThat(database.statements().during(() -> prefetch("author").processChunk(books))).hasSize(2);
			assertThat(database.statements().during(() -> {
				assertThat(books.get(13).getAuthor().getName()).isEqualTo("Author 1");
				assertThat(books.get(13).getTitle()).isEqualTo("Book 13");
			})).isEmpty();
		});
	}

	@Test
	void should_take_items_of_several_classes() {
		record Loan(Book book, String reader) {
		}
		database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 1);
			BookCategory link = entityManager.find(BookCategory.class, 10);
			Loan loan = new Loan(entityManager.getReference(Book.class, 2), "Ann");
			assertThat(database.statements()
				.during(() -> prefetch("book.author").processChunk(List.of(review, link, loan)))).hasSize(2);
			assertThat(database.statements().during(() -> {
				assertThat(review.getBook().getAuthor().getName()).isEqualTo("Author 7");
				assertThat(link.getBook().getAuthor().getName()).isEqualTo("Author 1");
				assertThat(loan.book().getAuthor().getName()).isEqualTo("Author 2");
			})).isEmpty();
		});
	}

	@Test
	void should_load_a_target_once_for_items_of_several_classes() {
		database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 3);
			BookCategory link = entityManager.find(BookCategory.class, 10);
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.paths("book.author")
				.cacheSize(1)
				.build();
			assertThat(database.statements().during(() -> prefetch.processChunk(List.of(review, link, review))))
				.as("one for Book, one for Author")
				.hasSize(2);
		});
	}

	@Test
	void should_leave_the_session_what_it_holds_already() {
		database.inTransaction((entityManager) -> {
			Author loaded = entityManager.find(Author.class, 7);
			loaded.setName("Changed in this session");
			Category category = entityManager.find(Category.class, 8);
			category.setName("Changed too");
			Book book = entityManager.find(Book.class, 7);
			prefetch("author", "categories").processChunk(List.of(book));
			assertThat(book.getAuthor()).isSameAs(loaded);
			assertThat(book.getAuthor().getName()).isEqualTo("Changed in this session");
			assertThat(book.getCategories()).extracting(Category::getName)
				.containsExactlyInAnyOrder("Category 7", "Changed too", "Category 0");
			assertThat(book.getCategories()).anyMatch((element) -> element == category);
			entityManager.clear();
		});
	}

	@Test
	void should_refuse_an_item_without_the_path() {
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch("book").processChunk(List.of("text")))
			.withMessageStartingWith("Items of java.lang.String have no associations (path 'book')");
	}

}
