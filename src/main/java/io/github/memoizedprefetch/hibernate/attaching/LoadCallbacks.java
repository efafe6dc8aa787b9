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

import io.github.memoizedprefetch.hibernate.events.ForcedIncrements;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.event.internal.DefaultPostLoadEventListener;
import org.hibernate.event.internal.DefaultPreLoadEventListener;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.service.spi.EventListenerGroups;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.event.spi.PreLoadEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners and callbacks of a session that entities are loaded, unless nobody
 * listens.
 */
public final class LoadCallbacks {

	private final SessionImplementor session;

	private final boolean preLoadSilent;

	private final boolean postLoadSilent; // but for callback methods

	private final boolean usersListen;

	LoadCallbacks(SessionImplementor session, boolean unintercepted) {
		this.session = session;
		EventListenerGroups listeners = session.getFactory().getEventListenerGroups();
		this.preLoadSilent = unintercepted
				&& isOnly(listeners.eventListenerGroup_PRE_LOAD, DefaultPreLoadEventListener.class);
		this.postLoadSilent = isOnly(listeners.eventListenerGroup_POST_LOAD, DefaultPostLoadEventListener.class);
		this.usersListen = !this.preLoadSilent
				|| (!this.postLoadSilent && areUsers(listeners.eventListenerGroup_POST_LOAD));
	}

	private static boolean areUsers(EventListenerGroup<PostLoadEventListener> group) {
		for (PostLoadEventListener listener : group.listeners()) {
			if (!(listener.getClass() == DefaultPostLoadEventListener.class || listener instanceof ForcedIncrements
					|| listener instanceof Tenants)) {
				return true;
			}
		}
		return false;
	}

	/** Whether users hear of an entity that is built, or the next flush. */
	boolean isNoticed(Snapshot snapshot) {
		return this.usersListen || snapshot.isLoadNoticed(this.session);
	}

	public static <T> boolean isOnly(EventListenerGroup<T> group, Class<? extends T> type) {
		for (T listener : group.listeners()) {
			if (listener.getClass() != type && !(listener instanceof ForcedIncrements)) {
				return false;
			}
		}
		return true;
	}

	/** Listeners may change the values. */
	void firePreLoad(Snapshot snapshot, Object entity, @Nullable Object[] values) {
		if (this.preLoadSilent) {
			return;
		}
		PreLoadEvent event = new PreLoadEvent((EventSource) this.session).setEntity(entity)
			.setState(values)
			.setId(snapshot.entityKey().getIdentifier())
			.setPersister(snapshot.persister());
		this.session.getFactory().getEventListenerGroups().eventListenerGroup_PRE_LOAD.fireEventOnEachListener(event,
				PreLoadEventListener::onPreLoad);
	}

	void firePostLoad(Snapshot snapshot, Object entity) {
		if (this.postLoadSilent && !snapshot.codec().hasPostLoadCallbacks()) {
			return;
		}
		PostLoadEvent event = new PostLoadEvent(snapshot.entityKey().getIdentifier(), snapshot.persister(), entity,
				(EventSource) this.session);
		this.session.getFactory().getEventListenerGroups().eventListenerGroup_POST_LOAD.fireEventOnEachListener(event,
				PostLoadEventListener::onPostLoad);
	}

}
