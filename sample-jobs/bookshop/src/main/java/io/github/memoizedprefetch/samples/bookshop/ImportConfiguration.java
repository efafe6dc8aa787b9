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
package io.github.memoizedprefetch.samples.bookshop;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvReader;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvRow;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvRowWriter;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvTable;

import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ClassifierCompositeItemWriter;
import org.springframework.batch.infrastructure.item.support.CompositeItemReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The parts of the step that imports: one file after the other, by JDBC batches.
 */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {

	@Bean
	CompositeItemReader<CsvRow> importReader(BookshopOptions options) {
		List<ItemStreamReader<? extends CsvRow>> readers = new ArrayList<>();
		options.catalogue().files().forEach((table, file) -> {
			int maxRows = (table == CsvTable.REVIEWS) ? options.limit() : Integer.MAX_VALUE;
			if (maxRows > 0) {
				readers.add(new CsvReader(table, file, maxRows));
			}
		});
		return new CompositeItemReader<>(readers);
	}

	@Bean
	ItemWriter<CsvRow> importWriter(DataSource dataSource, BookshopOptions options) {
		Map<CsvTable, ItemWriter<CsvRow>> writers = new EnumMap<>(CsvTable.class);
		options.catalogue()
			.files()
			.forEach((table, file) -> writers.put(table, new CsvRowWriter(dataSource, table, file)));
		ClassifierCompositeItemWriter<CsvRow> writer = new ClassifierCompositeItemWriter<>();
		writer.setClassifier((row) -> writers.get(row.table()));
		return writer;
	}

}
