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
package io.github.memoizedprefetch.samples.bookshop.posted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvRow;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvTable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a file of posted reviews of a catalogue's reviews: the id of a book becomes its
 * ISBN, and each review gets a reader. The same each time.
 */
public final class PostedFileWriter {

	/** Real files have mistakes: one row in so many has no ISBN, or a wrong one. */
	private static final long MISTAKE = 100;

	private final CatalogueFolder catalogue;

	public PostedFileWriter(CatalogueFolder catalogue) {
		this.catalogue = catalogue;
	}

	/**
	 * Write the file.
	 * @param path where to
	 * @param mostRows how many rows at most
	 * @return the file
	 * @throws IOException if that fails
	 * @throws BadInputException if the catalogue cannot be read
	 */
	public PostedFile write(Path path, int mostRows) throws IOException {
		Map<@Nullable Object, @Nullable Object> isbns = new HashMap<>();
		CatalogueRows.forEach(this.catalogue, CsvTable.BOOKS, Integer.MAX_VALUE,
				(book) -> isbns.put(book.values()[0], book.values()[2]));
		int rows;
		try (CSVPrinter out = new CSVPrinter(Files.newBufferedWriter(path), CSVFormat.DEFAULT)) {
			out.printRecord(PostedRowReader.COLUMNS);
			rows = CatalogueRows.forEach(this.catalogue, CsvTable.REVIEWS, mostRows,
					(review) -> out.printRecord(posted(review, isbns.get(review.values()[1]))));
		}
		return new PostedFile(path, rows);
	}

	private @Nullable Object[] posted(CsvRow review, @Nullable Object isbn) {
		@Nullable Object[] values = review.values();
		if (isbn == null) {
			throw new BadInputException("%s, line %d: there is no book %s"
				.formatted(CatalogueRows.fileName(this.catalogue, CsvTable.REVIEWS), review.lineNumber(), values[1]));
		}
		long id = (values[0] instanceof Long number) ? number : 0;
		return new Object[] { written(isbn, id), Readers.email(id), values[2], values[3] };
	}

	private static Object written(Object isbn, long review) {
		if (review % MISTAKE != 0) {
			return isbn;
		}
		return (review % (2 * MISTAKE) == 0) ? "" : isbn + "?";
	}

}
