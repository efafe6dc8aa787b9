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
package io.github.memoizedprefetch.hibernate.statements;

import io.github.memoizedprefetch.report.Cause;
import io.github.memoizedprefetch.report.Kind;
import io.github.memoizedprefetch.report.Phase;
import io.github.memoizedprefetch.report.Place;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.InitializeCollectionEvent;
import org.hibernate.event.spi.InitializeCollectionEventListener;
import org.hibernate.event.spi.LoadEvent;
import org.hibernate.event.spi.LoadEventListener;
import org.hibernate.event.spi.MergeContext;
import org.hibernate.event.spi.MergeEvent;
import org.hibernate.event.spi.MergeEventListener;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Notes what Hibernate is about to do, before its own listeners do it, and its end. */
final class CauseEvents implements LoadEventListener, InitializeCollectionEventListener, MergeEventListener {

	private final transient StatementCauses causes;

	private CauseEvents(StatementCauses causes) {
		this.causes = causes;
	}

	/** Hears the ends. */
	private static final class Ends
			implements LoadEventListener, InitializeCollectionEventListener, MergeEventListener {

		private final transient StatementCauses causes;

		Ends(StatementCauses causes) {
			this.causes = causes;
		}

		@Override
		public void onLoad(LoadEvent event, LoadType loadType) {
			if (loadType == LoadEventListener.GET && event.getResult() == null) {
				this.causes.attempt((place) -> {
					Cause find = Cause.of(Kind.FIND, EntityTables.shortName(event.getEntityClassName()));
					place.tally().withoutRow(find);
				});
			}
			Work.current().end(event);
		}

		@Override
		public void onInitializeCollection(InitializeCollectionEvent event) {
			Work.current().end(event);
		}

		@Override
		public void onMerge(MergeEvent event) {
			this.causes.attempt((place) -> {
				EntityEntry entry = event.getSession().getPersistenceContextInternal().getEntry(event.getResult());
				if (entry != null && !entry.isExistsInDatabase()) {
					place.tally().withoutRow(Cause.of(Kind.MERGE, EntityTables.shortName(entry.getEntityName())));
				}
			});
			Work.current().end(event);
		}

		@Override
		public void onMerge(MergeEvent event, MergeContext copiedAlready) {
			// what is merged along belongs to what began it
		}

	}

	static void register(SessionFactoryImplementor factory, StatementCauses causes) {
		CauseEvents before = new CauseEvents(causes);
		Ends after = new Ends(causes);
		EventListenerRegistry registry = factory.getEventListenerRegistry();
		synchronized (registry) {
			registry.prependListeners(EventType.LOAD, before);
			registry.appendListeners(EventType.LOAD, after);
			registry.prependListeners(EventType.INIT_COLLECTION, before);
			registry.appendListeners(EventType.INIT_COLLECTION, after);
			registry.prependListeners(EventType.MERGE, before);
			registry.appendListeners(EventType.MERGE, after);
		}
	}

	@Override
	public void onLoad(LoadEvent event, LoadType loadType) {
		if (loadType != LoadEventListener.LOAD && !isProxyMade(event, loadType)) {
			this.causes.attempt((place) -> Work.current().begin(frame(event, loadType, place)));
		}
	}

	/** Which is so for each lazy association that is read. */
	private static boolean isProxyMade(LoadEvent event, LoadType loadType) {
		return loadType == LoadEventListener.INTERNAL_LOAD_LAZY && persister(event).hasProxy();
	}

	private static EntityPersister persister(LoadEvent event) {
		return event.getFactory().getMappingMetamodel().getEntityDescriptor(event.getEntityClassName());
	}

	private Frame frame(LoadEvent event, LoadType loadType, Place place) {
		EntityPersister persister = persister(event);
		EntityKey key = event.getSession().generateEntityKey(event.getEntityId(), persister);
		boolean isToBeRead = event.getSession().getPersistenceContextInternal().getEntity(key) == null;
		Frame.What what = (loadType == LoadEventListener.IMMEDIATE_LOAD) ? Frame.What.LAZY
				: (loadType == LoadEventListener.GET || loadType == LoadEventListener.RELOAD) ? Frame.What.FIND
						: Frame.What.EAGER;
		String path = (what == Frame.What.LAZY && isToBeRead) ? path(place, event.getSession(), key) : null;
		return new Frame(event, place, what, persister.getEntityName(), path, event.getEntityId(), null);
	}

	private static @Nullable String path(Place place, Object session, Object key) {
		return (place.paths() != null && place.phase() != Phase.READER) ? place.paths().find(session, key) : null;
	}

	@Override
	public void onInitializeCollection(InitializeCollectionEvent event) {
		PersistentCollection<?> collection = event.getCollection();
		String role = collection.getRole();
		Object id = collection.getKey();
		if (role != null && id != null && !collection.wasInitialized()) {
			this.causes.attempt((place) -> {
				CollectionPersister persister = event.getFactory().getMappingMetamodel().getCollectionDescriptor(role);
				boolean lazy = persister.isLazy();
				String path = lazy ? path(place, event.getSession(), new CollectionKey(persister, id)) : null;
				Work.current()
					.begin(new Frame(event, place, lazy ? Frame.What.LAZY_COLLECTION : Frame.What.EAGER_COLLECTION,
							role, path, null, null));
			});
		}
	}

	@Override
	public void onMerge(MergeEvent event) {
		this.causes.attempt((place) -> {
			Object merged = event.getOriginal();
			if (merged != null) {
				String name = (event.getEntityName() != null) ? event.getEntityName()
						: event.getSession().bestGuessEntityName(merged);
				Work.current().begin(new Frame(event, place, Frame.What.MERGE, name, null, null, null));
			}
		});
	}

	@Override
	public void onMerge(MergeEvent event, MergeContext copiedAlready) {
		// what is merged along belongs to what began it
	}

}
