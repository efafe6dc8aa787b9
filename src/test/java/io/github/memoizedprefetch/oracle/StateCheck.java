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

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds each row and collection that was read in one of the states that it may have.
 */
final class StateCheck {

	/** Ids may have blanks. */
	private static final Pattern ENTITY = Pattern.compile("([\\w$]+#.*?) [\\w$]+\\{");

	private final List<States> allowed;

	private final List<String> differences;

	/**
	 * Companions are rows of their own, and may be read by statements of their own.
	 */
	private final boolean alone;

	private final Pattern inverse;

	StateCheck(Pattern inverse, List<States> allowed, List<String> differences) {
		this.allowed = allowed;
		this.inverse = inverse;
		this.alone = allowed.size() > 1;
		this.differences = differences;
	}

	private String text(Node node) {
		if (!this.alone) {
			return Marks.without(node.text());
		}
		StringBuilder text = new StringBuilder();
		int depth = 0;
		for (char character : Marks.without(node.text()).toCharArray()) {
			depth -= (character == '}' || character == ']') ? 1 : 0;
			if (depth < 2) {
				text.append(character);
			}
			depth += (character == '{' || character == '[') ? 1 : 0;
		}
		// the other side's foreign key is read by a statement of its own, too
		return this.inverse.matcher(text).replaceAll("");
	}

	void check(String where, Node node) {
		if (node.lazy()) {
			return;
		}
		Matcher entity = ENTITY.matcher(node.text());
		String label = entity.lookingAt() ? entity.group(1) : "";
		List<Node> rows = this.allowed.stream().flatMap((state) -> state.row(label).stream()).toList();
		if (label.isEmpty()) {
			node.children().forEach((key, child) -> check(where + "." + key, child));
			return;
		}
		if (rows.stream().noneMatch((row) -> text(row).equals(text(node)))) {
			this.differences
				.add(where + " was " + node.text() + "\n    not one of " + rows.stream().map(Node::text).toList());
		}
		node.children().forEach((key, child) -> {
			List<Node> collections = rows.stream()
				.map((row) -> row.children().get(key))
				.filter(Objects::nonNull)
				.toList();
			if (!child.lazy() && !collections.isEmpty() && collections.stream()
				.noneMatch((collection) -> collection.children().keySet().equals(child.children().keySet()))) {
				this.differences.add(where + "." + key + " was " + child.children().keySet() + ", not one of "
						+ collections.stream().map((collection) -> collection.children().keySet()).toList());
			}
			check(where + "." + key, child);
		});
	}

}
