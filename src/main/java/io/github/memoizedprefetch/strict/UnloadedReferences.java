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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.Unloaded;
import org.jspecify.annotations.Nullable;

/**
 * What the items of chunks led to when they had been prefetched, and was not loaded, by
 * session. Keeps sessions from being collected as little as items. Thread-safe.
 */
public final class UnloadedReferences {

	private final ObjectGraph graph;

	/** By session, and by key in it. */
	private final Map<Object, Map<Object, Reference>> references = Collections.synchronizedMap(new WeakHashMap<>());

	/** In the path of a session. */
	private final Object detached = new Object();

	/** Compared by identity. */
	private final Set<Object> visited;

	private UnloadedReferences(ObjectGraph graph, Map<Object, Boolean> visited) {
		this.graph = graph;
		this.visited = Collections.newSetFromMap(visited);
	}

	/** For items of many chunks, which somebody else may drop. */
	static UnloadedReferences ofMany(ObjectGraph graph) {
		return new UnloadedReferences(graph, Caffeine.newBuilder().weakKeys().<Object, Boolean>build().asMap());
	}

	/** For items that are held as long as this. */
	public static UnloadedReferences ofHeld(ObjectGraph graph) {
		return new UnloadedReferences(graph, Collections.synchronizedMap(new IdentityHashMap<>()));
	}

	private record Reference(WeakReference<Object> value, GraphPath path) {

		static Reference of(Object value, GraphPath path) {
			return new Reference(new WeakReference<>(value), path);
		}

		Reference shorter(Reference other) {
			return (other.path().depth() < this.path.depth()) ? other : this;
		}

	}

	/**
	 * Remember what the items of a chunk lead to, in the path of what earlier items led
	 * to.
	 * @param groups the items of each class
	 */
	public void add(Collection<List<Object>> groups) {
		dropGone();
		Set<Object> found = new HashSet<>();
		Set<Object> now = Collections.newSetFromMap(new IdentityHashMap<>());
		GraphWalk walk = new GraphWalk(this.graph, (unloaded, value, path) -> {
			Object session = session(unloaded);
			if (found.add(List.of(session, unloaded.key()))) {
				of(session).put(unloaded.key(), Reference.of(value, path));
			}
		}, (object) -> {
			this.visited.add(object);
			return now.add(object);
		});
		ObjectGraph.withoutLoading(() -> {
			groups.forEach((group) -> start(walk, group));
			walk.run();
		});
	}

	private static void start(GraphWalk walk, List<Object> items) {
		for (int i = 0; i < items.size(); i++) {
			walk.start(items.get(i), GraphPath.of(GraphPath.Item.of(items.get(i), i + 1)));
		}
	}

	private void dropGone() {
		synchronized (this.references) {
			this.references.forEach((session, of) -> of.values().removeIf((reference) -> isGone(reference, session)));
			this.references.values().removeIf(Map::isEmpty);
		}
	}

	private boolean isGone(Reference reference, Object session) {
		Object value = reference.value().get();
		Unloaded unloaded = (value != null) ? this.graph.unloaded(value) : null;
		return value == null || (unloaded != null && session(unloaded) != session);
	}

	private Object session(Unloaded unloaded) {
		return (unloaded.session() != null) ? unloaded.session() : this.detached;
	}

	private Map<Object, Reference> of(Object session) {
		return this.references.computeIfAbsent(session, (key) -> new ConcurrentHashMap<>());
	}

	/**
	 * Find what is about to be loaded.
	 * @param session the session
	 * @param key the key in it
	 * @return how it is reached; null if by no item
	 */
	public @Nullable GraphPath find(Object session, Object key) {
		Map<Object, Reference> inSession = this.references.get(session);
		if (inSession == null) {
			return null;
		}
		// what was loaded since may lead to it
		ObjectGraph.withoutLoading(() -> readOn(inSession));
		Reference reference = inSession.get(key);
		return (reference != null && !isGone(reference, session)) ? reference.path() : null;
	}

	/** Whether items lead to anything that has to be loaded, but has no session. */
	public static boolean isAnyDetached(ObjectGraph graph, List<Object> items) {
		UnloadedReferences references = ofHeld(graph);
		references.add(List.of(items));
		return references.references.containsKey(references.detached);
	}

	/**
	 * Tell of what is still not loaded, although it has a session.
	 * @param action is called with the path to each
	 */
	public void forEach(Consumer<GraphPath> action) {
		List<Map<Object, Reference>> all;
		synchronized (this.references) {
			all = this.references.entrySet()
				.stream()
				.filter((entry) -> entry.getKey() != this.detached)
				.map(Map.Entry::getValue)
				.toList();
		}
		for (Map<Object, Reference> inSession : all) {
			ObjectGraph.withoutLoading(() -> readOn(inSession));
			inSession.values()
				.stream()
				.filter((reference) -> isUnloaded(reference.value().get()))
				.forEach((reference) -> action.accept(reference.path()));
		}
	}

	private boolean isUnloaded(@Nullable Object value) {
		return value != null && !ObjectGraph.isLoaded(value);
	}

	private void readOn(Map<Object, Reference> inSession) {
		synchronized (inSession) {
			GraphWalk walk = new GraphWalk(this.graph, (unloaded, value, path) -> of(session(unloaded))
				.merge(unloaded.key(), Reference.of(value, path), Reference::shorter), this.visited::add);
			inSession.values().removeIf((reference) -> {
				Object value = reference.value().get();
				if (value == null || !ObjectGraph.isLoaded(value)) {
					return false;
				}
				walk.start(value, reference.path());
				return true;
			});
			walk.run();
		}
	}

	/**
	 * Find what would have been loaded, had it had a session.
	 * @param message Hibernate's message
	 * @param item where to look first, or null
	 * @return how it is reached; null if by no item
	 */
	public @Nullable GraphPath findDetached(String message, @Nullable Object item) {
		List<GraphPath> found = new ArrayList<>();
		if (item != null) {
			Set<Object> now = Collections.newSetFromMap(new IdentityHashMap<>());
			GraphWalk walk = new GraphWalk(this.graph, (unloaded, value, path) -> {
				if (unloaded.isNamedIn(message)) {
					found.add(path);
				}
			}, now::add);
			ObjectGraph.withoutLoading(() -> {
				walk.start(item, GraphPath.of(GraphPath.Item.of(item, 0)));
				walk.run();
			});
		}
		return found.isEmpty() ? findDetached(message) : found.get(0);
	}

	private @Nullable GraphPath findDetached(String message) {
		synchronized (this.references) {
			for (Map<Object, Reference> ofSession : this.references.values()) {
				for (Reference reference : ofSession.values()) {
					Object value = reference.value().get();
					Unloaded unloaded = (value != null) ? this.graph.unloaded(value) : null;
					if (unloaded != null && unloaded.session() == null && unloaded.isNamedIn(message)) {
						return reference.path();
					}
				}
			}
		}
		return null;
	}

	void clear() {
		this.references.clear();
		this.visited.clear();
	}

}
