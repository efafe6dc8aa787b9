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
package io.github.memoizedprefetch.samples.bookshop.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;

/**
 * Makes sure that files can be written before the job starts.
 */
public final class OutputFolder {

	private OutputFolder() {
	}

	/**
	 * Create the folder if need be.
	 * @param folder where the files are to go
	 * @param what what they are, for the message
	 * @param fileNames their names
	 * @return the folder
	 * @throws BadInputException if one of them cannot be written there
	 */
	public static Path prepare(Path folder, String what, List<String> fileNames) {
		try {
			Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw new BadInputException("cannot create the %s folder %s".formatted(what, folder), ex);
		}
		if (!Files.isWritable(folder)) {
			throw new BadInputException("cannot write into the %s folder %s".formatted(what, folder));
		}
		for (String fileName : fileNames) {
			Path file = folder.resolve(fileName);
			if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
				throw new BadInputException("cannot overwrite " + file);
			}
		}
		return folder;
	}

}
