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
package io.github.memoizedprefetch.automatic;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.message.DottedPath;
import io.github.memoizedprefetch.message.LoggerName;
import io.github.memoizedprefetch.strict.GraphPath;
import io.github.memoizedprefetch.strict.UnloadedReferences;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The items of a chunk that one prefetch serves at once, until the next chunk begins.
 * What they lead to is not walked through before something is loaded lazily.
 */
final class WatchedItems {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final ObjectGraph graph;

	private final Predicate<String> declared;

	private final Map<Class<?>, List<Object>> items;

	private final ChunkLearning learning;

	private final Prefetcher prefetcher;

	private @Nullable UnloadedReferences references;

	WatchedItems(ObjectGraph graph, Predicate<String> declared, Map<Class<?>, List<Object>> items, Learner learner,
			Prefetcher prefetcher) {
		this.graph = graph;
		this.declared = declared;
		this.items = items;
		this.prefetcher = prefetcher;
		Map<String, Integer> sizes = new HashMap<>();
		items.forEach((type, group) -> sizes.put(type.getName(), group.size()));
		this.learning = learner.begin(sizes, learner.isLookDue() ? heard(graph, items) : Set.of());
	}

	/**
	 * Not those of detached items: what is not attached before it is touched fails then.
	 */
	private static Set<String> heard(ObjectGraph graph, Map<Class<?>, List<Object>> items) {
		return items.entrySet()
			.stream()
			.filter((group) -> !UnloadedReferences.isAnyDetached(graph, group.getValue()))
			.map((group) -> group.getKey().getName())
			.collect(Collectors.toSet());
	}

	/** An item and its place. */
	private record Place(Class<?> type, Object item, int before) {
	}

	void begin() {
		if (this.learning.isLookedAt()) {
			this.prefetcher.load(this.items, paths(this.learning.loaded()));
		}
		this.prefetcher.begin(this.items, paths(this.learning.attached()));
		if (this.learning.isLookedAt()) {
			references(); // later on their sessions may be closed
		}
	}

	private Map<Class<?>, List<String>> paths(Map<String, List<String>> byName) {
		return paths(this.items.keySet(), byName);
	}

	static Map<Class<?>, List<String>> paths(Set<Class<?>> types, Map<String, List<String>> byName) {
		Map<Class<?>, List<String>> paths = new HashMap<>();
		for (Class<?> type : types) {
			List<String> ofType = byName.get(type.getName());
			if (ofType != null) {
				paths.put(type, ofType);
			}
		}
		return paths;
	}

	private synchronized UnloadedReferences references() {
		if (this.references == null) {
			this.references = UnloadedReferences.ofHeld(this.graph);
			this.references.add(this.items.values());
		}
		return this.references;
	}

	/**
	 * Something is about to be loaded lazily.
	 * @param unseen where nothing can be prefetched now; null where it can
	 * @return whether the items lead to it
	 */
	boolean touched(Object session, Object key, @Nullable String unseen) {
		GraphPath found = references().find(session, key);
		Place place = (found != null && isServable(found)) ? place(found) : null;
		if (found == null || place == null) {
			return found != null;
		}
		String type = place.type().getName();
		if (unseen != null) {
			this.learning.touchedUnseen(type, found.path(), place.before(), unseen);
			return true;
		}
		switch (this.learning.touched(type, found.path(), place.before())) {
			case CHUNK -> prefetch(place.type(), this.items.getOrDefault(place.type(), List.of()), found.path());
			case ITEM -> {
				if (!this.graph.isBatchLoaded(key)) {
					prefetch(place.type(), List.of(place.item()), found.path());
				}
			}
			default -> {
			}
		}
		return true;
	}

	private boolean isServable(GraphPath found) {
		return !found.any() && !found.path().isEmpty() && !this.declared.test(found.path());
	}

	private @Nullable Place place(GraphPath found) {
		Object item = found.item().object().get();
		int before = found.item().position() - 1;
		for (Map.Entry<Class<?>, List<Object>> group : this.items.entrySet()) {
			if (item != null && before < group.getValue().size() && group.getValue().get(before) == item) {
				return new Place(group.getKey(), item, before);
			}
		}
		return null;
	}

	/** Whatever it throws: Hibernate does by itself what was asked for. */
	private void prefetch(Class<?> type, List<Object> group, String path) {
		try {
			ObjectGraph.unheard(() -> this.prefetcher.prefetch(type, group, path));
		}
		catch (IllegalArgumentException ex) {
			this.learning.refuse(type.getName(), path, String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			logger.warn("'{}' could not be prefetched while it was loaded lazily, which goes on", path, ex);
			this.learning.refuse(type.getName(), path, String.valueOf(ex.getMessage()));
		}
	}

	/** Whether one of the items may be loading by a session of another thread. */
	boolean mayBeOf(Object session) {
		for (List<Object> group : this.items.values()) {
			Object first = group.get(0);
			if (ObjectGraph.isManaged(session, first) || this.graph.label(first) == null) {
				return true;
			}
		}
		return false;
	}

	Collection<List<Object>> items() {
		return this.items.values();
	}

	/** The chunk has been processed and written. */
	void end() {
		Set<List<String>> unloaded = new HashSet<>();
		if (this.learning.isLookedAt()) {
			references().forEach((path) -> {
				Place place = place(path);
				if (place != null) {
					unloaded.add(List.of(place.type().getName(), path.path()));
				}
			});
		}
		this.learning.end((type, path) -> isAny(unloaded, type, path));
	}

	/** What is behind something that is not loaded is not either. */
	private static boolean isAny(Set<List<String>> unloaded, String type, String path) {
		String start = "";
		for (String step : DottedPath.attributes(path)) {
			start = DottedPath.append(start, step);
			if (unloaded.contains(List.of(type, start))) {
				return true;
			}
		}
		return false;
	}

}
