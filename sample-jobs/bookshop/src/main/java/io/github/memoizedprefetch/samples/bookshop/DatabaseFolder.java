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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.springframework.util.FileSystemUtils;

/**
 * Where the database of the reports has its files, which are gone after the run.
 *
 * @param path the folder
 */
record DatabaseFolder(Path path) implements AutoCloseable {

	/**
	 * In files, the rows of the cursor too: a million reviews in memory leave the garbage
	 * collector no room.
	 */
	private static final String DATABASE = "--spring.datasource.url=jdbc:hsqldb:file:%s;hsqldb.tx=locks;hsqldb.default_table_type=cached"
			+ ";hsqldb.result_max_memory_rows=10000;hsqldb.log_data=false;shutdown=true";

	static DatabaseFolder create() {
		try {
			return new DatabaseFolder(Files.createTempDirectory("bookshop"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<String> arguments() {
		return List.of(DATABASE.formatted(this.path.resolve("database")), "--spring.sql.init.mode=always");
	}

	@Override
	public void close() {
		try {
			FileSystemUtils.deleteRecursively(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
