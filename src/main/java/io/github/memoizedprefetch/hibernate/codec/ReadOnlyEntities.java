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

package io.github.memoizedprefetch.hibernate.codec;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.events.ReadOnlyChanges;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose entities are read-only where the library puts them into a session, as
 * configs say, and who is told of changes that are not written for that. Thread-safe.
 */
public final class ReadOnlyEntities {

	private final Set<String> names = ConcurrentHashMap.newKeySet();

	private volatile @Nullable ReadOnlyChanges changes;

	private volatile ReadOnlyChanges.@Nullable Listener listener;

	/** A class and its subclasses. */
	public void add(EntityPersister persister) {
		this.names.addAll(persister.getSubclassEntityNames());
	}

	boolean has(EntityPersister persister) {
		return !this.names.isEmpty() && this.names.contains(persister.getEntityName());
	}

	/** Tell of changes of what is put into sessions from now on, if there are any. */
	public void tell(ReadOnlyChanges.Listener listener, Supplier<ReadOnlyChanges> events) {
		if (!this.names.isEmpty()) {
			this.listener = listener;
			this.changes = events.get();
		}
	}

	void watch(Object entity, EntityEntry entry, Supplier<@Nullable Object[]> loaded) {
		ReadOnlyChanges known = this.changes;
		ReadOnlyChanges.Listener told = this.listener;
		if (known != null && told != null) {
			known.watch(entity, entry, loaded.get(), told);
		}
	}

}
