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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ClassifierCompositeItemWriter;
import org.springframework.batch.infrastructure.item.support.CompositeItemReader;

/**
 * The parts of a step that imports a catalogue: one file after the other, by JDBC
 * batches.
 */
public final class CatalogueImport {

	private CatalogueImport() {
	}

	/**
	 * Make the reader.
	 * @param catalogue the files
	 * @param limit how many reviews to read at most
	 * @return the reader of all rows
	 */
	public static CompositeItemReader<CsvRow> reader(CatalogueFolder catalogue, int limit) {
		List<ItemStreamReader<? extends CsvRow>> readers = new ArrayList<>();
		catalogue.files().forEach((table, file) -> {
			int maxRows = (table == CsvTable.REVIEWS) ? limit : Integer.MAX_VALUE;
			if (maxRows > 0) {
				readers.add(new CsvReader(table, file, maxRows));
			}
		});
		return new CompositeItemReader<>(readers);
	}

	/**
	 * Make the writer.
	 * @param dataSource where to; the tables are there
	 * @param catalogue the files, to name them in error messages
	 * @return the writer
	 */
	public static ItemWriter<CsvRow> writer(DataSource dataSource, CatalogueFolder catalogue) {
		Map<CsvTable, ItemWriter<CsvRow>> writers = new EnumMap<>(CsvTable.class);
		catalogue.files().forEach((table, file) -> writers.put(table, new CsvRowWriter(dataSource, table, file)));
		ClassifierCompositeItemWriter<CsvRow> writer = new ClassifierCompositeItemWriter<>();
		writer.setClassifier((row) -> writers.get(row.table()));
		return writer;
	}

}
