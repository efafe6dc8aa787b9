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
package io.github.memoizedprefetch.support;

import java.util.stream.Collectors;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;

/**
 * Processors of the shared model's entities: each touches some associations and says what
 * it has seen.
 */
public final class Bookshop {

	private Bookshop() {
	}

	/** A review with the persons and the publisher of its book. */
	public static String credits(Review review) {
		return review.getId() + ": " + credits(review.getBook());
	}

	/** A book with its persons and publisher. */
	public static String credits(Book book) {
		return book.getTitle() + ", " + name(book.getAuthor()) + ", " + name(book.getTranslator()) + ", "
				+ book.getPublisher().getName();
	}

	/** A review with the categories of its book. */
	public static String categories(Review review) {
		return review.getId() + ": " + categories(review.getBook());
	}

	/** A book with its categories, through the mapped join table. */
	public static String categories(Book book) {
		return book.getTitle() + book.getCategories().stream().map(Category::getName).sorted().toList();
	}

	/** A book with its categories and their parents, through the entity. */
	public static String linkedCategories(Book book) {
		return book.getTitle() + book.getBookCategories()
			.stream()
			.map((link) -> name(link.getCategory()) + " < " + name(link.getCategory().getParent()))
			.sorted()
			.collect(Collectors.joining(", "));
	}

	private static String name(Author author) {
		return (author != null) ? author.getName() : "-";
	}

	private static String name(Category category) {
		return (category != null) ? category.getName() : "-";
	}

}
