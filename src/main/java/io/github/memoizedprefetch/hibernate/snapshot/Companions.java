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
package io.github.memoizedprefetch.hibernate.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.memoizedprefetch.hibernate.codec.CollectionCodec;
import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.CustomLoading;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.NamedAttributes;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.FetchStyle;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * What came along with one entity, or with the elements of a collection.
 */
final class Companions {

	private final SnapshotCollector collector;

	private final FetchPlan plan;

	private final Set<Snapshot> entities = new LinkedHashSet<>();

	private final Map<EntityKey, Integer> selected = new HashMap<>();

	private final Set<EntityKey> joined = new HashSet<>();

	private final Set<Snapshot> fetched = new LinkedHashSet<>();

	private final List<Snapshot.OwnedCollection> collections = new ArrayList<>();

	Companions(SnapshotCollector collector, FetchPlan plan) {
		this.collector = collector;
		this.plan = plan;
	}

	/** Those that have to be there when it is built. */
	List<Snapshot> entities() {
		return List.copyOf(this.entities);
	}

	void accompany(Snapshot snapshot) {
		if (!this.entities.isEmpty() || !this.fetched.isEmpty() || !this.collections.isEmpty()) {
			this.selected.keySet().removeAll(this.joined);
			snapshot.accompaniedBy(this.entities, this.selected, this.fetched, this.collections);
		}
	}

	/** An element of a collection. */
	void addElement(Object element, NamedAttributes named) {
		addEntity(element, this.entities, named);
	}

	/**
	 * Collect what came along by the attributes of an entity or embeddable.
	 * @param position of the attribute that the embeddable is; negative if it is none
	 * @param named what came along besides what is EAGER
	 */
	void collect(ManagedMappingType type, Function<AttributeMapping, @Nullable Object> values, int position,
			NamedAttributes named) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			Object value = values.apply(attribute);
			NamedAttributes behind = named.behind(attribute.getAttributeName());
			if (isSingle(attribute) && comesAlong(attribute, named)) {
				addAssociated(value, attribute, (position < 0) ? i : position, behind);
			}
			else if (attribute instanceof PluralAttributeMapping plural && comesAlong(attribute, named)) {
				addCollection(value, plural.getCollectionDescriptor(), entities(attribute), behind);
			}
			else if (attribute instanceof EmbeddableValuedModelPart embedded && value != null) {
				collect(embedded.getEmbeddableTypeDescriptor(), (inner) -> inner.getValue(value),
						(position < 0) ? i : position, behind);
			}
		}
	}

	private static boolean isSingle(AttributeMapping attribute) {
		return attribute instanceof ToOneAttributeMapping || attribute instanceof DiscriminatedAssociationModelPart;
	}

	/** A custom loader may bring anything. */
	private boolean comesAlong(AttributeMapping attribute, NamedAttributes named) {
		return FetchTypes.isEager(attribute)
				|| ((this.plan.loader() != null || named.contains(attribute.getAttributeName()))
						&& !CustomLoading.isOf(attribute));
	}

	/** Where to add what an attribute refers to. */
	private Set<Snapshot> entities(AttributeMapping attribute) {
		return FetchTypes.isEager(attribute) ? this.entities : this.fetched;
	}

	/**
	 * Whether Hibernate joins it, or loads it by a statement of its own, matters to
	 * others.
	 */
	private void addAssociated(@Nullable Object value, AttributeMapping attribute, int position,
			NamedAttributes named) {
		boolean joined = attribute.getMappedFetchOptions().getStyle() == FetchStyle.JOIN;
		Snapshot snapshot = joined ? addEntity(value, entities(attribute), named)
				: add(value, entities(attribute), named);
		if (snapshot != null && !joined) {
			this.selected.putIfAbsent(snapshot.entityKey(), position);
		}
	}

	/** What is joined is not selected, whatever else refers to it. */
	private @Nullable Snapshot addEntity(@Nullable Object value, Set<Snapshot> entities, NamedAttributes named) {
		Snapshot snapshot = add(value, entities, named);
		if (snapshot != null) {
			this.joined.add(snapshot.entityKey());
		}
		return snapshot;
	}

	private @Nullable Snapshot add(@Nullable Object value, Set<Snapshot> entities, NamedAttributes named) {
		Snapshot snapshot = (value != null && Hibernate.isInitialized(value) && isSupported(value))
				? this.collector.take(value, named) : null;
		if (snapshot != null) {
			entities.add(snapshot);
		}
		return snapshot;
	}

	/** Otherwise each session loads it for itself. */
	private boolean isSupported(Object value) {
		EntityPersister persister = this.collector.session().getEntityPersister(null, Hibernate.unproxy(value));
		return this.collector.mappings().codec(persister).unsupported() == null;
	}

	private void addCollection(@Nullable Object value, CollectionPersister persister, Set<Snapshot> entities,
			NamedAttributes named) {
		PersistentCollection<?> collection = (value instanceof PersistentCollection<?> persistent)
				? current(persistent, persister) : null;
		if (collection == null || !collection.wasInitialized() || !isManaged(collection)) {
			return;
		}
		CollectionMapping mapping = this.collector.mappings().collection(persister);
		if (mapping.notMemoizable() != null) {
			return;
		}
		this.collections.removeIf((known) -> known.mapping() == mapping && known.key().equals(collection.getKey()));
		if (mapping.element() != null) {
			CollectionCodec.elements(collection).forEach((element) -> addEntity(element, entities, named));
		}
		CollectionState state = this.collector.take(collection, mapping, named);
		if (state != null) {
			entities.addAll(state.companions());
			state.companions().forEach((companion) -> this.joined.add(companion.entityKey()));
			this.collections.add(new Snapshot.OwnedCollection(mapping, collection.getKey(), state));
		}
	}

	/** It may have been read again. */
	private PersistentCollection<?> current(PersistentCollection<?> collection, CollectionPersister persister) {
		Object key = collection.getKey();
		PersistentCollection<?> current = (key != null) ? this.collector.session()
			.getPersistenceContextInternal()
			.getCollection(new CollectionKey(persister, key)) : null;
		return (current != null) ? current : collection;
	}

	private boolean isManaged(PersistentCollection<?> collection) {
		return this.collector.session().getPersistenceContextInternal().getCollectionEntry(collection) != null;
	}

}
