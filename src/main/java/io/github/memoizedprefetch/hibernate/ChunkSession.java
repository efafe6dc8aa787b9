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
import java.util.Objects;

import io.github.memoizedprefetch.hibernate.attaching.ChunkMode;
import io.github.memoizedprefetch.hibernate.attaching.CollectionReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReferences;
import io.github.memoizedprefetch.hibernate.attaching.Isolation;
import io.github.memoizedprefetch.hibernate.attaching.ItemSession;
import io.github.memoizedprefetch.hibernate.attaching.ItemSessions;
import io.github.memoizedprefetch.hibernate.attaching.Tenants;
import io.github.memoizedprefetch.hibernate.codec.EntityProxies;
import io.github.memoizedprefetch.hibernate.lazyload.Peek;
import io.github.memoizedprefetch.hibernate.loading.BuildingSession;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import jakarta.persistence.EntityNotFoundException;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.bytecode.enhance.spi.interceptor.EnhancementAsProxyLazinessInterceptor;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The unit of work over one chunk: finds out which session each reference belongs to, and
 * loads what is missing in sessions apart. Not thread-safe.
 */
public final class ChunkSession implements AutoCloseable {

	private final PersistenceUnit unit;

	private final Mappings mappings;

	private final Object tenant;

	private final ChunkMode mode;

	private final ItemSessions itemSessions;

	private @Nullable BuildingSession building;

	private final ChunkLoads loads;

	ChunkSession(PersistenceUnit unit, Object tenant, ChunkMode mode, Isolation isolation) {
		this.unit = unit;
		this.mode = mode;
		this.mappings = unit.mappings();
		this.loads = new ChunkLoads(unit, tenant);
		this.tenant = tenant;
		this.itemSessions = new ItemSessions(this.mappings, unit.changes(), tenant, mode, isolation,
				() -> building().session());
	}

	/**
	 * Whether an object on a path may be read on for this session's tenant.
	 * @param owner an item, or a value behind it
	 * @return false if it is an entity that was loaded for another tenant, or nobody
	 * knows for whom
	 */
	public boolean isOfTenant(Object owner) {
		Tenants tenants = this.unit.tenants();
		return tenants == null || tenants.isOf(this.tenant, owner);
	}

	/**
	 * Look at a to-one reference without initialising it.
	 * @param value the value of an association
	 * @param references the entities of the association's target
	 * @return the reference, or null if the value is an initialised entity
	 * @throws UnservableReferenceException if it must be left as Hibernate made it
	 */
	public @Nullable EntityReference entityReference(Object value, EntityReferences references)
			throws UnservableReferenceException {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		if (proxy == null) {
			requireLoaded(value);
			return null;
		}
		if (!proxy.isUninitialized()) {
			requireRow(proxy);
			return null;
		}
		ItemSession itemSession = this.itemSessions.of(proxy.getSession());
		if (itemSession.hasChanges()) {
			ItemSessions.requireUnchanged(itemSession, this.mappings.entity(proxy.getEntityName()).tables());
		}
		return references.ofProxy(proxy, itemSession);
	}

	/**
	 * The entity that an id is one of, in the session of the thread's transaction.
	 * @param id an id of the entities' type
	 * @param references the entities of the target
	 * @return the reference
	 * @throws UnservableReferenceException if there is no such session, or it is left
	 */
	public EntityReference keyReference(Object id, EntityReferences references) throws UnservableReferenceException {
		return references.ofId(id, this.itemSessions.ofStep());
	}

	/** Whether what the memos do not know is loaded. */
	public boolean mayLoad() {
		return this.mode != ChunkMode.MEMO_ONLY;
	}

	/** Whether the memos are filled alone, for a chunk to come. */
	public boolean loadsAhead() {
		return this.mode == ChunkMode.LOADED_AHEAD;
	}

	/**
	 * Look at a to-one reference again.
	 * @param value the value of an association
	 * @param references the entities of the association's target
	 * @return the reference, or null if the value is an initialised entity
	 * @throws UnservableReferenceException if it must be left as Hibernate made it
	 */
	public @Nullable EntityReference referenceTo(Object value, EntityReferences references)
			throws UnservableReferenceException {
		EnhancementAsProxyLazinessInterceptor enhanced = EntityProxies.enhancedProxy(value);
		return (enhanced != null)
				? references.getEnhanced(enhanced.getEntityKey(), this.itemSessions.of(enhanced.getLinkedSession()))
				: entityReference(value, references);
	}

	/**
	 * Note an entity that an item is or leads to, and that is loaded. If it is detached,
	 * what is built for detached references leads to it.
	 * @param value the entity, or a proxy that is initialised
	 */
	public void met(Object value) {
		this.itemSessions.met(value);
	}

