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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.hibernate.engine.spi.BatchFetchQueue;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;

/**
 * What Hibernate loads by the same statement because it fetches in batches or by
 * subselects: it is loaded, and its users hear of it, whether the step comes to it or
 * not.
 */
final class LoadedAlong {

	private LoadedAlong() {
	}

	static List<EntityKey> with(EntityKey key, SessionImplementor session) {
		EntityPersister persister = key.getPersister();
		LoadQueryInfluencers influencers = session.getLoadQueryInfluencers();
		if (!influencers.effectivelyBatchLoadable(persister)) {
			return List.of();
		}
		Object[] ids = queue(session).getBatchLoadableEntityIds(persister, key.getIdentifier(),
				influencers.effectiveBatchSize(persister));
		return Stream.of(ids).filter(Objects::nonNull).map((id) -> new EntityKey(id, persister)).toList();
	}

	static List<CollectionKey> with(CollectionKey key, CollectionPersister persister, SessionImplementor session) {
		LoadQueryInfluencers influencers = session.getLoadQueryInfluencers();
		if (influencers.effectiveSubselectFetchEnabled(persister)) {
			return uninitialized(key, session);
		}
		if (!influencers.effectivelyBatchLoadable(persister)) {
			return List.of();
		}
		Object[] keys = queue(session).getCollectionBatch(persister, key.getKey(),
				influencers.effectiveBatchSize(persister));
		return Stream.of(keys).filter(Objects::nonNull).map((other) -> new CollectionKey(persister, other)).toList();
	}

	/** Those whose owners one query has read; the library asks for no fewer. */
	private static List<CollectionKey> uninitialized(CollectionKey key, SessionImplementor session) {
		List<CollectionKey> keys = new ArrayList<>();
		session.getPersistenceContextInternal().forEachCollectionEntry((collection, entry) -> {
			if (!collection.wasInitialized() && key.getRole().equals(collection.getRole())) {
				keys.add(new CollectionKey(entry.getLoadedPersister(), entry.getLoadedKey()));
			}
		}, false);
		return keys;
	}

	private static BatchFetchQueue queue(SessionImplementor session) {
		return session.getPersistenceContextInternal().getBatchFetchQueue();
	}

}
