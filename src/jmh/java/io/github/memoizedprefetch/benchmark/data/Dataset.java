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

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvTable;

/**
 * What one database is filled with.
 */
public enum Dataset {

	/** 10,000 books and a million reviews of them, shuffled. */
	GOODBOOKS(EnumSet.allOf(CsvTable.class)),

	/** 200,000 books in 3.8 million categories, by the same authors. */
	EDITIONS(EnumSet.complementOf(EnumSet.of(CsvTable.REVIEWS)));

	private final Set<CsvTable> tables;

	Dataset(Set<CsvTable> tables) {
		this.tables = tables;
	}

	public String databaseName() {
		return name().toLowerCase(Locale.ROOT);
	}

	Set<CsvTable> tables() {
		return this.tables;
	}

	/** The folder of a table's file: what is not in the editions is shared. */
	String folder(CsvTable table) {
		boolean own = this == EDITIONS && (table == CsvTable.BOOKS || table == CsvTable.BOOK_CATEGORIES);
		return own ? "goodbooks-editions" : "goodbooks";
	}

	/** Whether a step over so many items can meet the row, given the values. */
	boolean isReachable(CsvTable table, String[] values, long items) {
		return switch (table) {
			case REVIEWS -> Long.parseLong(values[0]) <= items;
			case BOOKS -> this == GOODBOOKS || Long.parseLong(values[0]) <= items;
			case BOOK_CATEGORIES -> this == GOODBOOKS || Long.parseLong(values[1]) <= items;
			default -> true;
		};
	}

}
