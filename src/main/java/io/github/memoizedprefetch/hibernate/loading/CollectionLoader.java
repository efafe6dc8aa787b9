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
package io.github.memoizedprefetch.hibernate.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.codec.CollectionCodec;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionLoad;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.hibernate.snapshot.SnapshotCollector;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.collection.CollectionPersister;

/**
 * Reads collections of any kind: the loading session gets uninitialised collections
 * without owners, which are then initialised at once.
 */
public final class CollectionLoader {

	private final Mappings mappings;

	private final SessionImplementor session;

	private final CollectionBatches batches;

	public CollectionLoader(Mappings mappings, LoadingSession loading) {
		this.mappings = mappings;
		this.session = loading.begin();
		this.batches = new CollectionBatches(this.session);
	}

	public CollectionLoad load(CollectionMapping mapping, Collection<?> keys) {
		Map<Object, PersistentCollection<?>> collections = initialize(mapping, keys);
		new RepeatedBags(this.mappings, this.session.getPersistenceContextInternal(), this, keys).readAgain();
		SnapshotCollector collector = new SnapshotCollector(this.mappings, this.session, FetchPlan.DEFAULT);
		Map<Object, CollectionState> states = new LinkedHashMap<>();
		List<Snapshot> elements = new ArrayList<>();
		collections.forEach((key, collection) -> {
			CollectionState state = collector.take(collection, mapping);
			if (state != null) {
				states.put(key, state);
				takeElements(collection, mapping, collector, elements);
			}
		});
		return new CollectionLoad(states, elements);
	}

	/** Collections of the session, each with its content. */
	Map<Object, PersistentCollection<?>> initialize(CollectionMapping mapping, Collection<?> keys) {
		if (mapping.isFetchedInBatches()) {
			this.session.setFetchBatchSize(LoadingSession.FETCH_BATCH_SIZE);
		}
		// what waits there by now would take places in the batch
		this.session.getPersistenceContextInternal().getBatchFetchQueue().clear();
		Map<Object, PersistentCollection<?>> collections = new LinkedHashMap<>();
		for (Object key : keys) {
			collections.put(key, uninitialized(mapping.persister(), (CollectionKey) key));
		}
		this.batches.initialize(mapping, collections.values());
		return collections;
	}

	private PersistentCollection<?> uninitialized(CollectionPersister persister, CollectionKey key) {
		PersistenceContext context = this.session.getPersistenceContextInternal();
		PersistentCollection<?> collection = context.getCollection(key);
		if (collection == null) {
			collection = persister.getCollectionSemantics().instantiateWrapper(key.getKey(), persister, this.session);
			context.addUninitializedCollection(persister, collection, key.getKey());
		}
		return collection;
	}

	private static void takeElements(PersistentCollection<?> collection, CollectionMapping mapping,
			SnapshotCollector collector, List<Snapshot> elements) {
		if (mapping.element() == null) {
			return;
		}
		for (Object element : CollectionCodec.elements(collection)) {
			Snapshot snapshot = (element != null) ? collector.take(element) : null;
			if (snapshot != null) {
				elements.add(snapshot);
			}
		}
	}

}
