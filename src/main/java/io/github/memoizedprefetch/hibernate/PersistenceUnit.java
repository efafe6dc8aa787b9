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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.attaching.ChunkMode;
import io.github.memoizedprefetch.hibernate.attaching.Isolation;
import io.github.memoizedprefetch.hibernate.attaching.StepSessions;
import io.github.memoizedprefetch.hibernate.attaching.Tenants;
import io.github.memoizedprefetch.hibernate.attaching.UnknownTenantException;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.hibernate.loading.JoinedOnce;
import io.github.memoizedprefetch.hibernate.loading.StepConnections;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.snapshot.PartlyLoadedException;
import io.github.memoizedprefetch.hibernate.version.HibernateVersion;
import io.github.memoizedprefetch.message.LoggerName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session factory: its mappings, its tenants, and what it tells of changes and lazy
 * loads. Opens the sessions of chunks. Thread-safe.
 */
public final class PersistenceUnit {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final SessionFactoryImplementor factory;

	private final Mappings mappings;

	private final ChangeEvents changes;

	private final @Nullable Tenants tenants;

	private final JoinedOnce joinedOnce;

	/** Targets that Hibernate reads in part if it joins more to them. */
	private final Set<String> joinedInPart = ConcurrentHashMap.newKeySet();

	private PersistenceUnit(SessionFactoryImplementor factory) {
		this.factory = factory;
		this.mappings = new Mappings(factory);
		this.changes = ChangeEvents.of(factory);
		this.tenants = Tenants.of(factory);
		this.joinedOnce = new JoinedOnce(factory);
	}

	/**
	 * The mapping metamodel.
	 * @return the mappings
	 */
	public Mappings mappings() {
		return this.mappings;
	}

	JoinedOnce joinedOnce() {
		return this.joinedOnce;
	}

	/**
	 * The persistence unit of an entity manager factory.
	 * @param entityManagerFactory Hibernate's, or a proxy that unwraps to it
	 * @return its persistence unit
	 * @throws IllegalArgumentException if it is not Hibernate's, or its transactions are
	 * not its own
	 */
	public static PersistenceUnit of(EntityManagerFactory entityManagerFactory) {
		HibernateVersion.check(PersistenceUnit.class);
		SessionFactoryImplementor factory = unwrap(entityManagerFactory);
		if (factory.getServiceRegistry().requireService(TransactionCoordinatorBuilder.class).isJta()) {
			throw new IllegalArgumentException("The EntityManagerFactory uses JTA, which is not supported: misses are"
					+ " read in a transaction of their own; use resource-local transactions");
		}
		StepConnections.check(factory);
		return new PersistenceUnit(factory);
	}

	/** Hibernate's factory behind a proxy. */
	public static SessionFactoryImplementor unwrap(EntityManagerFactory entityManagerFactory) {
		try {
			return entityManagerFactory.unwrap(SessionFactoryImplementor.class);
		}
		catch (PersistenceException | ClassCastException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("The EntityManagerFactory " + entityManagerFactory.getClass().getName()
					+ " is not Hibernate's; only Hibernate ORM is supported", ex);
		}
	}

	/** What is the same for all prefetches of the session factory. */
	public Object key() {
		return this.factory;
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
	 * @return the tenant, null if there is none; always {@link Tenants#NONE} without
	 * multi-tenancy
	 * @throws UnknownTenantException if the resolver throws
	 */
	public @Nullable Object currentTenant() throws UnknownTenantException {
		return (this.tenants != null) ? this.tenants.current() : Tenants.NONE;
	}

	/**
	 * The tenant of an item.
	 * @param item an item
	 * @param current the {@link #currentTenant() current tenant}
	 * @return the tenant that it was loaded for; if that is not known, because it is new
	 * or no entity, the current one; always {@link Tenants#NONE} without multi-tenancy
	 * @throws UnknownTenantException if there is none, or it cannot be told
	 */
	public Object tenant(Object item, @Nullable Object current) throws UnknownTenantException {
		return (this.tenants != null) ? this.tenants.of(item, current) : Tenants.NONE;
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
	 * @return opens a chunk session for a tenant, which has no connection until something
	 * must be loaded
	 */
	public BiFunction<Object, ChunkMode, ChunkSession> chunkSessions(boolean keepRepeatableReads,
			Consumer<String> warning) {
		Isolation isolation = new Isolation(keepRepeatableReads, warning);
		return (tenant, mode) -> new ChunkSession(this, tenant, mode, isolation);
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
		return new ObjectGraph(this.mappings);
	}

	/**
	 * What asks for rows by other keys than ids.
	 * @param given the factory as repositories know it
	 */
	public Asking asking(EntityManagerFactory given) {
		return new Asking(given, this.mappings, this.changes, isMultiTenant());
	}

	/**
	 * Put entities into an EntityManager that Spring does not know.
	 * @throws IllegalArgumentException if it is of another factory
	 */
	public void during(EntityManager entityManager, Runnable work) {
		SessionImplementor session = entityManager.unwrap(SessionImplementor.class);
		if (session.getFactory() != this.factory) {
			throw new IllegalArgumentException("The EntityManager is of another EntityManagerFactory");
		}
		StepSessions.name(session, work);
	}

	@Nullable Tenants tenants() {
		return this.tenants;
	}

	ChangeEvents changes() {
		return this.changes;
	}

	/** Whether a target is loaded without what its config fetches along. */
	boolean isJoinedInPart(EntityMapping target) {
		return this.joinedInPart.contains(target.name());
	}

	/** Say once that what is to be fetched along with a target is not. */
	void joinsInPart(EntityMapping target) {
		if (this.joinedInPart.add(target.name())) {
			logger.warn("{} is loaded without what its config fetches along, which is left for the paths behind: {}.",
					target, PartlyLoadedException.REASON);
		}
	}

}
