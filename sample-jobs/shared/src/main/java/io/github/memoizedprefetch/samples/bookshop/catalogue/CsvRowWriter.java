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

import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.dao.DataAccessException;

/**
 * Writes rows of one table in a JDBC batch, and says where the row is that the database
 * refuses.
 */
public class CsvRowWriter implements ItemWriter<CsvRow> {

	private final JdbcBatchItemWriter<CsvRow> delegate;

	private final Path file;

	public CsvRowWriter(DataSource dataSource, CsvTable table, Path file) {
		this.delegate = new JdbcBatchItemWriterBuilder<CsvRow>().dataSource(dataSource)
			.sql(table.insert())
			.itemPreparedStatementSetter((row, statement) -> {
				for (int i = 0; i < row.values().length; i++) {
					statement.setObject(i + 1, row.values()[i]);
				}
			})
			.build();
		this.delegate.afterPropertiesSet();
		this.file = file;
	}

	@Override
	public void write(Chunk<? extends CsvRow> chunk) throws Exception {
		try {
			this.delegate.write(chunk);
		}
		catch (DataAccessException ex) {
			if (ex.getCause() instanceof BatchUpdateException refused) {
				throw badRow(chunk.getItems(), refused, ex.getMostSpecificCause());
			}
			throw ex;
		}
	}

	/**
	 * HSQLDB stops at the first row it refuses, and counts the rows before it. PostgreSQL
	 * counts all, and names the row's key in its message.
	 */
	private BadInputException badRow(List<? extends CsvRow> rows, BatchUpdateException refused, Throwable reason) {
		int index = refused.getUpdateCounts().length;
		String where = (index < rows.size()) ? "line " + rows.get(index).lineNumber()
				: "lines %d to %d".formatted(rows.get(0).lineNumber(), rows.get(rows.size() - 1).lineNumber());
		return new BadInputException("%s, %s: %s".formatted(this.file.getFileName(), where,
				String.valueOf(reason.getMessage()).replaceAll("\\s+", " ")), refused);
	}

}
