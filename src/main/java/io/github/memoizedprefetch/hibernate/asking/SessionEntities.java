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
package io.github.memoizedprefetch.hibernate.asking;

import java.lang.invoke.MethodHandle;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.version.NewerHibernate;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.ManagedEntity;
import org.hibernate.engine.spi.PersistenceContext;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a session, in the order in which it has got them.
 */
final class SessionEntities {

	/** Newer versions make the entries of {@link Map} anew each time. */
	private static final @Nullable MethodHandle MANAGED = NewerHibernate.find(PersistenceContext.class,
			"reentrantSafeManagedEntities");

	private SessionEntities() {
	}

	/** As long as there are the same, the same array. */
	static Object[] of(PersistenceContext context) {
		return (NewerHibernate.get(MANAGED, context) instanceof Object[] managed) ? managed
				: context.reentrantSafeEntityEntries();
	}

	static Object entity(Object element) {
		return (element instanceof ManagedEntity managed) ? managed.$$_hibernate_getEntityInstance()
				: ((Map.Entry<?, ?>) element).getKey();
	}

	/** Null for what has left meanwhile. */
	static @Nullable EntityEntry entry(Object element) {
		return (element instanceof ManagedEntity managed) ? managed.$$_hibernate_getEntityEntry()
				: (EntityEntry) ((Map.Entry<?, ?>) element).getValue();
	}

}
