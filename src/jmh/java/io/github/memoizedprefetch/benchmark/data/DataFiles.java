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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueSize;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvTable;
import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;

/**
 * The gzipped CSV files of the datasets: real ones from the folder {@code bench.data} if
 * it exists, or else generated ones of the same shape.
 */
public final class DataFiles {

	private final Path folder;

	private DataFiles(Path folder) {
		this.folder = folder;
	}

	/**
	 * Find the files, or generate them.
	 */
	public static DataFiles locate(Path real, Path generated) throws IOException {
		if (Files.isDirectory(real)) {
			return new DataFiles(real);
		}
		generateMissing(generated, Dataset.GOODBOOKS, CatalogueSize.GOODBOOKS);
		generateMissing(generated, Dataset.EDITIONS, CatalogueSize.EDITIONS);
		return new DataFiles(generated);
	}

	private static void generateMissing(Path folder, Dataset dataset, CatalogueSize size) throws IOException {
		for (CsvTable table : dataset.tables()) {
			Path file = file(folder, dataset.folder(table), table);
			if (!Files.exists(file)) {
				Files.createDirectories(file.getParent());
				Path partial = file.resolveSibling("partial-" + file.getFileName());
				new GeneratedCatalogue(size).write(table, partial);
				Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
			}
		}
	}

	public Path folder() {
		return this.folder;
	}

	InputStream open(Dataset dataset, CsvTable table) throws IOException {
		Path file = file(this.folder, dataset.folder(table), table);
		return new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)), 1 << 16);
	}

	static Path file(Path folder, String dataset, CsvTable table) {
		return folder.resolve(dataset).resolve(table.tableName() + ".csv.gz");
	}

}
