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
package io.github.memoizedprefetch.samples.shared;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;

/**
 * Plain tables whose numbers are written alike everywhere.
 */
public final class Table {

	private Table() {
	}

	public static <T> String of(Collection<T> rows, List<ColumnData<T>> columns) {
		return AsciiTable.builder()
			.border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
			.lineSeparator(System.lineSeparator())
			.data(rows, columns)
			.asString();
	}

	public static <T> ColumnData<T> text(String header, Function<T, String> value) {
		return new Column().header(header)
			.headerAlign(HorizontalAlign.LEFT)
			.dataAlign(HorizontalAlign.LEFT)
			.with(value);
	}

	public static <T> ColumnData<T> count(String header, ToLongFunction<T> value) {
		return number(header, (row) -> String.format(Locale.ROOT, "%,d", value.applyAsLong(row)));
	}

	public static <T> ColumnData<T> decimal(String header, ToDoubleFunction<T> value) {
		return number(header, (row) -> String.format(Locale.ROOT, "%,.1f", value.applyAsDouble(row)));
	}

	private static <T> ColumnData<T> number(String header, Function<T, String> value) {
		return new Column().header(header)
			.headerAlign(HorizontalAlign.RIGHT)
			.dataAlign(HorizontalAlign.RIGHT)
			.with(value);
	}

}
