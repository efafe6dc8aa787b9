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
package io.github.memoizedprefetch.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * Initialises a collection in place from its memoized state, as Hibernate does from the
 * second-level cache. The elements must be in the session already.
 */
final class CollectionFiller {

	private CollectionFiller() {
	}

	static void fill(PersistentCollection<?> collection, CollectionMapping mapping, CollectionState state,
			@Nullable List<EntityReference> references, SessionImplementor session) {
		List<Object> elements = mapping.isFilledByElements() ? elements(mapping, references) : null;
		CollectionEntry entry = session.getPersistenceContextInternal().getCollectionEntry(collection);
		if (entry != null) {
			initialize(collection, mapping, state, elements);
			entry.postInitialize(collection, session);
		}
		else {
			fillDetached(collection, mapping, state, elements, session);
		}
	}

	/** A detached collection borrows the session for as long as it takes. */
	private static void fillDetached(PersistentCollection<?> collection, CollectionMapping mapping,
			CollectionState state, @Nullable List<Object> elements, SessionImplementor session) {
		CollectionPersister persister = mapping.persister();
		collection.setCurrentSession(session);
		try {
			initialize(collection, mapping, state, elements);
			collection.setSnapshot(collection.getKey(), collection.getRole(), collection.getSnapshot(persister));
		}
		finally {
			collection.unsetSession(session);
		}
	}

	/** The elements of an initialised collection; of a map, its values. */
	static Iterable<?> elements(PersistentCollection<?> collection) {
		Object value = collection.getValue();
		return (value instanceof Map<?, ?> map) ? map.values() : (Iterable<?>) value;
	}

	/**
	 * The elements as the collection is to hold them; null if only Hibernate knows, from
	 * their ids.
	 */
	private static @Nullable List<Object> elements(CollectionMapping mapping,
			@Nullable List<EntityReference> references) {
		EntityMapping element = mapping.element();
		if (references == null || element == null) {
			return null;
		}
		List<Object> elements = new ArrayList<>(references.size());
		for (EntityReference reference : references) {
			Object object = reference.managedObject(element.javaType());
			if (object == null) {
				return null;
			}
			elements.add(object);
		}
		return elements;
	}

	private static void initialize(PersistentCollection<?> collection, CollectionMapping mapping, CollectionState state,
			@Nullable List<Object> elements) {
		if (elements != null) {
			collection.injectLoadedState(mapping.attributeMapping(), elements);
		}
		else {
			collection.initializeFromCache(mapping.persister(), state.disassembled(), collection.getOwner());
		}
		collection.afterInitialize();
	}

}
