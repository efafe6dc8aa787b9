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

import java.util.Map;

import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;

/**
 * An uninitialised collection of a managed or a detached owner.
 */
public final class CollectionReference {

	private final PersistentCollection<?> collection;

	private final CollectionMapping mapping;

	private final CollectionKey key;

	private final Scope scope;

	CollectionReference(PersistentCollection<?> collection, CollectionMapping mapping, CollectionKey key, Scope scope) {
		this.collection = collection;
		this.mapping = mapping;
		this.key = key;
		this.scope = scope;
	}

	/**
	 * What the memo knows the collection by.
	 * @return the key
	 */
	public Object key() {
		return this.key;
	}

	/**
	 * Whether an element is in the reference's session already.
	 * @param elementKey the element's key
	 * @return whether no snapshot of it is needed
	 */
	public boolean contains(Object elementKey) {
		return this.scope.contains((EntityKey) elementKey);
	}

	/**
	 * Initialise the collection without SQL.
	 * @param state its content
	 * @param elements snapshots of the elements by key
	 * @return whether it is initialised now; not if an element is missing, then it stays
	 * as it was
	 */
	public boolean attach(CollectionState state, Map<Object, Snapshot> elements) {
		if (this.collection.wasInitialized()) {
			return true;
		}
		for (Object elementKey : state.elementKeys()) {
			if (!contains(elementKey)) {
				Snapshot element = elements.get(elementKey);
				if (element == null || this.scope.hydrate(element) == null) {
					return false;
				}
			}
		}
		CollectionFiller.fill(this.collection, this.mapping, state, this.scope.session());
		return true;
	}

}
