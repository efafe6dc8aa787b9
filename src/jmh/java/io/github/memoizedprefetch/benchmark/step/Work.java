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

import java.util.List;
import java.util.Locale;

import io.github.memoizedprefetch.benchmark.data.Dataset;
import io.github.memoizedprefetch.samples.bookshop.model.Author;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Category;
import io.github.memoizedprefetch.samples.bookshop.model.Publisher;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import org.jspecify.annotations.Nullable;

/**
 * What a step reads, and the associations that its processor uses.
 */
public enum Work {

	/** Reviews, the authors, translators and publishers of their books. */
	A(Dataset.GOODBOOKS, Review.class, "book(author, translator, publisher)",
			"join fetch i.book b join fetch b.author left join fetch b.translator join fetch b.publisher",
			List.of("book.author", "book.translator", "book.publisher"),
			List.of(Book.class, Author.class, Publisher.class)),

	/** Books, their authors, translators and publishers. */
	B(Dataset.EDITIONS, Book.class, "author, translator, publisher",
			"join fetch i.author left join fetch i.translator join fetch i.publisher",
			List.of("author", "translator", "publisher"), List.of(Author.class, Publisher.class)),

	/** Books and all their categories. */
	C(Dataset.EDITIONS, Book.class, "categories", "left join fetch i.categories", List.of("categories"),
			List.of(Category.class)),

	/** Reviews and all categories of their books. */
	D(Dataset.GOODBOOKS, Review.class, "book(categories)", "join fetch i.book b left join fetch b.categories",
			List.of("book.categories"), List.of(Book.class, Category.class)),

	/** As A, with more books and authors than the memo has room for. */
	E(A.dataset, A.itemType, A.graph, A.joins, A.paths, A.targets);

	private final Dataset dataset;

	private final Class<?> itemType;

	private final String graph;

	private final String joins;

	private final List<String> paths;

	private final List<Class<?>> targets;

	Work(Dataset dataset, Class<?> itemType, String graph, String joins, List<String> paths, List<Class<?>> targets) {
		this.dataset = dataset;
		this.itemType = itemType;
		this.graph = graph;
		this.joins = joins;
		this.paths = paths;
		this.targets = targets;
	}

	public Dataset dataset() {
		return this.dataset;
	}

	Class<?> itemType() {
		return this.itemType;
	}

	/** In the notation of Hibernate's graph parser. */
	String graph() {
		return this.graph;
	}

	String query(boolean joinFetch) {
		return "select i from " + this.itemType.getSimpleName() + " i " + (joinFetch ? this.joins : "")
				+ " where i.id <= :rows order by i.id";
	}

	List<String> paths() {
		return this.paths;
	}

	List<Class<?>> targets() {
		return this.targets;
	}

	/** How many entities of a target the memo holds; null for the default. */
	@Nullable Long cacheSize() {
		return (this == E) ? 4_000L : null;
	}

	boolean usesCollections() {
		return this.targets.contains(Category.class);
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
