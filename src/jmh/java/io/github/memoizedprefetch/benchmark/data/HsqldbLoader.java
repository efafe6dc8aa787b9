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
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;

import javax.sql.DataSource;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvTable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Fills an in-memory HSQLDB with what a step over a number of items can meet.
 */
public final class HsqldbLoader {

	private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

	private HsqldbLoader() {
	}

	public static void load(Dataset dataset, DataFiles files, DataSource dataSource, long items)
			throws IOException, SQLException {
		new ResourceDatabasePopulator(new ClassPathResource("benchmark-schema.sql")).execute(dataSource);
		try (Connection connection = dataSource.getConnection()) {
			connection.setAutoCommit(false);
			for (CsvTable table : dataset.tables()) {
				load(dataset, table, files, connection, items);
			}
		}
	}

	private static void load(Dataset dataset, CsvTable table, DataFiles files, Connection connection, long items)
			throws IOException, SQLException {
		try (CSVParser rows = CSVParser.parse(new InputStreamReader(files.open(dataset, table), StandardCharsets.UTF_8),
				FORMAT); PreparedStatement insert = connection.prepareStatement(insert(table))) {
			int batch = 0;
			for (CSVRecord row : rows) {
				String[] values = row.values();
				if (dataset.isReachable(table, values, items)) {
					add(insert, values);
					if (++batch % 1_000 == 0) {
						insert.executeBatch();
						connection.commit();
					}
				}
			}
			if (batch % 1_000 > 0) {
				insert.executeBatch(); // which HSQLDB refuses if there is nothing
			}
			connection.commit();
		}
	}

	private static String insert(CsvTable table) {
		return "insert into " + table.tableName() + " (" + String.join(", ", table.columns()) + ") values ("
				+ String.join(", ", Collections.nCopies(table.columns().size(), "?")) + ")";
	}

	private static void add(PreparedStatement insert, String[] values) throws SQLException {
		for (int i = 0; i < values.length; i++) {
			insert.setString(i + 1, values[i].isEmpty() ? null : values[i]);
		}
		insert.addBatch();
	}

}
