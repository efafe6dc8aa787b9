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
package io.github.memoizedprefetch.message;

import java.util.List;

/**
 * Paths of attributes in words: {@code "book.author"}.
 */
public final class DottedPath {

	private DottedPath() {
	}

	/** As it is written everywhere, while users may write {@code "book__author"} too. */
	public static String of(String given) {
		return given.trim().replace("__", ".");
	}

	/** The attributes; an empty one where nothing stands between two dots. */
	public static List<String> attributes(String path) {
		return List.of(path.split("\\.", -1));
	}

	/** A path one attribute longer. */
	public static String append(String path, String attribute) {
		return path.isEmpty() ? attribute : path + "." + attribute;
	}

}
