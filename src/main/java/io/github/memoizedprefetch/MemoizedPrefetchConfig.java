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
package io.github.memoizedprefetch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.github.memoizedprefetch.memo.MemoOptions;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import org.jspecify.annotations.Nullable;

/**
 * How one target entity is prefetched: which paths lead to it, how much of it is
 * memoized, how it is loaded. Every option is a bean property too, for XML and late
 * binding. Not thread-safe; a {@link MemoizedPrefetch} reads it when it is built.
 *
 * @param <T> the target entity
 */
public class MemoizedPrefetchConfig<T> {

	private final Class<T> target;

	private List<String> paths = List.of();

	private @Nullable Long cacheSize;

	private @Nullable Duration expireAfterWrite;

	private @Nullable Boolean prefetchAll;

	private boolean shared;

	private @Nullable String entityGraph;

	private Set<String> fetch = Set.of();

	private @Nullable Restriction<T> restriction;

	private @Nullable Loader<T> loader;

	private boolean readOnly;

	/** Options of a target without paths of its own: others may lead over it. */
	public MemoizedPrefetchConfig(Class<T> target) {
		this.target = Objects.requireNonNull(target, "target must not be null");
	}

	/** Options of a target and all paths that lead to it, served by one statement. */
	public static <T> MemoizedPrefetchConfig<T> of(Class<T> target, String... paths) {
		return new MemoizedPrefetchConfig<>(target).paths(paths);
	}

	/** The same, with paths that the compiler has checked. */
	@SafeVarargs
	public static <T> MemoizedPrefetchConfig<T> of(Class<T> target, AssociationPath<?, ? extends T> path,
			AssociationPath<?, ? extends T>... more) {
		return new MemoizedPrefetchConfig<>(target).paths(AssociationPath.names(path, more).toArray(String[]::new));
	}

	/** The dotted paths from the item that lead to the target. None by default. */
	public MemoizedPrefetchConfig<T> paths(String... paths) {
		this.paths = List.of(paths);
		return this;
	}

	/**
	 * How many entities of the target, and how many of each collection of targets, are
	 * memoized; by default as {@link MemoizedPrefetch.Builder#cacheSize} says.
	 */
	public MemoizedPrefetchConfig<T> cacheSize(long cacheSize) {
		this.cacheSize = Configs.requireCacheSize(cacheSize);
		return this;
	}

	/**
	 * How long entities of the target, and collections of them, are remembered; by
	 * default as {@link MemoizedPrefetch.Builder#expireAfterWrite} says.
	 */
	public MemoizedPrefetchConfig<T> expireAfterWrite(Duration expireAfterWrite) {
		this.expireAfterWrite = Configs.requirePositive(expireAfterWrite);
		return this;
	}

	/**
	 * Whether to load the target's whole table before the first chunk; of one that is
	 * larger than {@link #cacheSize} as many rows as fit are loaded, and a warning says
	 * so. By default that is decided when misses keep coming, see
	 * {@link MemoizedPrefetchStatistics#wholeTables()}; false prevents that.
	 */
	public MemoizedPrefetchConfig<T> prefetchAll(boolean prefetchAll) {
		this.prefetchAll = prefetchAll;
		return this;
	}

	/**
	 * Whether the detached items of all chunks, on whatever thread, get the same instance
	 * of each target, which must not be changed then. What paths lead to from there must
	 * be shared as well. A commit that changes one of them, or what it leads to, has a
	 * new instance made. Items that a session manages are not affected. Not by default.
	 * The Python package <em>django-memoized-prefetch</em> does so for everything.
	 */
	public MemoizedPrefetchConfig<T> shared(boolean shared) {
		this.shared = shared;
		return this;
	}

	/**
	 * The name of an entity graph to load the target with, as a load graph. What it
	 * fetches is memoized with the target. None by default.
	 */
	public MemoizedPrefetchConfig<T> entityGraph(String entityGraph) {
		this.entityGraph = Objects.requireNonNull(entityGraph, "entityGraph must not be null");
		return this;
	}

	/**
	 * Associations of the target to fetch along with it, by joins, and to memoize with
	 * it. A foreign key without a row becomes null, as in every join fetch.
	 */
	public MemoizedPrefetchConfig<T> fetch(String... attributePaths) {
		this.fetch = Set.of(attributePaths);
		return this;
	}

	/** A restriction of the targets that are prefetched; others stay uninitialised. */
	public MemoizedPrefetchConfig<T> restriction(Restriction<T> restriction) {
		this.restriction = Objects.requireNonNull(restriction, "restriction must not be null");
		return this;
	}

	/** A loader to use in place of the library's own. */
	public MemoizedPrefetchConfig<T> loader(Loader<T> loader) {
		this.loader = Objects.requireNonNull(loader, "loader must not be null");
		return this;
	}

