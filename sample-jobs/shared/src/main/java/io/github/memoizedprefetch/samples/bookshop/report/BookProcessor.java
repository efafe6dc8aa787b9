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
package io.github.memoizedprefetch.samples.bookshop.report;

import java.util.stream.Collectors;

import io.github.memoizedprefetch.samples.bookshop.model.Author;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Category;

import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Makes the line of a book. Every association that it touches is lazy.
 */
public class BookProcessor implements ItemProcessor<Book, BookLine> {

	@Override
	public BookLine process(Book book) {
		return new BookLine(book.getId(), book.getIsbn(), book.getTitle(), book.getAuthor().getName(), translator(book),
				book.getPublisher().getName(), categories(book));
	}

	static String translator(Book book) {
		Author translator = book.getTranslator();
		return (translator == null) ? "" : translator.getName();
	}

	static String categories(Book book) {
		return book.getCategories().stream().map(Category::getName).sorted().collect(Collectors.joining("; "));
	}

}
