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
package io.github.memoizedprefetch.hibernate.attaching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.codec.EntityProxies;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.hibernate.LockMode;
import org.hibernate.bytecode.enhance.spi.interceptor.EnhancementAsProxyLazinessInterceptor;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.internal.EmptyInterceptor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

import static org.hibernate.engine.internal.ManagedTypeHelper.asPersistentAttributeInterceptable;
import static org.hibernate.engine.internal.ManagedTypeHelper.isPersistentAttributeInterceptable;

/**
 * Builds managed entities from snapshots in one session: what Hibernate does with an
 * entry of the second-level cache, in the order of its {@code CacheLoadHelper}.
 */
public final class EntityBuilder {

	private static final @Nullable Object[] NOTHING = {};

	private final ItemSession itemSession;

	private final SessionImplementor session;

	private final PersistenceContext context;

	private final boolean uninterceptedSession;

	private final LoadCallbacks events;

	/** How many entities are being built, each for the sake of the one before. */
	private int depth;

	/** In the order in which they got their values. */
	private final List<Built> built = new ArrayList<>();

	private final FetchedAlong fetched;

	EntityBuilder(ItemSession itemSession, SessionImplementor session) {
		this.itemSession = itemSession;
		this.fetched = new FetchedAlong(itemSession);
		this.session = session;
		this.context = session.getPersistenceContextInternal();
		this.uninterceptedSession = session.getInterceptor() == EmptyInterceptor.INSTANCE;
		this.events = new LoadCallbacks(session, this.uninterceptedSession);
	}

	/** Whether users hear of an entity that is built, or the next flush. */
	boolean isNoticed(Snapshot snapshot) {
		return this.events.isNoticed(snapshot);
	}

	/**
	 * Build an entity that the session does not have.
	 * @param oldHolder what the session knows of it, perhaps a proxy, or null
	 */
	EntityHolder build(Snapshot snapshot, @Nullable EntityHolder oldHolder) {
		EntityKey key = snapshot.entityKey();
		Object entity = instance(key, snapshot.persister(), oldHolder);
		// registered before its state is assembled, so that cycles find it
		EntityHolder holder = this.context.addEntityHolder(key, entity);
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(holder.getProxy());
		this.depth++;
		this.context.beforeLoad(); // EAGER collections wait as well
		try {
			setState(snapshot, holder, entity, proxy);
		}
		catch (RuntimeException ex) {
			this.context.removeEntry(entity);
			this.context.removeEntity(key);
			this.built.clear();
			this.fetched.clear();
			throw ex;
		}
		finally {
			this.context.afterLoad();
			this.depth--;
		}
		EntityProxies.initialize(proxy, entity);
		complete(new Built(snapshot, entity));
		return holder;
	}

	/**
	 * Collections wait until no entity is half built: a set takes elements by their
	 * {@code hashCode}, which may use any attribute of theirs. Callbacks wait for them.
	 */
	private void complete(Built last) {
		this.fetched.add(last.snapshot());
		if (this.depth > 0) {
			this.built.add(last);
			return;
		}
		if (!mayLoad(last.snapshot())) {
			this.events.firePostLoad(last.snapshot(), last.instance());
			return;
		}
		this.built.add(last);
		buildFetched();
		List<Built> all = new ArrayList<>(this.built);
		this.built.clear();
		all.forEach((entity) -> this.fetched.fill(entity.snapshot()));
		this.context.initializeNonLazyCollections();
		all.forEach((entity) -> this.events.firePostLoad(entity.snapshot(), entity.instance()));
	}

	/** As if it were loaded lazily: what one of them refers to after all of them. */
	private void buildFetched() {
		this.depth++;
		try {
			this.fetched.build();
		}
		finally {
			this.fetched.clear();
			this.depth--;
		}
	}

	private static boolean mayLoad(Snapshot snapshot) {
		return snapshot.codec().mayLoad() || snapshot.hasCompanions();
	}

	private void setState(Snapshot snapshot, EntityHolder holder, Object entity, @Nullable LazyInitializer proxy) {
		EntityKey key = snapshot.entityKey();
		EntityPersister persister = snapshot.persister();
		if (mayLoad(snapshot)) {
			holder.setEntityEntry(
					addEntry(entity, Status.LOADING, null, key, version(snapshot.state(), persister), persister));
		}
		@Nullable Object[] values = assemble(snapshot, buildCompanions(snapshot, entity), entity);
		boolean given = isReadOnly(proxy, persister);
		boolean configured = !given && snapshot.codec().isReadOnly();
		EntityEntry entry = (given || configured)
				? addEntry(entity, Status.READ_ONLY, null, key, version(values, persister), persister)
				: addEntry(entity, Status.MANAGED, snapshot.codec().loadedState(values), key,
						version(values, persister), persister);
		holder.setEntityEntry(entry);
		persister.afterInitialize(entity, this.session);
		entry.postLoad(entity);
		registerNaturalId(key, values, persister);
		if (persister.hasCollections() && (configured || this.context.isDefaultReadOnly())) {
			ReadOnlyCollections.mark(persister.getPropertyTypes(), values, this.context);
		}
		if (configured) {
			snapshot.codec().watch(entity, entry, values);
			if (proxy != null && proxy.getSession() == this.session) {
				proxy.setReadOnly(true);
			}
		}
	}

