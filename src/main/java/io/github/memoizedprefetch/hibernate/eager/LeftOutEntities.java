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
package io.github.memoizedprefetch.hibernate.eager;

import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * The entities for which hints were made, by factory: what is EAGER in them is left to
 * the prefetches of the factory. Thread-safe.
 */
public final class LeftOutEntities {

	private static final Map<SessionFactoryImplementor, LeftOutEntities> byFactory = new WeakHashMap<>();

	/** The roots of their hierarchies. */
	private final Set<String> roots = ConcurrentHashMap.newKeySet();

	private LeftOutEntities() {
	}

	public static LeftOutEntities of(SessionFactoryImplementor factory) {
		synchronized (byFactory) {
			return byFactory.computeIfAbsent(factory, (key) -> new LeftOutEntities());
		}
	}

	void add(EntityMapping entity) {
		this.roots.add(entity.root().name());
	}

	/** Whether items of a class may have been read with such hints. */
	public boolean contains(Class<?> type, Mappings mappings) {
		if (this.roots.isEmpty()) {
			return false;
		}
		EntityMapping entity = mappings.entity(type);
		return entity != null && this.roots.contains(entity.root().name());
	}

}
