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

import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.attaching.EagerReferences;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.deferred.Validity;
import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.lookup.Role;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.message.Warnings;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.plan.PlanNode;

/**
 * The end of a chunk's run, when all that was found is known: attaches the entities, and
 * then the collections that hold them. Not thread-safe.
 */
final class Attacher {

	private final Plan plan;

	private final WorkingSet workingSet;

	private final ChunkSession session;

	private final Warnings warnings;

	Attacher(Plan plan, WorkingSet workingSet, ChunkSession session, Warnings warnings) {
		this.plan = plan;
		this.workingSet = workingSet;
		this.session = session;
		this.warnings = warnings;
	}

	void run(Map<Class<?>, List<Object>> items) {
		if (this.plan.ordered()) {
			new LoadingOrder(this.plan, this.workingSet, this.session).attach(items);
			forEachWaiting((node, reference) -> {
				if (reference.isDeferred()) { // or behind what is
					this.workingSet.attach(node, reference, this.session);
				}
			});
		}
		else {
			forEachWaiting((node, reference) -> this.workingSet.attach(node, reference, this.session));
		}
		forEachStage((stage) -> {
			if (stage.group() instanceof Target) {
				stage.nodes().forEach((node) -> replaceProxies((PlanNode.Entity) node));
			}
		});
		forEachStage((stage) -> {
			if (stage.group() instanceof Role role) {
				attachCollections(role, stage);
			}
		});
	}

	/**
	 * What an entity refers to is attached before the entity itself, which finds it then.
	 */
	private void forEachWaiting(BiConsumer<PlanNode.Entity, EntityReference> action) {
		forEachStage((stage) -> {
			if (stage.group() instanceof Target) {
				for (PlanNode.Staged staged : stage.nodes()) {
					PlanNode.Entity node = (PlanNode.Entity) staged;
					this.workingSet.at(node).waiting.stream()
						.filter((reference) -> !reference.itemSession().isAhead())
						.forEach((reference) -> action.accept(node, reference));
				}
			}
		});
	}

	/** Collections hold what the session has then. */
	private void replaceProxies(PlanNode.Entity node) {
		Attribute attribute = node.replacesProxies();
		if (attribute != null) {
			this.workingSet.at(node).owners.forEach((owner) -> replaceProxy(node, owner, attribute));
		}
	}

	private void replaceProxy(PlanNode.Entity node, Object owner, Attribute attribute) {
		try {
			Object value = attribute.get(owner);
			if (value == null) {
				return;
			}
			EntityReference reference = this.session.entityReference(value, this.workingSet.at(node).references);
			if (reference == null) {
				EagerReferences.replaceProxy(owner, attribute, value);
			}
			else if (reference.isMissing() && !node.target().isHiding() && !reference.itemSession().isAhead()) {
				EagerReferences.setNull(owner, attribute, value);
			}
		}
		catch (UnservableReferenceException ex) {
			// that was reported before
		}
	}

	/** The last first. */
	private void forEachStage(Consumer<Plan.Stage> action) {
		List<Plan.Stage> stages = this.plan.stages();
		for (ListIterator<Plan.Stage> i = stages.listIterator(stages.size()); i.hasPrevious();) {
			action.accept(i.previous());
		}
	}

	private void attachCollections(Role role, Plan.Stage stage) {
		for (PlanNode.Staged node : stage.nodes()) {
			this.workingSet.at((PlanNode.Elements) node).fillings.forEach((filling) -> attach(role, filling));
		}
	}

	private void attach(Role role, WorkingSet.Filling filling) {
		WorkingSet.Need need = filling.need();
		if (need.itemSession().isAhead()) {
			return;
		}
		List<EntityReference> elements = (filling.elements() != null) ? filling.elements() : List.of();
		boolean deferred = false;
		boolean missing = false;
		for (EntityReference element : elements) { // no stream: for each collection
			boolean later = element.isDeferred();
			deferred |= later;
			missing |= !later && element.entity() == null;
		}
		if (missing) {
			this.warnings.left(need.node().path(), "an element of the collection is missing or restricted");
		}
		else if (need.deferred() || deferred) {
			defer(role, filling);
		}
		else if (need.reference() != null) {
			need.reference().attach(filling.state(), filling.elements());
		}
		else {
			need.itemSession().fill(role.mapping(), need.key(), filling.state(), filling.elements());
		}
	}

	private void defer(Role role, WorkingSet.Filling filling) {
		WorkingSet.Need need = filling.need();
		Validity validity = this.workingSet.validity(role, this.session);
		Target elements = role.elements();
		need.itemSession()
			.defer(role.mapping(), need.key(), filling.state(), filling.elements(), validity,
					(elements != null) ? this.workingSet.validity(elements, this.session) : validity);
	}

}
