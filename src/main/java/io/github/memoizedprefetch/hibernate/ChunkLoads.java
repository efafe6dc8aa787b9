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
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.github.memoizedprefetch.hibernate.attaching.SessionSettings;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.events.ChangeEvents;
import io.github.memoizedprefetch.hibernate.events.Views;
import io.github.memoizedprefetch.hibernate.loading.CollectionLoader;
import io.github.memoizedprefetch.hibernate.loading.DependencyFinder;
import io.github.memoizedprefetch.hibernate.loading.EntityLoader;
import io.github.memoizedprefetch.hibernate.loading.JoinTableLoader;
import io.github.memoizedprefetch.hibernate.loading.LoadingSession;
import io.github.memoizedprefetch.hibernate.loading.RestrictionTables;
import io.github.memoizedprefetch.hibernate.loading.UnreadableRowException;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchCycles;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.JoinTable;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.hibernate.mapping.NamedAttributes;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionLoad;
import io.github.memoizedprefetch.hibernate.snapshot.PartlyLoadedException;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;

/**
 * The loads of one chunk, each in a session and transaction of its own, which sees
 * committed rows only. Not thread-safe.
 */
public final class ChunkLoads {

	private final PersistenceUnit unit;

	private final Mappings mappings;

	private final ChangeEvents changes;

	private final Object tenant;

	private long statements;

	ChunkLoads(PersistenceUnit unit, Object tenant) {
		this.unit = unit;
		this.mappings = unit.mappings();
		this.changes = unit.changes();
		this.tenant = tenant;
	}

	/**
	 * Load entities with one statement, or as few as the dialect's limits allow.
	 * @param target their class, or a superclass
	 * @param keys their keys
	 * @param plan how to fetch them
	 * @return snapshots of those that exist
	 * @throws UnreadableRowException if Hibernate makes no object of one of the rows
	 */
	public List<Snapshot> load(EntityMapping target, Collection<?> keys, FetchPlan plan) {
		return load(target, plan, (loader, fetch) -> loader.byKeys(target, keys, fetch));
	}

	/**
	 * Load a whole table.
	 * @param target the entity
	 * @param limit the maximum number of entities
	 * @param plan how to fetch them
	 * @return snapshots of all, or of as many as the limit
	 * @throws UnreadableRowException if Hibernate makes no object of one of the rows
	 */
	public List<Snapshot> loadAll(EntityMapping target, long limit, FetchPlan plan) {
		return load(target, plan, (loader, fetch) -> loader.all(target, limit, fetch));
	}

	/** What Hibernate cannot fetch along is left for the paths behind. */
	private List<Snapshot> load(EntityMapping target, FetchPlan plan,
			BiFunction<EntityLoader, FetchPlan, List<Snapshot>> loader) {
		FetchPlan alone = plan.withoutFetch();
		if (plan.joinsMore() && (this.unit.isJoinedInPart(target) || isMisread(target, plan))) {
			return load(loader, alone);
		}
		try {
			return load(loader, plan);
		}
		catch (PartlyLoadedException ex) {
			this.unit.joinsInPart(target);
		}
		catch (AssertionError ex) {
			// Hibernate's own, of the same, where assertions are enabled
			if (plan.loader() != null) {
				throw ex;
			}
			if (!plan.joinsMore()) {
				target.refuse(PartlyLoadedException.REASON);
				return List.of();
			}
			this.unit.joinsInPart(target);
		}
		return load(loader, alone);
	}

	private boolean isMisread(EntityMapping target, FetchPlan plan) {
		boolean misread = FetchCycles.areMisread(target.persister(), NamedAttributes.of(plan, this.mappings.factory()));
		if (misread) {
			this.unit.joinsInPart(target);
		}
		return misread;
	}

	private List<Snapshot> load(BiFunction<EntityLoader, FetchPlan, List<Snapshot>> loader, FetchPlan plan) {
		return loadRows((session) -> {
			List<Snapshot> snapshots = loader.apply(new EntityLoader(this.mappings, session), plan);
			this.unit.joinedOnce().require(session.session());
			return snapshots;
		}, plan.loader() != null);
	}

	/**
	 * Load what may hold rows that Hibernate makes no objects of.
	 * @param custom whether users may have thrown what is thrown
	 */
	private <R> R loadRows(Function<LoadingSession, R> loader, boolean custom) {
		try {
			return load(loader);
		}
		catch (RuntimeException ex) {
			throw UnreadableRowException.of(ex, custom);
		}
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
			this.statements += loading.statements();
			return result;
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
		Views views = this.changes.views();
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
	 * @throws UnreadableRowException if Hibernate makes no object of one of the rows
	 */
	public CollectionLoad loadCollections(CollectionMapping mapping, Collection<?> keys) {
		return loadRows((loading) -> loadCollections(mapping, keys, loading), false);
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

	long statements() {
		return this.statements;
	}

}
