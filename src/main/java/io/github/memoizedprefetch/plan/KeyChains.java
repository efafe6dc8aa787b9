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
package io.github.memoizedprefetch.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import org.jspecify.annotations.Nullable;

/**
 * How values are read from their owners, without loading anything: in several ways where
 * subclasses have attributes of one name.
 *
 * @param name the path, for messages
 * @param chains the ways
 */
record KeyChains(String name, List<Chain> chains) {

	/**
	 * One way of the path.
	 *
	 * @param readers read a value from its owner, one after the other
	 * @param end what the values are, or what the next segment is looked up in
	 * @param type the declared class of the values; null if it is not known
	 */
	record Chain(List<PlanNode.Reader> readers, Object end, @Nullable Class<?> type) {

		Chain then(PlanNode.Reader reader, Object next, @Nullable Class<?> declared) {
			List<PlanNode.Reader> longer = new ArrayList<>(this.readers);
			longer.add(reader);
			return new Chain(List.copyOf(longer), next, declared);
		}

	}

	/** The declared classes of the values, as far as they are known. */
	List<Class<?>> types() {
		List<Class<?>> types = new ArrayList<>();
		for (Chain chain : this.chains) {
			if (chain.type() != null && chain.type() != Object.class) {
				types.add(chain.type());
			}
		}
		return types;
	}

	/** All values that an owner has. */
	void read(Object owner, Consumer<Object> values) {
		this.chains.forEach((chain) -> read(owner, chain.readers(), values));
	}

	/**
	 * The one value that an owner has.
	 * @return the value; null if it is null, or not loaded
	 * @throws IllegalArgumentException if there are several
	 */
	@Nullable Object single(Object owner) {
		List<Object> values = new ArrayList<>(1);
		read(owner, values::add);
		if (values.size() > 1) {
			throw new IllegalArgumentException(
					"'" + this.name + "' has several values in one item; an id has one of each");
		}
		return values.isEmpty() ? null : values.get(0);
	}

	private static void read(@Nullable Object value, List<PlanNode.Reader> readers, Consumer<Object> values) {
		if (value == null) {
			return;
		}
		boolean loaded = ObjectGraph.isLoaded(value);
		if (isContainer(value)) {
			if (loaded) {
				elements(value).forEach((element) -> read(element, readers, values));
			}
		}
		else if (readers.isEmpty()) {
			values.accept(value);
		}
		else if (loaded || readers.get(0) instanceof KeySource.IdReader) {
			try {
				read(readers.get(0).read(value), readers.subList(1, readers.size()), values);
			}
			catch (UnservableReferenceException ex) {
				// its keys are asked for when they are known
			}
		}
	}

	private static boolean isContainer(Object value) {
		return value instanceof Iterable || value instanceof Map || value instanceof Object[];
	}

	private static Iterable<?> elements(Object value) {
		if (value instanceof Map<?, ?> map) {
			return map.values();
		}
		return (value instanceof Object[] array) ? Arrays.asList(array) : (Iterable<?>) value;
	}

}
