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

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What cannot be shared is refused when the prefetch is built.
 */
class SharedTargetValidationTests {

	@AutoClose
	private static final Database database = Database.open();

	private static MemoizedPrefetch.Builder builder(Class<?>... shared) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory());
		for (Class<?> each : shared) {
			builder.config(new MemoizedPrefetchConfig<>(each).shared(true));
		}
		return builder;
	}

	private static void assertRefused(MemoizedPrefetch.Builder builder, String message) {
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
	}

	@Test
	void should_refuse_a_path_to_an_unshared_target() {
		assertRefused(builder(Book.class).itemType(Review.class).paths("book.author"),
				"Book is shared(true), but path 'book.author' leads from it to Author, which is not; share that, too:"
						+ " MemoizedPrefetchConfig.of(Author.class).shared(true)");
	}

	@Test
	void should_refuse_a_path_to_a_collection() {
		assertRefused(builder(Book.class).itemType(Review.class).paths("book.categories"),
				"Book is shared(true), but path 'book.categories' leads from it to a collection, which cannot be shared;"
						+ " leave that path out, or shared(true)");
	}

	@Test
	void should_refuse_a_path_to_the_items() {
		assertRefused(builder(Category.class).itemType(Category.class).paths("parent.parent"),
				"Category is shared(true), but path 'parent.parent' leads from it to the items, which are not shared;"
						+ " leave that path out, or shared(true)");
	}

	@Test
	void should_refuse_paths_that_do_not_go_on_alike() {
		assertRefused(builder(Category.class).itemType(BookCategory.class).paths("category.parent"),
				"Category is shared(true), so that all paths to it must go on alike, but 'category' and"
						+ " 'category.parent' do not; add the paths that one of them lacks");
	}

	@Test
	void should_refuse_options_that_cannot_be_shared() {
		assertRefused(
				MemoizedPrefetch.builder(database.entityManagerFactory())
					.config(MemoizedPrefetchConfig.of(Book.class, "book").shared(true).fetch("author")),
				"The config of Book has a shared(true), which cannot be combined with what is fetched along, which each"
						+ " chunk has for itself");
		assertRefused(builder(Book.class).itemType(Review.class).paths("book").expireAfterWrite(Duration.ofHours(1)),
				"The config of Book has a shared(true), which cannot be combined with expireAfterWrite: instances go"
						+ " when Hibernate commits a change");
		assertRefused(builder(Book.class).automatic(),
				"Book is shared(true), which cannot be combined with automatic(): that learns more paths on the way;"
						+ " name them with paths(..), or leave shared out");
	}

	@Test
	void should_build_what_can_be_shared() {
		builder(Book.class, Author.class, Publisher.class).itemType(Review.class)
			.paths("book.author", "book.translator", "book.publisher")
			.build();
		builder(Category.class).itemType(Book.class).paths("categories").build();
	}

}
