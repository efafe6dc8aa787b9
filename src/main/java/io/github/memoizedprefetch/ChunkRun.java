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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.Change;
import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.CollectionMapping;
import io.github.memoizedprefetch.hibernate.CollectionReference;
import io.github.memoizedprefetch.hibernate.CollectionState;
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

	private final Plan plan;

	private final ChunkSession session;

	private final Warnings warnings;

	private final Arrivals arrivals;

	ChunkRun(Plan plan, ChunkSession session, Warnings warnings) {
		this.plan = plan;
		this.session = session;
		this.warnings = warnings;
		this.arrivals = new Arrivals(plan);
	}

	void run(Map<Class<?>, List<Object>> items) {
		items.forEach((type, group) -> {
			PathNode root = Objects.requireNonNull(this.plan.roots().get(type));
			group.forEach((item) -> arrive(root, item));
		});
		for (Plan.Stage stage : this.plan.stages()) {
			this.session.lendMet();
			if (stage.group() instanceof Target target) {
				resolveEntities(target, stage.nodes());
			}
			else {
				resolveCollections((Role) stage.group(), stage.nodes());
			}
		}
		this.session.lendMet();
		new Completion(this.plan, this.arrivals, this.session, this.warnings).run(items);
		Lateness.report(this.plan, this.warnings);
	}

	/** A value was read: it waits for its stage, or is read on at once. */
	private void arrive(PathNode node, @Nullable Object value) {
		if (value == null) {
			return;
		}
		if (node instanceof PathNode.Entity entity && entity.isSingle()) {
			arriveAtEntity(entity, value);
		}
		else if (node instanceof PathNode.Elements collection) {
			this.arrivals.at(collection).values.add(value);
		}
		else if (isContainer(value)) {
			elements(node, value).forEach((element) -> arrive(node, element));
		}
		else if (node instanceof PathNode.Entity entity) {
			arriveAtEntity(entity, value);
		}
		else {
			readOn(node, value);
		}
	}

	private void arriveAtEntity(PathNode.Entity node, Object value) {
		Arrivals.WaitingEntities entities = this.arrivals.at(node);
		try {
			EntityReference reference = this.session.entityReference(value, entities.references);
			node.met(reference == null);
			if (reference == null) {
				this.session.met(value);
				pass(node, value);
			}
			else {
				entities.add(node, reference);
			}
		}
		catch (ChunkSession.UnservableReferenceException ex) {
			this.warnings.left(node.path(), ex.getMessage());
		}
	}

	private void readOn(PathNode node, Object owner) {
		if (!this.session.isOfTenant(owner)) {
			this.warnings.left(node.path(), "its owner was not loaded for the tenant of the item");
			return;
		}
		for (PathNode child : node.children()) {
			try {
				arrive(child, child.read(owner));
			}
			catch (ChunkSession.UnservableReferenceException ex) {
				this.warnings.left(child.path(), ex.getMessage());
			}
		}
	}

	/** An entity that is there: read on, once however many refer to it. */
	private void pass(PathNode.Entity node, Object entity) {
		if (!node.children().isEmpty() && (node.parent() == null || this.arrivals.at(node).passed.add(entity))) {
			readOn(node, entity);
		}
	}

	private void resolveEntities(Target target, List<PathNode.Staged> nodes) {
		List<EntityReference> missing = new ArrayList<>();
		long hits = 0;
		for (PathNode.Staged node : nodes) {
			for (EntityReference reference : this.arrivals.at((PathNode.Entity) node).waiting) {
				if (reference.isNew() && lookUp(node, target, reference, missing)) {
					hits++;
				}
			}
		}
		target.load(missing, hits, this.session);
		long references = 0;
		for (PathNode.Staged node : nodes) {
			for (EntityReference reference : this.arrivals.at((PathNode.Entity) node).waiting) {
				references += reference.takeUses();
				found((PathNode.Entity) node, reference);
			}
		}
		target.memo().counters().references(references);
	}

	/** Whether the memo has it. */
	private boolean lookUp(PathNode.Staged node, Target target, EntityReference reference,
			List<EntityReference> missing) {
		boolean known = this.arrivals.of(target).resolveKnown(reference);
		Snapshot snapshot = known ? reference.snapshot() : target.memo().get(reference.key());
		if (reference.findLoaded(target.entity(), snapshot)) {
			return false;
		}
		if (!target.isSupported() || !isUnchanged(node, reference.scope(), target.dependencies(this.session))) {
			reference.leave();
			return false;
		}
		if (known) {
			return false;
		}
		if (snapshot == null) {
			missing.add(reference);
			return false;
		}
		reference.resolve(snapshot);
		return true;
	}

	private boolean isUnchanged(PathNode node, Scope scope, Change.Dependencies dependencies) {
		boolean unchanged = scope.isUnchanged(dependencies);
		if (!unchanged) {
			this.warnings.left(node.path(),
					"its transaction has changed "
							+ ((dependencies.unfollowed() != null) ? "something" : dependencies.tables())
							+ " and not committed yet");
		}
		return unchanged;
	}

	/**
	 * Go on to what is behind an entity: by the keys in its snapshot, or by building it
	 * where that is not enough.
	 */
	private void found(PathNode.Entity node, EntityReference reference) {
		Snapshot snapshot = reference.snapshot();
		if (node.children().isEmpty()) {
			return;
		}
		if (snapshot != null && isBuiltLast(node, snapshot)) {
			for (PathNode child : node.children()) {
				readOn((PathNode.Staged) child, snapshot, reference.scope());
			}
			return;
		}
		if (snapshot != null) {
			reference.build(node.target().entity());
		}
		Object entity = reference.entity();
		if (entity != null) {
			pass(node, entity);
		}
	}

	/**
	 * An entity needs no proxies of its targets if it is built after these, but for those
	 * that come with it.
	 */
	private boolean isBuiltLast(PathNode.Entity node, Snapshot snapshot) {
		return node.isFoundBySnapshots() && (this.plan.hasElements() || !snapshot.hasCompanions());
	}

	private void readOn(PathNode.Staged node, Snapshot owner, Scope scope) {
		if (node instanceof PathNode.Entity entity) {
			Arrivals.WaitingEntities entities = this.arrivals.at(entity);
			EntityReference reference = entity.referenceIn(owner, scope, entities.references);
			if (reference != null) {
				entities.add(entity, reference);
			}
		}
		else if (node instanceof PathNode.Elements collection) {
			Object key = collection.keyIn(owner);
			if (key != null) {
				bring(collection.role(), key, owner);
				this.arrivals.at(collection).keys.add(new Arrivals.Key(scope, key));
			}
		}
	}

	private void bring(Role role, Object key, Snapshot owner) {
		Target elements = role.elements();
		CollectionState state = owner.fetchedCollection(key, (elements != null) ? this.arrivals.of(elements) : null);
		if (state != null) {
			this.arrivals.of(role).putIfAbsent(key, state);
		}
	}

	private void resolveCollections(Role role, List<PathNode.Staged> nodes) {
		List<Arrivals.Need> needs = new ArrayList<>();
		for (PathNode.Staged staged : nodes) {
			PathNode.Elements node = (PathNode.Elements) staged;
			Arrivals.WaitingCollections collections = this.arrivals.at(node);
			collections.values.forEach((value) -> collect(node, value, needs));
			collections.keys.forEach((key) -> collect(node, key, needs));
		}
		Map<Object, @Nullable CollectionState> states = this.arrivals.of(role);
		role.resolve(needs, states, this.arrivals, this.session);
		long references = 0;
		for (Arrivals.Need need : needs) {
			CollectionState state = states.get(need.key());
			if (state != null) {
				references++;
				found(need, state);
			}
		}
		role.memo().counters().references(references);
	}

	private void collect(PathNode.Elements node, Object value, List<Arrivals.Need> needs) {
		CollectionMapping mapping = node.role().mapping();
		try {
			CollectionReference reference = this.session.collectionReference(value, mapping);
			node.met(reference == null);
			if (reference == null) {
				passElements(node, value);
			}
			else if (mapping.unsupported() == null
					&& isUnchanged(node, reference.scope(), node.role().dependencies(this.session))) {
				needs.add(new Arrivals.Need(node, reference.scope(), reference.key(), reference, value));
			}
		}
		catch (ChunkSession.UnservableReferenceException ex) {
			this.warnings.left(node.path(), ex.getMessage());
		}
	}

	private void collect(PathNode.Elements node, Arrivals.Key key, List<Arrivals.Need> needs) {
		CollectionMapping mapping = node.role().mapping();
		if (mapping.unsupported() == null && isUnchanged(node, key.scope(), node.role().dependencies(this.session))) {
			needs.add(new Arrivals.Need(node, key.scope(), key.key(), null, null));
		}
	}

	private void found(Arrivals.Need need, CollectionState state) {
		PathNode.Entity elements = need.node().elements();
		List<EntityReference> references = null;
		if (elements != null) {
			Arrivals.WaitingEntities entities = this.arrivals.at(elements);
			references = state.elements(entities.references, need.scope());
			for (EntityReference reference : references) {
				entities.add(elements, reference);
			}
		}
		else if (need.reference() != null && need.value() != null) {
			need.reference().attach(state, null);
			passElements(need.node(), need.value());
		}
		this.arrivals.at(need.node()).fillings.add(new Arrivals.Filling(need, state, references));
	}

	private void passElements(PathNode.Elements node, Object value) {
		PathNode.Entity elements = node.elements();
		for (Object element : elements(node, value)) {
			if (elements != null) {
				arrive(elements, element);
			}
			else if (element != null) {
				readOn(node, element);
			}
		}
	}

	static boolean isContainer(Object value) {
		return value instanceof Iterable<?> || value instanceof Map<?, ?> || value instanceof Object[];
	}

	private List<@Nullable Object> elements(PathNode node, Object container) {
		try {
			return this.session.elements(container);
		}
		catch (ChunkSession.UnservableReferenceException ex) {
			this.warnings.left(node.path(), ex.getMessage());
			return List.of();
		}
	}

}
