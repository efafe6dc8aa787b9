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
package io.github.memoizedprefetch.hibernate.codec;

import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.CollectionType;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * An entity as the loading session has read it: its values are those of the row, with
 * associations resolved; the instance is what setters have made of them.
 */
public final class LoadedEntity {

	private final Object entity;

	private final EntityKey key;

	private final EntityPersister persister;

	private final @Nullable Object[] state;

	/** Whether Hibernate has read it, and not a loader of the user's made it. */
	private final boolean read;

	private LoadedEntity(Object entity, EntityKey key, EntityPersister persister, @Nullable Object[] state,
			boolean read) {
		this.read = read;
		this.entity = entity;
		this.key = key;
		this.persister = persister;
		this.state = state;
	}

	/**
	 * What Hibernate's dirty checking compares with is nearer to the row than the
	 * instance is. Of immutable entities, and of those that a loader has from elsewhere,
	 * there is only the instance.
	 */
	public static LoadedEntity of(Object entity, SessionImplementor session) {
		EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
		EntityPersister persister = (entry != null) ? entry.getPersister() : session.getEntityPersister(null, entity);
		EntityKey key = (entry != null) ? entry.getEntityKey()
				: session.generateEntityKey(persister.getIdentifier(entity, session), persister);
		@Nullable Object[] state = (entry != null) ? entry.getLoadedState() : null;
		return new LoadedEntity(entity, key, persister, (state != null) ? state : persister.getValues(entity),
				entry != null);
	}

	/**
	 * Whether all of its row was read: every collection has a wrapper then. Of an entity
	 * that was referred to before its row was read, by a key of what is joined to it,
	 * Hibernate (7.4) takes some values from the row before.
	 */
	public boolean isWhole() {
		if (!this.read || !this.persister.hasCollections()) {
			return true;
		}
		Type[] types = this.persister.getPropertyTypes();
		for (int i = 0; i < types.length; i++) {
			if (this.state[i] == null && types[i] instanceof CollectionType collection && !collection.isArrayType()) {
				return false;
			}
		}
		return true;
	}

	Object entity() {
		return this.entity;
	}

	public EntityKey key() {
		return this.key;
	}

	public EntityPersister persister() {
		return this.persister;
	}

	@Nullable Object[] state() {
		return this.state;
	}

	Object id() {
		return this.key.getIdentifier();
	}

	/** The value of a property; null if it is none, but part of one. */
	public @Nullable Object value(String property) {
		String[] names = this.persister.getPropertyNames();
		for (int i = 0; i < names.length; i++) {
			if (names[i].equals(property)) {
				return this.state[i];
			}
		}
		return this.persister.getPropertyValue(this.entity, property);
	}

	public @Nullable Object value(AttributeMapping attribute) {
		return this.state[attribute.getStateArrayPosition()];
	}

}
