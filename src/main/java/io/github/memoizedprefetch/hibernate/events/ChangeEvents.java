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
package io.github.memoizedprefetch.hibernate.events;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import org.hibernate.StatelessSession;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionEntry;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.AbstractPostDatabaseOperationEvent;
import org.hibernate.event.spi.AutoFlushEvent;
import org.hibernate.event.spi.AutoFlushEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostCollectionRecreateEvent;
import org.hibernate.event.spi.PostCollectionRecreateEventListener;
import org.hibernate.event.spi.PostCollectionRemoveEvent;
import org.hibernate.event.spi.PostCollectionRemoveEventListener;
import org.hibernate.event.spi.PostCollectionUpdateEvent;
import org.hibernate.event.spi.PostCollectionUpdateEventListener;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PostUpsertEvent;
import org.hibernate.event.spi.PostUpsertEventListener;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every change that sessions of one factory make, and passes it on when it is
 * committed. Changes are known by key where Hibernate flushes them, and by table where a
 * query makes them: before it runs, a query flushes the tables that it is going to
 * change. Thread-safe.
 */
public final class ChangeEvents implements PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener,
		PostUpsertEventListener, PostCollectionRecreateEventListener, PostCollectionUpdateEventListener,
		PostCollectionRemoveEventListener, AutoFlushEventListener {

	private final transient ChangeListeners listeners = new ChangeListeners();

	private final transient ReferringTables referring;

	private final transient SelectWarning selects;

	private final transient Views views = new Views();

	private final transient Map<EntityPersister, Set<String>> tables = new ConcurrentHashMap<>();

	private final transient OpenTransactions transactions = new OpenTransactions(this.listeners);

	private ChangeEvents(SessionFactoryImplementor factory) {
		this.referring = new ReferringTables(factory);
		this.selects = new SelectWarning(factory.getJdbcServices().getDialect());
	}

	/**
	 * The one instance of a session factory; its listener registry is what remembers it.
	 */
	public static ChangeEvents of(SessionFactoryImplementor factory) {
		EventListenerRegistry registry = factory.getEventListenerRegistry();
		synchronized (registry) {
			for (PostUpdateEventListener listener : registry.getEventListenerGroup(EventType.POST_UPDATE).listeners()) {
				if (listener instanceof ChangeEvents events) {
					return events;
				}
			}
			return new ChangeEvents(factory).register(registry);
		}
	}

	private ChangeEvents register(EventListenerRegistry registry) {
		registry.appendListeners(EventType.POST_INSERT, this);
		registry.appendListeners(EventType.POST_UPDATE, this);
		Deletions.report(registry, this);
		ForcedIncrements.report(registry, this);
		registry.appendListeners(EventType.POST_UPSERT, this);
		registry.appendListeners(EventType.POST_COLLECTION_RECREATE, this);
		registry.appendListeners(EventType.POST_COLLECTION_UPDATE, this);
		registry.appendListeners(EventType.POST_COLLECTION_REMOVE, this);
		registry.appendListeners(EventType.AUTO_FLUSH, this);
		return this;
	}

	/**
	 * Be told of committed changes.
	 * @param listener is held weakly
	 * @return adds the tables that matter
	 */
	public Change.Watch add(Change.Listener listener) {
		return this.listeners.add(listener);
	}

	/** Whether no commit from now on has changed one of the tables. */
	public BooleanSupplier unchanged(Set<String> tables) {
		return this.listeners.unchanged(tables);
	}

	/** The factory's database's. */
	public Views views() {
		return this.views;
	}

	/** What the session's transaction has changed so far. */
	public ChangedTables uncommitted(SharedSessionContractImplementor session) {
		return this.transactions.changed(session);
	}

	/** What the session's transaction changes, from now on. */
	public OwnChanges own(SharedSessionContractImplementor session) {
		return this.transactions.of(session);
	}

	@Override
	public void onPostInsert(PostInsertEvent event) {
		changed(event);
	}

	@Override
	public void onPostUpdate(PostUpdateEvent event) {
		changed(event);
	}

	@Override
	public void onPostDelete(PostDeleteEvent event) {
		changed(event);
		Set<String> referring = this.referring.to(tables(event.getPersister()));
		if (!referring.isEmpty()) {
			changed(event.getSession(), referring);
		}
	}

	/** An entity has changed in a way that no event tells of. */
	void changed(SharedSessionContractImplementor session, EntityKey key, EntityPersister persister) {
		changed(session, key, tables(persister));
	}

	/** A deletion that is made with the next flush, in whatever transaction. */
	void scheduledDeletion(SharedSessionContractImplementor session, Object id, EntityPersister persister) {
		Set<String> tables = tables(persister);
		this.transactions.note(session, new EntityKey(id, persister), tables);
		noteReferring(session, tables);
	}

	/** Rows that refer to what is deleted may change with it. */
	private void noteReferring(SharedSessionContractImplementor session, Set<String> deleted) {
		Set<String> tables = this.referring.to(deleted);
		if (!tables.isEmpty()) {
			this.transactions.of(session).add(tables);
		}
	}

	@Override
	public void onPostUpsert(PostUpsertEvent event) {
		changed(event);
	}

	@Override
	public void onPostRecreateCollection(PostCollectionRecreateEvent event) {
		changed(event);
	}

	@Override
	public void onPostUpdateCollection(PostCollectionUpdateEvent event) {
		changed(event);
	}

	@Override
	public void onPostRemoveCollection(PostCollectionRemoveEvent event) {
		changed(event);
	}

	/** Selects flush too; only the stack tells. */
	@Override
	public void onAutoFlush(AutoFlushEvent event) {
		QuerySpaces.heard(event);
		if (this.listeners.isEmpty() || QuerySpaces.isCheck(event)) {
			return;
		}
		Set<String> tables = (event.getQuerySpaces() != null) ? Set.copyOf(event.getQuerySpaces()) : Set.of();
		QueryKind kind = QueryKind.current();
		if (kind.isMutation()
				|| (kind == QueryKind.NATIVE_SELECT && this.selects.mayChange(event.getSession(), tables))) {
			changed(event.getSession(), tables);
			if (kind == QueryKind.DELETE) {
				noteReferring(event.getSession(), tables);
			}
		}
	}

	@Override
	public boolean requiresPostCommitHandling(EntityPersister persister) {
		return false;
	}

	private void changed(AbstractPostDatabaseOperationEvent event) {
		EntityPersister persister = event.getPersister();
		changed(event.getSession(), new EntityKey(event.getId(), persister), tables(persister));
		if (event.getSession() instanceof StatelessSession && persister.hasOwnedCollections()) {
			changedCollections(event.getSession(), persister);
		}
	}

	private Set<String> tables(EntityPersister persister) {
		return this.tables.computeIfAbsent(persister, (key) -> Tables.of(key.getQuerySpaces()));
	}

	private void changed(AbstractCollectionEvent event) {
		EventSource session = session(event);
		PersistentCollection<?> collection = event.getCollection();
		if (session == null) {
			return; // the event of the owner says it all
		}
		if (collection == null) {
			changedCollections(session,
					session.getFactory().getMappingMetamodel().getEntityDescriptor(event.getAffectedOwnerEntityName()));
			return;
		}
		// the owner that the collection is taken from, and the one it is given to
		collectionChanged(session, collection.getRole(), collection.getKey());
		CollectionEntry entry = session.getPersistenceContextInternal().getCollectionEntry(collection);
		if (entry != null && entry.getLoadedPersister() != null) {
			collectionChanged(session, entry.getLoadedPersister().getRole(), entry.getLoadedKey());
		}
	}

	/** An event of a {@code StatelessSession} has none, and no way to ask whether. */
	private static @Nullable EventSource session(AbstractCollectionEvent event) {
		try {
			return event.getSession();
		}
		catch (NullPointerException ex) {
			return null;
		}
	}

	private void collectionChanged(SharedSessionContractImplementor session, @Nullable String role,
			@Nullable Object key) {
		if (role != null && key != null) {
			CollectionPersister persister = session.getFactory().getMappingMetamodel().getCollectionDescriptor(role);
			changed(session, new CollectionKey(persister, key), Tables.of(persister.getCollectionSpaces()));
		}
	}

	/**
	 * Collections that an entity of a hierarchy owns have changed, it is not known which.
	 */
	private void changedCollections(SharedSessionContractImplementor session, EntityPersister owner) {
		session.getFactory().getMappingMetamodel().forEachCollectionDescriptor((persister) -> {
			String root = persister.getOwnerEntityPersister().getRootEntityName();
			if (!persister.isInverse() && root.equals(owner.getRootEntityName())) {
				changed(session, Tables.of(persister.getCollectionSpaces()));
			}
		});
	}

	private void changed(SharedSessionContractImplementor session, Object key, Set<String> tables) {
		this.transactions.changed(session, key, tables);
	}

	private void changed(SharedSessionContractImplementor session, Set<String> tables) {
		this.transactions.changed(session, tables);
	}

	/** How much is remembered of listeners and transactions. */
	public int size() {
		return this.listeners.size() + this.transactions.size();
	}

}
