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

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.model.misfits.Attachment;
import io.github.memoizedprefetch.model.misfits.Misfit;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Every mistake in a path is reported when the prefetch is built.
 */
class PathValidationTests {

	@AutoClose
	private static final Database database = Database.open(Author.class, Publisher.class, Category.class, Book.class,
			BookCategory.class, Review.class, Misfit.class, Attachment.class);

	record Row(int number, Review review) {
	}

	private static void assertRefused(Class<?> itemType, String path, String message) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(itemType)
			.paths(path);
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					bok.author     | Review has no attribute 'bok' (path 'bok.author'); did you mean 'book'?
					Book           | Review has no attribute 'Book' (path 'Book'); did you mean 'book'?
					book.auhtor    | Book has no attribute 'auhtor' (path 'book.auhtor'); did you mean 'author'?
					book__auhtor   | Book has no attribute 'auhtor' (path 'book.auhtor'); did you mean 'author'?
					book.xyzzy     | Book has no attribute 'xyzzy' (path 'book.xyzzy'); it has author, bookCategories, categories, publisher, title, translator
					book.categories.paren | Category has no attribute 'paren' (path 'book.categories.paren'); did you mean 'parent'?
					book.title     | Book.title is a basic attribute, which is no association and leads nowhere (path 'book.title')
					book.title.length | Book.title is a basic attribute, which is no association and leads nowhere (path 'book.title.length')
					""")
	void should_name_the_attribute_and_its_owner_and_the_path(String path, String message) {
		assertRefused(Review.class, path, message);
	}

	@Test
	void should_name_what_a_record_lacks() {
		assertRefused(Row.class, "revue.book",
				"Row has no attribute 'revue' (path 'revue.book'); did you mean 'review'?");
		assertRefused(Row.class, "review.bok",
				"Review has no attribute 'bok' (path 'review.bok'); did you mean 'book'?");
		assertRefused(Row.class, "number",
				"Path 'number' does not end at an association; give the path of the association to prefetch");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".book", "book.", "book..author", "__book", "book____author" })
	void should_refuse_what_is_no_path(String path) {
		assertRefused(Review.class, path,
				"'" + path + "' is no path; a path is a sequence of attributes, like 'book.author' or 'book__author'");
	}

	@Test
	void should_refuse_to_prefetch_nothing() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MemoizedPrefetch.builder(database.entityManagerFactory()).build())
			.withMessage("There is no path to prefetch; give some, like paths(\"book.author\")");
	}

	@Test
	void should_refuse_an_any_association() {
		assertRefused(Misfit.class, "any", "Misfit.any is an @Any association, whose target has no type of its own;"
				+ " it cannot be prefetched (path 'any')");
	}

	@Test
	void should_refuse_an_embedded_value_as_the_end_of_a_path() {
		assertRefused(Misfit.class, "part",
				"Path 'part' does not end at an association; give the path of the association to prefetch");
		assertRefused(Misfit.class, "part.makr",
				"Misfit.part has no attribute 'makr' (path 'part.makr'); did you mean 'maker'?");
		assertRefused(Misfit.class, "part.label", "Misfit.part.label is a basic attribute, which is no association and"
				+ " leads nowhere (path 'part.label')");
	}

}
