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

import java.util.Collections;
import java.util.List;

/**
 * A table of {@code benchmark-schema.sql}, and the columns of its file in order.
 */
enum Table {

	AUTHORS("id", "name", "email"), PUBLISHERS("id", "name", "country"), CATEGORIES("id", "name"),
	BOOKS("id", "title", "isbn", "author_id", "translator_id", "publisher_id"),
	BOOK_CATEGORIES("id", "book_id", "category_id"), REVIEWS("id", "book_id", "rating", "comment");

	private final List<String> columns;

	Table(String... columns) {
		this.columns = List.of(columns);
	}

	String tableName() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}

	List<String> columns() {
		return this.columns;
	}

	String insert() {
		return "insert into " + tableName() + " (" + String.join(", ", this.columns) + ") values ("
				+ String.join(", ", Collections.nCopies(this.columns.size(), "?")) + ")";
	}

	String copy() {
		return "copy " + tableName() + " (" + String.join(", ", this.columns)
				+ ") from stdin with (format csv, header)";
	}

}
