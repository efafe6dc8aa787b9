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

import io.github.memoizedprefetch.hibernate.codec.Accessors;
import io.github.memoizedprefetch.hibernate.codec.CollectionCodec;
import io.github.memoizedprefetch.hibernate.codec.EntityCodec;
import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import io.github.memoizedprefetch.hibernate.codec.LoadedEntity;
import io.github.memoizedprefetch.hibernate.codec.OwnerKeys;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.CustomLoading;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.NamedAttributes;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.FetchStyle;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.DiscriminatedAssociationModelPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.DiscriminatedCollectionPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of the entities one load has brought. Entities that came along with
 * another one are snapshots too, shared by all that refer to them.
 */
public final class SnapshotCollector {

	private final Mappings mappings;

	private final SessionImplementor session;

	private final FetchPlan plan;

	/** What comes along with what is loaded, besides what is EAGER. */
	private final NamedAttributes named;

	private final RowOrder order;

	private final Map<EntityKey, Taken> taken = new HashMap<>();

	/**
	 * @param plan how they were loaded: which initialised associations are companions
	 * although they are mapped as lazy. What is initialised by chance, because the same
	 * load has brought it too, is none: a change of it would not be heard of.
	 */
	public SnapshotCollector(Mappings mappings, SessionImplementor session, FetchPlan plan) {
		this.mappings = mappings;
		this.session = session;
		this.plan = plan;
		this.named = NamedAttributes.of(plan, session.getFactory());
		this.order = new RowOrder(session);
	}

	/**
	 * The snapshot of an entity of the session; null if its row is not known, so that
	 * each session has to load it for itself.
	 * @throws PartlyLoadedException if it would be whole without what was fetched along
	 */
	public @Nullable Snapshot take(Object instance) {
		return take(instance, this.named);
	}

	private @Nullable Snapshot take(Object instance, NamedAttributes named) {
		LoadedEntity loaded = LoadedEntity.of(Hibernate.unproxy(instance), this.session);
		Taken known = this.taken.get(loaded.key());
		if (known != null) {
			known.add(loaded, named);
			return known.snapshot;
		}
		if (!loaded.isWhole() || OwnerKeys.areRead(loaded, this.session, this.plan.fetchesMore())) {
			if (this.plan.joinsMore()) {
				throw new PartlyLoadedException();
			}
			this.mappings.entity(loaded.persister()).refuse(PartlyLoadedException.REASON);
			return null;
		}
		try {
			EntityCodec codec = this.mappings.codec(loaded.persister());
			Snapshot snapshot = new Snapshot(loaded.key(), codec, codec.disassemble(loaded, this.session));
			// before its companions, which may refer back
			Taken taken = new Taken(snapshot);
			this.taken.put(loaded.key(), taken);
			taken.add(loaded, named);
			return snapshot;
		}
		catch (Accessors.NotRepeatableException ex) {
			this.mappings.entity(loaded.persister()).refuse(ex.getMessage());
			return null;
		}
	}

	/**
	 * The content of an initialised collection of the session; null if it is not known.
	 */
	public @Nullable CollectionState take(PersistentCollection<?> collection, CollectionMapping mapping) {
		return take(collection, mapping, NamedAttributes.none());
	}

	private @Nullable CollectionState take(PersistentCollection<?> collection, CollectionMapping mapping,
			NamedAttributes named) {
		try {
			@Nullable Object[] content = mapping.codec().disassemble(collection, this.session);
			return (mapping.element() != null)
					? new CollectionState(mapping, content, this.order.of(collection, mapping.persister()), List.of())
					: new CollectionState(mapping, content, null, companions(collection, mapping, named));
		}
		catch (Accessors.NotRepeatableException ex) {
			mapping.refuse(ex.getMessage());
			return null;
		}
	}

	private List<Snapshot> companions(PersistentCollection<?> collection, CollectionMapping mapping,
			NamedAttributes named) {
		CollectionPart part = mapping.attributeMapping().getElementDescriptor();
		Companions companions = new Companions();
		for (Object element : CollectionCodec.elements(collection)) {
			if (element != null && part instanceof DiscriminatedCollectionPart any && FetchTypes.isEager(any)) {
				companions.addEntity(element, companions.entities, named);
			}
			else if (element != null && part instanceof EmbeddableValuedModelPart embedded) {
				collect(embedded.getEmbeddableTypeDescriptor(), (inner) -> inner.getValue(element), 0, named,
						companions);
			}
		}
		return List.copyOf(companions.entities);
	}

