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

import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.lookup.Target;
import io.github.memoizedprefetch.message.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a path, and what may have been meant.
 */
final class PathMistakes {

	private PathMistakes() {
	}

	static IllegalArgumentException unknown(String owner, String segment, String path, String suggestion) {
		return new IllegalArgumentException(
				owner + " has no attribute '" + segment + "' (path '" + path + "')" + suggestion);
	}

	/** An unknown first name: what was meant may start somewhere behind the item. */
	static IllegalArgumentException unknown(EntityMapping item, String segment, String path) {
		return unknown(item.toString(), segment, path, item.attributeNames()
			.stream()
			.sorted()
			.filter((name) -> item.attributes(name).stream().anyMatch((attribute) -> has(target(attribute), segment)))
			.findFirst()
			.map((name) -> "; did you mean '" + name + "." + path + "'?")
			.orElseGet(() -> Suggestion.of(segment, item.attributeNames())));
	}

	private static @Nullable EntityMapping target(Attribute attribute) {
		CollectionMapping collection = attribute.collection();
		return (collection != null) ? collection.element() : attribute.toOne();
	}

	private static boolean has(@Nullable EntityMapping entity, String name) {
		return entity != null && entity.attributes(name).stream().anyMatch((attribute) -> target(attribute) != null);
	}

	static IllegalArgumentException leadsNowhere(Attribute attribute, String name, String path) {
		return new IllegalArgumentException(attribute.isAny()
				? name + " is an @Any association, whose target has no type of its own; it cannot be prefetched (path '"
						+ path + "')"
				: name + " is a basic attribute, which is no association and leads nowhere (path '" + path + "')");
	}

	/** An association, where there should be ids. */
	static IllegalArgumentException noKey(String name, String path, @Nullable EntityMapping target) {
		return new IllegalArgumentException(
				(target == null) ? name + " is an @Any association, which is no id (key '" + path + "')"
						: name + " is an association to " + target + ", not its id (key '" + path
								+ "'); give it as a path:" + " paths(\"" + path + "\")");
	}

	/** Whether a path may end at a node. */
	static void checkEnd(ItemPath path, PlanNode end) {
		Target target = target(end);
		if (target == null && !(end instanceof PlanNode.Elements)) {
			throw new IllegalArgumentException("Path '" + path.name() + "' does not end at an association;"
					+ " give the path of the association to prefetch");
		}
		Class<?> expected = path.target();
		if (expected != null && (target == null || !related(expected, target.entity().javaType()))) {
			String actual = (target != null) ? target.toString() : "no entity";
			throw new IllegalArgumentException(
					"Path '" + path.name() + "' leads to " + actual + ", but is given in the config of "
							+ expected.getSimpleName() + "; move it to the config of " + actual + " or to paths(..)");
		}
	}

	private static boolean related(Class<?> one, Class<?> other) {
		return one.isAssignableFrom(other) || other.isAssignableFrom(one);
	}

	private static @Nullable Target target(PlanNode node) {
		if (node instanceof PlanNode.Entity entity) {
			return entity.target();
		}
		return (node instanceof PlanNode.Elements collection) ? collection.role().elements() : null;
	}

}
