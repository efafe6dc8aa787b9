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
package io.github.memoizedprefetch.samples.bookshop.posted;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.samples.bookshop.model.Book;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Makes a review of a row: finds the book by its ISBN and the reader by the e-mail
 * address, or makes the reader. Whether repositories or lookups find them, the processor
 * is the same.
 */
public class PostedRowProcessor implements ItemProcessor<PostedRow, PostedReview> {

	private final Function<String, List<Book>> booksByIsbn;

	private final Function<String, Optional<Reader>> readerByEmail;

	private final UnaryOperator<Reader> save;

	private final SkippedRows skipped;

	public PostedRowProcessor(Function<String, List<Book>> booksByIsbn,
			Function<String, Optional<Reader>> readerByEmail, UnaryOperator<Reader> save, SkippedRows skipped) {
		this.booksByIsbn = booksByIsbn;
		this.readerByEmail = readerByEmail;
		this.save = save;
		this.skipped = skipped;
	}

	@Override
	public @Nullable PostedReview process(PostedRow row) {
		List<Book> books = this.booksByIsbn.apply(row.isbn());
		if (books.size() != 1) {
			this.skipped.count(books.size());
			return null;
		}
		Reader reader = this.readerByEmail.apply(row.email()).orElseGet(() -> this.save.apply(new Reader(row.email())));
		return new PostedReview(books.get(0), reader, row.rating(), row.comment());
	}

}
