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

import io.github.memoizedprefetch.hibernate.mapping.Attribute;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * EAGER references of owners that a query has left out, made what they are where it has
 * not: entities, which their classes, fields and serialisers tell from proxies, or null.
 */
public final class EagerReferences {

	private EagerReferences() {
	}

	/**
	 * Put the entity in the place of its proxy, which the session forgets: what refers to
	 * the entity from now on is to be the same object.
	 * @param value what the attribute holds, initialised
	 */
	public static void replaceProxy(Object owner, Attribute attribute, Object value) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		if (proxy == null || proxy.isUninitialized() || !isLoaded(owner, proxy)) {
			return;
		}
		Object entity = proxy.getImplementation();
		if (attribute.replace(owner, value, entity) && isOpen(proxy.getSession())) {
			PersistenceContext context = proxy.getSession().getPersistenceContextInternal();
			EntityEntry entry = context.getEntry(entity);
			if (entry != null && context.getProxy(entry.getEntityKey()) == value) {
				context.removeProxy(entry.getEntityKey());
			}
		}
	}

	/**
	 * There is no row. The owner's loaded state has null then, too: nothing has changed.
	 * @param value the proxy that the attribute holds
	 */
	public static void setNull(Object owner, Attribute attribute, Object value) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		int position = attribute.statePosition();
		if (proxy == null || position < 0 || !attribute.isNullWithoutRow() || !isLoaded(owner, proxy)) {
			return;
		}
		if (attribute.replace(owner, value, null) && isOpen(proxy.getSession())) {
			EntityEntry entry = proxy.getSession().getPersistenceContextInternal().getEntry(Hibernate.unproxy(owner));
			Object[] loaded = (entry != null) ? entry.getLoadedState() : null;
			if (loaded != null) {
				loaded[position] = null;
			}
		}
	}

	/** Not one that the user has made, and given a proxy. */
	private static boolean isLoaded(Object owner, LazyInitializer proxy) {
		SharedSessionContractImplementor session = proxy.getSession();
		if (!isOpen(session)) {
			return true;
		}
		EntityEntry entry = session.getPersistenceContextInternal().getEntry(Hibernate.unproxy(owner));
		return entry != null && entry.isExistsInDatabase();
	}

	private static boolean isOpen(@Nullable SharedSessionContractImplementor session) {
		return session instanceof SessionImplementor && session.isOpenOrWaitingForAutoClose();
	}

}
