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

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.github.memoizedprefetch.hibernate.attaching.CollectionReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.attaching.EntityReferences;
import io.github.memoizedprefetch.hibernate.attaching.Isolation;
import io.github.memoizedprefetch.hibernate.attaching.Scope;
import io.github.memoizedprefetch.hibernate.attaching.Scopes;
import io.github.memoizedprefetch.hibernate.attaching.SessionSettings;
import io.github.memoizedprefetch.hibernate.attaching.Tenants;
import io.github.memoizedprefetch.hibernate.codec.EntityProxies;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.Views;
import io.github.memoizedprefetch.hibernate.lazyload.Peek;
import io.github.memoizedprefetch.hibernate.loading.BuildingSession;
import io.github.memoizedprefetch.hibernate.loading.CollectionLoader;
import io.github.memoizedprefetch.hibernate.loading.DependencyFinder;
import io.github.memoizedprefetch.hibernate.loading.EntityLoader;
import io.github.memoizedprefetch.hibernate.loading.JoinTableLoader;
import io.github.memoizedprefetch.hibernate.loading.LoadingSession;
import io.github.memoizedprefetch.hibernate.loading.RestrictionTables;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.JoinTable;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionLoad;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import jakarta.persistence.EntityNotFoundException;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.bytecode.enhance.spi.interceptor.EnhancementAsProxyLazinessInterceptor;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * The unit of work over one chunk: finds out which session each reference belongs to, and
 * loads what is missing in sessions apart. Not thread-safe.
 */
public final class ChunkSession implements AutoCloseable {

	private final PersistenceUnit unit;

	private final Mappings mappings;

	private final Object tenant;

	private final Scopes scopes;

	private @Nullable BuildingSession building;

	private long statementsOfLoads;

	ChunkSession(PersistenceUnit unit, Object tenant, boolean detachedOnly, Isolation isolation) {
		this.unit = unit;
		this.mappings = unit.mappings();
		this.tenant = tenant;
		this.scopes = new Scopes(this.mappings, unit.changes(), tenant, detachedOnly, isolation,
				() -> building().session());
	}

	/**
	 * Whether an object on a path may be read on for this session's tenant.
	 * @param owner an item, or a value behind it
	 * @return false if it is an entity that was loaded for another tenant, or nobody
	 * knows for whom
	 */
	public boolean isOfTenant(Object owner) {
		Tenants tenants = this.unit.tenants();
		return tenants == null || tenants.isOf(this.tenant, owner);
	}

	/**
	 * Look at a to-one reference without initialising it.
	 * @param value the value of an association
	 * @param references the entities of the association's target
	 * @return the reference, or null if the value is an initialised entity
	 * @throws UnservableReferenceException if it must be left as Hibernate made it
	 */
	public @Nullable EntityReference entityReference(Object value, EntityReferences references)
			throws UnservableReferenceException {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		if (proxy == null) {
			requireLoaded(value);
			return null;
		}
		if (!proxy.isUninitialized()) {
			requireRow(proxy);
			return null;
		}
		Scope scope = this.scopes.of(proxy.getSession());
		if (scope.hasChanges()) {
			Scopes.requireUnchanged(scope, this.mappings.entity(proxy.getEntityName()).tables());
		}
		return references.ofProxy(proxy, scope);
	}

	/**
	 * Look at a to-one reference again.
	 * @param value the value of an association
	 * @param references the entities of the association's target
	 * @return the reference, or null if the value is an initialised entity
	 * @throws UnservableReferenceException if it must be left as Hibernate made it
	 */
	public @Nullable EntityReference referenceTo(Object value, EntityReferences references)
			throws UnservableReferenceException {
		EnhancementAsProxyLazinessInterceptor enhanced = EntityProxies.enhancedProxy(value);
		return (enhanced != null)
				? references.getEnhanced(enhanced.getEntityKey(), this.scopes.of(enhanced.getLinkedSession()))
				: entityReference(value, references);
	}

	/**
	 * Note an entity that an item is or leads to, and that is loaded. If it is detached,
	 * what is built for detached references leads to it.
	 * @param value the entity, or a proxy that is initialised
	 */
	public void met(Object value) {
		this.scopes.met(value);
	}

