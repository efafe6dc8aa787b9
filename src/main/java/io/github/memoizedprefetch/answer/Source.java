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
package io.github.memoizedprefetch.answer;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.KeyAttribute;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a lookup come from. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public interface Source<K, V> {

	/**
	 * The rows of some keys, as its single query would find them, of all keys together.
	 * @param session the session to ask in, if the source does not find it by itself;
	 * null for one apart
	 */
	Asking.Heard<List<Row<V>>> ask(List<K> keys, @Nullable StepSession session);

	/**
	 * What a key is told by, if not by itself.
	 * @return null if only its own query can tell whether there is anything for it
	 */
	default @Nullable K keyOf(K given) {
		return given;
	}

	/** The attribute that has the keys; null if the query is somebody else's. */
	default @Nullable KeyAttribute attribute() {
		return null;
	}

	/** The class of the keys; null if it is not known. */
	default @Nullable Class<?> keyType() {
		KeyAttribute attribute = attribute();
		return (attribute != null) ? attribute.type() : null;
	}

	/** Whether a key is one as rows have them, and no entity of somebody's session. */
	default boolean isValue(K key) {
		KeyAttribute attribute = attribute();
		return attribute != null && attribute.isValue(key);
	}

	/** All rows that have a key, in a session apart; only by an {@link #attribute}. */
	default Asking.Heard<List<Row<V>>> askAll() {
		throw new UnsupportedOperationException("only the rows of an attribute can be asked for");
	}

	/** How many rows there are; only by an {@link #attribute}. */
	default long countAll() {
		throw new UnsupportedOperationException("only the rows of an attribute can be counted");
	}

	/** The tables of the rows; empty if they are not known yet. */
	default Set<String> tables() {
		KeyAttribute attribute = attribute();
		return (attribute != null) ? attribute.tables() : Set.of();
	}

	/** Whether the rows of entities tell their keys, whoever has held these before. */
	default boolean isCertain() {
		return attribute() != null;
	}

	/**
	 * What was found.
	 *
	 * @param key the key that it has
	 * @param value the value
	 * @param certain whether the row in the database has that key: an entity that the
	 * session has held before may have another
	 * @param <V> the values
	 */
	record Row<V>(Object key, V value, boolean certain) {
	}

	/** What was answered to a question, by key. */
	record Reply<K, V>(Map<K, List<V>> found, Set<K> open, @Nullable Set<String> tables,
			@Nullable StepSession session) {
	}

}
