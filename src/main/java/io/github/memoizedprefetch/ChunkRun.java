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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.CollectionMapping;
import io.github.memoizedprefetch.hibernate.CollectionReference;
import io.github.memoizedprefetch.hibernate.CollectionState;
import io.github.memoizedprefetch.hibernate.EntityMapping;
import io.github.memoizedprefetch.hibernate.EntityReference;
import io.github.memoizedprefetch.hibernate.Scope;
import io.github.memoizedprefetch.hibernate.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Takes the items of one chunk through the stages of a plan. What an item holds already
 * is read on at once; what is missing waits at its node until the node's stage has loaded
 * its snapshot, from which the keys behind it are read. Entities are built in the end.
 */
final class ChunkRun {

	private final ChunkSession session;

	private final Warnings warnings;

	private final WorkingSets known = new WorkingSets();

	private final Attachments attachments;

	private final List<Waiting> waiting = new ArrayList<>();

	ChunkRun(Plan plan, ChunkSession session, Warnings warnings) {
		this.session = session;
		this.warnings = warnings;
		this.attachments = new Attachments(this.known, warnings);
		for (int i = 0; i < plan.size(); i++) {
			this.waiting.add(new Waiting());
		}
	}

	/** What has arrived at a node before its stage, and what has passed it. */
	private static final class Waiting {

		private final List<Object> values = new ArrayList<>();

		private final List<Key> keys = new ArrayList<>();

		private final Set<Object> passed = Collections.newSetFromMap(new IdentityHashMap<>());

		private final Map<Scope, Set<Object>> found = new HashMap<>();

	}

	/**
	 * A reference that a snapshot holds, of an entity that is to be built in a session.
	 */
	private record Key(Scope scope, Object key) {
	}

	void run(Plan plan, Map<Class<?>, List<Object>> items) {
		items.forEach((type, group) -> {
			PathNode root = Objects.requireNonNull(plan.roots().get(type));
			group.forEach((item) -> arrive(root, item));
		});
		for (Plan.Stage stage : plan.stages()) {
			if (stage.group() instanceof Target target) {
				resolveEntities(target, stage.nodes());
			}
			else {
				resolveCollections((Role) stage.group(), stage.nodes());
			}
		}
		this.attachments.attach();
	}

	private Waiting at(PathNode.Staged node) {
		return this.waiting.get(node.index());
	}

	/** A value was read: it waits for its stage, or is read on at once. */
	private void arrive(PathNode node, @Nullable Object value) {
		if (value == null) {
			return;
		}
		if (node instanceof PathNode.Elements collection) {
			at(collection).values.add(value);
		}
		else if (isContainer(value)) {
			elements(value).forEach((element) -> arrive(node, element));
		}
		else if (node instanceof PathNode.Entity entity) {
			at(entity).values.add(value);
		}
		else {
			readOn(node, value);
		}
	}

	private void readOn(PathNode node, Object owner) {
		if (!this.session.isOfTenant(owner)) {
			this.warnings.left(node.path(), "its owner was not loaded for the tenant of the item");
			return;
		}
		for (PathNode child : node.children()) {
			arrive(child, child.read(owner));
		}
	}

	/** An entity that is there: read on, once however many refer to it. */
	private void pass(PathNode.Staged node, Object entity) {
		if (!node.children().isEmpty() && at(node).passed.add(entity)) {
			readOn(node, entity);
		}
	}

	private void resolveEntities(Target target, List<PathNode.Staged> nodes) {
		Map<PathNode.Entity, List<Key>> needs = new HashMap<>();
		Set<Object> keys = new LinkedHashSet<>();
		for (PathNode.Staged node : nodes) {
			PathNode.Entity entityNode = (PathNode.Entity) node;
			List<Key> missing = new ArrayList<>();
			at(node).values.forEach((value) -> collectValue(entityNode, value, missing));
			at(node).keys.forEach((key) -> collectKey(entityNode, key, missing));
			missing.forEach((key) -> keys.add(key.key()));
			needs.put(entityNode, missing);
			target.memo().countReferences(entityNode.isElements() ? 0 : missing.size());
		}
		Map<Object, @Nullable Snapshot> snapshots = this.known.of(target);
		target.resolve(keys, snapshots, this.session);
		needs.forEach((node, missing) -> missing.forEach((key) -> found(node, key, snapshots.get(key.key()))));
	}

	private void collectValue(PathNode.Entity node, Object value, List<Key> missing) {
		try {
			EntityReference reference = this.session.entityReference(value);
			if (reference == null) {
				pass(node, value);
			}
			else if (collectKey(node, new Key(reference.scope(), reference.key()), missing)) {
				this.attachments.add(node, reference);
			}
			else {
				attachLoaded(reference);
			}
		}
		catch (ChunkSession.UnservableReferenceException ex) {
			this.warnings.left(node.path(), ex.getMessage());
		}
	}

	private static void attachLoaded(EntityReference reference) {
		Object entity = reference.scope().loaded(reference.key());
		if (entity != null) {
			reference.attach(entity);
		}
	}

