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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.hibernate.snapshot.KnownOwner;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The entities of one target that a chunk refers to, by key and session.
 */
public final class EntityReferences {

	private final EntityMapping target;

	private final Map<Object, EntityReference> references = new HashMap<>();

	/** What loads of something else have brought along. */
	private final Map<Object, Snapshot> brought = new HashMap<>();

	/**
	 * Start with none.
	 * @param target the entities' class
	 */
	public EntityReferences(EntityMapping target) {
		this.target = target;
	}

	/**
	 * The reference to an entity.
	 * @param key its key; see {@link Snapshot#key()}
	 * @param itemSession the session
	 * @return the same for the same entity and session
	 */
	public EntityReference get(Object key, ItemSession itemSession) {
		EntityReference first = this.references.get(key);
		for (EntityReference reference = first; reference != null; reference = reference.sibling()) {
			if (reference.itemSession() == itemSession) {
				return reference;
			}
		}
		EntityReference reference = new EntityReference(key, itemSession);
		if (first == null) {
			this.references.put(key, reference);
		}
		else {
			reference.sibling(first.sibling());
			first.sibling(reference);
		}
		return reference;
	}

	/**
	 * The reference that an owner holds as a proxy.
	 * @param proxy the proxy
	 * @param itemSession the session
	 * @return the reference
	 */
	public EntityReference ofProxy(LazyInitializer proxy, ItemSession itemSession) {
		EntityReference reference = get(this.target.key(proxy.getInternalIdentifier()), itemSession);
		reference.reach();
		reference.add(proxy);
		return reference;
	}

	/** The reference that an item holds as an id. */
	public EntityReference ofId(Object id, ItemSession itemSession) {
		EntityReference reference = get(this.target.key(id), itemSession);
		reference.reach();
		return reference;
	}

	/** The reference that an owner holds as an instance that is its own proxy. */
	public EntityReference getEnhanced(EntityKey key, ItemSession itemSession) {
		EntityReference reference = get(this.target.memoKey(key), itemSession);
		reference.reach();
		return reference;
	}

	/**
	 * The reference that an owner is known to hold.
	 * @param attribute the association
	 * @param owner the owner
	 * @param itemSession the session that the owner will be in
	 * @param deferred whether the owner may not be built
	 * @return the reference; null also if the owner's class does not have the attribute
	 */
	public @Nullable EntityReference get(Attribute attribute, KnownOwner owner, ItemSession itemSession,
			boolean deferred) {
		EntityKey key = owner.referenceKey(attribute);
		if (key == null) {
			return null;
		}
		Snapshot companion = owner.fetchedAlong().companion(key);
		if (companion != null) {
			bring(companion);
		}
		EntityReference reference = get(this.target.memoKey(key), itemSession);
		reference.needsProxy(key);
		if (!deferred) {
			reference.reach();
		}
		return reference;
	}

	/**
	 * The elements of a collection.
	 * @param state the collection's content
	 * @param itemSession the session that the elements are to be in
	 * @param deferred whether the owner of the collection may not be built
	 * @return the elements in order, with repetitions; empty if they are no entities
	 */
	public List<EntityReference> elements(CollectionState state, ItemSession itemSession, boolean deferred) {
		List<Object> keys = state.elementKeys();
		List<EntityReference> elements = new ArrayList<>(keys.size());
		for (Object key : keys) {
			EntityReference element = get(key, itemSession);
			if (!deferred) {
				element.reach();
			}
			elements.add(element);
		}
		return elements;
	}

	/**
	 * Snapshots that need not be looked for.
	 * @return the snapshots by key, to be added to
	 */
	public Map<Object, Snapshot> brought() {
		return this.brought;
	}

	/**
	 * Have a snapshot that may be one of the target.
	 * @param snapshot the snapshot
	 */
	public void bring(Snapshot snapshot) {
		if (snapshot.persister().getRootEntityName().equals(this.target.persister().getRootEntityName())) {
			this.brought.putIfAbsent(snapshot.key(), snapshot);
		}
	}

	/** What was found of an entity, or has come along; null if nothing. */
	public @Nullable Snapshot snapshot(Object key) {
		EntityReference reference = this.references.get(key);
		Snapshot found = (reference != null) ? reference.snapshot() : null;
		return (found != null) ? found : this.brought.get(key);
	}

	/**
	 * Resolve a reference by what the chunk knows already.
	 * @param reference the reference
	 * @return whether it was known
	 */
	public boolean resolveKnown(EntityReference reference) {
		Snapshot known = this.brought.isEmpty() ? null : this.brought.get(reference.key());
		if (known != null) {
			reference.resolve(known);
			return true;
		}
		EntityReference first = this.references.get(reference.key());
		return (first != null && first.sibling() != null) && resolveBySibling(reference, first);
	}

	private static boolean resolveBySibling(EntityReference reference, @Nullable EntityReference first) {
		for (EntityReference other = first; other != null; other = other.sibling()) {
			if (other.isResolved()) {
				reference.resolve(other.snapshot());
				return true;
			}
		}
		return false;
	}

}
