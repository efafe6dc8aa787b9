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

/**
 * The text of an entity that is loaded with its owner.
 */
final class Companion {

	/** What stands for its values if a processor has put a proxy there. */
	static final String UNLOADED = "{?}";

	private Companion() {
	}

	/**
	 * Whether a text is as expected, but for companions that plain Hibernate has not
	 * loaded: it may have been refused, as the proxy is detached.
	 */
	static boolean isSame(String expected, String actual) {
		int from = 0;
		StringBuilder unloaded = new StringBuilder(actual);
		for (int at = expected.indexOf(UNLOADED); at >= 0; at = expected.indexOf(UNLOADED, at + 1)) {
			if (at >= unloaded.length() || !unloaded.substring(from, at).equals(expected.substring(from, at))
					|| unloaded.charAt(at) != '{') {
				return false;
			}
			unloaded.replace(at, end(unloaded, at), UNLOADED);
			from = at;
		}
		return expected.contentEquals(unloaded);
	}

	/** Behind the brace that closes the one there. */
	private static int end(CharSequence text, int start) {
		int depth = 0;
		for (int i = start; i < text.length(); i++) {
			depth += (text.charAt(i) == '{') ? 1 : (text.charAt(i) == '}') ? -1 : 0;
			if (depth == 0) {
				return i + 1;
			}
		}
		return text.length();
	}

}
