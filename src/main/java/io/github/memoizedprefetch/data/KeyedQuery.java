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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.plan.BeanProperty;
import org.jspecify.annotations.Nullable;

/** A method that was checked, and the lookup that answers in its place. */
final class KeyedQuery {

	private final RepositoryMethod method;

	private final DerivedQuery query;

	/** Whether one value is wanted for each key. */
	private final boolean single;

	private KeyedQuery(RepositoryMethod method, DerivedQuery query, boolean single) {
		this.method = method;
		this.query = query;
		this.single = single;
	}

	/** Of a method that takes one key, and returns what it finds. */
	static KeyedQuery ofOneKey(RepositoryMethod method, boolean single) {
		DerivedQuery query = QueryChecks.check(method);
		if (!method.isDerived()) {
			throw method.refuse("its query is one of yours, which only you can write for several keys. Add"
					+ " @Query(\"select .. where .. in :keys\") List<%s> %sIn(Collection<..> keys), and take"
						.formatted(method.returnedType().getSimpleName(), method.name())
					+ " RepositoryLookup.%sIn, or MemoizedLookup.%1$s with a function that gets a row's key"
						.formatted(single ? "one" : "many"));
		}
		KeyedQuery keyed = new KeyedQuery(method, Objects.requireNonNull(query), single);
		keyed.requireOneKey(single ? "oneIn" : "manyIn");
		keyed.checkReturned();
		return keyed;
	}

	static KeyedQuery ofExistence(RepositoryMethod method) {
		DerivedQuery query = QueryChecks.check(method);
		if (query == null || !method.isDerived() || !query.tree().isExistsProjection()) {
			throw method.refuse("RepositoryLookup.exists takes methods that are named so, like existsBySku. Others are"
					+ " taken by one and many, whose lookups have exists(key) as well");
		}
		KeyedQuery keyed = new KeyedQuery(method, query, false);
		keyed.requireOneKey("manyIn");
		return keyed;
	}

	/** Of a method that takes several keys. */
	static KeyedQuery ofKeys(RepositoryMethod method, boolean single) {
		DerivedQuery query = QueryChecks.check(method);
		if (query == null || !query.isForSeveralKeys()) {
			throw method.refuse("its name does not say by which property it takes several keys, as findBySkuIn does."
					+ " Take MemoizedLookup.%s, with a function that gets a row's key"
						.formatted(single ? "one" : "many"));
		}
		return new KeyedQuery(method, query, single);
	}

	private void requireOneKey(String several) {
		if (!this.query.isForOneKey()) {
			throw this.method.refuse(this.query.isForSeveralKeys()
					? "it takes several keys. Take RepositoryLookup.%s".formatted(several)
					: "a lookup asks whether a property is equal to the key, and nothing else. Call it as it is");
		}
	}

	private void checkReturned() {
		Class<?> type = this.method.method().getReturnType();
		boolean several = Iterable.class.isAssignableFrom(type);
		if (several == this.single || this.method.isCollection() == this.single
				|| (!several && type != Optional.class && type != this.method.returnedType())) {
			throw this.method.refuse("it returns a %s. RepositoryLookup.one takes methods that return one value or an"
				.formatted(type.getSimpleName()) + " Optional, and many those that return a List, Set or Iterable");
		}
	}

	/** Whether the attribute tells all that the query asks for. */
	private boolean isPlain(boolean values) {
		return this.method.isDerived() && this.query.isPlain()
				&& (!values || (!this.query.isSorted() && !this.method.isHinted() && this.method.returnsEntities()));
	}

	/** A partner serves associations of any mapping. */
	private boolean isAttribute(Partner partners, boolean values) {
		return isPlain(values) && !(this.query.isByEntity() && partners.isThere());
	}

	/**
	 * @param bean the repository as it was given
	 */
	<K, V> MemoizedLookup<K, V> lookup(Object bean) {
		Partner partners = new Partner(this.method, this.query, true);
		if (isAttribute(partners, true)) {
			return byAttribute();
		}
		RepositoryMethod partner = partners.find();
		return asked(partner, (keys) -> Partner.ask(partner, bean, keys));
	}

