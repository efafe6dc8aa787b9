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

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What collections contain, by fields that a proxy does not have, and whether references
 * are proxies, where plain Hibernate differs from itself: between runs that have read the
 * same in another order.
 */
final class Undecided {

	private static final Pattern BIT = Pattern
		.compile(Marks.PATTERN + "|(?<=\\[|, )(true|false|null)(?=(, (true|false|null))*]$)");

	private Undecided() {
	}

	/**
	 * The outcome with the library, an answer that some run without it has given taken
	 * for the expected one.
	 */
	static Outcome decide(Outcome prefetched, Outcome expected, List<Outcome> others) {
		Outcome decided = prefetched.copy();
		for (int i = 0; i < Math.min(decided.items.size(), expected.items.size()); i++) {
			int item = i;
			decided.items.set(i,
					decide(decided.items.get(i), expected.items.get(i),
							others.stream()
								.filter((other) -> item < other.items.size())
								.map((other) -> other.items.get(item))
								.toList()));
		}
		return decided;
	}

	/** The same, with any answer. */
	static Outcome all(Outcome prefetched, Outcome expected) {
		return decide(prefetched, expected, List.of(prefetched));
	}

	/**
	 * Whether each answer is one that some run without the library has given.
	 */
	static boolean isAnyOf(Outcome prefetched, List<Outcome> others) {
		return IntStream.range(0, prefetched.items.size())
			.allMatch((i) -> isAnyOf(prefetched.items.get(i),
					others.stream()
						.filter((other) -> i < other.items.size())
						.map((other) -> other.items.get(i))
						.toList()));
	}

	private static boolean isAnyOf(Node actual, List<Node> others) {
		return others.stream().anyMatch((other) -> other.text().equals(actual.text())) && actual.children()
			.entrySet()
			.stream()
			.allMatch((child) -> isAnyOf(child.getValue(),
					others.stream()
						.map((other) -> other.children().get(child.getKey()))
						.filter(Objects::nonNull)
						.toList()));
	}

	private static Node decide(Node actual, Node expected, List<Node> others) {
		Map<String, Node> children = new LinkedHashMap<>();
		actual.children().forEach((key, child) -> {
			Node other = expected.children().get(key);
			children.put(key,
					(other != null) ? decide(child, other,
							others.stream().map((node) -> node.children().get(key)).filter(Objects::nonNull).toList())
							: child);
		});
		return new Node(text(actual.text(), expected.text(), others.stream().map(Node::text).toList()), actual.lazy(),
				actual.aged(), children);
	}

	private static String text(String actual, String expected, List<String> others) {
		List<String> bits = bits(actual);
		List<String> wanted = bits(expected);
		if (bits.isEmpty() || bits.size() != wanted.size()) {
			return actual;
		}
		List<List<String>> given = others.stream()
			.map(Undecided::bits)
			.filter((other) -> other.size() == bits.size())
			.toList();
		Iterator<Integer> indices = IntStream.range(0, bits.size()).iterator();
		return BIT.matcher(actual).replaceAll((match) -> {
			int index = indices.next();
			String bit = bits.get(index);
			return given.stream().anyMatch((other) -> other.get(index).equals(bit)) ? wanted.get(index) : bit;
		});
	}

	private static List<String> bits(String text) {
		return BIT.matcher(text).results().map(MatchResult::group).toList();
	}

}
