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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Elements that plain Hibernate repeats: where it joins an EAGER bag to rows of which
 * several lead to its owner, the bag has all elements once for each of them. Whether it
 * joins depends on what it has loaded before; the rows say which are too many.
 */
final class Repetitions {

	private static final Pattern LIST = Pattern.compile("\\[([^\\[\\]]+)]");

	private Repetitions() {
	}

	/** Whether there are some in what was read without the library. */
	static boolean isIn(Outcome plain, Outcome prefetched) {
		for (int i = 0; i < Math.min(plain.items.size(), prefetched.items.size()); i++) {
			if (isIn(plain.items.get(i), prefetched.items.get(i))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isIn(Node plain, Node prefetched) {
		List<String> repeated = lists(plain.text());
		List<String> once = lists(prefetched.text());
		for (int i = 0; i < repeated.size() && repeated.size() == once.size(); i++) {
			if (isRepetition(repeated.get(i).split(", "), once.get(i).split(", "))) {
				return true;
			}
		}
		return (plain.children().size() > prefetched.children().size()
				&& isRepetition(elements(plain), elements(prefetched)))
				|| plain.children().entrySet().stream().anyMatch((child) -> {
					Node other = prefetched.children().get(child.getKey());
					return other != null && isIn(child.getValue(), other);
				});
	}

	private static List<String> lists(String text) {
		return LIST.matcher(text).results().map((list) -> list.group(1)).toList();
	}

	private static String[] elements(Node collection) {
		return collection.children()
			.keySet()
			.stream()
			.map((key) -> key.replaceFirst("^\\d+:", ""))
			.toArray(String[]::new);
	}

	private static boolean isRepetition(String[] repeated, String[] once) {
		if (once.length == 0 || repeated.length <= once.length || repeated.length % once.length != 0) {
			return false;
		}
		long times = repeated.length / once.length;
		Map<String, Long> expected = counts(once);
		expected.replaceAll((element, count) -> count * times);
		return expected.equals(counts(repeated));
	}

	private static Map<String, Long> counts(String[] elements) {
		return Arrays.stream(elements).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
	}

}
