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
package io.github.memoizedprefetch.support;

import java.util.Arrays;
import java.util.Locale;

import io.github.memoizedprefetch.model.shapes.Cabinet;

/**
 * A collection attribute of {@link Cabinet}.
 */
public enum Shape {

	SET("parent"), BAG("parent"), LIST("parent"), ORDERED("parent"), ORDERED_SET("parent"), SORTED("parent"),
	MAP("parent"), MAP_BY_NAME("parent"), WORDS(null), NUMBERS(null), SLOTS("tag"), COUNTS(null), INVERSE("tag"),
	JOINED("tag"), OWNED("tag");

	private final String behind;

	Shape(String behind) {
		this.behind = behind;
	}

	public String attribute() {
		StringBuilder name = new StringBuilder();
		for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
			name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
		}
		return name.toString();
	}

	/** The collection, and what is behind its elements. */
	public String path() {
		return (this.behind != null) ? attribute() + "." + this.behind : attribute();
	}

	public Object of(Cabinet cabinet) {
		try {
			return Cabinet.class.getField(attribute()).get(cabinet);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public String describe(Cabinet cabinet) {
		String text = Shapes.describe(of(cabinet));
		boolean unordered = this == SET || this == BAG || this == WORDS || this == INVERSE || this == JOINED
				|| this == OWNED;
		return unordered ? sort(text) : text;
	}

	private static String sort(String text) {
		String[] elements = text.substring(text.indexOf('[') + 1, text.length() - 1).split(", ");
		Arrays.sort(elements);
		return text.substring(0, text.indexOf('[')) + Arrays.toString(elements);
	}

}