	/**
	 * Note a collection that is yet to be looked at: its session may manage what was met.
	 * @param value the value of a collection attribute
	 */
	public void metCollection(Object value) {
		if (value instanceof PersistentCollection<?> collection && !collection.wasInitialized()) {
			this.scopes.metSession(session(collection));
		}
	}

	/** To be called before anything is looked for or built. */
	public void lendMet() {
		this.scopes.lendMet();
	}

	private static void requireLoaded(Object entity) throws UnservableReferenceException {
		if (EntityProxies.isEnhancedProxy(entity)) {
			throw new UnservableReferenceException(entity.getClass().getSimpleName()
					+ " is enhanced for lazy loading at build time, so that the reference is the target itself");
		}
	}

	/**
	 * Somebody may have tried to initialise it before. Hibernate says so with the help of
	 * its session, which may be gone.
	 */
	private static void requireRow(LazyInitializer proxy) throws UnservableReferenceException {
		try {
			proxy.getImplementation();
		}
		catch (EntityNotFoundException | ObjectNotFoundException | NullPointerException ex) {
			throw new UnservableReferenceException("its row is missing");
		}
	}

	/**
	 * Look at a collection without initialising it.
	 * @param value the value of a collection attribute
	 * @param mapping the attribute's collection
	 * @return the reference, or null if the value is initialised, or a collection that
	 * Hibernate has not wrapped yet
	 * @throws UnservableReferenceException if it must be left as Hibernate made it
	 */
	public @Nullable CollectionReference collectionReference(Object value, CollectionMapping mapping)
			throws UnservableReferenceException {
		PersistentCollection<?> collection = (value instanceof PersistentCollection<?> persistent) ? persistent
				: behind(value);
		if (collection == null || collection.wasInitialized()) {
			return null;
		}
		if (collection.getKey() == null || !mapping.role().equals(collection.getRole())) {
			throw new UnservableReferenceException("its owner has another role or no key: " + collection.getRole());
		}
		Scope scope = this.scopes.of(session(collection));
		Scopes.requireUnchanged(scope, mapping.tables());
		Scopes.requireUnchanged(scope, (mapping.element() != null) ? mapping.element().tables() : Set.of());
		return new CollectionReference(collection, mapping, new CollectionKey(mapping.persister(), collection.getKey()),
				scope);
	}

	/** What a view would load to be read. */
	private @Nullable PersistentCollection<?> behind(Object value) throws UnservableReferenceException {
		Peek peek = this.mappings.lazyLoads().peek(() -> Peek.elements(value));
		if (peek.unloaded() instanceof PersistentCollection<?> collection) {
			return collection;
		}
		requireElements(peek);
		return null;
	}

	/**
	 * The elements of something that holds entities.
	 * @param container a collection, a map, an array
	 * @return its elements, of a map its values
	 * @throws UnservableReferenceException if they are not loaded
	 */
	public List<@Nullable Object> elements(Object container) throws UnservableReferenceException {
		if (container instanceof PersistentCollection<?> collection && collection.wasInitialized()) {
			return Peek.elements(container);
		}
		Peek peek = this.mappings.lazyLoads().peek(() -> Peek.elements(container));
		requireElements(peek);
		@SuppressWarnings("unchecked")
		List<@Nullable Object> elements = (List<@Nullable Object>) Objects.requireNonNull(peek.value());
		return elements;
	}

	private static void requireElements(Peek peek) throws UnservableReferenceException {
		if (peek.unloaded() != null || peek.error() != null) {
			throw new UnservableReferenceException("its elements are not loaded, and nothing tells whose they are;"
					+ " give the path of the collection from the entity that has it");
		}
	}

	/**
	 * Load entities with one statement, or as few as the dialect's limits allow.
	 * @param target their class, or a superclass
	 * @param keys their keys
	 * @param plan how to fetch them
	 * @return snapshots of those that exist
	 * @throws EntityNotFoundException if a row is missing that one of them needs
	 */
	public List<Snapshot> load(EntityMapping target, Collection<?> keys, FetchPlan plan) {
		return load((session) -> new EntityLoader(this.mappings, session).byKeys(target, keys, plan));
	}

	/**
	 * Load a whole table.
	 * @param target the entity
	 * @param limit the maximum number of entities
	 * @param plan how to fetch them
	 * @return snapshots of all, or of as many as the limit
	 * @throws EntityNotFoundException if a row is missing that one of them needs
	 */
	public List<Snapshot> loadAll(EntityMapping target, long limit, FetchPlan plan) {
		return load((session) -> new EntityLoader(this.mappings, session).all(target, limit, plan));
	}

