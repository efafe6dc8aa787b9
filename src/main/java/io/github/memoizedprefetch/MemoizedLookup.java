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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.memoizedprefetch.AssociationPath.Getter;
import io.github.memoizedprefetch.MemoizedPrefetch.KeyFunction;
import io.github.memoizedprefetch.answer.Loaded;
import jakarta.persistence.NonUniqueResultException;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a repository's query would find for each item, with one query for all keys
 * of a chunk: entities by a unique attribute, lists, numbers, by keys that items have.
 * <pre>{@code
 * MemoizedLookup<String, Product> products = MemoizedLookup.one(Product.class, Product::getSku);
 * MemoizedPrefetch.builder(emf).lookup(products, OrderRow::sku)
 *
 * Product product = products.get(row.sku()); // in the processor
 * }</pre>
 * <p>
 * <b>The answer is the one that the query for one key would give at that moment</b>, in
 * the session in which a repository would give it: an entity is an instance of the step's
 * own session; what the step's transaction has persisted, changed, removed, updated by
 * queries, and what others have committed by this factory, is seen. Where only a query
 * for the key can tell, it is issued. A {@link #shared} one says otherwise. Without a
 * transaction entities are detached, and a thread gets the same instance again for as
 * long as the chunk takes.
 * <p>
 * A lookup belongs to a {@link MemoizedPrefetch}, or to several: to the one of each step
 * that uses it. A key that nobody announced, by an item or by {@link #prefetch}, is asked
 * for alone. The null key has no answer.
 * <p>
 * Thread-safe.
 *
 * @param <K> the keys
 * @param <V> what is found
 */
public final class MemoizedLookup<K, V> {

	private final LookupDefinition<K, V> definition;

	private final @Nullable V otherwise;

	private MemoizedLookup(LookupDefinition<K, V> definition, @Nullable V otherwise) {
		this.definition = definition;
		this.otherwise = otherwise;
	}

	/**
	 * Entities by an attribute of theirs that is unique.
	 * @param entityClass the entities' class
	 * @param key the attribute, as a method reference to its getter; of an association,
	 * the keys are the entities
	 * @param <K> the keys
	 * @param <V> the entity
	 * @return a new lookup
	 * @throws IllegalArgumentException if it is no method reference
	 */
	public static <K, V> MemoizedLookup<K, V> one(Class<V> entityClass, Getter<? super V, K> key) {
		return entities(true, entityClass, GetterName.of(key), null);
	}

	/**
	 * The same by the attribute's name.
	 * @param entityClass the entities' class
	 * @param attribute the attribute's name, or a path to one, as {@code "line.id"}; or
	 * several, as {@code "depot, number=parcelNumber"}, each with the name of the key's
	 * component if that is another one
	 * @param keyType the attribute's class; of several a record of theirs
	 * @param <K> the keys
	 * @param <V> the entity
	 * @return a new lookup
	 */
	public static <K, V> MemoizedLookup<K, V> one(Class<V> entityClass, String attribute, Class<K> keyType) {
		return entities(true, entityClass, attribute, keyType);
	}

	/**
	 * One value for each key, found by a query that takes several: what it finds for all
	 * keys must be what it would find for each alone. So it has no limit, and locks
	 * nothing that the query for one key would not.
	 * @param loader loads the values of some keys, as {@code repository::findBySkuIn}
	 * @param key the key of a value
	 * @param <K> the keys
	 * @param <V> the values
	 * @return a new lookup
	 */
	public static <K, V> MemoizedLookup<K, V> one(Function<? super List<K>, ? extends Iterable<V>> loader,
			KeyFunction<? super V, ? extends K> key) {
		return loaded(true, loader, key, Function.identity());
	}

	/**
	 * Any number of entities for each key, by an attribute of theirs.
	 * @param entityClass the entities' class
	 * @param key the attribute, as a method reference to its getter; of an association,
	 * the keys are the entities
	 * @param <K> the keys
	 * @param <V> the entity
	 * @return a new lookup
	 * @throws IllegalArgumentException if it is no method reference
	 */
	public static <K, V> MemoizedLookup<K, V> many(Class<V> entityClass, Getter<? super V, K> key) {
		return entities(false, entityClass, GetterName.of(key), null);
	}

	/**
	 * The same by the attribute's name.
	 * @param entityClass the entities' class
	 * @param attribute the attribute's name, a path to one, or several, as for one
	 * @param keyType the attribute's class; of several a record of theirs
	 * @param <K> the keys
	 * @param <V> the entity
	 * @return a new lookup
	 */
	public static <K, V> MemoizedLookup<K, V> many(Class<V> entityClass, String attribute, Class<K> keyType) {
		return entities(false, entityClass, attribute, keyType);
	}

	/**
	 * Any number of values for each key, in the order in which the loader returns them.
	 * @param loader loads the values of some keys, as
	 * {@code repository::findByOrderIdIn}; see
	 * {@link #one(Function, MemoizedPrefetch.KeyFunction)}
	 * @param key the key of a value
	 * @param <K> the keys
	 * @param <V> the values
	 * @return a new lookup
	 */
	public static <K, V> MemoizedLookup<K, V> many(Function<? super List<K>, ? extends Iterable<V>> loader,
			KeyFunction<? super V, ? extends K> key) {
		return loaded(false, loader, key, Function.identity());
	}

	/**
	 * One value for each key, of rows that hold both: sums, counts, other projections.
	 * @param loader loads the rows of some keys; see
	 * {@link #one(Function, MemoizedPrefetch.KeyFunction)}
	 * @param key the key of a row
	 * @param value the value of a row; null is the same as no row
	 * @param <K> the keys
	 * @param <R> the rows
	 * @param <V> the values
	 * @return a new lookup
	 */
	public static <K, R, V> MemoizedLookup<K, V> values(Function<? super List<K>, ? extends Iterable<R>> loader,
			KeyFunction<? super R, ? extends K> key, Function<? super R, ? extends @Nullable V> value) {
		return loaded(true, loader, key, value);
	}

	private static <K, V> MemoizedLookup<K, V> entities(boolean single, Class<V> entityClass, String attribute,
			@Nullable Class<?> keyType) {
		Objects.requireNonNull(entityClass, "entityClass must not be null");
		return new MemoizedLookup<>(LookupDefinition.ofEntities(single, entityClass, attribute, keyType), null);
	}

	private static <K, R, V> MemoizedLookup<K, V> loaded(boolean single,
			Function<? super List<K>, ? extends Iterable<? extends R>> loader, KeyFunction<? super R, ?> key,
			Function<? super R, ? extends @Nullable V> value) {
		Objects.requireNonNull(loader, "loader must not be null");
		return new MemoizedLookup<>(new LookupDefinition<>(GetterName.qualified(key), single,
				(name, asking) -> new Loaded<K, R, V>(name, asking, loader, key::get, value)), null);
	}

	/**
	 * The same lookup with a value for keys that have none, as {@code orElse(0L)} for
	 * sums.
	 * @param value what {@link #get} returns for them
	 * @return the lookup, which belongs where this one does
	 */
	public MemoizedLookup<K, V> orElse(V value) {
		return new MemoizedLookup<>(this.definition, Objects.requireNonNull(value, "value must not be null"));
	}

	/**
	 * The same lookup, which remembers its answers across chunks, and that a key has
	 * none: as many keys as the prefetch's {@code cacheSize}, until something is
	 * committed to the tables that they come from by this {@code EntityManagerFactory}. A
	 * transaction that has changed them itself asks anew.
	 * <p>
	 * Of entities that are looked up by an attribute, the rows are remembered like those
	 * of associations and keys, by the {@link MemoizedPrefetchConfig} of their class:
	 * each chunk gets instances of its own session. Otherwise it is for values that are
	 * no entities and do not change, as sums; all chunks get the same instances.
	 * <p>
	 * What other processes change is not noticed: see {@link MemoizedPrefetch#clear} and
	 * {@code expireAfterWrite}. Nothing is remembered without a transaction; nor, and a
	 * warning says so, of REPEATABLE READ and SERIALIZABLE ones and of several tenants.
	 * @param entityClasses all the entities that the loader reads; none for an attribute,
	 * whose tables are known
	 * @return the lookup, which is another one to a {@link MemoizedPrefetch}
	 * @throws IllegalArgumentException if they are missing
	 */
	public MemoizedLookup<K, V> memoized(Class<?>... entityClasses) {
		return new MemoizedLookup<>(this.definition.memoized(List.of(entityClasses)), this.otherwise);
	}

	/**
	 * The same lookup, which finds one detached instance for a key in all chunks, on
	 * whatever thread, until something is committed to its tables, or those of its EAGER
	 * associations, by this {@code EntityManagerFactory}. It must not be changed, and
	 * what is lazy of it fails. It is remembered like {@link #memoized}, by its rules,
	 * and faster: no chunk has instances to make, or to look for changes of.
	 * <p>
	 * Where the step's transaction has changed the tables itself, the answers are
	 * instances of its session, as those of other lookups are.
	 * @return the lookup, which is another one to a {@link MemoizedPrefetch}
	 * @throws IllegalArgumentException if it is none by attributes of an entity
	 */
	public MemoizedLookup<K, V> shared() {
		return new MemoizedLookup<>(this.definition.shared(), this.otherwise);
	}

	/**
	 * The value of a key.
	 * @param key the key
	 * @return the value, if there is one; none for null
	 * @throws NonUniqueResultException if there are several
	 * @throws IllegalStateException if this may have many values for a key, or was given
	 * to no prefetch
	 */
	public Optional<V> find(@Nullable K key) {
		List<V> found = this.definition.single(key);
		return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
	}

	/**
	 * The value of a key that has one.
	 * @param key the key
	 * @return the value, never null
	 * @throws NoSuchElementException if there is none, and no {@link #orElse other value}
	 * @throws NonUniqueResultException if there are several
	 */
	public V get(@Nullable K key) {
		List<V> found = this.definition.single(key);
		if (!found.isEmpty()) {
			return found.get(0);
		}
		if (this.otherwise == null) {
			throw new NoSuchElementException(
					"There is nothing for the key " + LookupDefinition.quoted(key) + " of the lookup " + this);
		}
		return this.otherwise;
	}

	/**
	 * All values of a key.
	 * @param key the key
	 * @return the values, a list of the caller's own; never null
	 */
	public List<V> all(@Nullable K key) {
		return (key != null) ? new ArrayList<>(this.definition.answering(key).find(key)) : new ArrayList<>();
	}

	/**
	 * Whether a key has a value.
	 * @param key the key
	 * @return whether there is one, or several
	 */
	public boolean exists(@Nullable K key) {
		return key != null && this.definition.answering(key).exists(key);
	}

	/**
	 * The value of a key, made if there is none: once, as long as the chunk and its
	 * transaction take. What the factory persists is found by {@link #find} too.
	 * @param key the key
	 * @param factory makes the value
	 * @return the value, never null
	 * @throws NonUniqueResultException if there are several
	 */
	public V getOrCreate(K key, Supplier<? extends V> factory) {
		Objects.requireNonNull(key, "key must not be null");
		return this.definition.answering(key).findOrCreate(key, this.definition.single(key), factory);
	}

	/**
	 * Announce keys that the calling thread is going to ask for, where no items do: in
	 * tasklets and loops. They are asked for together, when the first of them is.
	 * @param keys the keys of a chunk; null is left out
	 */
	public void prefetch(Collection<? extends @Nullable K> keys) {
		this.definition.answering(null).announcements().add(keys);
	}

	LookupDefinition<K, V> definition() {
		return this.definition;
	}

	@Override
	public String toString() {
		return this.definition.toString();
	}

}
