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

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.attaching.CollectionReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.attaching.ItemSession;
import io.github.memoizedprefetch.hibernate.mapping.EntityIds;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/**
 * Attaches the entities of a chunk in the order in which Hibernate would load them, were
 * one item read after the other, of each all that is on the paths, and all that is behind
 * an entity before the next one. An element of a collection is an instance then, unless
 * something that was loaded before it has made a proxy of it.
 */
final class LoadingOrder {

	private final Plan plan;

	private final WorkingSet workingSet;

	private final ChunkSession session;

	private final IdentityHashMap<ItemSession, Map<Object, WorkingSet.Filling>> fillings = new IdentityHashMap<>();

	/** Entities and collections that were read on, by node. */
	private final Map<PlanNode, Set<Object>> passed = new HashMap<>();

	LoadingOrder(Plan plan, WorkingSet workingSet, ChunkSession session) {
		this.plan = plan;
		this.workingSet = workingSet;
		this.session = session;
		for (Plan.Stage stage : plan.stages()) {
			for (PlanNode.Staged node : stage.nodes()) {
				if (node instanceof PlanNode.Elements collection) {
					workingSet.at(collection).fillings.forEach(this::add);
				}
			}
		}
	}

	private void add(WorkingSet.Filling filling) {
		this.fillings.computeIfAbsent(filling.need().itemSession(), (itemSession) -> new HashMap<>())
			.put(filling.need().key(), filling);
	}

	void attach(Map<Class<?>, List<Object>> items) {
		items.forEach((type, group) -> {
			PlanNode root = Objects.requireNonNull(this.plan.roots().get(type));
			group.forEach((item) -> visit(root, item));
		});
	}

	private void visit(PlanNode node, @Nullable Object value) {
		if (value == null) {
			return;
		}
		try {
			if (node instanceof PlanNode.Entity entity && entity.ids() != null) {
				visitIds(entity, entity.ids(), value);
			}
			else if (node instanceof PlanNode.Elements collection) {
				visitElements(collection, value);
			}
			else if (node instanceof PlanNode.Entity entity && (entity.isSingle() || !Collector.isContainer(value))) {
				visitEntity(entity, value);
			}
			else if (Collector.isContainer(value)) {
				this.session.elements(value).forEach((element) -> visit(node, element));
			}
			else {
				readOn(node, value);
			}
		}
		catch (UnservableReferenceException ex) {
			// that was reported before
		}
	}

	private void visitIds(PlanNode.Entity node, EntityIds ids, Object value) throws UnservableReferenceException {
		if (!ids.isId(value) && Collector.isContainer(value)) {
			this.session.elements(value).forEach((element) -> visit(node, element));
		}
		else {
			EntityReference reference = this.session.keyReference(ids.of(value, node.path()),
					this.workingSet.at(node).references);
			if (!reference.itemSession().isAhead()) {
				reference.needsNoProxy();
				attach(node, reference);
			}
		}
	}

	private void visitEntity(PlanNode.Entity node, Object value) throws UnservableReferenceException {
		EntityReference reference = this.session.referenceTo(value, this.workingSet.at(node).references);
		if (reference == null) {
			pass(node, value);
		}
		else {
			attach(node, reference);
		}
	}

	private void attach(PlanNode.Entity node, EntityReference reference) {
		this.workingSet.attach(node, reference, this.session);
		Object entity = reference.entity();
		if (entity != null) {
			pass(node, entity);
		}
	}

	private void pass(PlanNode node, Object value) {
		if (!node.children().isEmpty() && isFirst(node, value)) {
			readOn(node, value);
		}
	}

	private boolean isFirst(PlanNode node, Object value) {
		return this.passed.computeIfAbsent(node, (key) -> Collections.newSetFromMap(new IdentityHashMap<>()))
			.add(value);
	}

	private void readOn(PlanNode node, Object owner) {
		if (!this.session.isOfTenant(owner)) {
			return;
		}
		for (PlanNode child : node.children()) {
			try {
				visit(child, child.read(owner));
			}
			catch (UnservableReferenceException ex) {
				// that was reported before
			}
		}
	}

	private void visitElements(PlanNode.Elements node, Object value) throws UnservableReferenceException {
		PlanNode.Entity element = node.elements();
		CollectionReference reference = this.session.collectionReference(value, node.role().mapping());
		if (reference == null) {
			passElements(node, value);
		}
		else if (isFirst(node, value)) {
			WorkingSet.Filling filling = this.fillings.getOrDefault(reference.itemSession(), Map.of())
				.get(reference.key());
			if (element != null) {
				attach(element, filling);
			}
			else if (filling != null && !reference.itemSession().isAhead()) {
				reference.attach(filling.state(), null);
				passElements(node, value);
			}
		}
	}

	/** Of a collection that is there. */
	private void passElements(PlanNode.Elements node, Object value) throws UnservableReferenceException {
		PlanNode.Entity element = node.elements();
		if (element == null && node.children().isEmpty()) {
			return;
		}
		for (Object each : this.session.elements(value)) {
			if (element != null) {
				visit(element, each);
			}
			else if (each != null) {
				readOn(node, each);
			}
		}
	}

	/** What one statement would bring. */
	private void attach(PlanNode.Entity node, WorkingSet.@Nullable Filling filling) {
		List<EntityReference> elements = (filling != null) ? filling.elements() : null;
		if (filling == null || elements == null) {
			return;
		}
		for (EntityReference element : filling.state().asRead(elements)) {
			element.needsNoProxy();
			this.workingSet.attach(node, element, this.session);
		}
		elements.forEach((element) -> attach(node, element));
	}

}
