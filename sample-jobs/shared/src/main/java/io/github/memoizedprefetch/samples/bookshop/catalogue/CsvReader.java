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

import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.FlatFileParseException;
import org.springframework.batch.infrastructure.item.file.LineMapper;
import org.springframework.batch.infrastructure.item.file.NonTransientFlatFileException;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineTokenizer;
import org.springframework.batch.infrastructure.item.file.transform.IncorrectTokenCountException;
import org.springframework.core.io.FileSystemResource;

/**
 * Reads a CSV file with a header, and names file and line of what it cannot read.
 */
public class CsvReader extends FlatFileItemReader<CsvRow> {

	private final CsvTable table;

	private final String fileName;

	private String header = "";

	/** The last line of the last row that could be read; the header at first. */
	private int lastLine = 1;

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
		setRecordSeparatorPolicy(new QuotedRecordPolicy());
		setMaxItemCount(maxRows);
	}

	@Override
	protected void doOpen() throws Exception {
		try {
			super.doOpen();
		}
		catch (FlatFileParseException ex) {
			throw badLine(1, ex);
		}
		catch (NonTransientFlatFileException ex) {
			throw unreadable(ex);
		}
		if (!List.of(new DelimitedLineTokenizer().tokenize(this.header).getValues()).equals(this.table.columns())) {
			throw new BadInputException("%s, line 1: the header must be '%s', but is '%s'".formatted(this.fileName,
					String.join(",", this.table.columns()), this.header));
		}
	}

	@Override
	protected @Nullable CsvRow doRead() throws Exception {
		try {
			CsvRow row = super.doRead();
			this.lastLine = (row != null) ? row.lineNumber() : this.lastLine;
			return row;
		}
		catch (FlatFileParseException ex) {
			throw badLine(this.lastLine + 1, ex);
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

	private BadInputException badLine(int line, FlatFileParseException ex) {
		return new BadInputException("%s, line %d: %s".formatted(this.fileName, line, reason(ex)), ex);
	}

	private BadInputException unreadable(NonTransientFlatFileException ex) {
		Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
		return new BadInputException("%s cannot be read: %s".formatted(this.fileName,
				(cause instanceof CharacterCodingException) ? "it is not UTF-8" : cause.getMessage()), ex);
	}

	private static String reason(FlatFileParseException ex) {
		Throwable cause = ex.getCause();
		if (cause instanceof IncorrectTokenCountException count) {
			return "expected %d columns, found %d".formatted(count.getExpectedCount(), count.getActualCount());
		}
		return (cause != null) ? String.valueOf(cause.getMessage()) : QuotedRecordPolicy.NOT_CLOSED;
	}

}
