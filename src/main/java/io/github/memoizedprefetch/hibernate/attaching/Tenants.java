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

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.hibernate.Hibernate;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which tenant each entity was loaded for, as long as somebody holds it: a
 * detached entity has no session that could tell. Thread-safe.
 */
public final class Tenants implements PostLoadEventListener {

	/** The tenant of all items where there is no multi-tenancy. */
	public static final Object NONE = "no tenant";

	/** Weak keys are compared by identity. */
	private final transient Cache<Object, Object> loadedFor = Caffeine.newBuilder().weakKeys().build();

	private final transient SessionFactoryImplementor factory;

	private Tenants(SessionFactoryImplementor factory) {
		this.factory = factory;
	}

	/**
	 * The one instance of a session factory, which its listener registry remembers; null
	 * without multi-tenancy.
	 */
	public static @Nullable Tenants of(SessionFactoryImplementor factory) {
		if (!factory.getSessionFactoryOptions().isMultiTenancyEnabled()
				&& !factory.getDefinedFilterNames().contains(TenantIdBinder.FILTER_NAME)) {
			return null;
		}
		EventListenerRegistry registry = factory.getEventListenerRegistry();
		synchronized (registry) {
			for (PostLoadEventListener listener : registry.getEventListenerGroup(EventType.POST_LOAD).listeners()) {
				if (listener instanceof Tenants tenants) {
					return tenants;
				}
			}
			Tenants tenants = new Tenants(factory);
			registry.appendListeners(EventType.POST_LOAD, tenants);
			return tenants;
		}
	}

	@Override
	public void onPostLoad(PostLoadEvent event) {
		remember(event.getEntity(), event.getSession().getTenantIdentifierValue());
	}

	/**
	 * Remember what a stateless session has read, which tells no listener of it.
	 * @param item an entity or any object
	 * @param tenant the session's
	 */
	public void loaded(Object item, @Nullable Object tenant) {
		if (isEntity(item)) {
			remember(item, tenant);
		}
	}

	private void remember(Object entity, @Nullable Object tenant) {
		if (tenant != null) {
			this.loadedFor.put(entity, tenant);
		}
	}

	/**
	 * The tenant of an item.
	 * @param item an entity, a proxy of one, or any object
	 * @param current the current tenant, if there is one
	 * @return the tenant that it was loaded for, or else the current one
	 * @throws UnknownTenantException if it is not safe to say
	 */
	public Object of(Object item, @Nullable Object current) throws UnknownTenantException {
		Object tenant = loadedFor(item);
		if (tenant != null) {
			return tenant;
		}
		if (!isOfAnyTenant(item)) {
			throw new UnknownTenantException(Hibernate.getClassLazy(item).getSimpleName()
					+ " was not loaded by a Session, but deserialized, created or read by a StatelessSession");
		}
		if (current == null) {
			throw new UnknownTenantException("no tenant is current");
		}
		return current;
	}

	/** Without one Hibernate opens no session, not even for another tenant. */
	public @Nullable Object current() throws UnknownTenantException {
		try {
			return this.factory.resolveTenantIdentifier();
		}
		catch (RuntimeException ex) {
			throw new UnknownTenantException(ex.toString());
		}
	}

	/** Whether an object on a path may be read on for a tenant. */
	public boolean isOf(Object tenant, Object owner) {
		Object loadedFor = loadedFor(owner);
		return (loadedFor != null) ? loadedFor.equals(tenant) : isOfAnyTenant(owner);
	}

	/** No entity; or one whose id belongs to one tenant only. */
	private boolean isOfAnyTenant(Object object) {
		return !this.factory.getSessionFactoryOptions().isMultiTenancyEnabled() || !isEntity(object);
	}

	private boolean isEntity(Object object) {
		return this.factory.getMappingMetamodel()
			.findEntityDescriptor(Hibernate.getClassLazy(object).getName()) != null;
	}

	private @Nullable Object loadedFor(Object entity) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(entity);
		if (proxy != null && proxy.isUninitialized()) {
			SharedSessionContractImplementor session = proxy.getSession();
			return (session != null) ? session.getTenantIdentifierValue() : null;
		}
		return this.loadedFor
			.getIfPresent((proxy != null) ? Objects.requireNonNull(proxy.getImplementation()) : entity);
	}

}
