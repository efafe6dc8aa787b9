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

import java.util.List;

import io.github.memoizedprefetch.hibernate.mapping.Attribute;

/**
 * What can be found by snapshots, before their entities are built.
 */
final class KnownPaths {

	private KnownPaths() {
	}

	/**
	 * Whether all that nodes read is known from a snapshot of their owner.
	 * @param embedded whether the owner is an embeddable
	 */
	static boolean areKnown(List<PlanNode> nodes, boolean embedded) {
		return nodes.stream().allMatch((node) -> isKnown(node, embedded));
	}

	private static boolean isKnown(PlanNode node, boolean embedded) {
		Attribute attribute = node.attribute();
		if (attribute == null || !attribute.isInSnapshots(embedded)) {
			return false;
		}
		boolean readOn = node instanceof PlanNode.Value
				|| (node instanceof PlanNode.Elements elements && elements.isReadOn());
		return !readOn || areKnown(node.children(), true);
	}

}
