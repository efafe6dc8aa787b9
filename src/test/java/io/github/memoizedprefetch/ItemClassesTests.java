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

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Items of several classes, of which each path concerns some.
 */
class ItemClassesTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	@AutoClose
	private final LogCapture log = new LogCapture();

	record Row(Review review) {
	}

	record OtherRow(String name) {
	}

	@BeforeEach
	void reset() {
		database.statements().reset();
	}

	private static MemoizedPrefetch.Builder prefetch(String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).paths(paths);
	}

	@Test
	void should_prefetch_of_each_class_what_it_has_when_they_come_together() {
		database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 1);
			Category category = entityManager.find(Category.class, 8);
			Author author = entityManager.find(Author.class, 3);
			prefetch("book.author", "parent").build().processChunk(List.of(review, category, author));
			assertThat(Hibernate.isInitialized(review.getBook())).isTrue();
			assertThat(Hibernate.isInitialized(review.getBook().getAuthor())).isTrue();
			assertThat(Hibernate.isInitialized(category.getParent())).isTrue();
		});
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_leave_a_class_alone_that_comes_after_one_that_has_the_path() {
		MemoizedPrefetch prefetch = prefetch("book.author").build();
		database.inTransaction((entityManager) -> {
			prefetch.processChunk(List.of(entityManager.find(Review.class, 1)));
			Category category = entityManager.find(Category.class, 8);
			int statements = database.statements().count();
			prefetch.processChunk(List.of(category));
			assertThat(database.statements().count()).isEqualTo(statements);
		});
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_say_so_and_go_on_where_a_class_comes_before_the_one_that_has_the_path() {
		MemoizedPrefetch prefetch = prefetch("book.author").build();
		database.inTransaction((entityManager) -> {
			for (int id = 6; id < 9; id++) {
				prefetch.processChunk(List.of(entityManager.find(Category.class, id)));
			}
			Review review = entityManager.find(Review.class, 1);
			prefetch.processChunk(List.of(review));
			assertThat(Hibernate.isInitialized(review.getBook().getAuthor())).isTrue();
		});
		assertThat(this.log.warnings()).singleElement()
			.asString()
			.startsWith("Path 'book.author' fits no item so far: Category has no attribute 'book' (path 'book.author')")
			.endsWith("Other entities have it; unless they are items too, correct it.");
	}

	@Test
	void should_serve_what_a_path_shares_with_another_class_only_as_far_as_asked() {
		database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 1);
			Book book = entityManager.find(Book.class, 7);
			prefetch("book.author", "author").build().processChunk(List.of(review, book));
			assertThat(Hibernate.isInitialized(review.getBook().getAuthor())).isTrue();
			assertThat(Hibernate.isInitialized(book.getAuthor())).isTrue();
		});
	}

	@Test
	void should_refuse_what_fits_nothing_whatever_the_classes() {
		MemoizedPrefetch prefetch = prefetch("bok.author").build();
		database.inTransaction((entityManager) -> {
			List<Object> items = new ArrayList<>();
			for (Object item : List.of(entityManager.find(Review.class, 1), entityManager.find(Category.class, 8))) {
				items.add(item);
				for (int attempt = 0; attempt < 2; attempt++) {
					assertThatIllegalArgumentException().isThrownBy(() -> prefetch.processChunk(items))
						.withMessage("Review has no attribute 'bok' (path 'bok.author'); did you mean 'book'?");
				}
			}
		});
	}

	@Test
	void should_refuse_a_mistake_behind_what_fits() {
		MemoizedPrefetch prefetch = prefetch("book.auhtor", "parent").build();
		database.inTransaction((entityManager) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> prefetch
				.processChunk(List.of(entityManager.find(Category.class, 8), entityManager.find(Review.class, 1))))
			.withMessageContaining("(path 'book.auhtor')"));
	}

	@Test
	void should_leave_rows_alone_that_have_no_path() {
		MemoizedPrefetch prefetch = prefetch("review.book").build();
		database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 1);
			prefetch.processChunk(List.of(new OtherRow("other"), new Row(review)));
			prefetch.processChunk(List.of(new OtherRow("other")));
			assertThat(Hibernate.isInitialized(review.getBook())).isTrue();
		});
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_leave_items_alone_that_are_not_of_the_item_type_and_say_so_once() {
		MemoizedPrefetch prefetch = prefetch("book").itemType(Review.class).build();
		database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 1);
			Category category = entityManager.find(Category.class, 8);
			prefetch.processChunk(List.of(category, review, category));
			prefetch.processChunk(List.of(category));
			assertThat(Hibernate.isInitialized(review.getBook())).isTrue();
			assertThat(Hibernate.isInitialized(category.getParent())).isFalse();
		});
		assertThat(this.log.warnings()).containsExactly("Items of io.github.memoizedprefetch.model.Category are left"
				+ " as they are, because the itemType is io.github.memoizedprefetch.model.Review; leave itemType out if"
				+ " items of several classes are to be prefetched.");
	}

	@Test
	void should_refuse_a_path_of_another_entity_where_the_item_type_is_known() {
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch("author").itemType(Review.class).build())
			.withMessageStartingWith("Review has no attribute 'author' (path 'author')");
	}

}
