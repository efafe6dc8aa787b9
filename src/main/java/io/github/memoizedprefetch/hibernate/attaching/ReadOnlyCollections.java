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
package io.github.memoizedprefetch.hibernate.attaching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

import io.github.memoizedprefetch.hibernate.version.NewerHibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionEntry;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.type.CollectionType;
import org.hibernate.type.ComponentType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * Since Hibernate 7.3 a session that is read-only by default refuses changes of the
 * collections that it loads, and one that makes an entity read-only those of its
 * collections. What a type assembles is not marked so.
 */
final class ReadOnlyCollections {

	/** Null before 7.3, where collections of such a session are written. */
	private static final @Nullable MethodHandle SET_READ_ONLY = NewerHibernate.find(CollectionEntry.class,
			"setReadOnly", MethodType.methodType(void.class, boolean.class, PersistentCollection.class));

	private ReadOnlyCollections() {
	}

	/**
	 * Mark the collections of an entity or embeddable.
	 * @param types the types of its properties
	 * @param values their values
	 */
	static void mark(Type[] types, @Nullable Object[] values, PersistenceContext context) {
		if (SET_READ_ONLY == null) {
			return;
		}
		for (int i = 0; i < types.length; i++) {
			Object value = values[i];
			if (value != null && types[i] instanceof ComponentType component) {
				mark(component.getSubtypes(), component.getPropertyValues(value), context);
			}
			else if (value != null && types[i] instanceof CollectionType) {
				mark(value, SET_READ_ONLY, context);
			}
		}
	}

	private static void mark(Object value, MethodHandle setReadOnly, PersistenceContext context) {
		PersistentCollection<?> collection = (value instanceof PersistentCollection<?> wrapper) ? wrapper
				: context.getCollectionHolder(value); // of an array
		CollectionEntry entry = (collection != null) ? context.getCollectionEntry(collection) : null;
		if (entry != null) {
			try {
				setReadOnly.invoke(entry, true, collection);
			}
			catch (Throwable ex) {
				throw NewerHibernate.thrown(ex);
			}
		}
	}

}
