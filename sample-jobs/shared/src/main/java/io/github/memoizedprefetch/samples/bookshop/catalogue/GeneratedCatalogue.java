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
package io.github.memoizedprefetch.samples.bookshop.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes a small catalogue, the same each time, as skewed as real ones are.
 */
public final class GeneratedCatalogue {

	private static final int AUTHORS = 1_000;

	private static final int PUBLISHERS = 100;

	private static final int BOOKS = 2_000;

	private static final int CATEGORIES = 400;

	private static final int REVIEWS = 20_000;

	private final Random random = new Random(42);

	private final Names names = new Names(this.random);

	private final Zipf authors = new Zipf(AUTHORS, 0.8, this.random);

	private final Zipf publishers = new Zipf(PUBLISHERS, 1, this.random);

	private final Zipf books = new Zipf(BOOKS, 0.9, this.random);

	private final Zipf categories = new Zipf(CATEGORIES, 1, this.random);

	/**
	 * Write the files.
	 * @param folder where to; it exists
	 * @throws IOException if that fails
	 */
	public void writeTo(Path folder) throws IOException {
		write(folder, CsvTable.AUTHORS, rows(AUTHORS, this::author));
		write(folder, CsvTable.PUBLISHERS, rows(PUBLISHERS, this::publisher));
		write(folder, CsvTable.BOOKS, rows(BOOKS, this::book));
		write(folder, CsvTable.CATEGORIES, rows(CATEGORIES, this::category));
		write(folder, CsvTable.BOOK_CATEGORIES, links().stream());
		write(folder, CsvTable.REVIEWS, rows(REVIEWS, this::review));
	}

	private String author(int id) {
		return Csv.line(id, this.names.person(), "author" + id + "@example.org");
	}

	private String publisher(int id) {
		return Csv.line(id, this.names.publisher(), this.names.country());
	}

	private String book(int id) {
		Object translator = (this.random.nextInt(5) == 0) ? this.authors.next() : "";
		return Csv.line(id, this.names.title(), "978%010d".formatted(id), this.authors.next(), translator,
				this.publishers.next());
	}

	private String category(int id) {
		return Csv.line(id, this.names.category(id));
	}

	private List<String> links() {
		List<String> links = new ArrayList<>();
		for (int book = 1; book <= BOOKS; book++) {
			for (int category : IntStream.generate(this.categories::next)
				.limit(this.random.nextInt(10))
				.distinct()
				.toArray()) {
				links.add(Csv.line(links.size() + 1, book, category));
			}
		}
		return links;
	}

	private String review(int id) {
		int rating = 1 + this.random.nextInt(5);
		return Csv.line(id, this.books.next(), rating, this.names.comment(rating));
	}

	private static Stream<String> rows(int count, IntFunction<String> row) {
		return IntStream.rangeClosed(1, count).mapToObj(row);
	}

	private static void write(Path folder, CsvTable table, Stream<String> rows) throws IOException {
		Stream<String> lines = Stream.concat(Stream.of(String.join(",", table.columns())), rows);
		Files.writeString(folder.resolve(table.tableName() + ".csv"),
				lines.collect(java.util.stream.Collectors.joining("\n", "", "\n")));
	}

}
