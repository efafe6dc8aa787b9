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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.hibernate.events.ReadOnlyChanges;
import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadEvents;
import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadListener;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads entities and what they refer to, as far as it is loaded, and hears when more is
 * about to be loaded lazily. Thread-safe, unlike the entities.
 */
public final class ObjectGraph {

	private final Mappings mappings;

	private final LazyLoadEvents events;

	private final AttributeWalk walk;

	ObjectGraph(Mappings mappings) {
		this.mappings = mappings;
		this.events = mappings.lazyLoads();
		this.walk = new AttributeWalk(mappings);
	}

	/**
	 * The objects that sessions of a factory hold, for those who prefetch nothing.
	 * @param entityManagerFactory Hibernate's, or a proxy that unwraps to it
	 */
	public static ObjectGraph of(EntityManagerFactory entityManagerFactory) {
		return new ObjectGraph(new Mappings(PersistenceUnit.unwrap(entityManagerFactory)));
	}

	/**
	 * Be told of lazy loads. The listener is held weakly.
	 * @param listener the listener
	 */
	public void onLazyLoad(LazyLoadListener listener) {
		this.events.add(listener);
	}

	/** Be told of changes of read-only targets, which are not written. */
	public void onReadOnlyChange(ReadOnlyChanges.Listener listener) {
		this.mappings.readOnly().tell(listener, () -> ReadOnlyChanges.of(this.mappings.factory()));
	}

	/**
	 * Do something whose lazy loads, on this thread, nobody is told of.
	 * @param work what to do
	 */
	public static void unheard(Runnable work) {
		LazyLoadEvents.unheard(work);
	}

	/**
	 * Do something on this thread that must not load lazily: an exception is thrown where
	 * it would.
	 * @param work what to do
	 */
	public static void withoutLoading(Runnable work) {
		LazyLoadEvents.withoutLoading(work);
	}

	/** Whether a session is one of the factory's. */
	public boolean isOf(Object session) {
		return ((SharedSessionContractImplementor) session).getFactory() == this.mappings.factory();
	}

