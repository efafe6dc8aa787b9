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

import java.util.ArrayList;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.hibernate.Hibernate;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.FlushEntityEvent;
import org.hibernate.event.spi.FlushEntityEventListener;
import org.hibernate.event.spi.RefreshContext;
import org.hibernate.event.spi.RefreshEvent;
import org.hibernate.event.spi.RefreshEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Hears at each flush what was changed in read-only entities, which it does not write: of
 * those that it was given. Thread-safe.
 */
public final class ReadOnlyChanges implements FlushEntityEventListener, RefreshEventListener {

	/** Who hears of an entity. Weak keys are compared by identity. */
	private final transient Cache<Object, Listener> watched = Caffeine.newBuilder()
		.weakKeys()
		.executor(Runnable::run)
		.build();

	/**
	 * Is told of a change. Knows no session.
	 */
	@FunctionalInterface
	public interface Listener {

		/**
		 * A flush does not write what was changed in an entity.
		 * @param entity the name of its class
		 * @param attributes the names of what was changed
		 */
		void changed(String entity, Object id, List<String> attributes);

	}

	/** The one instance of a session factory, which the first call registers. */
	public static ReadOnlyChanges of(SessionFactoryImplementor factory) {
		EventListenerRegistry registry = factory.getEventListenerRegistry();
		synchronized (registry) {
			for (FlushEntityEventListener listener : registry.getEventListenerGroup(EventType.FLUSH_ENTITY)
				.listeners()) {
				if (listener instanceof ReadOnlyChanges changes) {
					return changes;
				}
			}
			ReadOnlyChanges changes = new ReadOnlyChanges();
			registry.appendListeners(EventType.FLUSH_ENTITY, changes);
			registry.appendListeners(EventType.REFRESH, changes);
			return changes;
		}
	}

	/**
	 * Tell of changes of an entity.
	 * @param loaded the state that it has now, kept with the entry
	 */
	public void watch(Object entity, EntityEntry entry, @Nullable Object[] loaded, Listener listener) {
		this.watched.put(entity, listener);
		entry.addExtraState(new LoadedState(loaded));
	}

	@Override
	public void onFlushEntity(FlushEntityEvent event) {
		EntityEntry entry = event.getEntityEntry();
		LoadedState loaded = entry.getExtraState(LoadedState.class);
		if (loaded == null) {
			return;
		}
		if (entry.getStatus() == Status.MANAGED) {
			loaded.forget(); // users have made it so, and the flush writes it
			return;
		}
		Listener listener = (entry.getStatus() == Status.READ_ONLY) ? this.watched.getIfPresent(event.getEntity())
				: null;
		List<String> changed = (listener != null) ? changed(event.getEntity(), entry, loaded, event.getSession())
				: List.of();
		if (listener != null && !changed.isEmpty()) {
			listener.changed(entry.getEntityName(), entry.getId(), changed);
		}
	}

	/**
	 * What a flush would write if the entity were not read-only. Collections are written,
	 * and with them the version.
	 */
	private static List<String> changed(Object entity, EntityEntry entry, LoadedState state,
			SharedSessionContractImplementor session) {
		@Nullable Object[] loaded = state.values();
		if (loaded == null) {
			return List.of();
		}
		EntityPersister persister = entry.getPersister();
		@Nullable Object[] now = persister.getValues(entity);
		Type[] types = persister.getPropertyTypes();
		for (int i = 0; i < now.length; i++) {
			boolean version = persister.isVersioned() && i == persister.getVersionPropertyIndex();
			if (version || types[i].isCollectionType() || loaded[i] == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
				now[i] = LazyPropertyInitializer.UNFETCHED_PROPERTY; // not compared
			}
		}
		int[] dirty = persister.findDirty(now, loaded, entity, session);
		List<String> names = new ArrayList<>();
		if (dirty != null) {
			for (int property : dirty) {
				names.add(persister.getPropertyNames()[property]);
			}
		}
		return names;
	}

	/** What was refreshed is still read-only, and has a new entry. */
	@Override
	public void onRefresh(RefreshEvent event) {
		Object entity = Hibernate.unproxy(event.getObject());
		Listener listener = this.watched.getIfPresent(entity);
		EntityEntry entry = (listener != null) ? event.getSession().getPersistenceContextInternal().getEntry(entity)
				: null;
		if (listener != null && entry != null && entry.getStatus() == Status.READ_ONLY
				&& entry.getExtraState(LoadedState.class) == null) {
			watch(entity, entry, copies(entity, entry.getPersister()), listener);
		}
	}

	@Override
	public void onRefresh(RefreshEvent event, RefreshContext refreshedAlready) {
		onRefresh(event);
	}

	private static @Nullable Object[] copies(Object entity, EntityPersister persister) {
		@Nullable Object[] values = persister.getValues(entity);
		Type[] types = persister.getPropertyTypes();
		for (int i = 0; i < values.length; i++) {
			if (values[i] != null && values[i] != LazyPropertyInitializer.UNFETCHED_PROPERTY
					&& !types[i].isCollectionType()) {
				values[i] = types[i].deepCopy(values[i], persister.getFactory());
			}
		}
		return values;
	}

}
