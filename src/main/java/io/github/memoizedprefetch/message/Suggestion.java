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

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The end of an error message about an unknown name: the nearest names there are.
 */
public final class Suggestion {

	private Suggestion() {
	}

	public static String of(String given, Collection<String> names) {
		if (names.isEmpty()) {
			return "";
		}
		List<String> nearest = names.stream()
			.distinct()
			.filter((name) -> distance(given, name) <= Math.max(2, given.length() / 3))
			.sorted(Comparator.comparingInt((String name) -> distance(given, name)).thenComparing(name -> name))
			.limit(3)
			.toList();
		return nearest.isEmpty() ? "; it has " + String.join(", ", names.stream().sorted().toList())
				: "; did you mean '" + String.join("' or '", nearest) + "'?";
	}

	/** Levenshtein distance, ignoring case. */
	private static int distance(String one, String other) {
		String a = one.toLowerCase(Locale.ROOT);
		String b = other.toLowerCase(Locale.ROOT);
		int[] previous = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int[] current = new int[b.length() + 1];
			current[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int substitution = previous[j - 1] + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
				current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
			}
			previous = current;
		}
		return previous[b.length()];
	}

}
