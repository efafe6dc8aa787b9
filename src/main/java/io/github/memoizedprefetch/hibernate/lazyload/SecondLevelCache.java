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
package io.github.memoizedprefetch.hibernate.lazyload;

import org.hibernate.cache.spi.access.CollectionDataAccess;
import org.hibernate.cache.spi.access.EntityDataAccess;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;

/**
 * What needs no statement, because Hibernate's own cache has it.
 */
final class SecondLevelCache {

	private SecondLevelCache() {
	}

	static boolean has(EntityKey key, SharedSessionContractImplementor session) {
		EntityPersister persister = key.getPersister();
		if (!persister.canReadFromCache() || !session.getCacheMode().isGetEnabled()) {
			return false;
		}
		EntityDataAccess cache = persister.getCacheAccessStrategy();
		return cache != null && cache.contains(cache.generateCacheKey(key.getIdentifier(), persister,
				session.getFactory(), session.getTenantIdentifier()));
	}

	static boolean has(CollectionKey key, CollectionPersister persister, SharedSessionContractImplementor session) {
		if (!persister.hasCache() || !session.getCacheMode().isGetEnabled()) {
			return false;
		}
		CollectionDataAccess cache = persister.getCacheAccessStrategy();
		return cache != null && cache.contains(
				cache.generateCacheKey(key.getKey(), persister, session.getFactory(), session.getTenantIdentifier()));
	}

}
