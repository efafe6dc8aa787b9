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

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.github.memoizedprefetch.hibernate.codec.EntityProxies;
import io.github.memoizedprefetch.hibernate.deferred.Deferrals;
import io.github.memoizedprefetch.hibernate.deferred.Deferred;
import io.github.memoizedprefetch.hibernate.deferred.DeferredCollection;
import io.github.memoizedprefetch.hibernate.deferred.DeferredEntity;
import io.github.memoizedprefetch.hibernate.deferred.Validity;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.hibernate.events.ChangedTables;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.hibernate.Hibernate;
import org.hibernate.LockMode;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.jspecify.annotations.Nullable;

import static org.hibernate.engine.internal.ManagedTypeHelper.asManagedEntity;
import static org.hibernate.engine.internal.ManagedTypeHelper.isManagedEntity;

/**
 * A session that items belong to, or the one that stands in for those of detached items:
 * what it holds, and what can be put into it.
 */
public final class ItemSession {

	private final SessionImplementor session;

	private final PersistenceContext context;

	private final ChangeEvents changes;

	private final EntityBuilder builder;

	/**
	 * What the session's own transaction has changed, which committed state does not
	 * show.
	 */
	private final ChangedTables uncommitted;

	/** Whether its entities are needed in another session, later. */
	private final boolean ahead;

	private final boolean detached;

	/** Null if everything is put into it at once. */
	private final @Nullable Deferrals deferrals;

	ItemSession(ChangeEvents changes, SessionImplementor session) {
		this(changes, session, false, false, null);
	}

	/** One that stands in for those of detached items. */
	public static ItemSession ofDetached(ChangeEvents changes, SessionImplementor session) {
		return new ItemSession(changes, session, false, true, null);
	}

	/** One whose step comes to the entities, or does not. */
	static ItemSession ofStep(ChangeEvents changes, SessionImplementor session) {
		return ofStep(changes, session, Deferrals.of(session.getFactory(), new DeferredBuilder(changes)));
	}

	static ItemSession ofStep(ChangeEvents changes, SessionImplementor session, Deferrals deferrals) {
		return new ItemSession(changes, session, false, false, deferrals);
	}

	/** One whose entities are needed in another session, later. */
	static ItemSession ahead(ChangeEvents changes, SessionImplementor session) {
		return new ItemSession(changes, session, true, false, null);
	}

	private ItemSession(ChangeEvents changes, SessionImplementor session, boolean ahead, boolean detached,
			@Nullable Deferrals deferrals) {
		this.ahead = ahead;
		this.detached = detached;
		this.deferrals = deferrals;
		this.changes = changes;
		this.uncommitted = changes.uncommitted(session);
		this.session = session;
		this.context = session.getPersistenceContextInternal();
		this.builder = new EntityBuilder(this, session);
	}

	public boolean isAhead() {
		return this.ahead;
	}

	/** Whether it stands in for the sessions of detached items. */
	public boolean isDetached() {
		return this.detached;
	}

	SessionImplementor session() {
		return this.session;
	}

	/** Whether what is committed of tables is what the session would read. */
	public boolean isUnchanged(Set<String> tables) {
		return !this.uncommitted.hasAnyOf(tables);
	}

	/** Whether the session's transaction has changed nothing that matters. */
	public boolean isUnchanged(Change.Dependencies dependencies) {
		return !hasChanges() || (dependencies.unfollowed() == null && isUnchanged(dependencies.tables()));
	}

	/** Whether its transaction has changed anything that concerns a memo. */
	public boolean hasChanges() {
		return !this.uncommitted.isEmpty();
	}

	/**
	 * Whether an entity is built when the step comes to it, and not before.
	 * @param reached whether something that the session has refers to it
	 */
	boolean defers(Snapshot snapshot, boolean reached) {
		return this.deferrals != null && (!reached || this.builder.isNoticed(snapshot))
				&& !snapshot.persister().getBytecodeEnhancementMetadata().isEnhancedForLazyLoading();
	}

	/** What is deferred, to be added to. */
	Deferred deferred() {
		return Objects.requireNonNull(this.deferrals, "nothing is deferred").of(this.session);
	}

	/** What is deferred of an entity, by whatever prefetch. */
	@Nullable DeferredEntity deferred(EntityKey key) {
		Deferred deferred = (this.deferrals != null) ? this.deferrals.find(this.session) : null;
		return (deferred != null) ? deferred.get(key) : null;
	}

	/** What is deferred of a collection, by whatever prefetch. */
	public @Nullable DeferredCollection deferred(Object collectionKey) {
		Deferred deferred = (this.deferrals != null) ? this.deferrals.find(this.session) : null;
		return (deferred != null) ? deferred.get((CollectionKey) collectionKey) : null;
	}

	/**
	 * Have a collection filled when the step comes to it.
	 * @param elements the elements, if they are references; or else null
	 * @param validity how long its content holds
	 * @param elementValidity how long its elements hold
	 */
	public void defer(CollectionMapping mapping, Object key, CollectionState state,
			@Nullable List<EntityReference> elements, Validity validity, Validity elementValidity) {
		List<DeferredCollection.Element> deferred = (elements != null) ? elements.stream()
			.map((element) -> new DeferredCollection.Element(element.key(), element.snapshot(), elementValidity))
			.toList() : null;
		deferred().add(new DeferredCollection(mapping, (CollectionKey) key, state, deferred, validity));
	}