	/**
	 * Each load has a session of its own, which is a first-level cache, and a transaction
	 * of its own, which may see the rows as they were with its first statement: both
	 * begin after the memo's version was asked for. (And in a session that has loaded
	 * entities before whose ids hold a reference to the target, Hibernate (7.4) leaves
	 * most attributes of the target null when it fetches these entities along.)
	 */
	private <R> R load(Function<LoadingSession, R> loader) {
		try (LoadingSession loading = new LoadingSession(this.mappings, this.tenant)) {
			R result = loader.apply(loading);
			loading.complete();
			this.statementsOfLoads += loading.statements();
			return result;
		}
		catch (ObjectNotFoundException ex) {
			throw new EntityNotFoundException(ex.getMessage());
		}
	}

	/**
	 * What snapshots of a target depend on.
	 * @param target the entity
	 * @param plan how it is fetched
	 * @return the dependencies
	 */
	public Change.Dependencies dependencies(EntityMapping target, FetchPlan plan) {
		return find((finder) -> finder.find(target, plan, (plan.restriction() != null)
				? RestrictionTables.of(target, plan.restriction(), this.mappings, this.tenant) : Set.of()));
	}

	/**
	 * What the contents of collections depend on.
	 * @param mapping their role
	 * @return the dependencies
	 */
	public Change.Dependencies dependencies(CollectionMapping mapping) {
		return find((finder) -> finder.find(mapping));
	}

	private Change.Dependencies find(Function<DependencyFinder, Change.Dependencies> search) {
		Views views = this.unit.changes().views();
		return load((loading) -> search
			.apply(new DependencyFinder(this.mappings, (table) -> views.contains(table, loading.begin()))));
	}

	/**
	 * Count the rows of a target.
	 * @param target the entity
	 * @return the number of rows
	 */
	public long count(EntityMapping target) {
		return load((loading) -> loading.begin()
			.createSelectionQuery("select count(*) from " + target.name(), Long.class)
			.getSingleResult());
	}

	/**
	 * Load collections with one statement, or as few as the dialect's limits allow.
	 * @param mapping the role
	 * @param keys the collections' keys
	 * @return their content, and the elements where they came along
	 * @throws EntityNotFoundException if a row is missing that one of them needs
	 */
	public CollectionLoad loadCollections(CollectionMapping mapping, Collection<?> keys) {
		return load((loading) -> loadCollections(mapping, keys, loading));
	}

	private CollectionLoad loadCollections(CollectionMapping mapping, Collection<?> keys, LoadingSession loading) {
		JoinTable joinTable = mapping.joinTable();
		boolean filtered = !SessionSettings.filters(loading.session()).isEmpty();
		// one collection with its elements is one statement, its links and its elements
		// are two
		return (joinTable != null && !filtered && keys.size() > 1)
				? new JoinTableLoader(mapping, joinTable, loading).load(keys)
				: new CollectionLoader(this.mappings, loading).load(mapping, keys);
	}

	/**
	 * Whether a target has more rows than so many, without counting all of them.
	 * @param target the entity
	 * @param rows a number of rows
	 * @return whether it has more
	 */
	public boolean hasMoreRows(EntityMapping target, long rows) {
		return load((loading) -> !loading.begin()
			.createSelectionQuery("select 1 from " + target.name(), Integer.class)
			.setFirstResult((int) Math.min(rows, Integer.MAX_VALUE))
			.setMaxResults(1)
			.getResultList()
			.isEmpty());
	}

	/**
	 * How many SQL statements prefetching has taken so far.
	 * @return the number of statements
	 */
	public long statements() {
		return this.statementsOfLoads + ((this.building != null) ? this.building.statements() : 0);
	}

	/**
	 * Close the session that was built in, which detaches what is there.
	 */
	@Override
	public void close() {
		if (this.building != null) {
			this.building.close();
		}
	}

	private BuildingSession building() {
		if (this.building == null) {
			this.building = new BuildingSession(this.mappings, this.tenant);
		}
		return this.building;
	}

	private static @Nullable SharedSessionContractImplementor session(PersistentCollection<?> collection) {
		return (collection instanceof AbstractPersistentCollection<?> persistent) ? persistent.getSession() : null;
	}

}
