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
package io.github.memoizedprefetch.chunk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.attaching.CollectionReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReferences;
import io.github.memoizedprefetch.hibernate.attaching.ItemSession;
import io.github.memoizedprefetch.hibernate.deferred.Validity;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.lookup.Role;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/**
 * The references that wait at the nodes of a plan while one chunk is prefetched, and all
 * that was found for them, held whatever the memo evicts meanwhile.
 */
final class WorkingSet {

	private final Object[] byNode;

	private final Map<Target, EntityReferences> entities = new HashMap<>();

	private final Map<Role, Map<Object, @Nullable CollectionState>> collections = new HashMap<>();

	private final Map<Object, Validity> validities = new HashMap<>();

	WorkingSet(Plan plan) {
		this.byNode = new Object[plan.size()];
		for (Plan.Stage stage : plan.stages()) {
			for (PlanNode.Staged node : stage.nodes()) {
				this.byNode[node.index()] = (node instanceof PlanNode.Entity entity)
						? new PendingEntities(of(entity.target())) : new PendingCollections();
			}
		}
	}

	PendingEntities at(PlanNode.Entity node) {
		return (PendingEntities) this.byNode[node.index()];
	}

	PendingCollections at(PlanNode.Elements node) {
		return (PendingCollections) this.byNode[node.index()];
	}

	EntityReferences of(Target target) {
		return this.entities.computeIfAbsent(target, (key) -> new EntityReferences(key.entity()));
	}

	/** Build an entity, or have it built when the step comes to it. */
	void attach(PlanNode.Entity node, EntityReference reference, ChunkSession session) {
		if (!reference.isDeferred()) {
			reference.attach(node.target().entity());
		}
		else {
			reference.defer(validity(node.target(), session));
		}
	}

	Validity validity(Target target, ChunkSession session) {
		return this.validities.computeIfAbsent(target, (key) -> target.validity(session));
	}

	Validity validity(Role role, ChunkSession session) {
		return this.validities.computeIfAbsent(role, (key) -> role.validity(session));
	}

	/** Null values are known to be absent. */
	Map<Object, @Nullable CollectionState> of(Role role) {
		return this.collections.computeIfAbsent(role, (key) -> new HashMap<>());
	}

	/** References to entities that wait for their stage, and entities that were there. */
	static final class PendingEntities {

		final EntityReferences references;

		final List<EntityReference> waiting = new ArrayList<>();

		final Set<Object> passed = Collections.newSetFromMap(new IdentityHashMap<>(0));

		/** Owners of proxies to be replaced. */
		final List<Object> owners = new ArrayList<>(0);

		PendingEntities(EntityReferences references) {
			this.references = references;
		}

		void add(PlanNode.Entity node, EntityReference reference) {
			reference.use();
			if (reference.pass(node.index())) {
				this.waiting.add(reference);
			}
		}

	}

	/** Collections that wait for their stage, and what they are to be filled with. */
	static final class PendingCollections {

		final List<Object> values = new ArrayList<>();

		final List<Key> keys = new ArrayList<>();

		final List<Filling> fillings = new ArrayList<>();

	}

	/**
	 * What leads to something else, and is to be in a session.
	 *
	 * @param reference what is to be built; null if it is there
	 * @param deferred whether it may never be built
	 */
	record Owner(ItemSession itemSession, @Nullable EntityReference reference, boolean deferred) {
	}

	/** A collection that a snapshot of its owner holds. */
	record Key(Owner owner, Object key) {
	}

	/**
	 * A collection to be filled: of a value that holds it, or of an owner yet to be
	 * built, at once or later.
	 */
	record Need(PlanNode.Elements node, Owner owner, Object key, @Nullable CollectionReference reference,
			@Nullable Object value) {

		ItemSession itemSession() {
			return this.owner.itemSession();
		}

		boolean deferred() {
			return this.owner.deferred();
		}

	}

	/** What a collection is to be filled with; elements that are no entities are null. */
	record Filling(Need need, CollectionState state, @Nullable List<EntityReference> elements) {
	}

}
