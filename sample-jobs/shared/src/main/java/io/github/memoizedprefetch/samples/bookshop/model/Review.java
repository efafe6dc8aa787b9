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
package io.github.memoizedprefetch.samples.bookshop.model;

import java.io.Serializable;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/**
 * What a reader says about a book.
 */
@Entity
@Table(name = "reviews")
public class Review implements Serializable {

	@Id
	private Long id;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	private Book book;

	@Column(nullable = false)
	private int rating;

	@Column(nullable = false, length = 4000)
	private String comment;

	protected Review() {
	}

	public Long getId() {
		return this.id;
	}

	public Book getBook() {
		return this.book;
	}

	public int getRating() {
		return this.rating;
	}

	public String getComment() {
		return this.comment;
	}

}