	/**
	 * What Hibernate joins before what it selects when the row has been read.
	 * @return the values that are known with that
	 */
	private @Nullable Object[] buildCompanions(Snapshot snapshot, Object entity) {
		Map<EntityKey, Integer> selected = snapshot.selected();
		for (Snapshot companion : snapshot.companions()) {
			if (!selected.containsKey(companion.entityKey())) {
				this.itemSession.findOrBuild(companion, null, null);
			}
		}
		if (selected.isEmpty()) {
			return NOTHING;
		}
		@Nullable Object[] known = new Object[snapshot.state().length];
		for (Snapshot companion : snapshot.companions()) {
			EntityKey key = companion.entityKey();
			Integer position = selected.get(key);
			if (position != null) {
				snapshot.codec().refer(snapshot.state(), key, position, known, entity, this.session);
				this.itemSession.findOrBuild(companion, null, null);
			}
		}
		return known;
	}

	private Object instance(EntityKey key, EntityPersister persister, @Nullable EntityHolder oldHolder) {
		Object old = (oldHolder != null) ? oldHolder.getEntity() : null;
		if (persister.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping id) {
			makeProxies(id, key.getIdentifier());
		}
		Object entity = (old != null) ? old : instantiate(persister, key.getIdentifier());
		if (isPersistentAttributeInterceptable(entity)) {
			Object interceptor = asPersistentAttributeInterceptable(entity).$$_hibernate_getInterceptor();
			if (interceptor == null || interceptor instanceof EnhancementAsProxyLazinessInterceptor) {
				persister.getBytecodeEnhancementMetadata().injectInterceptor(entity, key.getIdentifier(), this.session);
			}
		}
		return entity;
	}

	/** Ask the interceptor, if there is a real one. */
	private Object instantiate(EntityPersister persister, Object id) {
		return this.uninterceptedSession ? persister.instantiate(id, this.session)
				: this.session.instantiate(persister, id);
	}

	/** An association that is part of an id would be loaded if it had no proxy. */
	private void makeProxies(NonAggregatedIdentifierMapping mapping, Object id) {
		EmbeddableMappingType attributes = mapping.getVirtualIdEmbeddable();
		EmbeddableMappingType values = mapping.getIdentifierValueMapper();
		for (int i = 0; i < values.getNumberOfAttributeMappings(); i++) {
			AttributeMapping value = values.getAttributeMapping(i);
			if (attributes.getAttributeMapping(i) instanceof ToOneAttributeMapping toOne
					&& !(value instanceof ToOneAttributeMapping)) {
				String entity = toOne.getAssociatedEntityMappingType().getEntityName();
				this.session.internalLoad(entity, value.getValue(id), false, false);
			}
		}
	}

	private boolean isReadOnly(@Nullable LazyInitializer proxy, EntityPersister persister) {
		if (!persister.isMutable()) {
			return true;
		}
		return (proxy != null && proxy.getSession() != null) ? proxy.isReadOnly() : this.session.isDefaultReadOnly();
	}

	private EntityEntry addEntry(Object entity, Status status, @Nullable Object @Nullable [] loadedState, EntityKey key,
			@Nullable Object version, EntityPersister persister) {
		return this.context.addEntry(entity, status, loadedState, null, key.getIdentifier(), version, LockMode.NONE,
				true, persister, false);
	}

	private @Nullable Object[] assemble(Snapshot snapshot, @Nullable Object[] known, Object entity) {
		EntityPersister persister = snapshot.persister();
		@Nullable Object[] values = snapshot.codec().assemble(snapshot.state(), known, entity, this.session);
		this.events.firePreLoad(snapshot, entity, values);
		persister.setValues(entity, values);
		return values;
	}

	private static @Nullable Object version(@Nullable Object[] values, EntityPersister persister) {
		return persister.isVersioned() ? values[persister.getVersionPropertyIndex()] : null;
	}

	private void registerNaturalId(EntityKey key, @Nullable Object[] values, EntityPersister persister) {
		if (persister.hasNaturalIdentifier()) {
			this.context.getNaturalIdResolutions()
				.cacheResolutionFromLoad(key.getIdentifier(),
						persister.getNaturalIdMapping().extractNaturalIdFromEntityState(values), persister);
		}
	}

	/** An entity that has its values. */
	private record Built(Snapshot snapshot, Object instance) {
	}

}
