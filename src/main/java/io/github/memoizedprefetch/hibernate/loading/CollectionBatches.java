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

import java.util.Collection;

import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.loader.ast.internal.CollectionBatchLoaderInPredicate;
import org.hibernate.loader.ast.spi.BatchLoaderFactory;
import org.hibernate.loader.ast.spi.CollectionBatchLoader;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.sql.results.internal.ResultsHelper;

/**
 * Initialises collections of a session by Hibernate's own batch loader, which does not
 * touch the owners' table: initialising one initialises all.
 */
public final class CollectionBatches {

	/** Loaders of more keys are made anew: they are large, and seldom fit again. */
	private static final int REUSED_SIZE = 32;

	private final SessionImplementor session;

	public CollectionBatches(SessionImplementor session) {
		this.session = session;
	}

	/** Those of one role that are not initialised yet. */
	public void initialize(CollectionMapping mapping, Collection<PersistentCollection<?>> collections) {
		PersistenceContext context = this.session.getPersistenceContextInternal();
		for (PersistentCollection<?> collection : collections) {
			if (!collection.wasInitialized()) {
				// whatever batch size is mapped
				context.getBatchFetchQueue()
					.addBatchLoadableCollection(collection, context.getCollectionEntry(collection));
			}
		}
		CollectionBatchLoader loader = batchLoader(mapping, collections.size());
		for (PersistentCollection<?> collection : collections) {
			if (!collection.wasInitialized()) {
				initialize(collection, mapping.persister(), loader);
			}
		}
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
		if (isInfluenced(this.session.getLoadQueryInfluencers())) {
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

	private static boolean isInfluenced(LoadQueryInfluencers influencers) {
		return influencers.hasEnabledFilters() || influencers.hasEnabledFetchProfiles()
				|| influencers.getEffectiveEntityGraph().getSemantic() != null;
	}

}
