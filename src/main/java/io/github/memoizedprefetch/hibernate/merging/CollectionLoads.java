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
package io.github.memoizedprefetch.hibernate.merging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.memoizedprefetch.hibernate.loading.CollectionBatches;
import io.github.memoizedprefetch.hibernate.mapping.CustomLoading;
import io.github.memoizedprefetch.hibernate.mapping.EagerBags;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.merging.MergeNode.Reference;
import org.hibernate.Hibernate;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.type.CollectionType;
import org.hibernate.type.ComponentType;
import org.jspecify.annotations.Nullable;

/**
 * Collections that merging would initialise, because it replaces their elements. Those of
 * a role are initialised at once. And what it finds to be an orphan.
 */
final class CollectionLoads {

	private final Mappings mappings;

	private final SessionImplementor session;

	private final ObjectStates states;

	private final EarlyInserts inserts;

	private final Map<CollectionPersister, List<PersistentCollection<?>>> collections = new LinkedHashMap<>();

	private final List<Reference> orphans;

	/**
	 * @param orphans takes what is referred to no more
	 */
	CollectionLoads(Mappings mappings, SessionImplementor session, EarlyInserts inserts, List<Reference> orphans) {
		this.orphans = orphans;
		this.mappings = mappings;
		this.session = session;
		this.states = new ObjectStates(session);
		this.inserts = inserts;
	}

	/**
	 * Add what merging an entity needs.
	 * @param target the entity's copy in the session
	 */
	void add(MergeNode node, Object target) {
		@Nullable Object[] originals = node.mapping.persister().getValues(node.entity);
		@Nullable Object[] targets = node.mapping.persister().getValues(target);
		for (MergeProperty property : node.mapping.properties()) {
			add(node, property, originals[property.index()], targets[property.index()]);
		}
	}

	private void add(MergeNode node, MergeProperty property, @Nullable Object original, @Nullable Object target) {
		if (original == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
			return;
		}
		if (property.isEmbedded() && original != null && target != null) {
			ComponentType type = (ComponentType) property.type();
			@Nullable Object[] originals = type.getPropertyValues(original);
			@Nullable Object[] targets = type.getPropertyValues(target);
			property.parts().forEach((part) -> add(node, part, originals[part.index()], targets[part.index()]));
		}
		else if (property.role() != null && target instanceof PersistentCollection<?> collection
				&& isNeeded(node, property, property.role(), original, collection)) {
			this.collections.computeIfAbsent(property.role(), (any) -> new ArrayList<>()).add(collection);
		}
		else if (property.orphans() && target instanceof HibernateProxy proxy && !Hibernate.isInitialized(proxy)
				&& !isSame(property, original, proxy)) {
			this.orphans.add(new Reference(property, target));
		}
	}

	private boolean isSame(MergeProperty property, @Nullable Object original, HibernateProxy target) {
		Object id = (original != null) ? this.states.id(original) : null;
		return id != null && property.entityType()
			.getIdentifierOrUniqueKeyType(this.session.getFactory().getRuntimeMetamodels())
			.isEqual(id, target.getHibernateLazyInitializer().getInternalIdentifier());
	}

	private boolean isNeeded(MergeNode node, MergeProperty property, CollectionPersister role,
			@Nullable Object original, PersistentCollection<?> target) {
		return !target.wasInitialized() && (original == null || Hibernate.isInitialized(original))
				&& ((node.loaded && property.cascaded()) || !isQueued(property, role, original)) && isLoadable(role)
				&& !this.inserts.reach(role, new CollectionKey(role, Objects.requireNonNull(target.getKey())));
	}

	/** Whether the new elements are put in without looking at the old ones. */
	private static boolean isQueued(MergeProperty property, CollectionPersister role, @Nullable Object original) {
		if (!role.isInverse() || property.orphans()) {
			return false;
		}
		return switch (role.getCollectionSemantics().getCollectionClassification()) {
			case BAG, ID_BAG, LIST -> true;
			default -> original == null || !((CollectionType) property.type()).getElementsIterator(original).hasNext();
		};
	}

	/** Whether many are as each alone would be. One that is cached needs no statement. */
	private static boolean isLoadable(CollectionPersister role) {
		return !role.hasCache() && !CustomLoading.isOf(role) && !EagerBags.areShared(role);
	}

	/** How many loads that has taken. */
	int load() {
		CollectionBatches batches = new CollectionBatches(this.session);
		this.collections.forEach((role, found) -> batches.initialize(this.mappings.collection(role), found));
		return this.collections.size();
	}

}
