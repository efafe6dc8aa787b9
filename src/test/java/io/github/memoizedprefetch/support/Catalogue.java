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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import jakarta.persistence.EntityManager;

/**
 * The test data: the same in every run, ids count from 0.
 */
public final class Catalogue {

	public static final int AUTHORS = 12;

	public static final int PUBLISHERS = 4;

	/** The first three are the roots, parents of the others. */
	public static final int CATEGORIES = 9;

	public static final int BOOKS = 40;

	public static final int REVIEWS = 100;

	private Catalogue() {
	}

	/**
	 * Book {@code b} was written by author {@code b % 12}, translated by author
	 * {@code (b + 5) % 12} unless {@code b % 3 == 0}, and published by publisher
	 * {@code b % 4}. It is in {@code b % 4} categories, from {@code b % 9} on. Review
	 * {@code r} is about book {@code 7 * r % 40}.
	 */
	public static void persist(EntityManager entityManager) {
		List<Author> authors = new ArrayList<>();
		for (int id = 0; id < AUTHORS; id++) {
			authors.add(new Author(id, "Author " + id));
		}
		List<Publisher> publishers = new ArrayList<>();
		for (int id = 0; id < PUBLISHERS; id++) {
			publishers.add(new Publisher(id, "Publisher " + id));
		}
		List<Category> categories = new ArrayList<>();
		for (int id = 0; id < CATEGORIES; id++) {
			categories.add(new Category(id, "Category " + id, (id < 3) ? null : categories.get(id % 3)));
		}
		authors.forEach(entityManager::persist);
		publishers.forEach(entityManager::persist);
		categories.forEach(entityManager::persist);
		List<Book> books = new ArrayList<>();
		for (int id = 0; id < BOOKS; id++) {
			Author translator = (id % 3 == 0) ? null : authors.get((id + 5) % AUTHORS);
			Book book = new Book(id, "Book " + id, authors.get(id % AUTHORS), translator,
					publishers.get(id % PUBLISHERS));
			entityManager.persist(book);
			categorise(book, categories, entityManager);
			books.add(book);
		}
		for (int id = 0; id < REVIEWS; id++) {
			entityManager.persist(new Review(id, 1 + id % 5, books.get(7 * id % BOOKS)));
		}
	}

	private static void categorise(Book book, List<Category> categories, EntityManager entityManager) {
		int id = book.getId().intValue();
		for (int i = 0; i < id % 4; i++) {
			Category category = categories.get((id + i) % CATEGORIES);
			book.getCategories().add(category);
			entityManager.persist(new BookCategory(10L * id + i, book, category));
		}
	}

}