	/**
	 * A loader that needs the ids only: {@code authorRepository::findAllById}. What it
	 * returns is not remembered beyond the chunk.
	 */
	@SuppressWarnings("unchecked")
	public <I> MemoizedPrefetchConfig<T> loader(
			Function<? super Collection<I>, ? extends Iterable<? extends T>> loader) {
		Objects.requireNonNull(loader, "loader must not be null");
		return loader((ids, entityManager) -> loader.apply((Collection<I>) ids));
	}

	/**
	 * Whether entities of the target, and of its subclasses, are read-only where the
	 * prefetch puts them into a session, as by Hibernate's {@code setReadOnly}: it keeps
	 * no copy of them and no flush compares them, <b>and what is changed in them is not
	 * written</b>. Hibernate 7.4 refuses changes of their collections, 7.2 writes them.
	 * False by default. What Hibernate itself loads, and detached items, are as without
	 * it. {@link StrictMode} names changes that are not written.
	 */
	public MemoizedPrefetchConfig<T> readOnly(boolean readOnly) {
		this.readOnly = readOnly;
		return this;
	}

	/** {@link #paths} as a bean property. */
	public void setPaths(String... paths) {
		paths(paths);
	}

	/** {@link #cacheSize} as a bean property; null for the default. */
	public void setCacheSize(@Nullable Long cacheSize) {
		this.cacheSize = (cacheSize != null) ? Configs.requireCacheSize(cacheSize) : null;
	}

	/** {@link #expireAfterWrite} as a bean property. */
	public void setExpireAfterWrite(Duration expireAfterWrite) {
		expireAfterWrite(expireAfterWrite);
	}

	/** {@link #prefetchAll} as a bean property. */
	public void setPrefetchAll(boolean prefetchAll) {
		prefetchAll(prefetchAll);
	}

	/** {@link #shared} as a bean property; null for the default. */
	public void setShared(@Nullable Boolean shared) {
		this.shared = Boolean.TRUE.equals(shared);
	}

	/** {@link #entityGraph} as a bean property. */
	public void setEntityGraph(String entityGraph) {
		entityGraph(entityGraph);
	}

	/** {@link #fetch} as a bean property. */
	public void setFetch(String... attributePaths) {
		fetch(attributePaths);
	}

	/** {@link #restriction} as a bean property. */
	public void setRestriction(Restriction<T> restriction) {
		restriction(restriction);
	}

	/** {@link #loader} as a bean property. */
	public void setLoader(Loader<T> loader) {
		loader(loader);
	}

	/** {@link #readOnly} as a bean property; null for the default. */
	public void setReadOnly(@Nullable Boolean readOnly) {
		this.readOnly = Boolean.TRUE.equals(readOnly);
	}

	@Override
	public String toString() {
		return "MemoizedPrefetchConfig of " + this.target.getSimpleName() + this.paths;
	}

	Class<T> target() {
		return this.target;
	}

	List<String> paths() {
		return this.paths;
	}

	MemoOptions options(MemoOptions defaults) {
		return new MemoOptions((this.cacheSize != null) ? this.cacheSize : defaults.cacheSize(),
				(this.expireAfterWrite != null) ? this.expireAfterWrite : defaults.expireAfterWrite());
	}

	@Nullable Boolean prefetchAll() {
		return this.prefetchAll;
	}

	boolean shared() {
		return this.shared;
	}

	@Nullable String entityGraph() {
		return this.entityGraph;
	}

	Set<String> fetch() {
		return this.fetch;
	}

	@Nullable Restriction<T> restriction() {
		return this.restriction;
	}

	@Nullable Loader<T> loader() {
		return this.loader;
	}

	boolean readOnly() {
		return this.readOnly;
	}

	/**
	 * Restricts the targets that are prefetched; {@code specification::toPredicate}.
	 *
	 * @param <T> the target entity
	 */
	@FunctionalInterface
	public interface Restriction<T> {

		/** Make the predicate of the query that loads targets; null restricts nothing. */
		@Nullable Predicate toPredicate(Root<T> root, CriteriaQuery<?> query, CriteriaBuilder builder);

	}

	/**
	 * Loads targets by their ids.
	 *
	 * @param <T> the target entity
	 */
	@FunctionalInterface
	public interface Loader<T> {

		/**
		 * Load the targets, in any order; ids without a row may be left out.
		 * @param ids distinct ids, never empty
		 * @param entityManager the loading session's, which sees committed rows only;
		 * entities from elsewhere serve the chunk only
		 */
		Iterable<? extends T> load(Collection<?> ids, EntityManager entityManager);

	}

}
