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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Paths with their common starts shared: what a processor reads.
 */
final class PathTree {

	/** Behind what is read besides, where nothing more is. */
	static final PathTree END = new PathTree(TreeMap::new);

	private final Supplier<Map<String, PathTree>> maps;

	private final Map<String, PathTree> children;

	private PathTree(Supplier<Map<String, PathTree>> maps) {
		this.maps = maps;
		this.children = maps.get();
	}

	static PathTree of(Collection<String> paths) {
		return of(paths, TreeMap::new);
	}

	/** In the order of the paths. */
	static PathTree ordered(Collection<String> paths) {
		return of(paths, LinkedHashMap::new);
	}

	private static PathTree of(Collection<String> paths, Supplier<Map<String, PathTree>> maps) {
		PathTree tree = new PathTree(maps);
		for (String path : paths) {
			PathTree node = tree;
			for (String segment : path.split("\\.")) {
				node = node.children.computeIfAbsent(segment, (name) -> new PathTree(maps));
			}
		}
		return tree;
	}

	/** The same behind what is on one more path. */
	PathTree with(String path) {
		PathTree tree = new PathTree(this.maps);
		String[] segments = path.split("\\.", 2);
		PathTree behind = this.children.getOrDefault(segments[0], END);
		tree.children.put(segments[0], (segments.length > 1) ? behind.with(segments[1]) : behind);
		this.children.forEach(tree.children::putIfAbsent);
		return tree;
	}

	Map<String, PathTree> children() {
		return this.children;
	}

}
