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
 * Makes sure that reports can be written before the job starts.
 */
public final class ReportFolder {

	private ReportFolder() {
	}

	/**
	 * Create the folder if need be.
	 * @param folder where the reports are to go
	 * @param fileNames the names of their files
	 * @return the folder
	 * @throws BadInputException if a report cannot be written there
	 */
	public static Path prepare(Path folder, List<String> fileNames) {
		try {
			Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw new BadInputException("cannot create the report folder " + folder, ex);
		}
		if (!Files.isWritable(folder)) {
			throw new BadInputException("cannot write into the report folder " + folder);
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
