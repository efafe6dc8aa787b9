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
package io.github.memoizedprefetch.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.ReferredEntities;
import io.github.memoizedprefetch.lookup.Role;
import io.github.memoizedprefetch.lookup.Sharing;
import io.github.memoizedprefetch.lookup.Target;
import org.jspecify.annotations.Nullable;

/**
 * The paths, resolved against the mapping metamodel for the classes of items that a chunk
 * has, and the order in which their targets are loaded. Immutable.
 *
 * @param roots the items by class
 * @param size how many staged nodes there are
 * @param stages what is loaded one after the other
 * @param ordered whether it matters in which order entities are attached: where
 * collections of entities are on the paths, or {@code @Any} references, or where paths
 * may lead to entities that are found by id
 * @param targets what the paths lead to; the items themselves are none of them
 * @param sharing what its shared targets have in common; null if it has none
 */
public record Plan(Map<Class<?>, PlanNode> roots, int size, List<Stage> stages, boolean ordered, List<Target> targets,
		@Nullable Sharing sharing) {

	/**
	 * Nodes that are loaded together.
	 *
	 * @param group their {@link Target} or {@link Role}
	 * @param nodes the nodes
	 */
	public record Stage(Object group, List<PlanNode.Staged> nodes) {
	}

	static Plan of(Map<Class<?>, PlanNode> roots, List<PlanNode.Staged> nodes, @Nullable Sharing sharing) {
		for (PlanNode.Staged node : nodes) {
			if (node instanceof PlanNode.Entity entity) {
				entity.complete();
			}
		}
		new SharedPaths(roots.values()).check(nodes);
		List<Stage> stages = schedule(nodes);
		List<Target> targets = targets(stages);
		markReferred(stages, targets);
		return new Plan(Map.copyOf(roots), nodes.size(), stages, isOrdered(stages), targets,
				targets.stream().anyMatch(Target::isShared) ? sharing : null);
	}

	/** What is built may lead to entities that the chunk has. */
	private static void markReferred(List<Stage> stages, List<Target> targets) {
		ReferredEntities referred = new ReferredEntities();
		targets.forEach((target) -> target.addReferred(referred));
		for (Stage stage : stages) {
			if (stage.group() instanceof Role role) {
				referred.add(role.mapping());
			}
		}
		stages.stream().flatMap((stage) -> stage.nodes().stream()).forEach((node) -> {
			if (node instanceof PlanNode.Entity entity) {
				entity.referred(referred);
			}
		});
	}

	/** Whether a path leads to an entity, or to others of its hierarchy. */
	public boolean reaches(EntityMapping entity) {
		return this.targets.stream().anyMatch((target) -> target.entity().root().equals(entity.root()));
	}

	private static boolean isOrdered(List<Stage> stages) {
		return stages.stream()
			.flatMap((stage) -> stage.nodes().stream())
			.anyMatch((node) -> leadsThroughEmbeddables(node) || ((node instanceof PlanNode.Entity entity)
					? entity.isElements() || ReferredEntities.areAny(entity.target().entity())
							|| (entity.ids() != null && isReferredTo(entity.target().entity(), stages))
					: ReferredEntities.areAny(((PlanNode.Elements) node).role().mapping())));
	}

	private static boolean leadsThroughEmbeddables(PlanNode.Staged node) {
		return (node instanceof PlanNode.Elements elements && elements.isReadOn()) || node.children()
			.stream()
			.anyMatch((child) -> child instanceof PlanNode.Value && child.attribute() != null);
	}

	private static boolean isReferredTo(EntityMapping entity, List<Stage> stages) {
		return stages.stream()
			.flatMap((stage) -> stage.nodes().stream())
			.anyMatch((node) -> node instanceof PlanNode.Entity other && other.ids() == null
					&& other.target().entity().root().equals(entity.root()));
	}

	private static List<Target> targets(List<Stage> stages) {
		return stages.stream()
			.filter((stage) -> stage.nodes().stream().anyMatch((node) -> !node.path().isEmpty()))
			.map(Stage::group)
			.filter(Target.class::isInstance)
			.map(Target.class::cast)
			.distinct()
			.toList();
	}

	/**
	 * Put off each group until all its nodes can be reached, so that one statement serves
	 * them all. Only where a target leads to itself it takes one for each level.
	 */
	private static List<Stage> schedule(List<PlanNode.Staged> nodes) {
		List<Stage> stages = new ArrayList<>();
		Set<PlanNode.Staged> remaining = new LinkedHashSet<>(nodes);
		while (!remaining.isEmpty()) {
			Stage stage = next(remaining);
			stages.add(stage);
			stage.nodes().forEach(remaining::remove);
		}
		return List.copyOf(stages);
	}

	private static Stage next(Set<PlanNode.Staged> remaining) {
		Map<Object, List<PlanNode.Staged>> ready = new LinkedHashMap<>();
		Set<Object> blocked = new LinkedHashSet<>();
		for (PlanNode.Staged node : remaining) {
			if (remaining.contains(node.parent())) {
				blocked.add(node.group());
			}
			else {
				ready.computeIfAbsent(node.group(), (group) -> new ArrayList<>()).add(node);
			}
		}
		Object group = ready.keySet()
			.stream()
			.filter((candidate) -> !blocked.contains(candidate))
			.findFirst()
			.orElseGet(() -> ready.keySet().iterator().next());
		return new Stage(group, List.copyOf(ready.get(group)));
	}

}
