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

import java.util.HashMap;
import java.util.Map;

import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * What is deferred for one session. It does not know the session, so that it keeps none.
 * Not thread-safe, as sessions are.
 */
public final class Deferred {

	private final Map<EntityKey, DeferredEntity> entities = new HashMap<>();

	private final Map<CollectionKey, DeferredCollection> collections = new HashMap<>();

	public void add(DeferredEntity entity) {
		this.entities.put(entity.snapshot().entityKey(), entity);
	}

	public void add(DeferredCollection collection) {
		this.collections.put(collection.key(), collection);
	}

	/** Null if there is none that holds. */
	public @Nullable DeferredEntity get(EntityKey key) {
		DeferredEntity entity = this.entities.get(key);
		if (entity != null && !entity.isCurrent()) {
			this.entities.remove(key);
			return null;
		}
		return entity;
	}

	/** Null if there is none that holds. */
	public @Nullable DeferredCollection get(CollectionKey key) {
		DeferredCollection collection = this.collections.get(key);
		if (collection != null && !collection.isCurrent()) {
			this.collections.remove(key);
			return null;
		}
		return collection;
	}

	@Nullable DeferredEntity take(EntityKey key) {
		DeferredEntity entity = get(key);
		this.entities.remove(key);
		return entity;
	}

	@Nullable DeferredCollection take(CollectionKey key) {
		DeferredCollection collection = get(key);
		this.collections.remove(key);
		return collection;
	}

}
