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

import org.hibernate.engine.spi.EntityKey;
import org.hibernate.proxy.LazyInitializer;

/**
 * An uninitialised reference to an entity: a proxy of a managed or a detached owner.
 */
public final class EntityReference {

	private final LazyInitializer proxy;

	private final EntityKey key;

	private final Scope scope;

	EntityReference(LazyInitializer proxy, EntityKey key, Scope scope) {
		this.proxy = proxy;
		this.key = key;
		this.scope = scope;
	}

	/**
	 * The target's key; see {@link Snapshot#key()}.
	 * @return the key
	 */
	public Object key() {
		return this.key;
	}

	/**
	 * The session that the target belongs into.
	 * @return its scope
	 */
	public Scope scope() {
		return this.scope;
	}

	/**
	 * Initialise the reference.
	 * @param entity the target, from the reference's scope
	 */
	public void attach(Object entity) {
		// the session's own proxy is initialised by now; a detached one is not
		if (this.proxy.isUninitialized()) {
			this.proxy.setImplementation(entity);
		}
	}

}
