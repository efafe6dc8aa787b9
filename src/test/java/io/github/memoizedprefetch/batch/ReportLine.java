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
package io.github.memoizedprefetch.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.memoizedprefetch.batch.ReviewReaders.Row;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;

/**
 * The line that a report holds about a review: it touches all associations of the book.
 */
final class ReportLine {

	static final String[] PATHS = { "book.author", "book.translator", "book.publisher", "book.categories" };

	private ReportLine() {
	}

	/**
	 * The line about a {@link Review} or {@link Row}.
	 */
	static String of(Object item) {
		Row row = (item instanceof Review review) ? Row.of(review) : (Row) item;
		Book book = row.book();
		List<Category> categories = new ArrayList<>(book.getCategories());
		categories.sort(Comparator.comparing(Category::getId));
		return "%d;%d;%s;%s;%s;%s;%s".formatted(row.id(), row.rating(), book.getTitle(), book.getAuthor().getName(),
				name(book.getTranslator()), book.getPublisher().getName(),
				categories.stream().map(Category::getName).toList());
	}

	private static String name(Author author) {
		return (author != null) ? author.getName() : "";
	}

	/**
	 * The whole report, made without a step.
	 */
	static List<String> all(Database database) {
		return database
			.read((entityManager) -> entityManager.createQuery("select r from Review r order by r.id", Review.class)
				.getResultStream()
				.map(ReportLine::of)
				.toList());
	}

}
