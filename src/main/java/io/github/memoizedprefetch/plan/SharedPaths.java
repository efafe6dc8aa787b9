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

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks the paths that lead on from shared targets: each instance is complete once it is
 * shared, and nothing of it belongs to a chunk.
 */
final class SharedPaths {

	private final Collection<PlanNode> items;

	SharedPaths(Collection<PlanNode> items) {
		this.items = items;
	}

	/**
	 * @throws IllegalArgumentException if something cannot be shared
	 */
	void check(Collection<PlanNode.Staged> nodes) {
		for (PlanNode.Staged node : nodes) {
			if (node instanceof PlanNode.Entity entity && entity.isShared()) {
				if (!entity.isFoundBySnapshots()) {
					throw new IllegalArgumentException(
							"%s is shared(true), but a path leads on from '%s' by what is not mapped; leave that out"
								.formatted(entity.target(), entity.path()));
				}
				check(entity, entity);
				String other = entity.target().shared().shape(entity.path(), behind(entity, entity.path().length()));
				if (other != null) {
					throw new IllegalArgumentException(("%s is shared(true), so that all paths to it must go on alike,"
							+ " but '%s' and '%s' do not; add the paths that one of them lacks")
						.formatted(entity.target(), other, entity.path()));
				}
			}
		}
	}

	/** Neither items, nor what is found by keys, which is managed. */
	static boolean areShared(PlanNode.Entity node) {
		return node.target().isShared() && !node.path().isEmpty() && !isBehindKey(node);
	}

	private static boolean isBehindKey(PlanNode.Staged node) {
		for (PlanNode.Staged each = node; each != null; each = each.parent()) {
			if (each instanceof PlanNode.Entity entity && entity.ids() != null) {
				return true;
			}
		}
		return false;
	}

	private void check(PlanNode.Entity shared, PlanNode owner) {
		for (PlanNode node : owner.children()) {
			if (node instanceof PlanNode.Elements) {
				throw mistake(shared, node,
						"a collection, which cannot be shared; leave that path out, or shared(true)");
			}
			else if (node instanceof PlanNode.Entity entity) {
				if (this.items.stream().anyMatch((item) -> isOfSameTarget(item, entity))) {
					throw mistake(shared, node,
							"the items, which are not shared; leave that path out, or shared(true)");
				}
				if (!entity.target().isShared()) {
					throw mistake(shared, node,
							"%1$s, which is not; share that, too: MemoizedPrefetchConfig.of(%1$s.class)"
								.formatted(entity.target()) + ".shared(true)");
				}
			}
			else {
				check(shared, node);
			}
		}
	}

	private static boolean isOfSameTarget(PlanNode item, PlanNode.Entity entity) {
		return item instanceof PlanNode.Entity root && root.target() == entity.target();
	}

	private static IllegalArgumentException mistake(PlanNode.Entity shared, PlanNode node, String end) {
		return new IllegalArgumentException(
				"%s is shared(true), but path '%s' leads from it to %s".formatted(shared.target(), node.path(), end));
	}

	/** How the paths go on. */
	private static Set<String> behind(PlanNode owner, int length) {
		return owner.children()
			.stream()
			.flatMap((node) -> (node instanceof PlanNode.Entity) ? Set.of(node.path().substring(length)).stream()
					: behind(node, length).stream())
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