	private void collect(ManagedMappingType type, Function<AttributeMapping, @Nullable Object> values, int position,
			NamedAttributes named, Companions companions) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			Object value = values.apply(attribute);
			NamedAttributes behind = named.behind(attribute.getAttributeName());
			if (isSingle(attribute) && comesAlong(attribute, named)) {
				companions.addAssociated(value, attribute, (position < 0) ? i : position, behind);
			}
			else if (attribute instanceof PluralAttributeMapping plural && comesAlong(attribute, named)) {
				companions.addCollection(value, plural.getCollectionDescriptor(), companions.entities(attribute),
						behind);
			}
			else if (attribute instanceof EmbeddableValuedModelPart embedded && value != null) {
				collect(embedded.getEmbeddableTypeDescriptor(), (inner) -> inner.getValue(value),
						(position < 0) ? i : position, behind, companions);
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

	/** An entity, and what has come along with it by whatever led to it. */
	private final class Taken {

		private final Snapshot snapshot;

		private final Companions companions = new Companions();

		private final Set<NamedAttributes> named = new HashSet<>();

		Taken(Snapshot snapshot) {
			this.snapshot = snapshot;
		}

		void add(LoadedEntity loaded, NamedAttributes more) {
			if (!this.named.add(more)) {
				return;
			}
			collect(loaded.persister(), loaded::value, -1, more, this.companions);
			if (!this.companions.isEmpty()) {
				this.companions.selected.keySet().removeAll(this.companions.joined);
				this.snapshot.accompaniedBy(this.companions.entities, this.companions.selected, this.companions.fetched,
						this.companions.collections);
			}
		}

	}

	/** What came along with one entity. */
	private final class Companions {

		private final Set<Snapshot> entities = new LinkedHashSet<>();

		private final Map<EntityKey, Integer> selected = new HashMap<>();

		private final Set<EntityKey> joined = new HashSet<>();

		private final Set<Snapshot> fetched = new LinkedHashSet<>();

		private final List<Snapshot.OwnedCollection> collections = new ArrayList<>();

		boolean isEmpty() {
			return this.entities.isEmpty() && this.fetched.isEmpty() && this.collections.isEmpty();
		}

		/** Where to add what an attribute refers to. */
		Set<Snapshot> entities(AttributeMapping attribute) {
			return FetchTypes.isEager(attribute) ? this.entities : this.fetched;
		}

		/**
		 * Whether Hibernate joins it, or loads it by a statement of its own, matters to
		 * others.
		 */
		void addAssociated(@Nullable Object value, AttributeMapping attribute, int position, NamedAttributes named) {
			boolean joined = attribute.getMappedFetchOptions().getStyle() == FetchStyle.JOIN;
			Snapshot snapshot = joined ? addEntity(value, entities(attribute), named)
					: add(value, entities(attribute), named);
			if (snapshot != null && !joined) {
				this.selected.putIfAbsent(snapshot.entityKey(), position);
			}
		}

		/** What is joined is not selected, whatever else refers to it. */
		@Nullable Snapshot addEntity(@Nullable Object value, Set<Snapshot> entities, NamedAttributes named) {
			Snapshot snapshot = add(value, entities, named);
			if (snapshot != null) {
				this.joined.add(snapshot.entityKey());
			}
			return snapshot;
		}

		private @Nullable Snapshot add(@Nullable Object value, Set<Snapshot> entities, NamedAttributes named) {
			Snapshot snapshot = (value != null && Hibernate.isInitialized(value) && isSupported(value))
					? take(value, named) : null;
			if (snapshot != null) {
				entities.add(snapshot);
			}
			return snapshot;
		}

		/** Otherwise each session loads it for itself. */
		private boolean isSupported(Object value) {
			EntityPersister persister = SnapshotCollector.this.session.getEntityPersister(null,
					Hibernate.unproxy(value));
			return SnapshotCollector.this.mappings.codec(persister).unsupported() == null;
		}

		void addCollection(@Nullable Object value, CollectionPersister persister, Set<Snapshot> entities,
				NamedAttributes named) {
			PersistentCollection<?> collection = (value instanceof PersistentCollection<?> persistent)
					? current(persistent, persister) : null;
			if (collection == null || !collection.wasInitialized() || !isManaged(collection)) {
				return;
			}
			CollectionMapping mapping = SnapshotCollector.this.mappings.collection(persister);
			if (mapping.notMemoizable() != null) {
				return;
			}
			this.collections.removeIf((known) -> known.mapping() == mapping && known.key().equals(collection.getKey()));
			if (mapping.element() != null) {
				CollectionCodec.elements(collection).forEach((element) -> addEntity(element, entities, named));
			}
			CollectionState state = take(collection, mapping, named);
			if (state != null) {
				entities.addAll(state.companions());
				state.companions().forEach((companion) -> this.joined.add(companion.entityKey()));
				this.collections.add(new Snapshot.OwnedCollection(mapping, collection.getKey(), state));
			}
		}

		/** It may have been read again. */
		private PersistentCollection<?> current(PersistentCollection<?> collection, CollectionPersister persister) {
			Object key = collection.getKey();
			PersistentCollection<?> current = (key != null)
					? SnapshotCollector.this.session.getPersistenceContextInternal()
						.getCollection(new CollectionKey(persister, key))
					: null;
			return (current != null) ? current : collection;
		}

		private boolean isManaged(PersistentCollection<?> collection) {
			return SnapshotCollector.this.session.getPersistenceContextInternal()
				.getCollectionEntry(collection) != null;
		}

	}

}
