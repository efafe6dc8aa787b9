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

import org.hibernate.Hibernate;
import org.hibernate.LockMode;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.event.spi.LockEvent;
import org.hibernate.event.spi.LockEventListener;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.RefreshContext;
import org.hibernate.event.spi.RefreshEvent;
import org.hibernate.event.spi.RefreshEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Hears of locks that increment a version, at once or with the commit: no event of an
 * update tells of that.
 */
public final class ForcedIncrements
		implements LoadEventListener, LockEventListener, RefreshEventListener, PostLoadEventListener {

	private final transient ChangeEvents changes;

	private ForcedIncrements(ChangeEvents changes) {
		this.changes = changes;
	}

	static void report(EventListenerRegistry registry, ChangeEvents changes) {
		ForcedIncrements increments = new ForcedIncrements(changes);
		registry.appendListeners(EventType.LOAD, increments);
		registry.appendListeners(EventType.LOCK, increments);
		registry.appendListeners(EventType.REFRESH, increments);
		registry.appendListeners(EventType.POST_LOAD, increments);
	}

	private static boolean isIncrement(LockMode mode) {
		return mode == LockMode.OPTIMISTIC_FORCE_INCREMENT || mode == LockMode.PESSIMISTIC_FORCE_INCREMENT;
	}

	/** What the session has already fires no event after loading. */
	@Override
	public void onLoad(LoadEvent event, LoadType loadType) {
		if (isIncrement(event.getLockMode())) {
			incremented(event.getSession(), event.getResult());
		}
	}

	@Override
	public void onLock(LockEvent event) {
		if (isIncrement(event.getLockMode())) {
			incremented(event.getSession(), event.getObject());
		}
	}

	@Override
	public void onRefresh(RefreshEvent event) {
		if (isIncrement(event.getLockMode())) {
			incremented(event.getSession(), event.getObject());
		}
	}

	@Override
	public void onRefresh(RefreshEvent event, RefreshContext refreshedAlready) {
		onRefresh(event);
	}

	/** By the lock mode of a query. */
	@Override
	public void onPostLoad(PostLoadEvent event) {
		if (!event.getPersister().isVersioned()) {
			return; // of every entity that any session loads
		}
		EntityEntry entry = event.getSession().getPersistenceContextInternal().getEntry(event.getEntity());
		if (entry != null && isIncrement(entry.getLockMode())) {
			incremented(event.getSession(), entry);
		}
	}

	private void incremented(EventSource session, @Nullable Object entity) {
		EntityEntry entry = (entity != null)
				? session.getPersistenceContextInternal().getEntry(Hibernate.unproxy(entity)) : null;
		if (entry != null) {
			incremented(session, entry);
		}
	}

	private void incremented(EventSource session, EntityEntry entry) {
		this.changes.changed(session, new EntityKey(entry.getId(), entry.getPersister()), entry.getPersister());
	}

}
