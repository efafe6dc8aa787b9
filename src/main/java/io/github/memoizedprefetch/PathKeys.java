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

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.plan.KeyPath;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a lookup that a path finds in items. Thread-safe.
 */
final class PathKeys {

	private static final Map<Class<?>, Function<BigDecimal, Number>> NUMBERS = Map.of(Long.class,
			BigDecimal::longValueExact, Integer.class, BigDecimal::intValueExact, Short.class,
			BigDecimal::shortValueExact, Byte.class, BigDecimal::byteValueExact, BigInteger.class,
			BigDecimal::toBigIntegerExact, BigDecimal.class, (number) -> number);

	private final KeyPath path;

	private final String lookup;

	private final @Nullable Class<?> keyType;

	/** Whether items of any class have had it. */
	private final AtomicBoolean fitting = new AtomicBoolean();

	/**
	 * @param keyType the class of the keys; null if it is not known
	 */
	PathKeys(KeyPath path, String lookup, @Nullable Class<?> keyType) {
		this.path = path;
		this.lookup = lookup;
		this.keyType = keyType;
	}

	/**
	 * Make sure that items have such keys.
	 * @throws IllegalArgumentException if they do not
	 */
	void require(Class<?> itemType) {
		for (Class<?> type : this.path.types(itemType)) {
			Class<?> declared = MethodType.methodType(type).wrap().returnType();
			if (this.keyType != null && !mayBe(declared, this.keyType)) {
				throw mistake(declared, this.path.name(), itemType.getSimpleName() + "." + this.path);
			}
		}
		this.fitting.set(true);
	}

	private static boolean mayBe(Class<?> declared, Class<?> type) {
		return declared.isAssignableFrom(type) || type.isAssignableFrom(declared)
				|| (NUMBERS.containsKey(declared) && NUMBERS.containsKey(type));
	}

	private IllegalArgumentException mistake(Class<?> actual, String given, String name) {
		String expected = (this.keyType != null) ? this.keyType.getSimpleName() : "another class";
		return new IllegalArgumentException("The lookup " + this.lookup + " has keys of " + expected + ", but '" + name
				+ "' is of " + actual.getSimpleName()
				+ (this.path.isEntity(actual) ? "; if its id is meant, say so, as \"" + given + ".id\""
						: "; give a function that makes the key, as in .lookup(lookup, (Row row) -> ..)"));
	}

	/**
	 * Which of some classes have the path.
	 * @throws IllegalArgumentException if none of them has, and none before
	 */
	Set<Class<?>> fitting(Set<Class<?>> types) {
		Set<Class<?>> found = new HashSet<>();
		IllegalArgumentException first = null;
		for (Class<?> type : types) {
			try {
				require(type);
				found.add(type);
			}
			catch (IllegalArgumentException ex) {
				first = (first != null) ? first : ex;
			}
		}
		if (first != null && !this.fitting.get()) {
			throw first;
		}
		return found;
	}

	/** The keys of an item. */
	void of(Object item, Consumer<Object> keys) {
		this.path.read(item, (value) -> keys.accept(key(value)));
	}

	private Object key(Object value) {
		if (this.keyType == null || this.keyType.isInstance(value)) {
			return value;
		}
		if (value instanceof Number && NUMBERS.containsKey(value.getClass()) && NUMBERS.containsKey(this.keyType)) {
			return Objects.requireNonNull(NUMBERS.get(this.keyType)).apply(new BigDecimal(value.toString()));
		}
		throw mistake(value.getClass(), this.path.name(), this.path.name());
	}

}
