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

import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Review;

import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * Makes the line of a review. Every association that it touches is lazy.
 */
public class ReviewProcessor implements ItemProcessor<Review, ReviewLine> {

	@Override
	public ReviewLine process(Review review) {
		Book book = review.getBook();
		return new ReviewLine(review.getId(), review.getRating(), book.getTitle(), book.getAuthor().getName(),
				BookProcessor.translator(book), book.getPublisher().getName(), BookProcessor.categories(book));
	}

}
