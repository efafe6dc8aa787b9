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
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionLoad;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.hibernate.snapshot.SnapshotCollector;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.loader.ast.internal.CollectionBatchLoaderInPredicate;
import org.hibernate.loader.ast.spi.BatchLoaderFactory;
import org.hibernate.loader.ast.spi.CollectionBatchLoader;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.sql.results.internal.ResultsHelper;

/**
 * Reads collections of any kind by Hibernate's own batch loader, which does not touch the
 * owners' table: the loading session gets uninitialised collections without owners, and
 * initialising one initialises all.
 */
public final class CollectionLoader {

	/** Loaders of more keys are made anew: they are large, and seldom fit again. */
	private static final int REUSED_SIZE = 32;

	private final Mappings mappings;

	private final SessionImplementor session;

	public CollectionLoader(Mappings mappings, LoadingSession loading) {
		this.mappings = mappings;
		this.session = loading.begin();
	}

	public CollectionLoad load(CollectionMapping mapping, Collection<?> keys) {
		Map<Object, PersistentCollection<?>> collections = initialize(mapping, keys);
		new RepeatedBags(this.mappings, this.session.getPersistenceContextInternal(), this, keys).readAgain();
		SnapshotCollector collector = new SnapshotCollector(this.mappings, this.session, false);
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
		CollectionBatchLoader loader = batchLoader(mapping, keys.size());
		for (PersistentCollection<?> collection : collections.values()) {
			if (!collection.wasInitialized()) {
				initialize(collection, mapping.persister(), loader);
			}
		}
		return collections;
	}

	private void initialize(PersistentCollection<?> collection, CollectionPersister persister,
			CollectionBatchLoader loader) {
		Object key = collection.getKey();
		loader.load(key, this.session);
		if (!collection.wasInitialized()) {
			// left by the loader if the batch is of one, and empty
			collection.initializeEmptyCollection(persister);
			ResultsHelper.finalizeCollectionLoading(this.session.getPersistenceContextInternal(), persister, collection,
					key, true);
		}
	}

	/**
	 * Not the role's own loader: its size may be fixed by a mapped {@code @BatchSize}.
	 */
	private CollectionBatchLoader batchLoader(CollectionMapping mapping, int size) {
		if (this.session.getLoadQueryInfluencers().hasEnabledFilters()) {
			return newBatchLoader(mapping, size); // has the filters' parameters
		}
		boolean array = mapping.attributeMapping().getKeyDescriptor().getJdbcTypeCount() == 1
				&& !mapping.isKeyLostInArrays()
				&& this.session.getFactory().getJdbcServices().getDialect().useArrayForMultiValuedParameters();
		if (array) {
			return mapping.batchLoader(LoadingSession.FETCH_BATCH_SIZE, (any) -> newBatchLoader(mapping, any));
		}
		// one with an IN list binds as many keys as it was made for
		return (size <= REUSED_SIZE) ? mapping.batchLoader(size, (exact) -> newBatchLoader(mapping, exact))
				: newBatchLoader(mapping, size);
	}

	private CollectionBatchLoader newBatchLoader(CollectionMapping mapping, int size) {
		if (mapping.isKeyLostInArrays()) {
			return new CollectionBatchLoaderInPredicate(Math.min(size, LoadingSession.FETCH_BATCH_SIZE),
					this.session.getLoadQueryInfluencers(), mapping.attributeMapping(), this.session.getFactory());
		}
		return this.session.getFactory()
			.getServiceRegistry()
			.requireService(BatchLoaderFactory.class)
			.createCollectionBatchLoader(Math.min(size, LoadingSession.FETCH_BATCH_SIZE),
					this.session.getLoadQueryInfluencers(), mapping.attributeMapping(), this.session.getFactory());
	}

	private PersistentCollection<?> uninitialized(CollectionPersister persister, CollectionKey key) {
		PersistenceContext context = this.session.getPersistenceContextInternal();
		PersistentCollection<?> collection = context.getCollection(key);
		if (collection == null) {
			collection = persister.getCollectionSemantics().instantiateWrapper(key.getKey(), persister, this.session);
			context.addUninitializedCollection(persister, collection, key.getKey());
		}
		if (!collection.wasInitialized()) {
			// whatever batch size is mapped
			context.getBatchFetchQueue().addBatchLoadableCollection(collection, context.getCollectionEntry(collection));
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
