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
package io.github.memoizedprefetch.hibernate.merging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import io.github.memoizedprefetch.hibernate.merging.MergeNode.State;
import io.github.memoizedprefetch.hibernate.version.NewerHibernate;
import org.hibernate.HibernateException;
import org.hibernate.engine.internal.ForeignKeys;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * What objects are to a session that is about to merge them, as far as it knows without
 * asking the database.
 */
final class ObjectStates {

	private static final @Nullable Class<?> PERSISTABLE = persistable();

	private static final @Nullable MethodHandle IS_NEW = (PERSISTABLE != null) ? isNew(PERSISTABLE) : null;

	private final SessionImplementor session;

	private final PersistenceContext context;

	ObjectStates(SessionImplementor session) {
		this.session = session;
		this.context = session.getPersistenceContextInternal();
	}

	/** Spring Data is not needed. */
	private static @Nullable Class<?> persistable() {
		try {
			return Class.forName("org.springframework.data.domain.Persistable", false,
					ObjectStates.class.getClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	private static @Nullable MethodHandle isNew(Class<?> persistable) {
		try {
			return MethodHandles.publicLookup().findVirtual(persistable, "isNew", MethodType.methodType(boolean.class));
		}
		catch (NoSuchMethodException | IllegalAccessException ex) {
			return null;
		}
	}

	/** Whether a repository would persist it, for which its row must not be loaded. */
	boolean isNewItem(Object entity) {
		if (PERSISTABLE != null && PERSISTABLE.isInstance(entity)) {
			return Boolean.TRUE.equals(NewerHibernate.get(IS_NEW, entity));
		}
		EntityPersister persister = persister(entity);
		return persister != null && this.context.getEntry(entity) == null
				&& Boolean.TRUE.equals(known(entity, persister));
	}

	/**
	 * Null if it is not known what merging it reads.
	 * @param persisted whether it may be persisted instead, as part of a new item
	 */
	@Nullable State of(Object entity, MergeMapping mapping, boolean persisted) {
		EntityEntry entry = this.context.getEntry(entity);
		if (entry != null) {
			return entry.getStatus().isDeletedOrGone() ? null : State.MANAGED;
		}
		Boolean unsaved = known(entity, mapping.persister());
		Object id = mapping.persister().getIdentifier(entity, this.session);
		if (Boolean.TRUE.equals(unsaved) || id == null || (persisted && isNewItem(entity))) {
			return State.NEW;
		}
		return (id == entity || (unsaved == null && persisted)) ? null : State.DETACHED;
	}

	/** Null if only the database knows whether there is a row. */
	private @Nullable Boolean known(Object entity, EntityPersister persister) {
		try {
			Boolean unsaved = this.session.getInterceptor().isTransient(entity);
			return (unsaved != null) ? unsaved : persister.isTransient(entity, this.session);
		}
		catch (HibernateException ex) {
			return Boolean.TRUE; // merging it will throw the same
		}
	}

	EntityKey key(Object entity, MergeMapping mapping) {
		Object id = mapping.persister().getIdentifier(entity, this.session);
		return this.session.generateEntityKey(
				mapping.persister().getIdentifierType().deepCopy(id, this.session.getFactory()), mapping.persister());
	}

	/**
	 * Whether merging looks for what is referred to.
	 * @param persisted whether the reference may be persisted, as part of a new item
	 */
	boolean isReferable(Object value, boolean persisted) {
		if (HibernateProxy.extractLazyInitializer(value) != null) {
			return true;
		}
		EntityPersister persister = persister(value);
		if (persister == null || this.context.getEntry(value) != null) {
			return false;
		}
		return persisted ? Boolean.FALSE.equals(known(value, persister))
				: !ForeignKeys.isTransient(persister.getEntityName(), value, Boolean.FALSE, this.session);
	}

	/** The id of what is referred to; null if it has none. */
	@Nullable Object id(Object value) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		if (proxy != null) {
			return proxy.getInternalIdentifier();
		}
		EntityPersister persister = persister(value);
		return (persister != null) ? persister.getIdentifier(value, this.session) : null;
	}

	private @Nullable EntityPersister persister(Object entity) {
		return this.session.getFactory().getMappingMetamodel().findEntityDescriptor(entity.getClass());
	}

}
