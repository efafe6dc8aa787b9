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

import io.github.memoizedprefetch.samples.bookshop.model.Book;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * What a reader has posted about a book.
 */
@Entity
@Table(name = "posted_reviews")
public class PostedReview {

	@Id
	@GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "posted_reviews_seq")
	@SequenceGenerator(name = "posted_reviews_seq", allocationSize = 1_000)
	private @Nullable Long id;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	private Book book;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	private Reader reader;

	@Column(nullable = false)
	private int rating;

	@Column(nullable = false, length = 4000)
	private String comment;

	protected PostedReview() {
	}

	public PostedReview(Book book, Reader reader, int rating, String comment) {
		this.book = book;
		this.reader = reader;
		this.rating = rating;
		this.comment = comment;
	}

}
