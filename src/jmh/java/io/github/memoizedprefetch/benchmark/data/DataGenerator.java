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
package io.github.memoizedprefetch.benchmark.data;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

/**
 * Generates data of the same shape as goodbooks-10k: the same numbers of rows, few
 * targets that are referred to often and many that are not, in shuffled order. The same
 * in every run.
 */
final class DataGenerator {

	private static final int AUTHORS = 5_121;

	private static final int PUBLISHERS = 751;

	private static final int CATEGORIES = 34_252;

	private static final int USED_CATEGORIES = 1_131;

	private static final int BOOKS = 10_000;

	private static final int EDITIONS = 200_000;

	private static final int REVIEWS = 1_000_000;

	private final Path folder;

	private final Random random = new Random(10_000);

	DataGenerator(Path folder) {
		this.folder = folder;
	}

	void generateMissing() throws IOException {
		write("goodbooks", Table.AUTHORS, AUTHORS, (id) -> "Author %1$d,author%1$d@example.org".formatted(id));
		write("goodbooks", Table.PUBLISHERS, PUBLISHERS, (id) -> "Publisher %d,country %d".formatted(id, id % 40));
		write("goodbooks", Table.CATEGORIES, CATEGORIES, (id) -> "category-" + id);
		write("goodbooks", Table.BOOKS, BOOKS, this::book);
		writeLinks("goodbooks", BOOKS, 10);
		write("goodbooks", Table.REVIEWS, REVIEWS, this::review);
		write("goodbooks-editions", Table.BOOKS, EDITIONS, this::book);
		writeLinks("goodbooks-editions", EDITIONS, 19);
	}

	private String book(int id) {
		String translator = (this.random.nextInt(100) < 21) ? String.valueOf(skewed(AUTHORS)) : "";
		return "The Long Title of Book %d (Series %d),%d,%d,%s,%d".formatted(id, id % 977, 439_000_000L + id,
				skewed(AUTHORS), translator, skewed(PUBLISHERS));
	}

	private String review(int id) {
		int rating = 1 + this.random.nextInt(5);
		return "%d,%d,gripping and slow with %d stars from reader %d".formatted(skewed(BOOKS), rating, rating, id);
	}

	private void writeLinks(String dataset, int books, int mean) throws IOException {
		write(dataset, Table.BOOK_CATEGORIES, (out) -> {
			long id = 0;
			for (int book = 1; book <= books; book++) {
				BitSet categories = new BitSet();
				for (int i = this.random.nextInt(2 * mean + 5); i > 0; i--) {
					categories.set(skewed(USED_CATEGORIES));
				}
				for (int category : categories.stream().toArray()) {
					out.println(++id + "," + book + "," + category);
				}
			}
		});
	}

	/** From 1 on; a quarter of the draws hit the first sixteenth. */
	private int skewed(int bound) {
		double uniform = this.random.nextDouble();
		return 1 + (int) (bound * uniform * uniform);
	}

	private void write(String dataset, Table table, int rows, IntFunction<String> row) throws IOException {
		write(dataset, table, (out) -> {
			for (int id = 1; id <= rows; id++) {
				out.println(id + "," + row.apply(id));
			}
		});
	}

	private void write(String dataset, Table table, java.util.function.Consumer<PrintWriter> rows) throws IOException {
		Path file = DataFiles.file(this.folder, dataset, table);
		if (Files.exists(file)) {
			return;
		}
		this.random.setSeed(dataset.hashCode() * 31L + table.ordinal());
		Files.createDirectories(file.getParent());
		Path partial = file.resolveSibling(file.getFileName() + ".partial");
		try (PrintWriter out = new PrintWriter(new OutputStreamWriter(
				new GZIPOutputStream(Files.newOutputStream(partial), 1 << 16), StandardCharsets.UTF_8))) {
			out.println(String.join(",", table.columns()));
			rows.accept(out);
		}
		Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
	}

}
