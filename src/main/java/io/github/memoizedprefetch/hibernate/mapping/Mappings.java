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
package io.github.memoizedprefetch.hibernate.mapping;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.codec.EntityCodec;
import io.github.memoizedprefetch.hibernate.codec.ReadOnlyEntities;
import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadEvents;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.graph.spi.RootGraphImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The mapping metamodel of one session factory, in the terms a prefetch plan needs.
 * Thread-safe.
 */
public final class Mappings {

	private final SessionFactoryImplementor factory;

	private final Map<String, EntityMapping> entities = new ConcurrentHashMap<>();

	private final Map<String, CollectionMapping> collections = new ConcurrentHashMap<>();

	private final Map<String, EntityCodec> codecs = new ConcurrentHashMap<>();

	private final ReadOnlyEntities readOnly = new ReadOnlyEntities();

	private final boolean fetchesInBatches;

	private volatile @Nullable LazyLoadEvents lazyLoads;

	public Mappings(SessionFactoryImplementor factory) {
		this.factory = factory;
		this.fetchesInBatches = !KeyColumns.isAnyLostInArrays(factory) && !CustomLoading.isOfAny(factory);
	}

	/**
	 * The mapping of an entity class.
	 * @param javaType any class
	 * @return its mapping, or null if it is no entity
	 */
	public @Nullable EntityMapping entity(Class<?> javaType) {
		EntityPersister persister = this.factory.getMappingMetamodel().findEntityDescriptor(javaType.getName());
		return (persister != null) ? entity(persister) : null;
	}

	/**
	 * The mapping of an entity class.
	 * @param javaType an entity class
	 * @return its mapping
	 * @throws IllegalArgumentException if it is no entity
	 */
	public EntityMapping requireEntity(Class<?> javaType) {
		EntityMapping entity = entity(javaType);
		if (entity == null) {
			throw new IllegalArgumentException(javaType.getName() + " is no entity of the EntityManagerFactory");
		}
		return entity;
	}

	/**
	 * All entity classes.
	 * @return the mappings, in no order
	 */
	public List<EntityMapping> entities() {
		return this.factory.getMappingMetamodel().streamEntityDescriptors().map(this::entity).toList();
	}

	/**
	 * The class of an item, which may be a proxy. Initialises nothing.
	 * @param item an item
	 * @return the entity class behind a proxy, possibly a superclass of it, or the item's
	 * own class
	 */
	public static Class<?> classOf(Object item) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(item);
		// Hibernate would initialise a proxy whose class has subclasses
		return (proxy != null && proxy.isUninitialized()) ? proxy.getPersistentClass() : Hibernate.getClass(item);
	}

	/**
	 * Whether an object is a proxy of an entity.
	 * @param object an object
	 * @return whether it is a proxy, initialised or not
	 */
	public static boolean isProxy(Object object) {
		return HibernateProxy.extractLazyInitializer(object) != null;
	}

	/**
	 * The key of an entity; see {@code Snapshot.key()}.
	 * @param entity the entity
	 * @param id its id
	 * @return the key
	 */
	public Object key(EntityMapping entity, Object id) {
		return new EntityKey(id, entity.persister());
	}

	/** The first call makes the factory tell of lazy loads. */
	public LazyLoadEvents lazyLoads() {
		LazyLoadEvents events = this.lazyLoads;
		if (events == null) {
			events = LazyLoadEvents.of(this.factory);
			this.lazyLoads = events;
		}
		return events;
	}

	/**
	 * Whether Hibernate finds the same rows when it fetches in batches, for EAGER
	 * associations that it cannot join.
	 */
	public boolean canFetchInBatches() {
		return this.fetchesInBatches;
	}

	public SessionFactoryImplementor factory() {
		return this.factory;
	}

	/**
	 * The class whose plan serves items of a class: paths may lead over attributes of
	 * subclasses, so that one plan serves a hierarchy.
	 * @param type the class of an item
	 * @return the root of its hierarchy if it is an entity, else the class itself
	 */
	public Class<?> rootClass(Class<?> type) {
		EntityMapping entity = entity(type);
		return (entity != null) ? entity.root().javaType() : type;
	}

	/**
	 * Check the fetch plan of an entity.
	 * @param target the entity
	 * @param plan its fetch plan
	 * @throws IllegalArgumentException if the graph is unknown or of another entity, or
	 * an attribute path does not exist
	 */
	public void check(EntityMapping target, FetchPlan plan) {
		if (plan.entityGraph() != null) {
			checkGraph(target, plan.entityGraph());
		}
		plan.fetch().forEach((path) -> FetchPaths.check(target, path));
	}

	private void checkGraph(EntityMapping target, String name) {
		RootGraphImplementor<?> graph = this.factory.findEntityGraphByName(name);
		if (graph == null) {
			throw new IllegalArgumentException("There is no entity graph '" + name + "' for " + target
					+ "; declare it with @NamedEntityGraph(name = \"" + name + "\") on " + target);
		}
		Class<?> type = graph.getGraphedType().getJavaType();
		if (!type.isAssignableFrom(target.javaType())) {
			throw new IllegalArgumentException(
					"Entity graph '" + name + "' is one of " + type.getSimpleName() + ", not of " + target);
		}
	}

	public EntityMapping entity(String name) {
		return entity(this.factory.getMappingMetamodel().getEntityDescriptor(name));
	}

	public EntityMapping entity(EntityPersister persister) {
		return this.entities.computeIfAbsent(persister.getEntityName(), (name) -> new EntityMapping(this, persister));
	}

	public CollectionMapping collection(CollectionPersister persister) {
		return this.collections.computeIfAbsent(persister.getRole(), (role) -> new CollectionMapping(this, persister));
	}

	/** The classes whose entities no flush writes. */
	public ReadOnlyEntities readOnly() {
		return this.readOnly;
	}

	public EntityCodec codec(EntityPersister persister) {
		// not computeIfAbsent: no recursion today, but a codec may ask for another one
		EntityCodec codec = this.codecs.get(persister.getEntityName());
		if (codec == null) {
			codec = new EntityCodec(persister, this.readOnly);
			this.codecs.put(persister.getEntityName(), codec);
		}
		return codec;
	}

}
