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

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

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
import org.hibernate.query.spi.NonSelectQueryPlan;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every change that sessions of one factory make, and passes it on when it is
 * committed. Changes are known by key where Hibernate flushes them, and by table where a
 * query makes them: before it runs, a query flushes the tables that it is going to
 * change. Thread-safe.
 */
final class ChangeEvents implements PostInsertEventListener, PostUpdateEventListener, PostDeleteEventListener,
		PostUpsertEventListener, PostCollectionRecreateEventListener, PostCollectionUpdateEventListener,
		PostCollectionRemoveEventListener, AutoFlushEventListener {

	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	/** Weak, so that a prefetch that nobody closes is not kept by its session factory. */
	private final transient List<WeakReference<Change.Listener>> listeners = new CopyOnWriteArrayList<>();

	private final transient Map<SharedSessionContractImplementor, UncommittedChanges> uncommitted = new ConcurrentHashMap<>();

	/**
	 * The one instance of a session factory; its listener registry is what remembers it.
	 */
	static ChangeEvents of(SessionFactoryImplementor factory) {
		EventListenerRegistry registry = factory.getEventListenerRegistry();
		synchronized (registry) {
			for (PostUpdateEventListener listener : registry.getEventListenerGroup(EventType.POST_UPDATE).listeners()) {
				if (listener instanceof ChangeEvents events) {
					return events;
				}
			}
			return new ChangeEvents().register(registry);
		}
	}

	private ChangeEvents register(EventListenerRegistry registry) {
		registry.appendListeners(EventType.POST_INSERT, this);
		registry.appendListeners(EventType.POST_UPDATE, this);
		Deletions.report(registry, this);
		registry.appendListeners(EventType.POST_UPSERT, this);
		registry.appendListeners(EventType.POST_COLLECTION_RECREATE, this);
		registry.appendListeners(EventType.POST_COLLECTION_UPDATE, this);
		registry.appendListeners(EventType.POST_COLLECTION_REMOVE, this);
		registry.appendListeners(EventType.AUTO_FLUSH, this);
		return this;
	}

	void add(Change.Listener listener) {
		this.listeners.removeIf((reference) -> reference.refersTo(null));
		this.listeners.add(new WeakReference<>(listener));
	}

	/** What the session's transaction has changed so far. */
	List<Change> uncommitted(SharedSessionContractImplementor session) {
		UncommittedChanges changes = this.uncommitted.get(session);
		return (changes != null) ? changes.list() : List.of();
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

	@Override
	public void onAutoFlush(AutoFlushEvent event) {
		if (!this.listeners.isEmpty() && isMutation()) {
			Set<String> tables = event.getQuerySpaces();
			changed(event.getSession(), new Change(null, (tables != null) ? Set.copyOf(tables) : Set.of()));
		}
	}

	@Override
	public boolean requiresPostCommitHandling(EntityPersister persister) {
		return false;
	}

	private void changed(AbstractPostDatabaseOperationEvent event) {
		EntityPersister persister = event.getPersister();
		changed(event.getSession(),
				new Change(new EntityKey(event.getId(), persister), Tables.of(persister.getQuerySpaces())));
		if (event.getSession() instanceof StatelessSession && persister.hasOwnedCollections()) {
			changedCollections(event.getSession(), persister);
		}
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
		changed(session, collection.getRole(), collection.getKey());
		CollectionEntry entry = session.getPersistenceContextInternal().getCollectionEntry(collection);
		if (entry != null && entry.getLoadedPersister() != null) {
			changed(session, entry.getLoadedPersister().getRole(), entry.getLoadedKey());
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

	private void changed(SharedSessionContractImplementor session, @Nullable String role, @Nullable Object key) {
		if (role != null && key != null) {
			CollectionPersister persister = session.getFactory().getMappingMetamodel().getCollectionDescriptor(role);
			changed(session, new Change(new CollectionKey(persister, key), Tables.of(persister.getCollectionSpaces())));
		}
	}

	/**
	 * Collections that an entity of a hierarchy owns have changed, it is not known which.
	 */
	private void changedCollections(SharedSessionContractImplementor session, EntityPersister owner) {
		session.getFactory().getMappingMetamodel().forEachCollectionDescriptor((persister) -> {
			String root = persister.getOwnerEntityPersister().getRootEntityName();
			if (!persister.isInverse() && root.equals(owner.getRootEntityName())) {
				changed(session, new Change(null, Tables.of(persister.getCollectionSpaces())));
			}
		});
	}

	/** Selects flush too; only a mutation has such a plan on the stack. */
	private static boolean isMutation() {
		return STACK.walk((frames) -> frames
			.anyMatch((frame) -> NonSelectQueryPlan.class.isAssignableFrom(frame.getDeclaringClass())));
	}

	private void changed(SharedSessionContractImplementor session, Change change) {
		if (!isWatched(change)) {
			return;
		}
		if (session.isTransactionInProgress()) {
			add(session, change);
		}
		else {
			committed(change);
		}
	}

	/** A change that is made with the next flush, in whatever transaction. */
	void scheduled(SharedSessionContractImplementor session, Change change) {
		if (isWatched(change)) {
			add(session, change);
		}
	}

	private void add(SharedSessionContractImplementor session, Change change) {
		// a session that was closed within its transaction does not report the end of it
		this.uncommitted.keySet().removeIf((other) -> !other.isOpenOrWaitingForAutoClose());
		this.uncommitted.computeIfAbsent(session, (key) -> observe(session)).add(change);
	}

	private UncommittedChanges observe(SharedSessionContractImplementor session) {
		return new UncommittedChanges(session, this::committed, this.uncommitted::remove);
	}

	private boolean isWatched(Change change) {
		for (WeakReference<Change.Listener> reference : this.listeners) {
			Change.Listener listener = reference.get();
			if (listener != null && listener.watches(change)) {
				return true;
			}
		}
		return false;
	}

	private void committed(Change change) {
		forEachListener((listener) -> listener.committed(change));
	}

	private void forEachListener(Consumer<Change.Listener> action) {
		for (WeakReference<Change.Listener> reference : this.listeners) {
			Change.Listener listener = reference.get();
			if (listener != null) {
				action.accept(listener);
			}
		}
	}

}
