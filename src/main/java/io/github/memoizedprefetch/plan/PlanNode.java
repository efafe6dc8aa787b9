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
import java.util.List;

import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReferences;
import io.github.memoizedprefetch.hibernate.attaching.ItemSession;
import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.EntityIds;
import io.github.memoizedprefetch.hibernate.mapping.ReferredEntities;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.hibernate.snapshot.KnownOwner;
import io.github.memoizedprefetch.lookup.Role;
import io.github.memoizedprefetch.lookup.Target;
import org.jspecify.annotations.Nullable;

/**
 * One step of the paths of a plan, resolved against the mapping. Paths with a common
 * start share its nodes.
 */
public abstract sealed class PlanNode {

	/** Reads the step's value from its owner, without initialising anything. */
	private final Reader reader;

	private final String path;

	private final List<PlanNode> children = new ArrayList<>();

	private PlanNode(String path, Reader reader) {
		this.path = path;
		this.reader = reader;
	}

	public String path() {
		return this.path;
	}

	public List<PlanNode> children() {
		return this.children;
	}

	/**
	 * Read the step's value.
	 * @throws UnservableReferenceException if that cannot be done without loading
	 */
	public @Nullable Object read(Object owner) throws UnservableReferenceException {
		return this.reader.read(owner);
	}

	/** What the node reads, null if that is no mapped attribute. */
	@Nullable Attribute attribute() {
		return null;
	}

	/** Reads a value from its owner. */
	interface Reader {

		public @Nullable Object read(Object owner) throws UnservableReferenceException;

	}

	/** An embedded value, or a property of something else: read straight away. */
	public static final class Value extends PlanNode {

		private final @Nullable Attribute attribute;

		Value(String path, Reader reader, @Nullable Attribute attribute) {
			super(path, reader);
			this.attribute = attribute;
		}

		@Override
		@Nullable Attribute attribute() {
			return this.attribute;
		}

		/** The embedded value that an owner is known to hold. */
		public @Nullable KnownOwner in(KnownOwner owner) {
			return (this.attribute != null) ? owner.embedded(this.attribute) : null;
		}

	}

	/** References that a stage prefetches. */
	public abstract static sealed class Staged extends PlanNode {

		/** The position of the node's values in a chunk's working set. */
		private final int index;

		/** The staged node that has to be prefetched before, null at the items. */
		private final @Nullable Staged parent;

		/** What the node reads, null if that is no mapped attribute. */
		private final @Nullable Attribute attribute;

		private @Nullable Lateness lateness;

		private Staged(String path, Reader reader, @Nullable Attribute attribute, int index, @Nullable Staged parent) {
			super(path, reader);
			this.attribute = attribute;
			this.index = index;
			this.parent = parent;
		}

		@Nullable Lateness lateness() {
			return this.lateness;
		}

		/** A reference was met that is there already, or not. */
		public void met(boolean there) {
			if (this.lateness != null) {
				this.lateness.met(there);
			}
		}

		/** To be called for what is told to be loaded with its owner. */
		void mayBeLate(String reason) {
			this.lateness = new Lateness(reason);
		}

		@Override
		@Nullable Attribute attribute() {
			return this.attribute;
		}

		public int index() {
			return this.index;
		}

		public @Nullable Staged parent() {
			return this.parent;
		}

		/** What is loaded with one statement for all nodes that have it in common. */
		abstract Object group();

	}

	/** A reference to an entity: an association, an element of a collection, an item. */
	public static final class Entity extends Staged {

		private final Target target;

		private boolean foundBySnapshots;

		private boolean elements;

		private final boolean single;

		private @Nullable EntityIds ids;

		private boolean eager;

		private boolean replacing;

		private boolean shared;

		private boolean referred;

		Entity(String path, Reader reader, @Nullable Attribute attribute, int index, @Nullable Staged parent,
				Target target) {
			super(path, reader, attribute, index, parent);
			this.target = target;
			this.single = attribute != null || path.isEmpty();
		}

		/** Whether all that is behind an entity can be found by its snapshot. */
		public boolean isFoundBySnapshots() {
			return this.foundBySnapshots;
		}

		/** To be called when the node has all its children. */
		void complete() {
			this.elements = parent() instanceof Elements collection && collection.elements() == this;
			this.shared = SharedPaths.areShared(this);
			this.foundBySnapshots = KnownPaths.areKnown(children(), false);
		}

		/**
		 * What the owner is known to refer to.
		 * @param deferred whether the owner may not be built
		 */
		public @Nullable EntityReference referenceIn(KnownOwner owner, ItemSession itemSession,
				EntityReferences references, boolean deferred) {
			Attribute attribute = attribute();
			return (attribute != null) ? references.get(attribute, owner, itemSession, deferred) : null;
		}

		/**
		 * To be called for what is EAGER.
		 * @param replacing whether it is a proxy only if a query has left it out
		 */
		void eager(boolean replacing) {
			this.eager = true;
			this.replacing = replacing;
		}

		/** Whether it is loaded with its owner, whoever hears of it. */
		public boolean isEager() {
			return this.eager;
		}

		/** The association whose proxies are replaced by entities; null if none are. */
		public @Nullable Attribute replacesProxies() {
			return this.replacing ? attribute() : null;
		}

		/** To be called if its values are ids. */
		void ids(EntityIds ids) {
			this.ids = ids;
		}

		void referred(ReferredEntities referred) {
			this.referred = referred.contains(this.target.entity());
		}

		/** Whether its entities are items. */
		public boolean isItems() {
			return path().isEmpty();
		}

		/** Whether what is built for a chunk may lead to entities that are there. */
		public boolean isReferred() {
			return this.referred;
		}

		/** Whether detached items share its entities. */
		public boolean isShared() {
			return this.shared;
		}

		/** How its values are ids; null if they are entities. */
		public @Nullable EntityIds ids() {
			return this.ids;
		}

		/** Whether its values are entities, never containers of them. */
		public boolean isSingle() {
			return this.single || this.elements;
		}

		/** Whether it stands for the elements of a collection. */
		boolean isElements() {
			return this.elements;
		}

		public Target target() {
			return this.target;
		}

		@Override
		Object group() {
			return this.target;
		}

	}

	/**
	 * A collection. Its elements, if they are entities, are the node {@link #elements()}.
	 */
	public static final class Elements extends Staged {

		private final Role role;

		private @Nullable Entity elements;

		Elements(String path, Reader reader, @Nullable Attribute attribute, int index, @Nullable Staged parent,
				Role role) {
			super(path, reader, attribute, index, parent);
			this.role = role;
		}

		public Role role() {
			return this.role;
		}

		public @Nullable Entity elements() {
			return this.elements;
		}

		public @Nullable Object keyIn(KnownOwner owner) {
			Attribute attribute = attribute();
			return (attribute != null) ? owner.collectionKey(attribute) : null;
		}

		public void elements(Entity elements) {
			this.elements = elements;
		}

		/** Whether paths lead on through its elements, which are embeddables. */
		public boolean isReadOn() {
			return this.elements == null && !children().isEmpty();
		}

		/** Whether what is behind such elements can be found without making them. */
		public boolean isFoundByState() {
			return KnownPaths.areKnown(children(), true);
		}

		@Override
		Object group() {
			return this.role;
		}

	}

}
