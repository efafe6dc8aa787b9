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
package io.github.memoizedprefetch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.plan.ItemPath;
import io.github.memoizedprefetch.plan.ToOnePaths;

/**
 * What automatic mode prefetches of detached items, whose lazy loads nobody hears of: all
 * that is to-one, to a depth. Thread-safe.
 */
final class DetachedItems {

	/** So many items of a chunk are looked at. */
	private static final int SAMPLE = 10;

	private final Mappings mappings;

	private final ObjectGraph graph;

	private final int depth;

	private final Map<Class<?>, List<ItemPath>> paths = new ConcurrentHashMap<>();

	DetachedItems(PersistenceUnit unit, int depth) {
		this.mappings = unit.mappings();
		this.graph = unit.objectGraph();
		this.depth = depth;
	}

	/** The paths of those classes whose items are detached. */
	Map<Class<?>, List<ItemPath>> paths(Map<Class<?>, List<Object>> items) {
		Map<Class<?>, List<ItemPath>> found = new HashMap<>();
		items.forEach((type, group) -> {
			if (isDetached(group)) {
				List<ItemPath> ofType = this.paths.computeIfAbsent(type, this::of);
				if (!ofType.isEmpty()) {
					found.put(type, ofType);
				}
			}
		});
		return found;
	}

	private boolean isDetached(List<Object> group) {
		for (Object item : group.subList(0, Math.min(SAMPLE, group.size()))) {
			Boolean detached = this.graph.isDetached(item);
			if (detached != null) {
				return detached;
			}
		}
		return false;
	}

	private List<ItemPath> of(Class<?> type) {
		EntityMapping entity = this.mappings.entity(type);
		return (entity != null)
				? ToOnePaths.of(entity, this.depth).stream().map((path) -> ItemPath.of(path, null)).toList()
				: List.of();
	}

}
