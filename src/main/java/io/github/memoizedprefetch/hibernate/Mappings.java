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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.graph.spi.RootGraphImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The mapping metamodel of one session factory, in the terms a prefetch plan needs.
 * Thread-safe.
 */
public final class Mappings {

	/** The tenant of all items where there is no multi-tenancy. */
	public static final Object NO_TENANT = "no tenant";

	private final SessionFactoryImplementor factory;

	private final Map<String, EntityMapping> entities = new ConcurrentHashMap<>();

	private final Map<String, CollectionMapping> collections = new ConcurrentHashMap<>();

	private final Map<String, EntityCodec> codecs = new ConcurrentHashMap<>();

	private final boolean fetchesInBatches;

	private final ChangeEvents changes;

	private final @Nullable Tenants tenants;

	private volatile @Nullable LazyLoadEvents lazyLoads;

	private Mappings(SessionFactoryImplementor factory) {
		this.factory = factory;
		this.fetchesInBatches = !KeyColumns.isAnyLostInArrays(factory) && !CustomLoading.isOfAny(factory);
		this.changes = ChangeEvents.of(factory);
		this.tenants = Tenants.of(factory);
	}

	/**
	 * The mappings of an entity manager factory.
	 * @param entityManagerFactory Hibernate's, or a proxy that unwraps to it
	 * @return its mappings
	 * @throws IllegalArgumentException if it is not Hibernate's, or its transactions are
	 * not its own
	 */
	public static Mappings of(EntityManagerFactory entityManagerFactory) {
		HibernateVersion.check();
		SessionFactoryImplementor factory = unwrap(entityManagerFactory);
		if (factory.getServiceRegistry().requireService(TransactionCoordinatorBuilder.class).isJta()) {
			throw new IllegalArgumentException("The EntityManagerFactory uses JTA, which is not supported: misses are"
					+ " read in a transaction of their own; use resource-local transactions");
		}
		StepConnections.check(factory);
		return new Mappings(factory);
	}

	static SessionFactoryImplementor unwrap(EntityManagerFactory entityManagerFactory) {
		try {
			return entityManagerFactory.unwrap(SessionFactoryImplementor.class);
		}
		catch (PersistenceException | ClassCastException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("The EntityManagerFactory " + entityManagerFactory.getClass().getName()
					+ " is not Hibernate's; only Hibernate ORM is supported", ex);
		}
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
	 * Whether sessions belong to tenants.
	 * @return whether there is multi-tenancy, by schema, database or {@code @TenantId}
	 */
	public boolean isMultiTenant() {
		return this.tenants != null;
	}

	/**
	 * The tenant for whom a session would be opened now.
	 * @return the tenant, null if there is none; always {@link #NO_TENANT} without
	 * multi-tenancy
	 * @throws UnknownTenantException if the resolver throws
	 */
	public @Nullable Object currentTenant() throws UnknownTenantException {
		return (this.tenants != null) ? this.tenants.current() : NO_TENANT;
	}

	/**
	 * The tenant of an item.
	 * @param item an item
	 * @param current the {@link #currentTenant() current tenant}
	 * @return the tenant that it was loaded for; if that is not known, because it is new
	 * or no entity, the current one; always {@link #NO_TENANT} without multi-tenancy
	 * @throws UnknownTenantException if there is none, or it cannot be told
	 */
	public Object tenant(Object item, @Nullable Object current) throws UnknownTenantException {
		return (this.tenants != null) ? this.tenants.of(item, current) : NO_TENANT;
	}

	/**
	 * Make sure that there is something to read from.
	 * @throws IllegalStateException if the factory is closed
	 */
	public void requireOpen() {
		if (this.factory.isClosed()) {
			throw new IllegalStateException("The EntityManagerFactory of this MemoizedPrefetch is closed, because its"
					+ " application context is, or a test has closed it; make a prefetch for the one that is open");
		}
	}

	/**
	 * Start units of work, over one step's items.
	 * @param keepRepeatableReads whether transactions that see the rows of an earlier
	 * time are left alone
	 * @param warning is told the name of their isolation level, once, if they are not
	 * @return opens a chunk session for a tenant; true for a thread that must not touch
	 * the items' open sessions, which are left alone. It has no connection until
	 * something must be loaded
	 */
	public BiFunction<Object, Boolean, ChunkSession> chunkSessions(boolean keepRepeatableReads,
			Consumer<String> warning) {
		Isolation isolation = new Isolation(keepRepeatableReads, warning);
		return (tenant, detachedOnly) -> new ChunkSession(this, tenant, detachedOnly, isolation);
	}

	/**
	 * Be told of committed changes.
	 * @param listener the listener, which is held weakly
	 * @return adds the tables that matter to it
	 */
	public Change.Watch onChange(Change.Listener listener) {
		return this.changes.add(listener);
	}

	/**
	 * The objects that sessions of the factory hold. The first call makes the factory
	 * tell of lazy loads.
	 * @return a new reader of them
	 */
	public ObjectGraph objectGraph() {
		return new ObjectGraph(this);
	}

	/**
	 * The key of an entity; see {@link Snapshot#key()}.
	 * @param entity the entity
	 * @param id its id
	 * @return the key
	 */
	public Object key(EntityMapping entity, Object id) {
		return new EntityKey(id, entity.persister());
	}

	/** The first call makes the factory tell of lazy loads. */
	LazyLoadEvents lazyLoads() {
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
	boolean canFetchInBatches() {
		return this.fetchesInBatches;
	}

	@Nullable Tenants tenants() {
		return this.tenants;
	}

	ChangeEvents changes() {
		return this.changes;
	}

	SessionFactoryImplementor factory() {
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

	EntityMapping entity(String name) {
		return entity(this.factory.getMappingMetamodel().getEntityDescriptor(name));
	}

	EntityMapping entity(EntityPersister persister) {
		return this.entities.computeIfAbsent(persister.getEntityName(), (name) -> new EntityMapping(this, persister));
	}

	CollectionMapping collection(CollectionPersister persister) {
		return this.collections.computeIfAbsent(persister.getRole(), (role) -> new CollectionMapping(this, persister));
	}

	EntityCodec codec(EntityPersister persister) {
		// not computeIfAbsent: no recursion today, but a codec may ask for another one
		EntityCodec codec = this.codecs.get(persister.getEntityName());
		if (codec == null) {
			codec = new EntityCodec(persister);
			this.codecs.put(persister.getEntityName(), codec);
		}
		return codec;
	}

	/**
	 * It is not known which tenant an item belongs to. The message says why.
	 */
	public static final class UnknownTenantException extends Exception {

		UnknownTenantException(String reason) {
			super(reason, null, false, false);
		}

	}

}
