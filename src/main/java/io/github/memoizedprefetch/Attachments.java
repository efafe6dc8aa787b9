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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.CollectionReference;
import io.github.memoizedprefetch.hibernate.CollectionState;
import io.github.memoizedprefetch.hibernate.EntityReference;
import io.github.memoizedprefetch.hibernate.Scope;
import io.github.memoizedprefetch.hibernate.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Builds the targets of a chunk when all of them are known, and attaches them: what an
 * entity refers to before the entity itself.
 */
final class Attachments {

	private final WorkingSets known;

	private final Warnings warnings;

	private final List<Runnable> attachments = new ArrayList<>();

	/** The keys whose targets were built, by node and session. */
	private final Map<PathNode, Map<Scope, Set<Object>>> built = new HashMap<>();

	Attachments(WorkingSets known, Warnings warnings) {
		this.known = known;
		this.warnings = warnings;
	}

	void add(PathNode.Entity node, EntityReference reference) {
		this.attachments.add(() -> {
			Object entity = build(node, reference.scope(), reference.key());
			if (entity != null) {
				reference.attach(entity);
			}
		});
	}

	void add(PathNode.Elements node, CollectionReference reference, CollectionState state) {
		this.attachments.add(() -> {
			if (buildElements(node, reference.scope(), state)) {
				reference.attach(state);
			}
		});
	}

	void attach() {
		this.attachments.forEach(Runnable::run);
	}

	/**
	 * Build an entity, and all that the paths behind its node know of it.
	 * @return the entity, or null if it is absent or must be left alone
	 */
	@Nullable Object build(PathNode.Entity node, Scope scope, Object key) {
		Snapshot snapshot = this.known.of(node.target()).get(key);
		boolean first = this.built.computeIfAbsent(node, (n) -> new HashMap<>())
			.computeIfAbsent(scope, (s) -> new HashSet<>())
			.add(key);
		if (snapshot == null || !first) {
			return scope.loaded(key);
		}
		boolean last = node.isBuiltLast(snapshot);
		if (last) {
			buildTargets(node, scope, snapshot);
		}
		Object entity = scope.hydrate(snapshot);
		if (entity != null && last) {
			fillCollections(node, scope, snapshot);
		}
		return entity;
	}

	private void buildTargets(PathNode.Entity node, Scope scope, Snapshot snapshot) {
		for (PathNode child : node.children()) {
			if (child instanceof PathNode.Entity target) {
				Object key = target.keyIn(snapshot, scope);
				if (key != null && this.known.of(target.target()).get(key) != null) {
					scope.makeProxy(key);
					build(target, scope, key);
				}
			}
		}
	}

	private void fillCollections(PathNode.Entity node, Scope scope, Snapshot snapshot) {
		for (PathNode child : node.children()) {
			if (child instanceof PathNode.Elements collection) {
				Object key = collection.keyIn(snapshot, scope);
				CollectionState state = (key != null) ? this.known.of(collection.role()).get(key) : null;
				if (key != null && state != null && buildElements(collection, scope, state)) {
					scope.fill(collection.role().mapping(), key, state);
				}
			}
		}
	}

	private boolean buildElements(PathNode.Elements node, Scope scope, CollectionState state) {
		PathNode.Entity elements = node.elements();
		if (elements == null) {
			return true;
		}
		for (Object key : this.known.elementKeys(state)) {
			if (build(elements, scope, key) == null) {
				this.warnings.left(node.path(), "an element of the collection is missing or restricted");
				return false;
			}
		}
		return true;
	}

}
