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
package io.github.memoizedprefetch.lookup;

import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.memoizedprefetch.hibernate.codec.Shareable;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a target that detached items share. Snapshots have them, so that they
 * go when these go; as long as somebody leads to one, it is found here. Thread-safe.
 */
public final class SharedInstances {

	private final Cache<Object, SharedInstance> instances = Caffeine.newBuilder().weakValues().build();

	private @Nullable Shape shape;

	/**
	 * @throws IllegalArgumentException if the instances cannot be shared
	 */
	SharedInstances(EntityMapping entity) {
		String reason = Shareable.reason(entity.root().persister());
		if (reason != null) {
			throw new IllegalArgumentException(
					"%s cannot be shared(true): %s; or leave shared out".formatted(entity, reason));
		}
	}

	/**
	 * Have all paths go on alike.
	 * @param path the path to the target
	 * @param behind how it goes on
	 * @return a path that goes on otherwise; null if none does
	 */
	public synchronized @Nullable String shape(String path, Set<String> behind) {
		if (this.shape == null) {
			this.shape = new Shape(path, Set.copyOf(behind));
		}
		return this.shape.behind().equals(behind) ? null : this.shape.path();
	}

	/**
	 * One that holds at a version although its snapshot was forgotten, for lack of room.
	 */
	public @Nullable SharedInstance find(Object key, long version) {
		SharedInstance known = this.instances.getIfPresent(key);
		return (known != null && known.isSeenAt(version)) ? known : null;
	}

	public void add(Object key, SharedInstance instance) {
		this.instances.put(key, instance);
	}

	void clear() {
		this.instances.invalidateAll();
	}

	private record Shape(String path, Set<String> behind) {
	}

}
