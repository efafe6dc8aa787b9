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
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.attaching.ItemSession;
import io.github.memoizedprefetch.hibernate.attaching.NoStepSessionException;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.mapping.EntityIds;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.hibernate.snapshot.KnownOwner;
import io.github.memoizedprefetch.lookup.Role;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.message.Warnings;
import io.github.memoizedprefetch.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the paths of items as far as there is something to read, and collects at their
 * nodes the references that are not initialised. Not thread-safe.
 */
final class Collector {

	private final WorkingSet workingSet;

	private final ChunkSession session;

	private final Warnings warnings;

	/** Items that nothing but items refers to. */
	private final List<Object> unreferred = new ArrayList<>();

	/** Whether some items are proxies. */
	private boolean buildsItems;

	Collector(WorkingSet workingSet, ChunkSession session, Warnings warnings) {
		this.workingSet = workingSet;
		this.session = session;
		this.warnings = warnings;
	}

	/** A value was read: it waits for its stage, or is read on at once. */
	void collect(PlanNode node, @Nullable Object value) {
		if (value == null) {
			return;
		}
		if (node instanceof PlanNode.Entity entity && entity.ids() != null) {
			collectIds(entity, entity.ids(), value);
		}
		else if (node instanceof PlanNode.Entity entity && entity.isSingle()) {
			collectEntity(entity, value);
		}
		else if (node instanceof PlanNode.Elements collection) {
			this.session.metCollection(value);
			this.workingSet.at(collection).values.add(value);
		}
		else if (isContainer(value)) {
			elements(node, value).forEach((element) -> collect(node, element));
		}
		else if (node instanceof PlanNode.Entity entity) {
			collectEntity(entity, value);
		}
		else {
			readOn(node, value);
		}
	}

	private void collectIds(PlanNode.Entity node, EntityIds ids, Object value) {
		if (!ids.isId(value) && isContainer(value)) {
			elements(node, value).forEach((element) -> collect(node, element));
			return;
		}
		try {
			add(node, this.session.keyReference(ids.of(value, node.path()), this.workingSet.at(node).references));
		}
		catch (UnservableReferenceException ex) {
			this.warnings.keysLeft(node.path(), ex.getMessage(),
					(ex instanceof NoStepSessionException) ? ids.lookup() : null);
		}
	}

	private void collectEntity(PlanNode.Entity node, Object value) {
		WorkingSet.PendingEntities entities = this.workingSet.at(node);
		try {
			EntityReference reference = this.session.entityReference(value, entities.references);
			node.met(reference == null);
			if (reference == null) {
				met(node, value);
				pass(node, value);
			}
			else {
				this.buildsItems |= node.isItems();
				add(node, reference);
			}
		}
		catch (UnservableReferenceException ex) {
			left(node, ex);
		}
	}

	private void met(PlanNode.Entity node, Object entity) {
		if (node.isReferred()) {
			this.session.met(entity);
		}
		else if (node.isItems()) {
			this.unreferred.add(entity);
		}
	}

	/** Items are collected: those that are built may lead to the others. */
	void endItems() {
		if (this.buildsItems) {
			this.unreferred.forEach(this.session::met);
		}
		this.unreferred.clear();
	}

	/** Its owner is there, or is going to be built. */
	private void add(PlanNode.Entity node, EntityReference reference) {
		if (node.isEager()) {
			reference.reachEagerly();
		}
		this.workingSet.at(node).add(node, reference);
	}

	void add(PlanNode.Entity node, EntityReference reference, WorkingSet.Owner owner) {
		reference.foundBy(owner.reference());
		if (!owner.deferred()) {
			add(node, reference);
		}
		else {
			this.workingSet.at(node).add(node, reference);
		}
	}

	private void readOn(PlanNode node, Object owner) {
		if (!this.session.isOfTenant(owner)) {
			this.warnings.left(node.path(), "its owner was not loaded for the tenant of the item");
			return;
		}
		for (PlanNode child : node.children()) {
			try {
				Object value = child.read(owner);
				collect(child, value);
				if (value != null && child instanceof PlanNode.Entity entity && entity.replacesProxies() != null) {
					this.workingSet.at(entity).owners.add(owner);
				}
			}
			catch (UnservableReferenceException ex) {
				left(child, ex);
			}
		}
	}

	/** An entity that is there: read on, once however many refer to it. */
	void pass(PlanNode.Entity node, Object entity) {
		if (!node.children().isEmpty() && (node.parent() == null || this.workingSet.at(node).passed.add(entity))) {
			readOn(node, entity);
		}
	}

	/** A collection that is there. */
	void passElements(PlanNode.Elements node, Object value) {
		PlanNode.Entity elements = node.elements();
		for (Object element : elements(node, value)) {
			if (elements != null) {
				collect(elements, element);
			}
			else if (element != null) {
				readOn(node, element);
			}
		}
	}

	/** Read on from what is known of an owner that is yet to be built. */
	void readOn(PlanNode node, KnownOwner known, WorkingSet.Owner owner) {
		for (PlanNode child : node.children()) {
			if (child instanceof PlanNode.Entity entity) {
				EntityReference reference = entity.referenceIn(known, owner.itemSession(),
						this.workingSet.at(entity).references, owner.deferred());
				if (reference != null) {
					add(entity, reference, owner);
				}
			}
			else if (child instanceof PlanNode.Elements collection) {
				Object key = collection.keyIn(known);
				if (key != null) {
					bring(collection.role(), key, known);
					this.workingSet.at(collection).keys.add(new WorkingSet.Key(owner, key));
				}
			}
			else if (child instanceof PlanNode.Value value) {
				KnownOwner embedded = value.in(known);
				if (embedded != null) {
					readOn(value, embedded, owner);
				}
			}
		}
	}

	/** What was fetched with the owner need not be looked up. */
	private void bring(Role role, Object key, KnownOwner owner) {
		Target elements = role.elements();
		CollectionState state = owner.fetchedAlong().fetchedCollection(key, (companion) -> {
			if (elements != null) {
				this.workingSet.of(elements).bring(companion);
			}
		});
		if (state != null) {
			this.workingSet.of(role).putIfAbsent(key, state);
		}
	}

	/** Whether the session's own transaction has not changed what is asked for. */
	boolean isUnchanged(PlanNode node, ItemSession itemSession, Change.Dependencies dependencies) {
		boolean unchanged = itemSession.isUnchanged(dependencies);
		if (!unchanged) {
			this.warnings.left(node.path(),
					"its transaction has changed "
							+ ((dependencies.unfollowed() != null) ? "something" : dependencies.tables())
							+ " and not committed yet");
		}
		return unchanged;
	}

	/** It is managed. */
	void notShared(PlanNode node) {
		this.warnings.notShared(node.path());
	}

	void left(PlanNode node, UnservableReferenceException reason) {
		this.warnings.left(node.path(), reason.getMessage());
	}

	static boolean isContainer(Object value) {
		return value instanceof Iterable<?> || value instanceof Map<?, ?> || value instanceof Object[];
	}

	private List<@Nullable Object> elements(PlanNode node, Object container) {
		try {
			return this.session.elements(container);
		}
		catch (UnservableReferenceException ex) {
			left(node, ex);
			return List.of();
		}
	}

}
