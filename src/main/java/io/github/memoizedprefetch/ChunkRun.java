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
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.CollectionReference;
import io.github.memoizedprefetch.hibernate.CollectionState;
import io.github.memoizedprefetch.hibernate.EntityReference;
import io.github.memoizedprefetch.hibernate.Snapshot;
import io.github.memoizedprefetch.hibernate.UnservableReferenceException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the items of one chunk through the stages of a plan. Values wait at their node
 * until its stage; what a stage has resolved is read on to the nodes behind.
 */
final class ChunkRun {

	private final ChunkSession session;

	private final Warnings warnings;

	private final List<List<Object>> waiting = new ArrayList<>();

	private final List<List<PendingCollection>> pending = new ArrayList<>();

	private final List<Set<Object>> passed = new ArrayList<>();

	/** The chunk's own targets, held whatever the memo evicts meanwhile. */
	private final Map<Target, Map<Object, @Nullable Snapshot>> entities = new HashMap<>();

	private final Map<Role, Map<Object, @Nullable CollectionState>> collections = new HashMap<>();

	ChunkRun(Plan plan, ChunkSession session, Warnings warnings) {
		this.session = session;
		this.warnings = warnings;
		for (int i = 0; i < plan.size(); i++) {
			this.waiting.add(new ArrayList<>());
			this.pending.add(new ArrayList<>());
			this.passed.add(Collections.newSetFromMap(new IdentityHashMap<>()));
		}
	}

	/** A collection whose content is known, waiting for its elements. */
	private record PendingCollection(CollectionReference reference, CollectionState state, Object value) {
	}

	private record Need<R>(PathNode.Staged node, R reference, Object value) {
	}

	void run(Plan plan, Map<Class<?>, List<Object>> items) {
		items.forEach((type, group) -> {
			PathNode root = plan.roots().get(type);
			group.forEach((item) -> arrive(Objects.requireNonNull(root), item));
		});
		for (Plan.Stage stage : plan.stages()) {
			if (stage.group() instanceof Target target) {
				resolveEntities(target, stage.nodes());
			}
			else {
				resolveCollections((Role) stage.group(), stage.nodes());
			}
		}
	}

	/** A value was read: it waits for its stage, or is read on at once. */
	private void arrive(PathNode node, @Nullable Object value) {
		if (value == null) {
			return;
		}
		if (node instanceof PathNode.Elements collection) {
			this.waiting.get(collection.index()).add(value);
		}
		else if (isContainer(value)) {
			elements(value).forEach((element) -> arrive(node, element));
		}
		else if (node instanceof PathNode.Entity entity) {
			this.waiting.get(entity.index()).add(value);
		}
		else {
			readOn(node, value);
		}
	}

	private void readOn(PathNode node, Object owner) {
		for (PathNode child : node.children()) {
			arrive(child, child.read(owner));
		}
	}

	/** An initialised entity: read on, once however many refer to it. */
	private void pass(PathNode.Staged node, Object entity) {
		if (!node.children().isEmpty() && this.passed.get(node.index()).add(entity)) {
			readOn(node, entity);
		}
	}

	private void resolveEntities(Target target, List<PathNode.Staged> nodes) {
		List<Need<EntityReference>> needs = new ArrayList<>();
		Set<Object> keys = new LinkedHashSet<>();
		for (PathNode.Staged node : nodes) {
			for (Object value : this.waiting.get(node.index())) {
				collectEntity(node, value, needs);
			}
			for (PendingCollection collection : this.pending.get(node.index())) {
				collectElements(collection, keys);
			}
		}
		needs.forEach((need) -> keys.add(need.reference().key()));
		if (target.entity().unsupported() != null) {
			return;
		}
		Map<Object, @Nullable Snapshot> known = known(target);
		target.resolve(keys, known, this.session);
		target.memo().countReferences(needs.size());
		needs.forEach((need) -> attach(need, known));
		nodes
			.forEach((node) -> this.pending.get(node.index()).forEach((collection) -> attach(node, collection, known)));
	}

	private void collectEntity(PathNode.Staged node, Object value, List<Need<EntityReference>> needs) {
		try {
			EntityReference reference = this.session.entityReference(value);
			if (reference == null) {
				pass(node, value);
			}
			else {
				needs.add(new Need<>(node, reference, value));
			}
		}
		catch (UnservableReferenceException ex) {
			this.warnings.left(node.path(), ex.getMessage());
		}
	}

	private static void collectElements(PendingCollection collection, Set<Object> keys) {
		for (Object key : collection.state().elementKeys()) {
			if (!collection.reference().contains(key)) {
				keys.add(key);
			}
		}
	}

	private void attach(Need<EntityReference> need, Map<Object, @Nullable Snapshot> known) {
		Snapshot snapshot = known.get(need.reference().key());
		Object entity = (snapshot != null) ? need.reference().attach(snapshot) : null;
		if (entity != null) {
			pass(need.node(), entity);
		}
	}

	private void attach(PathNode.Staged node, PendingCollection collection, Map<Object, @Nullable Snapshot> known) {
		if (collection.reference().attach(collection.state(), known)) {
			elements(collection.value()).forEach((element) -> pass(node, element));
		}
		else {
			this.warnings.left(node.path(), "an element of the collection is missing or restricted");
		}
	}

	private void resolveCollections(Role role, List<PathNode.Staged> nodes) {
		List<Need<CollectionReference>> needs = new ArrayList<>();
		for (PathNode.Staged node : nodes) {
			for (Object value : this.waiting.get(node.index())) {
				collectCollection((PathNode.Elements) node, value, needs);
			}
		}
		if (needs.isEmpty() || role.mapping().unsupported() != null) {
			return;
		}
		Set<Object> keys = new LinkedHashSet<>();
		needs.forEach((need) -> keys.add(need.reference().key()));
		Map<Object, @Nullable CollectionState> known = this.collections.computeIfAbsent(role, (key) -> new HashMap<>());
		Target elements = role.elements();
		role.resolve(keys, known, (elements != null) ? known(elements) : new HashMap<>(), this.session);
		role.memo().countReferences(needs.size());
		needs.forEach((need) -> attachOrWait(need, known));
	}

	private void collectCollection(PathNode.Elements node, Object value, List<Need<CollectionReference>> needs) {
		try {
			CollectionReference reference = this.session.collectionReference(value, node.role().mapping());
			if (reference == null) {
				initialized(node, value);
			}
			else {
				needs.add(new Need<>(node, reference, value));
			}
		}
		catch (UnservableReferenceException ex) {
			this.warnings.left(node.path(), ex.getMessage());
		}
	}

	private void attachOrWait(Need<CollectionReference> need, Map<Object, @Nullable CollectionState> known) {
		PathNode.Elements node = (PathNode.Elements) need.node();
		CollectionState state = known.get(need.reference().key());
		PathNode.Entity elements = node.elements();
		if (state != null && elements != null) {
			this.pending.get(elements.index()).add(new PendingCollection(need.reference(), state, need.value()));
		}
		else if (state != null && need.reference().attach(state, Map.of())) {
			initialized(node, need.value());
		}
	}

	private void initialized(PathNode.Elements node, Object value) {
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

	private Map<Object, @Nullable Snapshot> known(Target target) {
		return this.entities.computeIfAbsent(target, (key) -> new HashMap<>());
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