	<K> MemoizedLookup<K, ?> existence(Object bean) {
		Partner partners = new Partner(this.method, this.query, false);
		if (isAttribute(partners, false)) {
			return byAttribute();
		}
		RepositoryMethod partner = partners.find();
		return asked(partner, (keys) -> Partner.ask(partner, bean, keys));
	}

	<K, V> MemoizedLookup<K, V> lookup(Function<List<K>, ? extends Iterable<V>> loader) {
		return (isPlain(true) && !this.query.isByEntity()) ? byAttribute() : asked(this.method, loader);
	}

	@SuppressWarnings("unchecked")
	private <K, V> MemoizedLookup<K, V> byAttribute() {
		Class<V> type = (Class<V>) this.method.domainType();
		Class<K> key = (Class<K>) this.query.property().getLeafType();
		return this.single ? MemoizedLookup.one(type, this.query.path(), key)
				: MemoizedLookup.many(type, this.query.path(), key);
	}

	@SuppressWarnings("unchecked")
	private <K, V> MemoizedLookup<K, V> asked(RepositoryMethod asked, Function<List<K>, ? extends Iterable<?>> loader) {
		Function<Object, @Nullable Object> reader = key(asked);
		String name = asked.repository().information().getRepositoryInterface().getName() + "." + asked.name();
		RowKey<V, K> key = new RowKey<>(name, (row) -> (K) reader.apply(row));
		Function<List<K>, Iterable<V>> rows = (keys) -> (Iterable<V>) loader.apply(keys);
		return this.single ? MemoizedLookup.one(rows, key) : MemoizedLookup.many(rows, key);
	}

	private Function<Object, @Nullable Object> key(RepositoryMethod asked) {
		List<BeanProperty> properties = new ArrayList<>();
		Class<?> type = asked.returnedType();
		for (String segment : this.query.path().split("[.]")) {
			BeanProperty property = this.query.isTold() ? BeanProperty.find(type, segment) : null;
			if (property == null) {
				throw asked.refuse("a %s does not tell '%s', by which it would be found, without loading anything. Give"
					.formatted(asked.returnedType().getSimpleName(), this.query.path())
						+ " it a getter of that, or take MemoizedLookup.%s with a function that gets a row's key"
							.formatted(this.single ? "one" : "many"));
			}
			properties.add(property);
			type = property.type();
		}
		return (value) -> read(properties, value);
	}

	private static @Nullable Object read(List<BeanProperty> properties, Object row) {
		Object value = row;
		for (BeanProperty property : properties) {
			if (value == null) {
				return null;
			}
			try {
				value = property.get(value);
			}
			catch (UnservableReferenceException ex) {
				throw new IllegalStateException("The key of " + row + " cannot be read", ex);
			}
		}
		return value;
	}

	/**
	 * The method of {@link RepositoryLookup} for a method.
	 * @throws IllegalArgumentException if there is none, with what to do
	 */
	static String kind(RepositoryMethod method) {
		DerivedQuery query = QueryChecks.check(method);
		boolean several = Iterable.class.isAssignableFrom(method.method().getReturnType());
		if (query != null && query.isForSeveralKeys()) {
			ofKeys(method, !several);
			return "manyIn";
		}
		boolean exists = method.isDerived() && query != null && query.tree().isExistsProjection();
		KeyedQuery keyed = exists ? ofExistence(method) : ofOneKey(method, !several);
		if (!keyed.isPlain(!exists)) {
			new Partner(method, keyed.query, !exists).find();
		}
		return exists ? "exists" : several ? "many" : "one";
	}

	/** The repository behind a reference, as it was given. */
	static Object bean(Serializable reference) {
		return RepositoryMethod.lambda(reference).getCapturedArg(0);
	}

}
