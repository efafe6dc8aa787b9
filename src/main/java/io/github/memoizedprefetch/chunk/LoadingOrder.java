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
import java.util.Comparator;
import java.util.List;

import io.github.memoizedprefetch.hibernate.EntityReference;
import io.github.memoizedprefetch.plan.PathNode;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.target.Target;

/**
 * Builds the entities of a chunk in the order in which Hibernate would load them, were
 * the paths of each item read one after the other. An element of a collection is an
 * instance then, unless something that was loaded before it has made a proxy of it.
 */
final class LoadingOrder {

	private final List<Load> loads = new ArrayList<>();

	LoadingOrder(Plan plan, WorkingSet workingSet) {
		plan.stages()
			.stream()
			.flatMap((stage) -> stage.nodes().stream())
			.sorted(Comparator.comparingInt(PathNode.Staged::index))
			.forEach((node) -> add(node, workingSet));
		this.loads.sort(Comparator.comparingInt(Load::item)); // stable
	}

	private void add(PathNode.Staged node, WorkingSet workingSet) {
		if (node instanceof PathNode.Entity entity) {
			add(entity, workingSet.at(entity));
		}
		else if (node instanceof PathNode.Elements collection && collection.elements() != null) {
			add(collection.elements().target(), workingSet.at(collection).fillings);
		}
	}

	/** What one statement of Hibernate's would load for an item. */
	private record Load(int item, Target target, List<EntityReference> references, boolean elements) {
	}

	private void add(PathNode.Entity node, WorkingSet.PendingEntities entities) {
		for (int i = 0; i < entities.waiting.size(); i++) {
			this.loads.add(new Load(entities.items.get(i), node.target(), List.of(entities.waiting.get(i)), false));
		}
	}

	private void add(Target target, List<WorkingSet.Filling> fillings) {
		for (WorkingSet.Filling filling : fillings) {
			if (filling.elements() != null) {
				this.loads.add(new Load(filling.need().item(), target, filling.elements(), true));
			}
		}
	}

	void build() {
		for (Load load : this.loads) {
			for (EntityReference reference : load.references()) {
				if (load.elements()) {
					reference.needsNoProxy();
				}
				reference.build(load.target().entity());
			}
		}
	}

}
