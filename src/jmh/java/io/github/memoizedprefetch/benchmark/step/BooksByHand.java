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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import jakarta.persistence.EntityManager;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernateHints;

import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;

/**
 * What teams write where they give up on associations: books with what the work uses of
 * them, in a map that the processor asks.
 */
final class BooksByHand {

	private final SessionFactory factory;

	private final String query;

	private final Map<Long, Book> books = new HashMap<>();

	BooksByHand(SessionFactory factory, Work work) {
		this.factory = factory;
		this.query = work.usesCollections() ? "select b from Book b left join fetch b.categories"
				: "select b from Book b join fetch b.author left join fetch b.translator join fetch b.publisher";
	}

	/** The book that stands for one whose associations are not loaded. */
	Book get(Book book) {
		return Objects.requireNonNull(this.books.get(book.getId()));
	}

	/** All books, before the first item. */
	StepExecutionListener whole() {
		return new StepExecutionListener() {

			@Override
			public void beforeStep(StepExecution execution) {
				BooksByHand.this.books.clear();
				try (EntityManager entityManager = BooksByHand.this.factory.createEntityManager()) {
					add(entityManager.createQuery(BooksByHand.this.query, Book.class)
						.setHint(HibernateHints.HINT_READ_ONLY, true)
						.getResultList());
				}
			}

		};
	}

	/** Those of each chunk, before its first item. */
	ChunkListener<Object, Object> chunks() {
		return new ChunkListener<>() {

			@Override
			public void beforeChunk(Chunk<Object> chunk) {
				BooksByHand.this.books.clear();
				EntityManager entityManager = Objects
					.requireNonNull(EntityManagerFactoryUtils.getTransactionalEntityManager(BooksByHand.this.factory));
				Set<Long> ids = chunk.getItems()
					.stream()
					.map((item) -> ((item instanceof Review review) ? review.getBook() : (Book) item).getId())
					.collect(Collectors.toSet());
				add(entityManager.createQuery(BooksByHand.this.query + " where b.id in :ids", Book.class)
					.setParameter("ids", ids)
					.getResultList());
			}

		};
	}

	private void add(List<Book> found) {
		found.forEach((book) -> this.books.put(book.getId(), book));
	}

}
