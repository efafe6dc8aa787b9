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

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a processor has read at one place: text, and what it found behind it.
 *
 * @param text the value
 * @param lazy whether Hibernate refused to load it
 * @param aged whether it refused the same object for an earlier item, since when the
 * library may have initialised it
 * @param children what is behind it, by attribute, element or key
 */
record Node(String text, boolean lazy, boolean aged, Map<String, Node> children) {

	static Node of(String text) {
		return new Node(text, false, false, new LinkedHashMap<>());
	}

	static Node lazy(RuntimeException cause, boolean aged) {
		return new Node("<" + cause.getClass().getSimpleName() + ">", true, aged, Map.of());
	}

	boolean holdsLazy() {
		return this.lazy || this.children.values().stream().anyMatch(Node::holdsLazy);
	}

	@Override
	public String toString() {
		return this.children.isEmpty() ? this.text : this.text + this.children;
	}

}