	/** Whether no commit from now on has changed one of the tables. */
	BooleanSupplier unchanged(Set<String> tables) {
		return this.changes.unchanged(tables);
	}

	/** Whether an entity is one of the session. */
	boolean manages(Object entity) {
		return this.context.getEntry(entity) != null;
	}

	/** What the session knows of an entity. */
	@Nullable EntityHolder holder(EntityKey key) {
		return this.context.getEntityHolder(key);
	}

	/**
	 * The session's own instance of the entity, made from the snapshot if the session has
	 * none.
	 * @param snapshot the entity's state
	 * @param known what the session knew of the entity before, or null
	 * @param proxyKey the key to make a proxy by if the session has neither entity nor
	 * proxy; null if the entity needs none
	 * @return the holder of the entity; null if it is about to be deleted there, or if
	 * its transaction has changed what the snapshot brings along
	 */
	@Nullable EntityHolder findOrBuild(Snapshot snapshot, @Nullable EntityHolder known, @Nullable EntityKey proxyKey) {
		EntityHolder holder = (known != null) ? known : this.context.getEntityHolder(snapshot.entityKey());
		if (holder == null && proxyKey != null) {
			holder = makeProxy(proxyKey, snapshot);
		}
		if (holder != null && isLoaded(holder)) {
			return (existing(holder) != null) ? holder : null;
		}
		boolean unchanged = !hasChanges() || isUnchanged(snapshot.companionTables());
		return unchanged ? this.builder.build(snapshot, holder) : null;
	}

	/** The entity of a snapshot; null if what comes with it has changed. */
	public @Nullable Object build(Snapshot snapshot) {
		EntityHolder holder = findOrBuild(snapshot, null, null);
		return (holder != null) ? holder.getEntity() : null;
	}

	/**
	 * Have a detached entity in the session, until that is closed. Of several that are
	 * the same row it is the first.
	 * @param value the entity, or an initialised proxy of it
	 */
	public void lend(Object value) {
		Object entity = Hibernate.unproxy(value);
		EntityPersister persister = this.session.getEntityPersister(null, entity);
		Object id = persister.getIdentifier(entity, this.session);
		if (id == null || Boolean.TRUE.equals(persister.isTransient(entity, this.session)) || isAttached(entity)) {
			return;
		}
		EntityKey key = this.session.generateEntityKey(id, persister);
		EntityHolder known = this.context.getEntityHolder(key);
		if (known == null || known.getEntity() == null) {
			EntityHolder holder = this.context.addEntityHolder(key, entity);
			holder.setEntityEntry(this.context.addEntry(entity, Status.READ_ONLY, null, null, id,
					persister.getVersion(entity), LockMode.NONE, true, persister, false));
			if (holder.getProxy() != null) {
				EntityProxies.initialize(HibernateProxy.extractLazyInitializer(holder.getProxy()), entity);
			}
			else if (value != entity) {
				this.context.addProxy(key, value);
			}
		}
	}

	/** An enhanced entity knows by itself whether a session has it. */
	private static boolean isAttached(Object entity) {
		return isManagedEntity(entity) && asManagedEntity(entity).$$_hibernate_getEntityEntry() != null;
	}

	/** Make the proxy that a lazy reference to an entity is. */
	private @Nullable EntityHolder makeProxy(EntityKey key, Snapshot snapshot) {
		EntityPersister persister = key.getPersister().isConcreteProxy() ? snapshot.persister() : key.getPersister();
		if (persister.hasProxy()) {
			if (persister.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading()) {
				this.session.internalLoad(persister.getEntityName(), key.getIdentifier(), false, false);
			}
			else {
				this.context.addProxy(key, persister.createProxy(key.getIdentifier(), this.session));
			}
			return this.context.getEntityHolder(key);
		}
		return null;
	}

	/**
	 * Initialise a collection of an entity of the session, if it is not yet.
	 * @param mapping its role
	 * @param key its key
	 * @param state its content; the elements must be in the session
	 * @param elements the elements, if they were references; or else null
	 */
	public void fill(CollectionMapping mapping, Object key, CollectionState state,
			@Nullable List<EntityReference> elements) {
		PersistentCollection<?> collection = this.context.getCollection((CollectionKey) key);
		if (collection != null && !collection.wasInitialized()) {
			fill(collection, mapping, state, elements);
		}
	}

	void fill(PersistentCollection<?> collection, CollectionMapping mapping, CollectionState state,
			@Nullable List<EntityReference> elements) {
		state.companions().forEach((companion) -> findOrBuild(companion, null, null));
		CollectionFiller.fill(collection, mapping, state, elements, this.session);
	}

	static boolean isLoaded(EntityHolder holder) {
		Object entity = holder.getEntity();
		return entity != null && !EntityProxies.isEnhancedProxy(entity);
	}

	/** The entity; null if it is about to be deleted. A proxy of it is initialised. */
	@Nullable Object existing(EntityHolder holder) {
		Object entity = holder.getEntity();
		EntityEntry entry = this.context.getEntry(entity);
		if (entry == null || entry.getStatus().isDeletedOrGone()) {
			return null;
		}
		EntityProxies.initialize(HibernateProxy.extractLazyInitializer(holder.getProxy()), entity);
		return entity;
	}

}
