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

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.FlatFileParseException;
import org.springframework.batch.infrastructure.item.file.LineMapper;
import org.springframework.batch.infrastructure.item.file.NonTransientFlatFileException;
import org.springframework.batch.infrastructure.item.file.separator.DefaultRecordSeparatorPolicy;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineTokenizer;
import org.springframework.batch.infrastructure.item.file.transform.IncorrectTokenCountException;
import org.springframework.core.io.FileSystemResource;

/**
 * Reads a CSV file with a header, and names file and line of what it cannot read.
 */
public class CsvReader extends FlatFileItemReader<CsvRow> {

	private final CsvTable table;

	private final String fileName;

	private @Nullable String header;

	public CsvReader(CsvTable table, Path file, int maxRows) {
		super(lineMapper(table));
		this.table = table;
		this.fileName = file.getFileName().toString();
		setName(table.tableName());
		setResource(new FileSystemResource(file));
		setEncoding("UTF-8");
		setBufferedReaderFactory(new PlainOrGzip());
		setLinesToSkip(1);
		setSkippedLinesCallback((line) -> this.header = line);
		setComments(new String[0]);
		// a quoted field may go over several lines; a backslash does not continue a line
		setRecordSeparatorPolicy(new DefaultRecordSeparatorPolicy("\"", "\0"));
		setMaxItemCount(maxRows);
	}

	@Override
	protected void doOpen() throws Exception {
		try {
			super.doOpen();
		}
		catch (NonTransientFlatFileException ex) {
			throw unreadable(ex);
		}
		String expected = String.join(",", this.table.columns());
		if (!expected.equals(this.header)) {
			throw new BadInputException("%s, line 1: the header must be '%s', but is '%s'".formatted(this.fileName,
					expected, (this.header != null) ? this.header : ""));
		}
	}

	@Override
	protected @Nullable CsvRow doRead() throws Exception {
		try {
			return super.doRead();
		}
		catch (FlatFileParseException ex) {
			throw new BadInputException("%s, line %d: %s".formatted(this.fileName, ex.getLineNumber(), reason(ex)), ex);
		}
		catch (NonTransientFlatFileException ex) {
			throw unreadable(ex);
		}
	}

	private static LineMapper<CsvRow> lineMapper(CsvTable table) {
		DelimitedLineTokenizer tokenizer = new DelimitedLineTokenizer();
		tokenizer.setNames(table.columns().toArray(String[]::new));
		return (line, number) -> new CsvRow(table, number, table.values(tokenizer.tokenize(line)));
	}

	private BadInputException unreadable(NonTransientFlatFileException ex) {
		Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
		return new BadInputException("%s cannot be read: %s".formatted(this.fileName, cause), ex);
	}

	private static String reason(FlatFileParseException ex) {
		Throwable cause = ex.getCause();
		if (cause instanceof IncorrectTokenCountException count) {
			return "expected %d columns, found %d".formatted(count.getExpectedCount(), count.getActualCount());
		}
		return (cause != null) ? String.valueOf(cause.getMessage()) : "the file ends inside a quoted field";
	}

}
