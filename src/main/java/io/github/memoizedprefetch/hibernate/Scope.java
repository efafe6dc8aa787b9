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

import java.util.List;
import java.util.Set;

import org.hibernate.LockMode;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.bytecode.enhance.spi.interceptor.EnhancementAsProxyLazinessInterceptor;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.event.spi.PreLoadEventListener;
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
public final class Scope {

	private final Mappings mappings;

	private final SessionImplementor session;

	private final PersistenceContext context;

	/**
	 * What the session's own transaction has changed, which committed state does not
	 * show.
	 */
	private final List<Change> uncommitted;

	Scope(Mappings mappings, SessionImplementor session) {
		this.mappings = mappings;
		this.uncommitted = mappings.changes().uncommitted(session);
		this.session = session;
		this.context = session.getPersistenceContextInternal();
	}

	SessionImplementor session() {
		return this.session;
	}

	/**
	 * Whether the session's transaction has not changed any of the tables.
	 * @param tables the tables' names
	 * @return whether what is committed is what the session would read
	 */
	public boolean isUnchanged(Set<String> tables) {
		return this.uncommitted.isEmpty() || this.uncommitted.stream().noneMatch((change) -> change.concerns(tables));
	}

	/**
	 * Whether the session holds the entity already, so that it needs no snapshot.
	 * @param key the entity's key
	 * @return whether it is loaded, perhaps to be deleted
	 */
	public boolean contains(Object key) {
		EntityHolder holder = this.context.getEntityHolder((EntityKey) key);
		return holder != null && isLoaded(holder);
	}

	/**
	 * The entity that the session holds already; a proxy of it is initialised.
	 * @param key the entity's key
	 * @return the entity, or null if it is not there or about to be deleted
	 */
	public @Nullable Object loaded(Object key) {
		EntityHolder holder = this.context.getEntityHolder((EntityKey) key);
		return (holder != null && isLoaded(holder)) ? existing(holder) : null;
	}

	/**
	 * The session's own instance of the entity, made from the snapshot if the session has
	 * none.
	 * @param snapshot the entity's state
	 * @return the entity; null if it is about to be deleted there, or if its transaction
	 * has changed what the snapshot brings along
	 */
	public @Nullable Object hydrate(Snapshot snapshot) {
		EntityHolder holder = this.context.getEntityHolder(snapshot.entityKey());
		if (holder != null && isLoaded(holder)) {
			return existing(holder);
		}
		return isUnchanged(snapshot.companionTables()) ? build(snapshot, holder) : null;
	}

	/**
	 * Make the proxy that a lazy reference to an entity is where the session has neither
	 * yet. Flushing tells a reference to a proxy from one to an entity when the target is
	 * removed.
	 * @param key the entity's key
	 */
	public void makeProxy(Object key) {
		EntityKey entityKey = (EntityKey) key;
		EntityPersister persister = entityKey.getPersister();
		if (this.context.getEntityHolder(entityKey) == null && persister.hasProxy()) {
			this.session.internalLoad(persister.getEntityName(), entityKey.getIdentifier(), false, false);
		}
	}

	/**
	 * Initialise a collection of an entity of the session, if it is not yet.
	 * @param mapping its role
	 * @param key its key
	 * @param state its content; the elements must be in the session
	 */
	public void fill(CollectionMapping mapping, Object key, CollectionState state) {
		PersistentCollection<?> collection = this.context.getCollection((CollectionKey) key);
		if (collection != null && !collection.wasInitialized()) {
			CollectionFiller.fill(collection, mapping, state, this.session);
		}
	}

	private static boolean isLoaded(EntityHolder holder) {
		Object entity = holder.getEntity();
		return entity != null && !isEnhancedProxy(entity);
	}

	/** Whether it is an instance of an enhanced class that is its own proxy. */
	static boolean isEnhancedProxy(Object entity) {
		return isPersistentAttributeInterceptable(entity) && asPersistentAttributeInterceptable(entity)
			.$$_hibernate_getInterceptor() instanceof EnhancementAsProxyLazinessInterceptor;
	}

	private @Nullable Object existing(EntityHolder holder) {
		Object entity = holder.getEntity();
		EntityEntry entry = this.context.getEntry(entity);
		if (entry == null || entry.getStatus().isDeletedOrGone()) {
			return null;
		}
		initializeProxy(holder, entity);
		return entity;
	}

