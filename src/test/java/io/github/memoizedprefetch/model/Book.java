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
package io.github.memoizedprefetch.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;

@Entity
public class Book {

	@Id
	private Long id;

	private String title;

	@ManyToOne(fetch = FetchType.LAZY)
	private Author author;

	@ManyToOne(fetch = FetchType.LAZY)
	private Author translator;

	@ManyToOne(fetch = FetchType.LAZY)
	private Publisher publisher;

	@ManyToMany
	@JoinTable(name = "book_categories")
	private Set<Category> categories = new HashSet<>();

	@OneToMany(mappedBy = "book")
	private List<BookCategory> bookCategories = new ArrayList<>();

	protected Book() {
	}

	public Book(long id, String title, Author author, Author translator, Publisher publisher) {
		this.id = id;
		this.title = title;
		this.author = author;
		this.translator = translator;
		this.publisher = publisher;
	}

	public Long getId() {
		return this.id;
	}

	public String getTitle() {
		return this.title;
	}

	public void setTitle(String title) {
		this.title = title;
	}

	public Author getAuthor() {
		return this.author;
	}

	public void setAuthor(Author author) {
		this.author = author;
	}

	/**
	 * The translator; null if the book was not translated.
	 */
	public Author getTranslator() {
		return this.translator;
	}

	public Publisher getPublisher() {
		return this.publisher;
	}

	/**
	 * The categories, through a mapped join table.
	 */
	public Set<Category> getCategories() {
		return this.categories;
	}

	public void setCategories(Set<Category> categories) {
		this.categories = categories;
	}

	/**
	 * Take the collection itself away.
	 */
	public Set<Category> takeCategories() {
		Set<Category> taken = this.categories;
		this.categories = new HashSet<>();
		return taken;
	}

	/**
	 * The same categories again, through an entity of its own.
	 */
	public List<BookCategory> getBookCategories() {
		return this.bookCategories;
	}

}
