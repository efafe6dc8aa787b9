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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * A folder with the six files of a catalogue, each plain or compressed.
 *
 * @param files the files by table
 */
public record CatalogueFolder(Map<CsvTable, Path> files) {

	/**
	 * Find the files.
	 * @param folder where they are expected
	 * @return the folder
	 * @throws BadInputException if the folder or a file is not there
	 */
	public static CatalogueFolder of(Path folder) {
		if (!Files.isDirectory(folder)) {
			throw new BadInputException("no such folder: " + folder);
		}
		Map<CsvTable, Path> files = new EnumMap<>(CsvTable.class);
		for (CsvTable table : CsvTable.values()) {
			files.put(table, find(folder, table.tableName() + ".csv"));
		}
		return new CatalogueFolder(files);
	}

	private static Path find(Path folder, String name) {
		Path plain = folder.resolve(name);
		Path compressed = folder.resolve(name + ".gz");
		Path file = Files.exists(plain) ? plain : compressed;
		if (!Files.exists(file)) {
			throw new BadInputException("neither %s nor %s.gz in folder %s".formatted(name, name, folder));
		}
		if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
			throw new BadInputException("not a readable file: " + file);
		}
		return file;
	}

}
