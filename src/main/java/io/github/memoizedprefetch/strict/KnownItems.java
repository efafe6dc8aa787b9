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
package io.github.memoizedprefetch.strict;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.report.ItemPaths;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a step lead to, for the step report. Keeps no item from being
 * collected. Thread-safe.
 */
public final class KnownItems implements ItemPaths {

	/** The latest, among whose properties ids are looked for. */
	private static final int REMEMBERED = 200;

	private final UnloadedReferences references;

	private final Deque<WeakReference<Object>> latest = new ArrayDeque<>();

	public KnownItems(ObjectGraph graph) {
		this.references = UnloadedReferences.ofMany(graph);
	}

	/** More items were read, or are about to be written. */
	public void add(List<?> items) {
		Map<Class<?>, List<Object>> groups = new LinkedHashMap<>();
		items.forEach((item) -> groups.computeIfAbsent(Mappings.classOf(item), (type) -> new ArrayList<>()).add(item));
		this.references.add(groups.values());
		synchronized (this.latest) {
			items.forEach((item) -> this.latest.addFirst(new WeakReference<>(item)));
			while (this.latest.size() > REMEMBERED) {
				this.latest.removeLast();
			}
		}
	}

	@Override
	public @Nullable String find(Object session, Object key) {
		GraphPath found = this.references.find(session, key);
		return (found != null && !found.path().isEmpty()) ? found.item().type().getSimpleName() + "." + found.path()
				: null;
	}

	@Override
	public String keyOf(String entity, List<Object> ids) {
		List<Object> items = new ArrayList<>();
		synchronized (this.latest) {
			for (WeakReference<Object> reference : this.latest) {
				Object item = reference.get();
				if (item != null) {
					items.add(item);
				}
			}
		}
		return FoundIds.remedy(entity, ids, items);
	}

}
