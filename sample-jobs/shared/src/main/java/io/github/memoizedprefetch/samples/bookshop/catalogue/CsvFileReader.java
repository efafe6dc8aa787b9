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
import org.springframework.batch.infrastructure.item.file.transform.FieldSet;
import org.springframework.batch.infrastructure.item.file.transform.IncorrectTokenCountException;
import org.springframework.core.io.FileSystemResource;

/**
 * Reads a CSV file with a header, and names file and line of what it cannot read.
 *
 * @param <T> what a row becomes
 */
public class CsvFileReader<T> extends FlatFileItemReader<T> {

	private final Rows<T> rows;

	private final String fileName;

	private String header = "";

	/**
	 * Make a reader.
	 * @param name the reader's name
	 * @param columns what the header must be
	 * @param file the file, compressed if its name ends with {@code .gz}
	 * @param maxRows how many rows to read at most
	 * @param mapper makes what the rows become
	 */
	public CsvFileReader(String name, List<String> columns, Path file, int maxRows, RowMapper<T> mapper) {
		this(new Rows<>(columns, mapper), file);
		setName(name);
		setMaxItemCount(maxRows);
	}

	private CsvFileReader(Rows<T> rows, Path file) {
		super(rows);
		this.rows = rows;
		this.fileName = file.getFileName().toString();
		setResource(new FileSystemResource(file));
		setEncoding("UTF-8");
		setBufferedReaderFactory(new PlainOrGzip());
		setLinesToSkip(1);
		setSkippedLinesCallback((line) -> this.header = line);
		setComments(new String[0]);
		setRecordSeparatorPolicy(new QuotedRecordPolicy());
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
		if (!List.of(new DelimitedLineTokenizer().tokenize(this.header).getValues()).equals(this.rows.columns)) {
			throw new BadInputException("%s, line 1: the header must be '%s', but is '%s'".formatted(this.fileName,
					String.join(",", this.rows.columns), this.header));
		}
	}

	@Override
	protected @Nullable T doRead() throws Exception {
		try {
			return super.doRead();
		}
		catch (FlatFileParseException ex) {
			throw badLine(this.rows.lastLine + 1, ex);
		}
		catch (NonTransientFlatFileException ex) {
			throw unreadable(ex);
		}
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

	/**
	 * Makes what a row becomes.
	 *
	 * @param <T> what it becomes
	 */
	@FunctionalInterface
	public interface RowMapper<T> {

		/**
		 * Make it.
		 * @param fields the values of the row
		 * @param lineNumber the number of its last line in the file
		 * @return what the row becomes
		 * @throws IllegalArgumentException if a value is wrong; its message says how
		 */
		T map(FieldSet fields, int lineNumber);

	}

	private static final class Rows<T> implements LineMapper<T> {

		private final List<String> columns;

		private final DelimitedLineTokenizer tokenizer = new DelimitedLineTokenizer();

		private final RowMapper<T> mapper;

		/** The last line of the last row that could be read; the header at first. */
		private int lastLine = 1;

		Rows(List<String> columns, RowMapper<T> mapper) {
			this.columns = columns;
			this.tokenizer.setNames(columns.toArray(String[]::new));
			this.mapper = mapper;
		}

		@Override
		public T mapLine(String line, int lineNumber) {
			T row = this.mapper.map(this.tokenizer.tokenize(line), lineNumber);
			this.lastLine = lineNumber;
			return row;
		}

	}

}
