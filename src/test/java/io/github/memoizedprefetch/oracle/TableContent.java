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

package io.github.memoizedprefetch.oracle;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The rows of one table.
 *
 * @param columns the columns' names
 * @param rows a value for each column
 * @param texts the rows as text
 */
record TableContent(List<String> columns, List<Object[]> rows, List<String> texts) {

	static TableContent of(List<String> columns, List<Object[]> rows) {
		return new TableContent(columns, rows, rows.stream().map(TableContent::line).toList());
	}

	/**
	 * The rows as text, in an order that is the same for the same content.
	 */
	List<String> lines() {
		return this.texts.stream().sorted().toList();
	}

	private static String line(Object[] row) {
		return String.join(" | ", Arrays.stream(row).map(TableContent::text).toList());
	}

	private static String text(Object value) {
		return (value instanceof byte[] bytes) ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
	}

}
