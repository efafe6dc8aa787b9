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

	/** Whether a query may have left out what is EAGER. */
	private boolean hinted;

	private boolean adding;

	private boolean quiet;

	/** The entity whose attributes are resolved, and what it leaves out. */
	private @Nullable EntityMapping owner;

	private @Nullable LeftOut leftOut;

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
		begin(entity);
		List<String> found = leftOut(entity).paths();
		if (found.isEmpty() && !given.equals(ItemPath.LEFT_OUT)) {
			throw new IllegalArgumentException(entity + " has no EAGER association that could be prefetched (path '"
					+ given.name() + "'); leave it out");
		}
		return found.stream()
			.map((name) -> new ItemPath(DottedPath.append(prefix, name), given.target(), null))
			.toList();
	}

	/** Paths of an item follow. */
	void begin(Collection<? extends ItemPath> paths) {
		this.hinted = paths.contains(ItemPath.LEFT_OUT);
	}

	/** Attributes of an entity that is there follow. */
	void begin(EntityMapping entity) {
		this.leftOut = (entity == this.owner) ? this.leftOut : null;
		this.owner = entity;
	}

	private LeftOut leftOut(EntityMapping entity) {
		if (this.leftOut == null) {
			this.leftOut = LeftOut.of(entity, this.mappings);
		}
		return this.leftOut;
	}

	/** Paths that are added meanwhile are those of what is EAGER. */
	void during(ItemPath given, List<ItemPath> added, Runnable work) {
		this.quiet = given.equals(ItemPath.LEFT_OUT);
		added.forEach((path) -> this.paths.add(path.name()));
		this.adding = true;
		work.run();
		this.adding = false;
	}

	/**
	 * Why an attribute is loaded with its owner, if it is.
	 * @param ofItem whether it is one of an item
	 */
	@Nullable String loadedWithOwner(Attribute attribute, String path, boolean ofItem) {
		if (this.adding) {
			return this.paths.contains(path) ? Attribute.EAGER : null;
		}
		return ofItem ? attribute.loadedWithOwner() : null;
	}

	/**
	 * What is EAGER may be left out by the reader's query, which is seen by the items. It
	 * is a proxy then, where an entity would be; but one that the owner refers to lazily
	 * as well may be either.
	 */
	void mark(@Nullable String reason, @Nullable EntityMapping target, Step step) {
		if (reason == null || !Attribute.EAGER.equals(reason)) {
			return;
		}
		String root = (target != null) ? target.root().name() : "";
		if (!(this.adding && this.quiet) && (this.owner == null || !root.equals(this.owner.root().name()))) {
			((PlanNode.Staged) step.node()).mayBeLate(reason);
		}
		if (!this.hinted) {
			return;
		}
		if (step.node() instanceof PlanNode.Elements collection && collection.elements() != null) {
			collection.elements().eager(false);
		}
		if (step.node() instanceof PlanNode.Entity node && this.owner != null) {
			node.eager(!leftOut(this.owner).lazyTargets().contains(root));
		}
	}

}
