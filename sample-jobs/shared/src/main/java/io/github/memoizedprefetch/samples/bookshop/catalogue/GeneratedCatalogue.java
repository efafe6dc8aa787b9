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

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a catalogue, the same each time, as skewed as real ones are.
 */
public final class GeneratedCatalogue {

	private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

	private final CatalogueSize size;

	/** A small one. */
	public GeneratedCatalogue() {
		this(CatalogueSize.SMALL);
	}

	public GeneratedCatalogue(CatalogueSize size) {
		this.size = size;
	}

	/**
	 * Write all files.
	 * @param folder where to; it exists
	 * @throws IOException if that fails
	 */
	public void writeTo(Path folder) throws IOException {
		for (CsvTable table : CsvTable.values()) {
			write(table, folder.resolve(table.tableName() + ".csv"));
		}
	}

	/**
	 * Write one file.
	 * @param table what it is to hold
	 * @param file where to; compressed if its name ends with {@code .gz}
	 * @throws IOException if that fails
	 */
	public void write(CsvTable table, Path file) throws IOException {
		try (CSVPrinter out = new CSVPrinter(new OutputStreamWriter(open(file), StandardCharsets.UTF_8), FORMAT)) {
			out.printRecord(table.columns());
			new GeneratedRows(table, this.size).writeTo(out);
		}
	}

	private static OutputStream open(Path file) throws IOException {
		OutputStream out = Files.newOutputStream(file);
		return file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : out;
	}

}
