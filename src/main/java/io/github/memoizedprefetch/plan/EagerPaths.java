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

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.eager.LeftOut;
import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.message.DottedPath;
import org.jspecify.annotations.Nullable;

/**
 * The paths that stand behind {@link ItemPath#EAGER}. What they lead over may have been
 * joined by the reader's query, which is as it should be. Not thread-safe.
 */
final class EagerPaths {

	private final Mappings mappings;

	private final Set<String> paths = new HashSet<>();

	private boolean adding;

	EagerPaths(Mappings mappings) {
		this.mappings = mappings;
	}

	/**
	 * @param owner what a path leads to
	 * @throws IllegalArgumentException if nothing is EAGER there
	 */
	List<ItemPath> of(Object owner, String prefix, ItemPath given) {
		if (!(owner instanceof EntityMapping entity)) {
			throw new IllegalArgumentException("'" + ItemPath.EAGER + "' stands behind an entity only (path '"
					+ given.name() + "'); give the path to one, like 'order." + ItemPath.EAGER + "'");
		}
		List<String> found = LeftOut.of(entity, this.mappings).paths();
		if (found.isEmpty()) {
			throw new IllegalArgumentException(entity + " has no EAGER association that could be prefetched (path '"
					+ given.name() + "'); leave it out");
		}
		return found.stream()
			.map((name) -> new ItemPath(DottedPath.append(prefix, name), given.target(), null))
			.toList();
	}

	/** Paths that are added meanwhile are those of what is EAGER. */
	void during(List<ItemPath> added, Runnable work) {
		added.forEach((path) -> this.paths.add(path.name()));
		this.adding = true;
		work.run();
		this.adding = false;
	}

	/** Why an attribute of an item is loaded with it, if it is. */
	@Nullable String loadedWithOwner(Attribute attribute, String path) {
		if (this.adding) {
			return this.paths.contains(path) ? Attribute.EAGER : null;
		}
		return attribute.loadedWithOwner();
	}

}
