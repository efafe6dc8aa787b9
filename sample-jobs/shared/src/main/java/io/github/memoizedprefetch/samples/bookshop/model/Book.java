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
import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/**
 * A book.
 */
@Entity
@Table(name = "books", indexes = @Index(name = "books_isbn", columnList = "isbn"))
public class Book implements Serializable {

	@Id
	private Long id;

	@Column(nullable = false, length = 1000)
	private String title;

	@Column(nullable = false)
	private String isbn;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	private Author author;

	@ManyToOne(fetch = FetchType.LAZY)
	private @Nullable Author translator;

	@ManyToOne(fetch = FetchType.LAZY, optional = false)
	private Publisher publisher;

	@ManyToMany
	@JoinTable(name = "book_categories", joinColumns = @JoinColumn(name = "book_id"),
			inverseJoinColumns = @JoinColumn(name = "category_id"))
	private Set<Category> categories = new HashSet<>();

	protected Book() {
	}

	public Long getId() {
		return this.id;
	}

	public String getTitle() {
		return this.title;
	}

	public String getIsbn() {
		return this.isbn;
	}

	public Author getAuthor() {
		return this.author;
	}

	public @Nullable Author getTranslator() {
		return this.translator;
	}

	public Publisher getPublisher() {
		return this.publisher;
	}

	public Set<Category> getCategories() {
		return this.categories;
	}

}
