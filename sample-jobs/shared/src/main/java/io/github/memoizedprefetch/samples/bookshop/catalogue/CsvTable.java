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

import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.file.transform.FieldSet;

/**
 * The files of a catalogue, in the order their foreign keys ask for. Each is imported
 * into the table of the same name.
 */
public enum CsvTable {

	AUTHORS("id", "name", "email"),

	PUBLISHERS("id", "name", "country"),

	BOOKS("id", "title", "isbn", "author_id", "translator_id", "publisher_id"),

	CATEGORIES("id", "name"),

	BOOK_CATEGORIES("id", "book_id", "category_id"),

	REVIEWS("id", "book_id", "rating", "comment");

	private final List<String> columns;

	CsvTable(String... columns) {
		this.columns = List.of(columns);
	}

	public String tableName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The columns of the file.
	 * @return their names in order
	 */
	public List<String> columns() {
		return this.columns;
	}

	String insert() {
		List<String> inserted = inserted();
		return "insert into %s (%s) values (%s)".formatted(tableName(), String.join(", ", inserted),
				String.join(", ", Collections.nCopies(inserted.size(), "?")));
	}

	@Nullable Object[] values(FieldSet fields) {
		return inserted().stream().map((column) -> value(column, fields)).toArray();
	}

	/** A plain join table has no id of its own. */
	private List<String> inserted() {
		return (this == BOOK_CATEGORIES) ? this.columns.subList(1, this.columns.size()) : this.columns;
	}

	private @Nullable Object value(String column, FieldSet fields) {
		String text = fields.readRawString(column);
		if (!column.endsWith("id") && !column.equals("rating")) {
			return text;
		}
		if (text.isEmpty() && column.equals("translator_id")) {
			return null;
		}
		try {
			return Long.valueOf(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("%s must be a number, but is '%s'".formatted(column, text), ex);
		}
	}

}
