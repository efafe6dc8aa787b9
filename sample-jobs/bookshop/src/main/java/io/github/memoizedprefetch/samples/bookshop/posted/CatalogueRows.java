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
import java.nio.file.Path;
import java.util.Objects;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvReader;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvRow;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvTable;

import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;

/**
 * Reads a file of a catalogue outside of a step.
 */
final class CatalogueRows {

	private CatalogueRows() {
	}

	/** Says how many rows there were. */
	static int forEach(CatalogueFolder catalogue, CsvTable table, int mostRows, Consumer consumer) throws IOException {
		if (mostRows == 0) {
			return 0;
		}
		CsvReader reader = new CsvReader(table, file(catalogue, table), mostRows);
		try {
			reader.open(new ExecutionContext());
			int rows = 0;
			for (CsvRow row = reader.read(); row != null; row = reader.read()) {
				consumer.accept(row);
				rows++;
			}
			return rows;
		}
		catch (ItemStreamException ex) {
			throw (ex.getCause() instanceof BadInputException badInput) ? badInput : ex;
		}
		catch (IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			reader.close();
		}
	}

	static Path fileName(CatalogueFolder catalogue, CsvTable table) {
		return file(catalogue, table).getFileName();
	}

	private static Path file(CatalogueFolder catalogue, CsvTable table) {
		return Objects.requireNonNull(catalogue.files().get(table));
	}

	interface Consumer {

		void accept(CsvRow row) throws IOException;

	}

}
