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

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Paths with their common starts shared: what a processor reads.
 */
final class PathTree {

	/** Behind what is read besides, where nothing more is. */
	static final PathTree END = new PathTree();

	private final Map<String, PathTree> children = new TreeMap<>();

	static PathTree of(Collection<String> paths) {
		PathTree tree = new PathTree();
		for (String path : paths) {
			PathTree node = tree;
			for (String segment : path.split("\\.")) {
				node = node.children.computeIfAbsent(segment, (name) -> new PathTree());
			}
		}
		return tree;
	}

	/** The same and what is on one more path. */
	PathTree with(String path) {
		PathTree tree = new PathTree();
		tree.children.putAll(this.children);
		String[] segments = path.split("\\.", 2);
		if (segments.length == 1) {
			tree.children.putIfAbsent(path, END);
		}
		else {
			tree.children.put(segments[0], tree.children.getOrDefault(segments[0], END).with(segments[1]));
		}
		return tree;
	}

	Map<String, PathTree> children() {
		return this.children;
	}

}