	/** Whether the session of the key has to be given its entity. */
	private boolean collectKey(PathNode.Entity node, Key key, List<Key> missing) {
		EntityMapping target = node.target().entity();
		if (key.scope().contains(key.key())) {
			Object entity = key.scope().loaded(key.key());
			if (entity != null) {
				pass(node, entity);
			}
			return false;
		}
		if (target.unsupported() != null || !isUnchanged(node, key.scope(), target.tables())) {
			return false;
		}
		missing.add(key);
		return true;
	}

	private boolean isUnchanged(PathNode node, Scope scope, Set<String> tables) {
		boolean unchanged = scope.isUnchanged(tables);
		if (!unchanged) {
			this.warnings.left(node.path(), "its transaction has changed " + tables + " and not committed yet");
		}
		return unchanged;
	}

	/**
	 * A snapshot was found: read the keys behind it, or build it where that is not
	 * enough.
	 */
	private void found(PathNode.Entity node, Key key, @Nullable Snapshot snapshot) {
		if (snapshot == null || node.children().isEmpty()
				|| !at(node).found.computeIfAbsent(key.scope(), (scope) -> new HashSet<>()).add(key.key())) {
			return;
		}
		if (node.isBuiltLast(snapshot)) {
			for (PathNode child : node.children()) {
				PathNode.Staged staged = (PathNode.Staged) child;
				Object childKey = staged.keyIn(snapshot, key.scope());
				if (childKey != null) {
					at(staged).keys.add(new Key(key.scope(), childKey));
				}
			}
		}
		else {
			if (!node.isElements()) {
				key.scope().makeProxy(key.key());
			}
			Object entity = this.attachments.build(node, key.scope(), key.key());
			if (entity != null) {
				pass(node, entity);
			}
		}
	}

	/**
	 * A collection to be filled: of a value that holds it, or of an owner yet to be
	 * built.
	 */
	private record CollectionNeed(PathNode.Elements node, Scope scope, Object key,
			@Nullable CollectionReference reference, @Nullable Object value) {
	}

	private void resolveCollections(Role role, List<PathNode.Staged> nodes) {
		List<CollectionNeed> needs = new ArrayList<>();
		for (PathNode.Staged staged : nodes) {
			PathNode.Elements node = (PathNode.Elements) staged;
			at(node).values.forEach((value) -> collectCollection(node, value, needs));
			at(node).keys.forEach((key) -> collectCollectionKey(node, key, needs));
		}
		Set<Object> keys = new LinkedHashSet<>();
		needs.forEach((need) -> keys.add(need.key()));
		Map<Object, @Nullable CollectionState> states = this.known.of(role);
		Target elements = role.elements();
		role.resolve(keys, states, (elements != null) ? this.known.of(elements) : new HashMap<>(), this.session);
		role.memo().countReferences(needs.size());
		for (CollectionNeed need : needs) {
			CollectionState state = states.get(need.key());
			if (state != null) {
				found(need, state);
			}
		}
	}

	private void collectCollection(PathNode.Elements node, Object value, List<CollectionNeed> needs) {
		CollectionMapping mapping = node.role().mapping();
		try {
			CollectionReference reference = this.session.collectionReference(value, mapping);
			if (reference == null) {
				passElements(node, value);
			}
			else if (mapping.unsupported() == null) {
				needs.add(new CollectionNeed(node, reference.scope(), reference.key(), reference, value));
			}
		}
		catch (ChunkSession.UnservableReferenceException ex) {
			this.warnings.left(node.path(), ex.getMessage());
		}
	}

	private void collectCollectionKey(PathNode.Elements node, Key key, List<CollectionNeed> needs) {
		CollectionMapping mapping = node.role().mapping();
		if (mapping.unsupported() == null && isUnchanged(node, key.scope(), mapping.tables())) {
			needs.add(new CollectionNeed(node, key.scope(), key.key(), null, null));
		}
	}

	private void found(CollectionNeed need, CollectionState state) {
		PathNode.Entity elements = need.node().elements();
		if (elements != null) {
			for (Object key : this.known.elementKeys(state)) {
				at(elements).keys.add(new Key(need.scope(), key));
			}
			if (need.reference() != null) {
				this.attachments.add(need.node(), need.reference(), state);
			}
		}
		else if (need.reference() != null && need.value() != null) {
			need.reference().attach(state);
			passElements(need.node(), need.value());
		}
	}

	private void passElements(PathNode.Elements node, Object value) {
		PathNode.Entity elements = node.elements();
		for (Object element : elements(value)) {
			if (elements != null) {
				arrive(elements, element);
			}
			else if (element != null) {
				readOn(node, element);
			}
		}
	}

	private static boolean isContainer(Object value) {
		return value instanceof Iterable<?> || value instanceof Map<?, ?> || value instanceof Object[];
	}

	private static Iterable<?> elements(Object value) {
		if (value instanceof Map<?, ?> map) {
			return map.values();
		}
		return (value instanceof Object[] array) ? Arrays.asList(array) : (Iterable<?>) value;
	}

}
