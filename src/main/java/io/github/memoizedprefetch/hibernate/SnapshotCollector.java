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
package io.github.memoizedprefetch.hibernate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ManagedMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of the entities one load has brought. Entities that came along with
 * another one are snapshots too, shared by all that refer to them.
 */
final class SnapshotCollector {

	private final Mappings mappings;

	private final SessionImplementor session;

	private final boolean fetchedMore;

	private final Map<Object, Snapshot> snapshots = new LinkedHashMap<>();

	/**
	 * @param fetchedMore whether initialised associations are companions although they
	 * are mapped as lazy
	 */
	SnapshotCollector(Mappings mappings, SessionImplementor session, boolean fetchedMore) {
		this.mappings = mappings;
		this.session = session;
		this.fetchedMore = fetchedMore;
	}

	Snapshot take(Object instance) {
		Object entity = Hibernate.unproxy(instance);
		EntityPersister persister = this.session.getEntityPersister(null, entity);
		Object id = persister.getIdentifier(entity, this.session);
		EntityKey key = this.session.generateEntityKey(id, persister);
		Snapshot known = this.snapshots.get(key);
		if (known != null) {
			return known;
		}
		EntityCodec codec = this.mappings.codec(persister);
		Snapshot snapshot = new Snapshot(key, codec, codec.disassemble(entity, id, this.session));
		this.snapshots.put(key, snapshot); // before its companions, which may refer back
		takeCompanions(snapshot, persister, entity);
		return snapshot;
	}

	/** The content of an initialised collection of the session. */
	CollectionState take(PersistentCollection<?> collection, CollectionMapping mapping) {
		return mapping.codec().disassemble(collection, this.session);
	}

	private void takeCompanions(Snapshot snapshot, EntityPersister persister, Object entity) {
		Companions companions = new Companions();
		collect(persister, entity, companions);
		if (!companions.isEmpty()) {
			snapshot.accompaniedBy(companions.entities, companions.collections);
		}
	}

	private void collect(ManagedMappingType type, Object owner, Companions companions) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			if (attribute instanceof ToOneAttributeMapping && comesAlong(attribute)) {
				companions.addEntity(attribute.getValue(owner));
			}
			else if (attribute instanceof PluralAttributeMapping plural && comesAlong(attribute)) {
				companions.addCollection(attribute.getValue(owner), plural.getCollectionDescriptor());
			}
			else if (attribute instanceof EmbeddableValuedModelPart embedded && attribute.getValue(owner) != null) {
				collect(embedded.getEmbeddableTypeDescriptor(), attribute.getValue(owner), companions);
			}
		}
	}

	private boolean comesAlong(AttributeMapping attribute) {
		return Attribute.isEager(attribute) || (this.fetchedMore && !CustomLoading.isOf(attribute));
	}

	/** What came along with one entity. */
	private final class Companions {

		private final List<Snapshot> entities = new ArrayList<>();

		private final List<Snapshot.OwnedCollection> collections = new ArrayList<>();

		boolean isEmpty() {
			return this.entities.isEmpty() && this.collections.isEmpty();
		}

		void addEntity(@Nullable Object value) {
			if (value != null && Hibernate.isInitialized(value) && isSupported(value)) {
				this.entities.add(take(value));
			}
		}

		/** Otherwise each session loads it for itself. */
		private boolean isSupported(Object value) {
			EntityPersister persister = SnapshotCollector.this.session.getEntityPersister(null,
					Hibernate.unproxy(value));
			return SnapshotCollector.this.mappings.codec(persister).unsupported() == null;
		}

		void addCollection(@Nullable Object value, CollectionPersister persister) {
			if (!(value instanceof PersistentCollection<?> collection) || !collection.wasInitialized()
					|| !isManaged(collection)) {
				return;
			}
			CollectionMapping mapping = SnapshotCollector.this.mappings.collection(persister);
			if (mapping.notMemoizable() != null) {
				return;
			}
			if (mapping.element() != null) {
				CollectionFiller.elements(collection).forEach(this::addEntity);
			}
			this.collections.add(new Snapshot.OwnedCollection(mapping, collection.getKey(), take(collection, mapping)));
		}

		private boolean isManaged(PersistentCollection<?> collection) {
			return SnapshotCollector.this.session.getPersistenceContextInternal()
				.getCollectionEntry(collection) != null;
		}

	}

}
