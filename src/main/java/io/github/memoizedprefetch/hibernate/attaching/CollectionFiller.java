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

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
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
		CollectionEntry entry = session.getPersistenceContextInternal().getCollectionEntry(collection);
		if (entry != null) {
			initialize(collection, mapping, state, references, session);
			entry.postInitialize(collection, session);
		}
		else {
			fillDetached(collection, mapping, state, references, session);
		}
	}

	/** A detached collection borrows the session for as long as it takes. */
	private static void fillDetached(PersistentCollection<?> collection, CollectionMapping mapping,
			CollectionState state, @Nullable List<EntityReference> references, SessionImplementor session) {
		CollectionPersister persister = mapping.persister();
		collection.setCurrentSession(session);
		try {
			initialize(collection, mapping, state, references, session);
			collection.setSnapshot(collection.getKey(), collection.getRole(), collection.getSnapshot(persister));
		}
		finally {
			collection.unsetSession(session);
		}
	}

	private static void initialize(PersistentCollection<?> collection, CollectionMapping mapping, CollectionState state,
			@Nullable List<EntityReference> references, SessionImplementor session) {
		List<?> rows = mapping.codec()
			.assemble(state.content(), managed(mapping, references), collection.getOwner(), session);
		collection.beforeInitialize(mapping.persister(), rows.size());
		collection.beginRead();
		collection.injectLoadedState(mapping.attributeMapping(), rows);
		collection.endRead();
	}

	private static Iterator<@Nullable Object> managed(CollectionMapping mapping,
			@Nullable List<EntityReference> references) {
		if (references == null || mapping.element() == null) {
			return Collections.emptyIterator();
		}
		Class<?> type = mapping.element().javaType();
		List<@Nullable Object> managed = new ArrayList<>(references.size());
		for (EntityReference reference : references) { // no stream: for each collection
			managed.add(reference.managedObject(type));
		}
		return managed.iterator();
	}

}
