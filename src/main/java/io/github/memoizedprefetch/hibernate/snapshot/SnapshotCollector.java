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

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.codec.Accessors;
import io.github.memoizedprefetch.hibernate.codec.CollectionCodec;
import io.github.memoizedprefetch.hibernate.codec.EntityCodec;
import io.github.memoizedprefetch.hibernate.codec.FetchTypes;
import io.github.memoizedprefetch.hibernate.codec.LoadedEntity;
import io.github.memoizedprefetch.hibernate.codec.OwnerKeys;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.NamedAttributes;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.internal.DiscriminatedCollectionPart;
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

	/**
	 * @param named what comes along besides what is EAGER
	 */
	@Nullable Snapshot take(Object instance, NamedAttributes named) {
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

	@Nullable CollectionState take(PersistentCollection<?> collection, CollectionMapping mapping, NamedAttributes named) {
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

	SessionImplementor session() {
		return this.session;
	}

	Mappings mappings() {
		return this.mappings;
	}

	private List<Snapshot> companions(PersistentCollection<?> collection, CollectionMapping mapping,
			NamedAttributes named) {
		CollectionPart part = mapping.attributeMapping().getElementDescriptor();
		Companions companions = new Companions(this, this.plan);
		for (Object element : CollectionCodec.elements(collection)) {
			if (element != null && part instanceof DiscriminatedCollectionPart any && FetchTypes.isEager(any)) {
				companions.addElement(element, named);
			}
			else if (element != null && part instanceof EmbeddableValuedModelPart embedded) {
				companions.collect(embedded.getEmbeddableTypeDescriptor(), (inner) -> inner.getValue(element), 0,
						named);
			}
		}
		return companions.entities();
	}

	/** An entity, and what has come along with it by whatever led to it. */
	private final class Taken {

		private final Snapshot snapshot;

		private final Companions companions = new Companions(SnapshotCollector.this, SnapshotCollector.this.plan);

		private final Set<NamedAttributes> named = new HashSet<>();

		Taken(Snapshot snapshot) {
			this.snapshot = snapshot;
		}

		void add(LoadedEntity loaded, NamedAttributes more) {
			if (!this.named.add(more)) {
				return;
			}
			this.companions.collect(loaded.persister(), loaded::value, -1, more);
			this.companions.accompany(this.snapshot);
		}

	}

}
