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
package io.github.memoizedprefetch.hibernate.deferred;

import java.util.List;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadEvents;
import io.github.memoizedprefetch.hibernate.lazyload.Prepared;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.ClearEvent;
import org.hibernate.event.spi.ClearEventListener;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.EventType;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * What is deferred for the sessions of one factory: it is put into them when they would
 * load it. Thread-safe, unlike what sessions have.
 */
public final class Deferrals implements Prepared, ClearEventListener {

	/** By their persistence contexts. Weak keys are compared by identity. */
	private final transient Cache<PersistenceContext, Deferred> sessions = Caffeine.newBuilder()
		.weakKeys()
		.executor(Runnable::run)
		.build();

	private final transient Builder builder;

	private transient volatile boolean heard;

	private Deferrals(Builder builder) {
		this.builder = builder;
	}

	/**
	 * Puts into a session what was deferred, unless that does not fit any more.
	 */
	public interface Builder {

		void build(DeferredEntity entity, SessionImplementor session, Deferrals deferrals);

		void fill(PersistentCollection<?> collection, DeferredCollection content, SessionImplementor session,
				Deferrals deferrals);

	}

	/**
	 * The one instance of a session factory, which its listener registry remembers.
	 * @param builder builds for the first that asks
	 */
	public static Deferrals of(SessionFactoryImplementor factory, Builder builder) {
		EventListenerRegistry registry = factory.getEventListenerRegistry();
		synchronized (registry) {
			for (ClearEventListener listener : registry.getEventListenerGroup(EventType.CLEAR).listeners()) {
				if (listener instanceof Deferrals deferrals) {
					return deferrals;
				}
			}
			Deferrals deferrals = new Deferrals(builder);
			registry.appendListeners(EventType.CLEAR, deferrals);
			return deferrals;
		}
	}

	/** What is deferred for a session, to be added to. The first call has loads heard. */
	public Deferred of(SessionImplementor session) {
		if (!this.heard) {
			LazyLoadEvents.of(session.getFactory()).prepared(this);
			this.heard = true;
		}
		return Objects
			.requireNonNull(this.sessions.get(session.getPersistenceContextInternal(), (key) -> new Deferred()));
	}

	/** Null if nothing is. */
	public @Nullable Deferred find(SessionImplementor session) {
		return this.sessions.getIfPresent(session.getPersistenceContextInternal());
	}

	@Override
	public boolean isAny(EventSource session) {
		return find(session) != null;
	}

	@Override
	public void load(EventSource session, EntityKey key) {
		Deferred deferred = find(session);
		DeferredEntity entity = (deferred != null) ? deferred.take(key) : null;
		if (deferred == null || entity == null) {
			return;
		}
		List<EntityKey> along = LoadedAlong.with(key, session);
		this.builder.build(entity, session, this);
		for (EntityKey other : along) {
			DeferredEntity batched = deferred.take(other);
			if (batched != null) {
				this.builder.build(batched, session, this);
			}
		}
	}

	@Override
	public void initialize(EventSource session, PersistentCollection<?> collection) {
		Deferred deferred = find(session);
		String role = collection.getRole();
		Object key = collection.getKey();
		if (deferred != null && role != null && key != null && !collection.wasInitialized()) {
			CollectionPersister persister = session.getFactory().getMappingMetamodel().getCollectionDescriptor(role);
			CollectionKey collectionKey = new CollectionKey(persister, key);
			DeferredCollection content = deferred.take(collectionKey);
			if (content != null) {
				List<CollectionKey> along = LoadedAlong.with(collectionKey, persister, session);
				this.builder.fill(collection, content, session, this);
				along.forEach((other) -> fill(other, deferred, session));
			}
		}
	}

	private void fill(CollectionKey key, Deferred deferred, EventSource session) {
		PersistentCollection<?> collection = session.getPersistenceContextInternal().getCollection(key);
		DeferredCollection content = (collection != null) ? deferred.take(key) : null;
		if (collection != null && content != null && !collection.wasInitialized()) {
			this.builder.fill(collection, content, session, this);
		}
	}

	/** What its proxies were is gone. */
	@Override
	public void onClear(ClearEvent event) {
		this.sessions.invalidate(event.getSession().getPersistenceContextInternal());
	}

}
