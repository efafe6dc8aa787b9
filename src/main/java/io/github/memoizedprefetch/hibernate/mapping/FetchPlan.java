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

import java.util.Collection;
import java.util.Set;

import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import org.jspecify.annotations.Nullable;

/**
 * How the misses of a target are fetched.
 *
 * @param entityGraph the name of an entity graph, or null
 * @param fetch attribute paths to fetch along
 * @param restriction a restriction of the rows, or null
 * @param loader the user's loader, or null
 */
public record FetchPlan(@Nullable String entityGraph, Set<String> fetch, @Nullable Restriction restriction,
		@Nullable Loader loader) {

	/** Fetch the entity as it is mapped. */
	public static final FetchPlan DEFAULT = new FetchPlan(null, Set.of(), null, null);

	/** Whether associations may come initialised that are not mapped as EAGER. */
	public boolean fetchesMore() {
		return joinsMore() || this.loader != null;
	}

	/** Whether not every row is found. */
	public boolean hides() {
		return this.restriction != null || this.loader != null;
	}

	/** Whether the statement of the target joins what is not mapped as EAGER. */
	public boolean joinsMore() {
		return this.loader == null && (this.entityGraph != null || !this.fetch.isEmpty());
	}

	/** The same without what would be fetched along. */
	public FetchPlan withoutFetch() {
		return new FetchPlan(null, Set.of(), this.restriction, this.loader);
	}

	/**
	 * A restriction of the rows, see {@code MemoizedPrefetchConfig.Restriction}.
	 */
	@FunctionalInterface
	public interface Restriction {

		/**
		 * Make the predicate.
		 * @param root the target
		 * @param query the query
		 * @param builder the builder
		 * @return the predicate, or null
		 */
		@Nullable Predicate toPredicate(Root<?> root, CriteriaQuery<?> query, CriteriaBuilder builder);

	}

	/**
	 * A loader, see {@code MemoizedPrefetchConfig.Loader}.
	 */
	@FunctionalInterface
	public interface Loader {

		/**
		 * Load the entities.
		 * @param ids their ids
		 * @param entityManager the loading session
		 * @return the entities
		 */
		Iterable<?> load(Collection<?> ids, EntityManager entityManager);

	}

}
