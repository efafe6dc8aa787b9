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

import org.hibernate.event.internal.PostDeleteEventListenerStandardImpl;
import org.hibernate.event.service.spi.DuplicationStrategy;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.DeleteContext;
import org.hibernate.event.spi.DeleteEvent;
import org.hibernate.event.spi.DeleteEventListener;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;

/**
 * Hears of deletions in Hibernate's own listener's place. Beside any other one, Hibernate
 * would load every reference that it deletes: more statements than without the library,
 * and other results where what was loaded refers back to what is deleted.
 */
final class Deletions extends PostDeleteEventListenerStandardImpl implements DeleteEventListener {

	private final transient ChangeEvents changes;

	private final transient PostDeleteEventListener standard;

	private Deletions(ChangeEvents changes, PostDeleteEventListener standard) {
		this.changes = changes;
		this.standard = standard;
	}

	static void report(EventListenerRegistry registry, ChangeEvents changes) {
		EventListenerGroup<PostDeleteEventListener> group = registry.getEventListenerGroup(EventType.POST_DELETE);
		for (PostDeleteEventListener listener : group.listeners()) {
			if (group.count() == 1 && listener.getClass() == PostDeleteEventListenerStandardImpl.class) {
				Deletions deletions = new Deletions(changes, listener);
				group.addDuplicationStrategy(new Replacement());
				group.appendListener(deletions);
				registry.appendListeners(EventType.DELETE, deletions);
				return;
			}
		}
		group.appendListener(changes); // others have made Hibernate load already
	}

	@Override
	public void onPostDelete(PostDeleteEvent event) {
		this.standard.onPostDelete(event);
		this.changes.onPostDelete(event);
	}

	@Override
	public boolean requiresPostCommitHandling(EntityPersister persister) {
		return this.standard.requiresPostCommitHandling(persister);
	}

	@Override
	public void onDelete(DeleteEvent event) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(event.getObject());
		if (proxy != null && proxy.isUninitialized()) {
			EntityPersister persister = event.getFactory()
				.getMappingMetamodel()
				.getEntityDescriptor(proxy.getEntityName());
			this.changes.scheduledDeletion(event.getSession(), proxy.getInternalIdentifier(), persister);
		}
	}

	@Override
	public void onDelete(DeleteEvent event, DeleteContext transientEntities) {
		onDelete(event);
	}

	/** Puts the listener into the standard one's place at once. */
	private static final class Replacement implements DuplicationStrategy {

		@Override
		public boolean areMatch(Object listener, Object original) {
			return listener instanceof Deletions && original.getClass() == PostDeleteEventListenerStandardImpl.class;
		}

		@Override
		public Action getAction() {
			return Action.REPLACE_ORIGINAL;
		}

	}

}
