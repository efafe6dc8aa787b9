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
package io.github.memoizedprefetch.data;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

import io.github.memoizedprefetch.AssociationPath;
import io.github.memoizedprefetch.AssociationPath.Getter;
import io.github.memoizedprefetch.MemoizedLookup;
import org.jspecify.annotations.Nullable;
import org.springframework.data.core.PropertyPath;
import org.springframework.data.core.PropertyReferenceException;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

/**
 * Lookups from the methods of a repository of Spring Data JPA, in one expression:
 * <pre>{@code
 * MemoizedLookup<String, Product> products = RepositoryLookup.one(repository::findBySku);
 * MemoizedLookup<Long, Rebate> rebates = RepositoryLookup.many(repository::findByLineId);
 * }</pre>
 * <p>
 * Derived queries that ask by one property are asked by the attribute. Where the method
 * says more, by {@code OrderBy}, further conditions, an {@code @EntityGraph},
 * {@code @QueryHints} or a projection, the repository's method for several keys that says
 * the same ({@code findBySkuInOrderByName}) is asked. What several keys together would
 * find differently is refused when the lookup is made, with what to do instead.
 */
public final class RepositoryLookup {

	private RepositoryLookup() {
	}

	/**
	 * One value for each key.
	 * @param method a method that finds one, like {@code repository::findBySku}
	 * @param <K> the keys
	 * @param <V> the values
	 * @return a new lookup
	 * @throws IllegalArgumentException if a lookup cannot answer as the method does
	 */
	@SuppressWarnings("overloads") // of the two the compiler takes this one for an
									// Optional
	public static <K, V> MemoizedLookup<K, V> one(OptionalQuery<K, V> method) {
		return lookup(method, true);
	}

	/**
	 * One value for each key.
	 * @param method a method that finds one or null, like {@code repository::findBySku}
	 * @param <K> the keys
	 * @param <V> the values
	 * @return a new lookup
	 * @throws IllegalArgumentException if a lookup cannot answer as the method does
	 */
	@SuppressWarnings("overloads")
	public static <K, V> MemoizedLookup<K, V> one(Query<K, V> method) {
		return lookup(method, true);
	}

	/**
	 * Any number of values for each key.
	 * @param method a method that finds several, like {@code repository::findByLineId}
	 * @param <K> the keys
	 * @param <V> the values
	 * @return a new lookup
	 * @throws IllegalArgumentException if a lookup cannot answer as the method does
	 */
	public static <K, V> MemoizedLookup<K, V> many(Query<K, ? extends Iterable<V>> method) {
		return lookup(method, false);
	}

	private static <K, V> MemoizedLookup<K, V> lookup(Serializable method, boolean single) {
		return KeyedQuery.ofOneKey(RepositoryMethod.of(method), single).lookup(KeyedQuery.bean(method));
	}

	/**
	 * Whether there is anything for a key, which {@link MemoizedLookup#exists} tells.
	 * @param method a method that tells, like {@code repository::existsBySku}
	 * @param <K> the keys
	 * @return a new lookup
	 * @throws IllegalArgumentException if a lookup cannot answer as the method does
	 */
	public static <K> MemoizedLookup<K, ?> exists(Query<K, Boolean> method) {
		return KeyedQuery.ofExistence(RepositoryMethod.of(method)).existence(KeyedQuery.bean(method));
	}

	/**
	 * One value for each key.
	 * @param method a method that takes several, like {@code repository::findBySkuIn}
	 * @param <K> the keys
	 * @param <V> the values
	 * @return a new lookup
	 * @throws IllegalArgumentException if what it finds depends on which keys it takes
	 */
	public static <K, V> MemoizedLookup<K, V> oneIn(Query<List<K>, ? extends Iterable<V>> method) {
		return KeyedQuery.ofKeys(RepositoryMethod.of(method), true).lookup(method::find);
	}

	/**
	 * Any number of values for each key, in the order of the method.
	 * @param method a method that takes several, like {@code repository::findByLineIdIn}
	 * @param <K> the keys
	 * @param <V> the values
	 * @return a new lookup
	 * @throws IllegalArgumentException if what it finds depends on which keys it takes
	 */
	public static <K, V> MemoizedLookup<K, V> manyIn(Query<List<K>, ? extends Iterable<V>> method) {
		return KeyedQuery.ofKeys(RepositoryMethod.of(method), false).lookup(method::find);
	}

	/**
	 * The one entity for each key that a specification leaves.
	 * @param repository finds it
	 * @param key the attribute that has the key
	 * @param specification what all of them have in common
	 * @param <K> the keys
	 * @param <V> the entities
	 * @return a new lookup
	 * @throws IllegalArgumentException if there is no such attribute
	 */
	public static <K, V> MemoizedLookup<K, V> one(JpaSpecificationExecutor<V> repository, Getter<? super V, K> key,
			Specification<V> specification) {
		String attribute = attribute(repository, key);
		return MemoizedLookup.one((keys) -> repository.findAll(restricted(specification, attribute, keys)),
				new RowKey<V, K>(name(repository, attribute), key::get));
	}

	/**
	 * The entities for each key that a specification leaves, sorted.
	 * @param repository finds them
	 * @param key the attribute that has the key
	 * @param specification what all of them have in common;
	 * {@link Specification#unrestricted()} if nothing
	 * @param sort their order; {@link Sort#unsorted()} if it does not matter
	 * @param <K> the keys
	 * @param <V> the entities
	 * @return a new lookup
	 * @throws IllegalArgumentException if there is no such attribute
	 */
	public static <K, V> MemoizedLookup<K, V> many(JpaSpecificationExecutor<V> repository, Getter<? super V, K> key,
			Specification<V> specification, Sort sort) {
		String attribute = attribute(repository, key);
		return MemoizedLookup.many((keys) -> repository.findAll(restricted(specification, attribute, keys), sort),
				new RowKey<V, K>(name(repository, attribute), key::get));
	}

	private static <V> Specification<V> restricted(Specification<V> specification, String attribute, List<?> keys) {
		return specification.and((root, query, builder) -> root.get(attribute).in(keys));
	}

	private static String attribute(Object bean, Getter<?, ?> key) {
		String attribute = AssociationPath.of(key).toString();
		try {
			return PropertyPath.from(attribute, repository(bean).domainType()).toDotPath();
		}
		catch (PropertyReferenceException ex) {
			throw new IllegalArgumentException(
					"%s has no attribute '%s'".formatted(repository(bean).domainType().getSimpleName(), attribute), ex);
		}
	}

	private static String name(Object bean, String attribute) {
		return repository(bean).domainType().getName() + "." + attribute;
	}

	private static Repository repository(Object bean) {
		Repository repository = Repository.of(bean);
		if (repository == null) {
			throw new IllegalArgumentException(bean.getClass().getName() + " is no repository of Spring Data JPA");
		}
		return repository;
	}

	/**
	 * A method of a repository that takes one key.
	 *
	 * @param <K> the keys
	 * @param <V> what it returns
	 */
	@FunctionalInterface
	public interface Query<K, V> extends Serializable {

		/**
		 * Find what the key has.
		 * @param key the key
		 * @return what was found
		 */
		@Nullable V find(K key);

	}

	/**
	 * One that returns an {@link Optional}.
	 *
	 * @param <K> the keys
	 * @param <V> what it returns
	 */
	@FunctionalInterface
	public interface OptionalQuery<K, V> extends Serializable {

		/**
		 * Find what the key has.
		 * @param key the key
		 * @return what was found
		 */
		Optional<V> find(K key);

	}

}
