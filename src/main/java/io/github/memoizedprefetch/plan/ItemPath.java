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

import java.util.List;

import io.github.memoizedprefetch.message.DottedPath;
import org.jspecify.annotations.Nullable;

/**
 * A path from the items as the user wrote it, parsed; not resolved yet, which makes
 * {@link PlanNode}s of it.
 *
 * @param name the path in dotted notation
 * @param target the target that its config names, or null
 * @param key what the ids there are those of; null if it leads to an association
 */
public record ItemPath(String name, @Nullable Class<?> target, @Nullable Key key) {

	/** As the last attribute of a path: all that is EAGER there. */
	public static final String EAGER = "*eager";

	/** The same of items whose reader may have left it out, or not. */
	static final ItemPath LEFT_OUT = new ItemPath("*left-out", null, null);

	public static ItemPath of(String given, @Nullable Class<?> target) {
		if (given.matches(".*[,;\\s]+\\S.*") && !given.isBlank() && given.trim().split("[,;\\s]+").length > 1) {
			throw new IllegalArgumentException("'" + given + "' is several paths in one string; write \""
					+ String.join("\", \"", given.trim().split("[,;\\s]+")) + "\"");
		}
		String name = DottedPath.of(given);
		if (name.isEmpty() || name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
			throw new IllegalArgumentException("'" + given + "' is no path; a path is a sequence of attributes, like"
					+ " 'book.author' or 'book__author'");
		}
		return new ItemPath(name, target, null);
	}

	/** A path to ids. */
	public static ItemPath ofKey(String given, Key key) {
		if (key.source() != null) {
			return new ItemPath(given, null, key);
		}
		CompositeKey several = CompositeKey.of(given);
		return new ItemPath((several != null) ? several.toString() : of(given, null).name(), null, key);
	}

	/** Whether it stands for all that is EAGER where it leads. */
	public boolean isOfEager() {
		return equals(LEFT_OUT) || (this.key == null && this.name.endsWith(EAGER)
				&& EAGER.equals(segments().get(segments().size() - 1)));
	}

	public List<String> segments() {
		return DottedPath.attributes(this.name);
	}

}
