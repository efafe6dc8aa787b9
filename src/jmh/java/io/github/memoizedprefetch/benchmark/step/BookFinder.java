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

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/**
 * The processor of a strategy, with the listener that goes with it.
 */
final class BookFinder implements ItemProcessor<FileRow, Long>, AutoCloseable {

	private final KeyStrategy strategy;

	private final EntityManager entityManager;

	private final BooksByIsbn books;

	private final @Nullable AnnotationConfigApplicationContext caching;

	private final CachedBooks cached;

	private final Map<String, Book> byIsbn = new HashMap<>();

	private final @Nullable MemoizedLookup<String, Book> lookup;

	private final @Nullable MemoizedPrefetch prefetch;

	private long checksum;

	BookFinder(KeyStrategy strategy, SessionFactory factory) {
		this.strategy = strategy;
		this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
		this.books = new JpaRepositoryFactory(this.entityManager).getRepository(BooksByIsbn.class);
		this.caching = (strategy == KeyStrategy.CACHEABLE) ? CachedBooks.context(this.books) : null;
		this.cached = (this.caching != null) ? this.caching.getBean(CachedBooks.class) : new CachedBooks(this.books);
		this.lookup = strategy.isLookup() ? lookup() : null;
		this.prefetch = prefetch(factory);
	}

	private MemoizedLookup<String, Book> lookup() {
		return switch (this.strategy) {
			case LOOKUP_LOADER -> MemoizedLookup.one(this.books::findAllByIsbnIn, Book::getIsbn);
			case LOOKUP_MEMOIZED -> MemoizedLookup.one(Book.class, Book::getIsbn).memoized();
			case LOOKUP_SHARED, LOOKUP_SHARED_ALL -> MemoizedLookup.one(Book.class, Book::getIsbn).shared();
			default -> MemoizedLookup.one(Book.class, Book::getIsbn);
		};
	}

	private @Nullable MemoizedPrefetch prefetch(SessionFactory factory) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(factory).itemType(FileRow.class);
		if (this.lookup != null) {
			if (this.strategy == KeyStrategy.LOOKUP_SHARED_ALL) {
				builder.config(new MemoizedPrefetchConfig<>(Book.class).prefetchAll(true));
			}
			return builder.lookup(this.lookup, FileRow::isbn).build();
		}
		return this.strategy.isKey() ? builder.key(FileRow::bookId, Book.class).build() : null;
	}

	void registerWith(ChunkOrientedStepBuilder<FileRow, Long> step) {
		if (this.prefetch != null) {
			step.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch));
		}
		switch (this.strategy) {
			case LISTENER -> step.listener(new ChunkOfBooks());
			case HASH_MAP -> step.listener(new TableOfBooks());
			case KEY_AND_QUERY_READ_ONLY -> step.listener(new ReadOnly());
			default -> {
			}
		}
	}

	@Override
	public Long process(FileRow row) {
		Long found = find(row);
		this.checksum = 31 * this.checksum + found * row.rating();
		return found;
	}

	private Long find(FileRow row) {
		if (this.strategy == KeyStrategy.FLOOR) {
			return row.bookId();
		}
		if (this.strategy.queriesEachItem()) {
			Objects.requireNonNull(this.books.countryOfPublisher(1 + row.bookId() % 500));
		}
		Book book = this.strategy.isById() ? this.books.findById(row.bookId()) : byIsbn(row.isbn());
		return Objects.requireNonNull(book).getId();
	}

	private @Nullable Book byIsbn(String isbn) {
		return switch (this.strategy) {
			case QUERY -> this.books.findByIsbn(isbn);
			case CACHEABLE -> this.cached.findByIsbn(isbn);
			case LISTENER, HASH_MAP -> this.byIsbn.get(isbn);
			default -> Objects.requireNonNull(this.lookup).get(isbn);
		};
	}

	long checksum() {
		return this.checksum;
	}

	@Override
	public void close() {
		if (this.prefetch != null) {
			this.prefetch.close();
		}
		if (this.caching != null) {
			this.caching.close();
		}
	}

	/** As a good team writes it. */
	private final class ChunkOfBooks implements ChunkListener<FileRow, Long> {

		@Override
		public void beforeChunk(Chunk<FileRow> chunk) {
			List<String> isbns = chunk.getItems().stream().map(FileRow::isbn).distinct().toList();
			BookFinder.this.byIsbn.clear();
			BookFinder.this.books.findAllByIsbnIn(isbns)
				.forEach((book) -> BookFinder.this.byIsbn.put(book.getIsbn(), book));
		}

	}

	private final class TableOfBooks implements StepExecutionListener {

		@Override
		public void beforeStep(StepExecution execution) {
			BookFinder.this.books.findAll().forEach((book) -> BookFinder.this.byIsbn.put(book.getIsbn(), book));
		}

	}

	private final class ReadOnly implements ChunkListener<FileRow, Long> {

		@Override
		public void beforeChunk(Chunk<FileRow> chunk) {
			BookFinder.this.entityManager.unwrap(Session.class).setDefaultReadOnly(true);
		}

	}

}
