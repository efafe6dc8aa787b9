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

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AssociationPathTests {

	record Row(Book book, List<Review> reviews, Map<String, Author> authors) {
	}

	abstract static class Odd {

		abstract Book getURL();

		abstract Book isGift();

		abstract Book issue();

		abstract Book getter();

		static Book getStatic(Odd odd) {
			return odd.getter();
		}

	}

	@Test
	void should_name_the_attributes() {
		assertThat(AssociationPath.of(Review::getBook)).hasToString("book");
		assertThat(AssociationPath.of(Review::getBook).then(Book::getAuthor)).hasToString("book.author");
		assertThat(AssociationPath.of(Odd::getURL)).hasToString("URL");
		assertThat(AssociationPath.of(Odd::isGift)).hasToString("gift");
		assertThat(AssociationPath.of(Odd::issue)).hasToString("issue");
		assertThat(AssociationPath.of(Odd::getter)).hasToString("getter");
		assertThat(AssociationPath.of(Odd::getURL)).isEqualTo(AssociationPath.of(Odd::getURL))
			.hasSameHashCodeAs(AssociationPath.of(Odd::getURL))
			.isNotEqualTo(AssociationPath.of(Odd::issue));
	}

	@Test
	void should_go_on_from_the_elements_of_collections() {
		AssociationPath<Review, Category> parents = AssociationPath.of(Review::getBook)
			.thenMany(Book::getCategories)
			.then(Category::getParent);
		assertThat(parents).hasToString("book.categories.parent");
		assertThat(AssociationPath.ofMany(Book::getBookCategories).then(BookCategory::getCategory))
			.hasToString("bookCategories.category");
	}

	@Test
	void should_start_at_records_and_their_maps() {
		assertThat(AssociationPath.of(Row::book).then(Book::getAuthor)).hasToString("book.author");
		assertThat(AssociationPath.ofMany(Row::reviews).then(Review::getBook)).hasToString("reviews.book");
		AssociationPath<Row, Author> authors = AssociationPath.ofValues(Row::authors);
		assertThat(authors).hasToString("authors");
	}

	static Stream<AssociationPath.Getter<Odd, Book>> notMethodReferences() {
		return Stream.of((odd) -> odd.getter(), Odd::getStatic, new Getter());
	}

	static final class Getter implements AssociationPath.Getter<Odd, Book>, Serializable {

		private static final long serialVersionUID = 1L;

		@Override
		public Book get(Odd odd) {
			return odd.getter();
		}

		@Override
		public String toString() {
			return "an object";
		}

	}

	@ParameterizedTest
	@MethodSource("notMethodReferences")
	void should_refuse_what_is_no_reference_to_a_getter(AssociationPath.Getter<Odd, Book> getter) {
		assertThatIllegalArgumentException().isThrownBy(() -> AssociationPath.of(getter))
			.withMessageStartingWith("An AssociationPath takes method references to getters or record accessors, like"
					+ " Review::getBook; this is a lambda expression or an object, whose attribute cannot be known: ");
		assertThatIllegalArgumentException().isThrownBy(() -> AssociationPath.of(Row::book).then((book) -> null));
	}

	@Test
	void should_be_prefetched() {
		try (Database database = Database.open().populate()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Review.class)
				.paths(AssociationPath.of(Review::getBook).thenMany(Book::getCategories),
						AssociationPath.of(Review::getBook).then(Book::getPublisher))
				.config(MemoizedPrefetchConfig
					.of(Author.class, AssociationPath.of(Review::getBook).then(Book::getAuthor),
							AssociationPath.of(Review::getBook).then(Book::getTranslator))
					.cacheSize(10))
				.build();
			Review review = database.read((entityManager) -> entityManager.find(Review.class, 1));
			prefetch.processChunk(Set.of(review));
			assertThat(review.getBook().getAuthor().getName()).isEqualTo("Author 7");
			assertThat(review.getBook().getTranslator().getName()).isEqualTo("Author 0");
			assertThat(review.getBook().getPublisher().getName()).isEqualTo("Publisher 3");
			assertThat(review.getBook().getCategories()).hasSize(3);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			AssociationPath.of(Review::getBook).then(Book::getAuthor)                                  | 0
			AssociationPath.of(Review::getBook).then(Review::getBook)                                  | 1
			AssociationPath.of(Review::getBook).thenMany(Book::getCategories).then(Category::getName)   | 0
			AssociationPath.of(Review::getBook).then(Book::getCategories).then(Category::getParent)     | 1
			AssociationPath.of(Review::getBook).thenMany(Book::getAuthor)                              | 1
			AssociationPath.of(Review::getBok)                                                         | 1
			MemoizedPrefetchConfig.of(Author.class, AssociationPath.of(Book::getAuthor))                | 0
			MemoizedPrefetchConfig.of(Author.class, AssociationPath.of(Book::getPublisher))             | 1
			""")
	void should_be_checked_by_the_compiler(String expression, int errors, @TempDir Path folder) throws Exception {
		Path source = java.nio.file.Files.writeString(folder.resolve("Paths.java"), """
				import io.github.memoizedprefetch.*;
				import io.github.memoizedprefetch.model.*;
				class Paths {
					Object path = %s;
				}
				""".formatted(expression));
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		int result = compiler.run(null, null, java.io.OutputStream.nullOutputStream(), "-proc:none", "-d",
				folder.toString(), "-classpath", System.getProperty("java.class.path"), source.toString());
		assertThat(result).isEqualTo(errors);
	}

}
