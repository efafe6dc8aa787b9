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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.github.memoizedprefetch.StrictMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How the library is to be used.
 *
 * @param leftOut a path from a review that is not prefetched, in the step of the books
 * neither, or null
 * @param strictMode what happens when it is touched
 */
public record PrefetchOptions(@Nullable String leftOut, StrictMode strictMode) {

	static final PrefetchOptions ALL = new PrefetchOptions(null, StrictMode.OFF);

	static final List<String> PATHS = List.of("book.author", "book.translator", "book.publisher", "book.categories");

	/**
	 * Take out what is to be left out.
	 * @param paths paths from a review, or from a book
	 * @return the others
	 */
	public String[] prefetched(String... paths) {
		return Arrays.stream(paths)
			.filter((path) -> !path.equals(this.leftOut) && !("book." + path).equals(this.leftOut))
			.toArray(String[]::new);
	}

	static final class PathConverter implements ITypeConverter<String> {

		@Override
		public String convert(String value) {
			if (!PATHS.contains(value)) {
				throw new TypeConversionException(
						"must be one of %s, but is '%s'".formatted(String.join(", ", PATHS), value));
			}
			return value;
		}

	}

	static final class StrictModeConverter implements ITypeConverter<StrictMode> {

		@Override
		public StrictMode convert(String value) {
			return Arrays.stream(StrictMode.values())
				.filter((mode) -> mode.name().toLowerCase(Locale.ROOT).equals(value))
				.findFirst()
				.orElseThrow(
						() -> new TypeConversionException("must be off, warn or fail, but is '%s'".formatted(value)));
		}

	}

}