	private static void initializeProxy(EntityHolder holder, @Nullable Object entity) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(holder.getProxy());
		if (proxy != null && proxy.isUninitialized()) {
			proxy.setImplementation(entity);
		}
	}

	private Object build(Snapshot snapshot, @Nullable EntityHolder oldHolder) {
		EntityKey key = snapshot.entityKey();
		Object entity = instance(key, snapshot.persister(), oldHolder);
		// registered before its state is assembled, so that cycles find it
		EntityHolder holder = this.context.addEntityHolder(key, entity);
		try {
			fill(snapshot, holder, entity);
		}
		catch (RuntimeException ex) {
			this.context.removeEntry(entity);
			this.context.removeEntity(key);
			throw ex;
		}
		initializeProxy(holder, entity);
		firePostLoad(key, entity, snapshot.persister());
		return entity;
	}

	private void fill(Snapshot snapshot, EntityHolder holder, Object entity) {
		EntityKey key = snapshot.entityKey();
		EntityPersister persister = snapshot.persister();
		Status status = isReadOnly(holder, persister) ? Status.READ_ONLY : Status.MANAGED;
		if (this.mappings.codec(persister).mayLoad() || !snapshot.companions().isEmpty()) {
			holder.setEntityEntry(
					addEntry(entity, Status.LOADING, null, key, version(snapshot.state(), persister), persister));
		}
		for (Snapshot companion : snapshot.companions()) {
			hydrate(companion);
		}
		@Nullable Object[] values = assemble(snapshot, entity);
		EntityEntry entry = addEntry(entity, status, this.mappings.codec(persister).loadedState(values, this.session),
				key, version(values, persister), persister);
		holder.setEntityEntry(entry);
		persister.afterInitialize(entity, this.session);
		entry.postLoad(entity);
		registerNaturalId(key, entity, persister);
		initializeCollections(snapshot);
		this.context.initializeNonLazyCollections();
	}

	private Object instance(EntityKey key, EntityPersister persister, @Nullable EntityHolder oldHolder) {
		Object old = (oldHolder != null) ? oldHolder.getEntity() : null;
		if (persister.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping id) {
			makeProxies(id, key.getIdentifier());
		}
		Object entity = (old != null) ? old : this.session.instantiate(persister, key.getIdentifier());
		if (isPersistentAttributeInterceptable(entity)) {
			Object interceptor = asPersistentAttributeInterceptable(entity).$$_hibernate_getInterceptor();
			if (interceptor == null || interceptor instanceof EnhancementAsProxyLazinessInterceptor) {
				persister.getBytecodeEnhancementMetadata().injectInterceptor(entity, key.getIdentifier(), this.session);
			}
		}
		return entity;
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

	private boolean isReadOnly(EntityHolder holder, EntityPersister persister) {
		if (!persister.isMutable()) {
			return true;
		}
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(holder.getProxy());
		return (proxy != null && proxy.getSession() != null) ? proxy.isReadOnly() : this.session.isDefaultReadOnly();
	}

	private EntityEntry addEntry(Object entity, Status status, @Nullable Object @Nullable [] loadedState, EntityKey key,
			@Nullable Object version, EntityPersister persister) {
		return this.context.addEntry(entity, status, loadedState, null, key.getIdentifier(), version, LockMode.NONE,
				true, persister, false);
	}

	private @Nullable Object[] assemble(Snapshot snapshot, Object entity) {
		EntityPersister persister = snapshot.persister();
		@Nullable Object[] values = this.mappings.codec(persister).assemble(snapshot.state(), entity, this.session);
		PreLoadEvent event = new PreLoadEvent((EventSource) this.session).setEntity(entity)
			.setState(values)
			.setId(snapshot.entityKey().getIdentifier())
			.setPersister(persister);
		this.session.getFactory().getEventListenerGroups().eventListenerGroup_PRE_LOAD.fireEventOnEachListener(event,
				PreLoadEventListener::onPreLoad);
		persister.setValues(entity, values);
		return values;
	}

	private static @Nullable Object version(@Nullable Object[] values, EntityPersister persister) {
		return persister.isVersioned() ? values[persister.getVersionPropertyIndex()] : null;
	}

	private void registerNaturalId(EntityKey key, Object entity, EntityPersister persister) {
		if (persister.hasNaturalIdentifier()) {
			this.context.getNaturalIdResolutions()
				.cacheResolutionFromLoad(key.getIdentifier(),
						persister.getNaturalIdMapping().extractNaturalIdFromEntity(entity), persister);
		}
	}

	private void initializeCollections(Snapshot snapshot) {
		for (Snapshot.OwnedCollection owned : snapshot.collections()) {
			fill(owned.mapping(), new CollectionKey(owned.mapping().persister(), owned.key()), owned.state());
		}
	}

	private void firePostLoad(EntityKey key, Object entity, EntityPersister persister) {
		PostLoadEvent event = new PostLoadEvent(key.getIdentifier(), persister, entity, (EventSource) this.session);
		this.session.getFactory().getEventListenerGroups().eventListenerGroup_POST_LOAD.fireEventOnEachListener(event,
				PostLoadEventListener::onPostLoad);
	}

}