	/**
	 * Look whether a value still has to be loaded.
	 * @param value any value
	 * @return what would be loaded; null for everything but uninitialised proxies and
	 * collections of the factory
	 */
	public @Nullable Unloaded unloaded(Object value) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		if (proxy != null && proxy.isUninitialized()) {
			EntityPersister persister = this.mappings.factory()
				.getMappingMetamodel()
				.findEntityDescriptor(proxy.getEntityName());
			Object id = proxy.getInternalIdentifier();
			return (persister != null) ? new Unloaded(openSession(proxy.getSession()), new EntityKey(id, persister),
					proxy.getEntityName(), id) : null;
		}
		return (value instanceof PersistentCollection<?> collection && !collection.wasInitialized())
				? unloaded(collection) : null;
	}

	/**
	 * Whether a value does not have to be loaded, because it is or is nothing that is.
	 * @param value any value
	 * @return false for uninitialised proxies and collections
	 */
	public static boolean isLoaded(Object value) {
		return Hibernate.isInitialized(value);
	}

	private @Nullable Unloaded unloaded(PersistentCollection<?> collection) {
		String role = collection.getRole();
		Object key = collection.getKey();
		if (role == null || key == null) {
			return null;
		}
		SharedSessionContractImplementor session = (collection instanceof AbstractPersistentCollection<?> persistent)
				? persistent.getSession() : null;
		CollectionPersister persister = this.mappings.factory().getMappingMetamodel().findCollectionDescriptor(role);
		return (persister != null) ? new Unloaded(openSession(session), new CollectionKey(persister, key), role, key)
				: null;
	}

	private static @Nullable Object openSession(@Nullable SharedSessionContractImplementor session) {
		return (session != null && session.isOpenOrWaitingForAutoClose()) ? session : null;
	}

	/**
	 * The entity behind a proxy that is initialised.
	 * @param value any value that is not {@link #unloaded}
	 * @return the entity, or the value itself
	 */
	public Object instance(Object value) {
		return Hibernate.unproxy(value);
	}

	/**
	 * Whether a session is in the middle of something that nothing may be put into it
	 * during: it is flushing, or reads a result.
	 * @param session a session that loads lazily
	 * @return what it is doing, in words; null if nothing
	 */
	public static @Nullable String busyWith(Object session) {
		PersistenceContext context = ((SharedSessionContractImplementor) session).getPersistenceContextInternal();
		if (context.isFlushing()) {
			return "while the session was flushing";
		}
		return context.isLoadFinished() ? null : "while the session was reading a result";
	}

	/**
	 * Whether a session manages an entity.
	 * @param session the calling thread's
	 * @param item any object, which is not initialised by this
	 * @return false for what is no entity of the session, or its proxy
	 */
	public static boolean isManaged(Object session, Object item) {
		PersistenceContext context = ((SharedSessionContractImplementor) session).getPersistenceContextInternal();
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(item);
		return (proxy != null) ? proxy.getSession() == session : context.getEntry(item) != null;
	}

	/**
	 * Whether lazy loads of an entity fail.
	 * @return null if it has none
	 */
	public @Nullable Boolean isDetached(Object item) {
		List<Boolean> detached = new ArrayList<>();
		LazyLoadEvents
			.withoutLoading(() -> visit(Hibernate.isInitialized(item) ? instance(item) : item, (name, value, any) -> {
				Unloaded unloaded = unloaded(value);
				if (unloaded != null) {
					detached.add(unloaded.session() == null);
				}
			}));
		return detached.isEmpty() ? null : !detached.contains(false);
	}

	/** Whether Hibernate loads others of its kind with what is loaded lazily. */
	public boolean isBatchLoaded(Object key) {
		if (key instanceof EntityKey entity) {
			return entity.getPersister().isBatchLoadable();
		}
		return key instanceof CollectionKey collection && this.mappings.factory()
			.getMappingMetamodel()
			.getCollectionDescriptor(collection.getRole())
			.isBatchLoadable();
	}

	/**
	 * A short name of an entity, for messages.
	 * @param entity an entity or a proxy, which is not initialised by this
	 * @return its class and id; null if it is no entity
	 */
	public @Nullable String label(Object entity) {
		Class<?> type = Mappings.classOf(entity);
		return (this.mappings.entity(type) != null)
				? type.getSimpleName() + "#" + this.mappings.factory().getPersistenceUnitUtil().getIdentifier(entity)
				: null;
	}

	/**
	 * Whether this is what Hibernate throws when something detached has to be loaded.
	 * @param error any exception
	 * @return whether it is a {@code LazyInitializationException}
	 */
	public static boolean isLazyInitialization(Throwable error) {
		return error instanceof LazyInitializationException;
	}

	/**
	 * Visit what an entity refers to, in the order of its attributes: entities, proxies,
	 * and collections that are not loaded. Of collections that are loaded the elements
	 * are visited, and embedded values are gone through.
	 * @param instance an entity, no proxy
	 * @param visitor is called with each
	 * @return whether it is an entity
	 */
	public boolean visit(Object instance, Visitor visitor) {
		EntityPersister persister = this.mappings.factory()
			.getMappingMetamodel()
			.findEntityDescriptor(instance.getClass().getName());
		if (persister == null) {
			return false;
		}
		this.walk.visit(persister, instance, visitor);
		return true;
	}

	/**
	 * Is told what an entity refers to.
	 */
	public interface Visitor {

		/**
		 * Something was reached.
		 * @param name the attribute, or the path to it through embedded values
		 * @param value an entity, a proxy, or a collection that is not loaded; elements
		 * of a collection may be of any type
		 * @param any whether it is an {@code @Any} association, which no path leads over
		 */
		void reached(String name, Object value, boolean any);

	}

}