	/**
	 * Note a collection that is yet to be looked at: its session may manage what was met.
	 * @param value the value of a collection attribute
	 */
	public void metCollection(Object value) {
		if (value instanceof PersistentCollection<?> collection && !collection.wasInitialized()) {
			this.itemSessions.metSession(session(collection));
		}
	}

	/** To be called before anything is looked for or built. */
	public void lendMet() {
		this.itemSessions.lendMet();
	}

	private static void requireLoaded(Object entity) throws UnservableReferenceException {
		if (EntityProxies.isEnhancedProxy(entity)) {
			throw new UnservableReferenceException(entity.getClass().getSimpleName()
					+ " is enhanced for lazy loading at build time, so that the reference is the target itself");
		}
	}

	/**
	 * Somebody may have tried to initialise it before. Hibernate says so with the help of
	 * its session, which may be gone.
	 */
	private static void requireRow(LazyInitializer proxy) throws UnservableReferenceException {
		try {
			proxy.getImplementation();
		}
		catch (EntityNotFoundException | ObjectNotFoundException | NullPointerException ex) {
			throw new UnservableReferenceException("its row is missing");
		}
	}

	/**
	 * Look at a collection without initialising it.
	 * @param value the value of a collection attribute
	 * @param mapping the attribute's collection
	 * @return the reference, or null if the value is initialised, or a collection that
	 * Hibernate has not wrapped yet
	 * @throws UnservableReferenceException if it must be left as Hibernate made it
	 */
	public @Nullable CollectionReference collectionReference(Object value, CollectionMapping mapping)
			throws UnservableReferenceException {
		PersistentCollection<?> collection = (value instanceof PersistentCollection<?> persistent) ? persistent
				: behind(value);
		if (collection == null || collection.wasInitialized()) {
			return null;
		}
		if (collection.getKey() == null || !mapping.role().equals(collection.getRole())) {
			throw new UnservableReferenceException("its owner has another role or no key: " + collection.getRole());
		}
		return new CollectionReference(collection, mapping, new CollectionKey(mapping.persister(), collection.getKey()),
				this.itemSessions.of(session(collection)));
	}

	/** What a view would load to be read. */
	private @Nullable PersistentCollection<?> behind(Object value) throws UnservableReferenceException {
		Peek peek = this.mappings.lazyLoads().peek(() -> Peek.elements(value));
		if (peek.unloaded() instanceof PersistentCollection<?> collection) {
			return collection;
		}
		requireElements(peek);
		return null;
	}

	/**
	 * The elements of something that holds entities.
	 * @param container a collection, a map, an array
	 * @return its elements, of a map its values
	 * @throws UnservableReferenceException if they are not loaded
	 */
	public List<@Nullable Object> elements(Object container) throws UnservableReferenceException {
		if (container instanceof PersistentCollection<?> collection && collection.wasInitialized()) {
			return Peek.elements(container);
		}
		Peek peek = this.mappings.lazyLoads().peek(() -> Peek.elements(container));
		requireElements(peek);
		@SuppressWarnings("unchecked")
		List<@Nullable Object> elements = (List<@Nullable Object>) Objects.requireNonNull(peek.value());
		return elements;
	}

	private static void requireElements(Peek peek) throws UnservableReferenceException {
		if (peek.unloaded() != null || peek.error() != null) {
			throw new UnservableReferenceException("its elements are not loaded, and nothing tells whose they are;"
					+ " give the path of the collection from the entity that has it");
		}
	}

	/** Opens a session for what chunks share, to be closed by the caller. */
	public SharingSession sharing() {
		return new SharingSession(this.mappings, this.unit.changes(), this.tenant);
	}

	/**
	 * What loads what is missing.
	 * @return the loads of this session
	 */
	public ChunkLoads loads() {
		return this.loads;
	}

	/**
	 * How many SQL statements prefetching has taken so far.
	 * @return the number of statements
	 */
	public long statements() {
		return this.loads.statements() + ((this.building != null) ? this.building.statements() : 0);
	}

	/**
	 * Close the session that was built in, which detaches what is there.
	 */
	@Override
	public void close() {
		if (this.building != null) {
			this.building.close();
		}
	}

	private BuildingSession building() {
		if (this.building == null) {
			this.building = new BuildingSession(this.mappings, this.tenant);
		}
		return this.building;
	}

	private static @Nullable SharedSessionContractImplementor session(PersistentCollection<?> collection) {
		return (collection instanceof AbstractPersistentCollection<?> persistent) ? persistent.getSession() : null;
	}

}
