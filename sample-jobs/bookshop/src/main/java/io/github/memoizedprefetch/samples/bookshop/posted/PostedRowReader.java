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
package io.github.memoizedprefetch.samples.bookshop.posted;

import java.util.List;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvFileReader;

import org.springframework.batch.infrastructure.item.file.transform.FieldSet;

/**
 * Reads the file of posted reviews.
 */
public class PostedRowReader extends CsvFileReader<PostedRow> {

	static final List<String> COLUMNS = List.of("isbn", "email", "rating", "comment");

	public PostedRowReader(PostedFile file) {
		super("posted", COLUMNS, file.path(), file.rows(), (fields, lineNumber) -> row(fields));
	}

	private static PostedRow row(FieldSet fields) {
		String email = fields.readString("email");
		if (email.isEmpty()) {
			throw new IllegalArgumentException("email is missing");
		}
		return new PostedRow(fields.readString("isbn"), email, rating(fields.readString("rating")),
				fields.readRawString("comment"));
	}

	private static int rating(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("rating must be a number, but is '%s'".formatted(text), ex);
		}
	}

}
