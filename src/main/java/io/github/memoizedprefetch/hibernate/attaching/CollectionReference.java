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

import java.util.List;

import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.jspecify.annotations.Nullable;

/**
 * An uninitialised collection of a managed or a detached owner.
 */
public final class CollectionReference {

	private final PersistentCollection<?> collection;

	private final CollectionMapping mapping;

	private final CollectionKey key;

	private final ItemSession itemSession;

	public CollectionReference(PersistentCollection<?> collection, CollectionMapping mapping, CollectionKey key,
			ItemSession itemSession) {
		this.collection = collection;
		this.mapping = mapping;
		this.key = key;
		this.itemSession = itemSession;
	}

	/**
	 * What the memo knows the collection by.
	 * @return the key
	 */
	public Object key() {
		return this.key;
	}

	/**
	 * The session that the elements belong into.
	 * @return the session
	 */
	public ItemSession itemSession() {
		return this.itemSession;
	}

	/**
	 * Initialise the collection without SQL, if it is not initialised yet.
	 * @param state its content; the elements must be in the reference's session
	 * @param elements the elements, if they were references; or else null
	 */
	public void attach(CollectionState state, @Nullable List<EntityReference> elements) {
		if (!this.collection.wasInitialized()) {
			this.itemSession.fill(this.collection, this.mapping, state, elements);
		}
	}

}
