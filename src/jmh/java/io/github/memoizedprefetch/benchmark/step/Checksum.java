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
package io.github.memoizedprefetch.benchmark.step;

import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.samples.bookshop.model.Author;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Category;
import io.github.memoizedprefetch.samples.bookshop.model.Publisher;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/**
 * The processor: sums up what it sees of the items, and of the associations it uses. The
 * order does not matter.
 */
final class Checksum implements ItemProcessor<Object, Object> {

	private final Work work;

	/** What is asked for the books whose associations are used. */
	private final UnaryOperator<Book> books;

	private final boolean usesAssociations;

	private final long slice;

	private long items;

	private long targets;

	private long slicedTargets;

	/**
	 * @param slice the highest id that is summed up separately too
	 */
	Checksum(Work work, UnaryOperator<Book> books, boolean usesAssociations, long slice) {
		this.work = work;
		this.books = books;
		this.usesAssociations = usesAssociations;
		this.slice = slice;
	}

	@Override
	public Object process(Object item) {
		long id = (item instanceof Review review) ? review.getId() : ((Book) item).getId();
		this.items += mix(id, (item instanceof Review review) ? review.getComment() : ((Book) item).getTitle());
		if (this.usesAssociations) {
			long sum = mix(id, targets(item));
			this.targets += sum;
			this.slicedTargets += (id <= this.slice) ? sum : 0;
		}
		return item;
	}

	long items() {
		return this.items;
	}

	long targets() {
		return this.targets;
	}

	long slicedTargets() {
		return this.slicedTargets;
	}

	private long targets(Object item) {
		Book book = this.books.apply((item instanceof Review review) ? review.getBook() : (Book) item);
		return this.work.usesCollections() ? categories(book) : book(book);
	}

	private static long book(Book book) {
		Author author = book.getAuthor();
		Author translator = book.getTranslator();
		Publisher publisher = book.getPublisher();
		long sum = mix(book.getId(), book.getTitle());
		sum = mix(sum + author.getId(), author.getName());
		sum = mix(sum + publisher.getId(), publisher.getName());
		return (translator != null) ? mix(sum + translator.getId(), translator.getName()) : sum;
	}

	private static long categories(Book book) {
		long sum = mix(book.getId(), book.getTitle());
		for (Category category : book.getCategories()) {
			sum += mix(category.getId(), category.getName());
		}
		return sum;
	}

	/**
	 * Reads little of the string: what a memo keeps has its hash code computed already.
	 */
	private static long mix(long sum, String value) {
		return mix(sum, 31L * value.length() + value.charAt(value.length() - 1));
	}

	private static long mix(long sum, long value) {
		long mixed = (sum * 0x9E3779B97F4A7C15L + value) * 0xC2B2AE3D27D4EB4FL;
		return mixed ^ (mixed >>> 29);
	}

}
