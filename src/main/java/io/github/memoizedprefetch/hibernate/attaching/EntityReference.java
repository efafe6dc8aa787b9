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

import java.util.Objects;

import io.github.memoizedprefetch.hibernate.deferred.DeferredEntity;
import io.github.memoizedprefetch.hibernate.deferred.Validity;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.jspecify.annotations.Nullable;

/**
 * An entity that a chunk refers to, in one session. All references to it share this: the
 * proxies of managed and detached owners, and the keys that snapshots hold.
 */
public final class EntityReference extends Proxied {

	private final Object key;

	private final ItemSession itemSession;

	/** What the session knows of the entity, null if that is nothing so far. */
	private @Nullable EntityHolder holder;

	/** The key of the proxy to make, null if the entity needs none. */
	private @Nullable EntityKey proxyKey;

	private @Nullable Snapshot snapshot;

	private @Nullable Object entity;

	private State state = State.NEW;

	/** Whether something that its session has refers to it. */
	private boolean reached;

	/** Whether one of these would have loaded it. */
	private boolean eager;

	/** What it was found by, if that is not in its session yet. */
	private @Nullable EntityReference owner;

	private boolean shared;

	private int uses;

	/** The same entity in another session. */
	private @Nullable EntityReference sibling;

	EntityReference(Object key, ItemSession itemSession) {
		this.key = key;
		this.itemSession = itemSession;
	}

	private enum State {

		NEW, LOADED, LEFT, RESOLVED

	}

	/** The entity's key; see {@link Snapshot#key()}. */
	public Object key() {
		return this.key;
	}

	/** The session that the entity belongs into. */
	public ItemSession itemSession() {
		return this.itemSession;
	}

	/** Note what it was found by: only what comes first, so that no circle is closed. */
	public void foundBy(@Nullable EntityReference owner) {
		if (!hasPassed()) {
			this.owner = owner;
		}
	}

	/** Count a reference of an owner. */
	public void use() {
		this.uses++;
	}

	/**
	 * How many references to it can be served that were not counted before.
	 * @return the number of references; 0 if there is no row, or it is left alone
	 */
	public int takeUses() {
		int taken = (this.snapshot != null || this.state == State.LOADED) ? this.uses : 0;
		this.uses = 0;
		return taken;
	}

	/** Whether it has not been looked for. */
	public boolean isNew() {
		return this.state == State.NEW;
	}

	/** Whether its session had the entity before anything was prefetched. */
	public boolean isLoaded() {
		return this.state == State.LOADED;
	}

	/**
	 * Take the session's entity if it is there, which initialises the proxies.
	 * @param target the entity's class
	 * @param snapshot what is known of it, or null
	 * @return whether the session has it, perhaps about to be deleted
	 */
	public boolean findLoaded(EntityMapping target, @Nullable Snapshot snapshot) {
		EntityKey entityKey = (snapshot != null) ? snapshot.entityKey() : target.entityKey(this.key);
		this.holder = this.itemSession.holder(entityKey);
		if (this.holder == null || !ItemSession.isLoaded(this.holder)) {
			return false;
		}
		this.state = State.LOADED;
		this.snapshot = null;
		this.entity = this.itemSession.existing(this.holder);
		initializeProxies();
		return true;
	}

	/** Something refers to it that its session has, or has in the end. */
	void reach() {
		this.reached = true;
	}

	/** Something that its session has, or has in the end, would have loaded it. */
	public void reachEagerly() {
		this.eager = true;
	}

	/** Take what is deferred already. Its uses were counted then. */
	public boolean findDeferred(EntityMapping target) {
		DeferredEntity deferred = this.itemSession.deferred(target.entityKey(this.key));
		if (deferred == null) {
			return false;
		}
		resolve(deferred.snapshot());
		this.uses = 0;
		return true;
	}

	/** Whether it is not built, nor to be before the step comes to it. */
	public boolean isDeferred() {
		return this.snapshot != null && this.entity == null && !this.eager
				&& this.itemSession.defers(this.snapshot, this.reached) && this.key.equals(this.snapshot.key());
	}

	/** Have it built when the step comes to it, as long as the snapshot holds. */
	public void defer(Validity validity) {
		this.itemSession.deferred().add(new DeferredEntity(Objects.requireNonNull(this.snapshot), validity));
	}

	/** Leave it as Hibernate made it. */
	public void leave() {
		this.snapshot = null;
		this.state = State.LEFT;
	}

	/**
	 * Note what was found.
	 * @param snapshot the committed state, or null if there is no such row
	 */
	public void resolve(@Nullable Snapshot snapshot) {
		this.snapshot = snapshot;
		this.state = State.RESOLVED;
	}

	/** Whether it was looked for, and there is no such row. */
	public boolean isMissing() {
		return this.state == State.RESOLVED && this.snapshot == null && this.entity == null;
	}

	/** Take an instance that other chunks have as well, with all that is behind it. */
	public void share(Snapshot snapshot, Object instance) {
		resolve(snapshot);
		this.shared = true;
		this.entity = instance;
		initializeProxies();
	}

	/** Whether its entity is not of its session alone. */
	public boolean isShared() {
		return this.shared;
	}

	boolean isResolved() {
		return this.state == State.RESOLVED;
	}

	/** The committed state, null if there is no row, or it was not looked for. */
	public @Nullable Snapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * Have the session have the entity, built if it was not there, and initialise the
	 * proxies.
	 * @param target the entity's class
	 */
	public void attach(EntityMapping target) {
		if (this.entity != null || this.state != State.RESOLVED) {
			return;
		}
		if (this.snapshot == null) {
			findLoaded(target, null); // perhaps it came along with something else
		}
		else if (this.snapshot.hasCompanions()) {
			attachEarly(); // its owner may refer to them
		}
		else {
			attach(this.snapshot);
		}
	}

	private void attach(Snapshot snapshot) {
		this.holder = this.itemSession.findOrBuild(snapshot, this.holder, this.proxyKey);
		this.entity = (this.holder != null) ? this.holder.getEntity() : null;
		initializeProxies();
	}

	/**
	 * Have it built before its turn, but after what it was found by, if that is built.
	 */
	public void attachEarly() {
		if (this.owner != null && !this.owner.isDeferred()) {
			this.owner.attachEarly();
		}
		if (this.entity == null && this.snapshot != null) {
			attach(this.snapshot);
		}
	}

	/**
	 * Make no proxy: an element of a collection, or what is found by its id, has one only
	 * if the session had one before.
	 */
	public void needsNoProxy() {
		this.proxyKey = null;
	}

	/** The entity; null if it was not built, is absent, or must be left alone. */
	@Override
	public @Nullable Object entity() {
		return this.entity;
	}

	/**
	 * What an association holds: the session's proxy if there is one.
	 * @param type the class of the association
	 * @return the entity or proxy; null if there is none of that class
	 */
	@Nullable Object managedObject(Class<?> type) {
		Object object = (this.holder != null) ? this.holder.getManagedObject() : null;
		return type.isInstance(object) ? object : null;
	}

	/**
	 * Have a proxy made, as there is of an entity that is referred to lazily: flushing
	 * tells a reference to a proxy from one to an entity when the target is removed.
	 */
	void needsProxy(EntityKey key) {
		this.proxyKey = key;
	}

	@Nullable EntityReference sibling() {
		return this.sibling;
	}

	void sibling(@Nullable EntityReference sibling) {
		this.sibling = sibling;
	}

}
