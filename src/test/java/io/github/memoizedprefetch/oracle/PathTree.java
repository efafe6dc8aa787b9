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

	private static final PathTree END = new PathTree(TreeMap::new, true);

	private final Supplier<Map<String, PathTree>> maps;

	private final Map<String, PathTree> children;

	private final boolean besides;

	private PathTree(Supplier<Map<String, PathTree>> maps, boolean besides) {
		this.maps = maps;
		this.besides = besides;
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
		PathTree tree = new PathTree(maps, false);
		for (String path : paths) {
			PathTree node = tree;
			for (String segment : path.split("\\.")) {
				node = node.children.computeIfAbsent(segment, (name) -> new PathTree(maps, false));
			}
		}
		return tree;
	}

	/** The same behind what is on one more path. */
	PathTree with(String path) {
		PathTree tree = new PathTree(this.maps, this.besides);
		String[] segments = path.split("\\.", 2);
		PathTree behind = this.children.getOrDefault(segments[0], END);
		tree.children.put(segments[0], (segments.length > 1) ? behind.with(segments[1]) : behind);
		this.children.forEach(tree.children::putIfAbsent);
		return tree;
	}

	/** Whether no path leads here, but something more that was read. */
	boolean isBesides() {
		return this.besides;
	}

	Map<String, PathTree> children() {
		return this.children;
	}

}
