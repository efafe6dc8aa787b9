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
package io.github.memoizedprefetch.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.support.Catalogue;
import io.github.memoizedprefetch.support.Database;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.orm.jpa.JpaTransactionManager;

/**
 * A step that writes {@link ReportLine}s of all reviews, ten a chunk.
 */
class ReviewReport {

	/** What prefetching costs: four chunks bring new books, three new authors, ... */
	static final int LOADS = 4 + 3 + 1 + 4 + 2;

	final List<String> lines = new ArrayList<>();

	/** All that {@link #loads} counts, once. */
	static final int ENTITIES = Catalogue.BOOKS + Catalogue.AUTHORS + Catalogue.PUBLISHERS;

	private final Database database;

	private final ItemReader<?> reader;

	private final TestStep<Object, String> step;

	ReviewReport(Database database, Kind kind, ReviewReaders reader) {
		this.database = database;
		this.reader = reader.open(database);
		this.step = new TestStep<Object, String>(kind).chunkSize(10)
			.transactionManager(new JpaTransactionManager(database.entityManagerFactory()))
			.reader(this.reader)
			.processor(ReportLine::of)
			.writer(this::write);
	}

	/**
	 * A prefetch for the report, which loads by ids only.
	 */
	static MemoizedPrefetch prefetch(Database database) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.paths(ReportLine.PATHS)
			.config(new MemoizedPrefetchConfig<>(Book.class).prefetchAll(false),
					new MemoizedPrefetchConfig<>(Author.class).prefetchAll(false),
					new MemoizedPrefetchConfig<>(Publisher.class).prefetchAll(false))
			.build();
	}

	/**
	 * How many entities were loaded by their ids. Categories may also come along with the
	 * collection that a thread loads alone.
	 */
	static long loads(MemoizedPrefetch prefetch) {
		return Stream.of(Book.class, Author.class, Publisher.class)
			.mapToLong((target) -> prefetch.statistics().target(target).loads())
			.sum();
	}

	ReviewReport prefetched() {
		return prefetched(new MemoizedPrefetchItemReadListener<>(prefetch(this.database)));
	}

	ReviewReport prefetched(MemoizedPrefetchItemReadListener<Object> listener) {
		this.step.listener(listener);
		return this;
	}

	/**
	 * Let the reader prefetch, no listener.
	 */
	ReviewReport readAhead(MemoizedPrefetch prefetch, int windowSize) {
		this.step.reader(MemoizedPrefetchItemReader.builder(this.reader, prefetch)
			.windowSize(windowSize)
			.saveState(false)
			.build());
		return this;
	}

	/**
	 * The same, slice by slice, while the next slices are loaded.
	 */
	ReviewReport loadAhead(MemoizedPrefetch prefetch, int windowSize, int prefetchSize, int threads) {
		this.step.reader(MemoizedPrefetchItemReader.builder(this.reader, prefetch)
			.windowSize(windowSize)
			.prefetchSize(prefetchSize)
			.loadAhead(threads)
			.saveState(false)
			.build());
		return this;
	}

	ReviewReport chunkSize(int chunkSize) {
		this.step.chunkSize(chunkSize);
		return this;
	}

	ReviewReport processor(ItemProcessor<Object, String> processor) {
		this.step.processor(processor);
		return this;
	}

	ReviewReport writer(ItemWriter<String> writer) {
		this.step.writer(writer);
		return this;
	}

	ReviewReport tolerate(Class<? extends Exception> exception, int retryLimit) {
		this.step.tolerate(exception, retryLimit);
		return this;
	}

	ReviewReport taskExecutor(AsyncTaskExecutor taskExecutor) {
		this.step.taskExecutor(taskExecutor);
		return this;
	}

	synchronized void write(Iterable<? extends String> chunk) {
		chunk.forEach(this.lines::add);
	}

	/**
	 * Run the step. Only its statements are counted.
	 */
	StepExecution run() {
		this.database.statements().reset();
		return this.step.run();
	}

}
