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
package io.github.memoizedprefetch.samples.bookshop.report;

import java.nio.file.Path;
import java.util.function.Function;

import io.github.memoizedprefetch.batch.StatelessSessionItemReader;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import jakarta.persistence.EntityManagerFactory;
import org.apache.commons.csv.CSVFormat;

import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.transform.RecordFieldExtractor;
import org.springframework.core.io.FileSystemResource;

/**
 * What a report reads and how it is written.
 *
 * @param <T> what is read
 * @param <L> a line of the report
 * @param name the report's name, which its step and file have too
 * @param query reads the items in a definite order
 * @param processor makes a line of an item
 * @param lineType the line's class
 * @param header the first line of the file
 */
public record Report<T, L>(String name, String query, ItemProcessor<T, L> processor, Class<L> lineType, String header) {

	/** How many items a page has, and a chunk. */
	public static final int CHUNK_SIZE = 1_000;

	public static final Report<Review, ReviewLine> REVIEWS = new Report<>("reviews",
			"select r from Review r order by r.id", new ReviewProcessor(), ReviewLine.class,
			"review_id,rating,title,author,translator,publisher,categories");

	public static final Report<Book, BookLine> BOOKS = new Report<>("books", "select b from Book b order by b.id",
			new BookProcessor(), BookLine.class, "book_id,isbn,title,author,translator,publisher,categories");

	public String fileName() {
		return this.name + "-report.csv";
	}

	/**
	 * Make a reader of detached items, for steps with the library. One statement reads
	 * all rows.
	 */
	public StatelessSessionItemReader<T> cursor(EntityManagerFactory entityManagerFactory) {
		return StatelessSessionItemReader.<T>builder()
			.name(this.name)
			.entityManagerFactory(entityManagerFactory)
			.queryString(this.query)
			.build();
	}

	/**
	 * Make a reader of items whose associations can be loaded lazily, for steps without
	 * the library. Each page takes longer than the one before.
	 */
	public JpaPagingItemReader<T> pages(EntityManagerFactory entityManagerFactory, int maxItems) {
		return new JpaPagingItemReaderBuilder<T>().name(this.name)
			.entityManagerFactory(entityManagerFactory)
			.queryString(this.query)
			.pageSize(CHUNK_SIZE)
			.maxItemCount(maxItems)
			.build();
	}

	public FlatFileItemWriter<L> writer(Path file) {
		Function<L, String> format = format();
		return new FlatFileItemWriterBuilder<L>().name(this.name)
			.resource(new FileSystemResource(file))
			.encoding("UTF-8")
			.lineSeparator("\n")
			.headerCallback((writer) -> writer.write(this.header))
			.lineAggregator(format::apply)
			.build();
	}

	/**
	 * How a line is written.
	 * @return makes the text of a line
	 */
	public Function<L, String> format() {
		RecordFieldExtractor<L> fields = new RecordFieldExtractor<>(this.lineType);
		return (line) -> CSVFormat.DEFAULT.format(fields.extract(line));
	}

}
