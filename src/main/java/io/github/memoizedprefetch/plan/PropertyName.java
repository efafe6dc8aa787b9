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
package io.github.memoizedprefetch.plan;

import java.util.Locale;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The names of properties, by the rule of JavaBeans: {@code getBook} is {@code book}, but
 * {@code getISBNBook} is {@code ISBNBook}.
 */
public final class PropertyName {

	private PropertyName() {
	}

	/**
	 * The property that a method gets.
	 * @return the name; null if the method is not named like a getter
	 */
	public static @Nullable String of(String method) {
		String name = method.replaceFirst("^(get|is)(?=[A-Z])", "");
		if (name.equals(method)) {
			return null;
		}
		return isCapital(name, 1) ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
	}

	/**
	 * The other name that one getter may stand for: the field behind {@code getABook} is
	 * {@code aBook}, while the rule says {@code ABook}.
	 * @return the name; null if there is one only
	 */
	static @Nullable String other(String name) {
		if (!isCapital(name, 1)) {
			return null;
		}
		String first = name.substring(0, 1);
		String lower = first.toLowerCase(Locale.ROOT);
		return (first.equals(lower) ? first.toUpperCase(Locale.ROOT) : lower) + name.substring(1);
	}

	/** Of the two names of a getter the one that a mapping has. */
	static String spelling(String given, Predicate<String> known) {
		String other = other(given);
		return (other != null && !known.test(given) && known.test(other)) ? other : given;
	}

	/** One for both names of a getter. */
	public static String canonical(String name) {
		return isCapital(name, 1) ? name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1) : name;
	}

	private static boolean isCapital(String name, int position) {
		return name.length() > position && Character.isUpperCase(name.charAt(position));
	}

}
