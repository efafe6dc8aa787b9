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
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.Unloaded;
import org.jspecify.annotations.Nullable;

/**
 * What items were found to lead to and was not loaded, by session. What this knows can
 * always be found again from the items. Not thread-safe.
 */
final class ReachedReferences {

	private final ObjectGraph graph;

	private final Map<Object, Map<Object, Reference>> bySession = new WeakHashMap<>();

	/** By identity. */
	private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());

	/** How many items all threads had when they were walked. */
	private int walked;

	/** What was asked for: behind it there is more when it has been loaded. */
	private final List<Reference> asked = new ArrayList<>();

	private record Reference(WeakReference<Object> value, GraphPath path) {
	}

	ReachedReferences(ObjectGraph graph) {
		this.graph = graph;
	}

	boolean isOf(Object session) {
		return this.graph.isOf(session);
	}

	/** Other items come. */
	void forget() {
		this.bySession.clear();
		this.met.clear();
		this.asked.clear();
		this.walked = 0;
	}

	void walk(Object item) {
		walk(List.of(item));
	}

	/** All items that threads have, unless that was done. */
	void walkAll(List<ThreadItems> threads) {
		int size = threads.stream().mapToInt(ThreadItems::size).sum();
		if (size != this.walked) {
			this.walked = size;
			threads.forEach((items) -> walk(items.read()));
			threads.forEach((items) -> walk(items.made()));
		}
	}

	private void walk(List<Object> items) {
		GraphWalk walk = walk();
		ObjectGraph.withoutLoading(() -> {
			for (Object item : items) {
				if (!this.met.contains(item)) {
					walk.start(item, GraphPath.of(GraphPath.Item.of(item, 0)));
				}
			}
			walk.run();
		});
	}

	private GraphWalk walk() {
		return new GraphWalk(this.graph, (unloaded, value, path) -> {
			Object session = unloaded.session();
			if (session != null) {
				Reference reference = new Reference(new WeakReference<>(value), path);
				this.bySession.computeIfAbsent(session, (key) -> new HashMap<>())
					.merge(unloaded.key(), reference, (known, found) -> better(known, found, session));
			}
		}, this.met::add);
	}

	private Reference better(Reference known, Reference found, Object session) {
		return (isGone(known, session) || found.path().depth() < known.path().depth()) ? found : known;
	}

	private boolean isGone(Reference reference, Object session) {
		Object value = reference.value().get();
		Unloaded unloaded = (value != null) ? this.graph.unloaded(value) : null;
		return value == null || (unloaded != null && unloaded.session() != session);
	}

	/** How something is reached, as far as it is known. */
	@Nullable GraphPath find(Object session, Object key) {
		Reference known = this.bySession.getOrDefault(session, Map.of()).get(key);
		if (known == null || isGone(known, session)) {
			return null;
		}
		this.asked.add(known);
		return known.path();
	}

	/** Go on behind what was asked for, and has been loaded. */
	void readOnBehindAsked() {
		readOn(this.asked);
	}

	/** Go on behind all that has been loaded. */
	void readOn(Object session) {
		Map<Object, Reference> inSession = this.bySession.get(session);
		if (inSession != null) {
			readOn(inSession.values());
		}
	}

	private void readOn(Collection<Reference> references) {
		GraphWalk walk = walk();
		ObjectGraph.withoutLoading(() -> {
			references.removeIf((reference) -> {
				Object value = reference.value().get();
				if (value == null || !ObjectGraph.isLoaded(value)) {
					return false;
				}
				walk.start(value, reference.path());
				return true;
			});
			walk.run();
		});
	}

}
