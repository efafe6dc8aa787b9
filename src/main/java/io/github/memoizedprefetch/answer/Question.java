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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.answer.Source.Row;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.LooseKey;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import org.jspecify.annotations.Nullable;

/**
 * Asks for several keys at once, and finds out which row belongs to which of them. What
 * the database takes for equal, Java may not: keys of which that cannot be told are left
 * open.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class Question<K, V> {

	private final String name;

	private final Source<K, V> source;

	Question(String name, Source<K, V> source) {
		this.name = name;
		this.source = source;
	}

	Source<K, V> source() {
		return this.source;
	}

	/** Ask for one key: whatever comes is its. */
	Reply<K, V> askOne(K key, @Nullable StepSession session) {
		Asking.Heard<List<Row<V>>> heard = this.source.ask(List.of(key), session);
		List<V> values = new ArrayList<>();
		for (Row<V> row : heard.answer()) {
			if (row.certain()) {
				requireKnown(row, Set.of(key));
			}
			values.add(row.value());
		}
		return new Reply<>(Map.of(key, values), Set.of(), heard.tables(), heard.session());
	}

	Reply<K, V> ask(Set<K> keys, @Nullable StepSession session) {
		if (keys.size() == 1) {
			return askOne(keys.iterator().next(), session);
		}
		return reply(keys, this.source.ask(List.copyOf(keys), session));
	}

	/** All rows there are, by their keys. */
	@SuppressWarnings("unchecked") // they are the attribute's
	Reply<K, V> askAll() {
		Asking.Heard<List<Row<V>>> heard = this.source.askAll();
		Set<K> keys = new HashSet<>(2 * heard.answer().size());
		heard.answer().forEach((row) -> keys.add((K) row.key()));
		return reply(keys, heard);
	}

	private Reply<K, V> reply(Set<K> keys, Asking.Heard<List<Row<V>>> heard) {
		if (!heard.answer().stream().allMatch(Row::certain)) {
			return new Reply<>(Map.of(), keys, heard.tables(), heard.session());
		}
		Map<Object, Like<V>> rows = new HashMap<>(2 * keys.size());
		for (Row<V> row : heard.answer()) {
			Object loose = LooseKey.of(row.key());
			Like<V> like = rows.get(loose);
			if (like == null) {
				rows.put(loose, new Like<>(row));
			}
			else {
				like.add(row);
			}
		}
		Map<K, List<V>> found = new LinkedHashMap<>(2 * keys.size());
		Set<K> open = new HashSet<>();
		int asked = 0;
		for (K key : keys) {
			Like<V> own = rows.get(LooseKey.of(key));
			asked += (own != null && own.ask()) ? 1 : 0;
			List<V> values = isTold(key, own, rows) ? valuesOf(key, own) : null;
			if (values != null) {
				found.put(key, values);
			}
			else {
				open.add(key);
			}
		}
		return (asked == rows.size()) ? new Reply<>(found, open, heard.tables(), heard.session())
				: withStrangers(rows, keys, heard);
	}

	/** Null if a row has another key, which may be the same in the database. */
	private static <V> @Nullable List<V> valuesOf(Object key, @Nullable Like<V> rows) {
		return (rows != null) ? rows.valuesOf(key) : List.of();
	}

	/** Whether rows that are not like the key are not its. */
	private static boolean isTold(Object key, @Nullable Object own, Map<?, ?> rows) {
		return LooseKey.isToldApart(key) || rows.isEmpty()
				|| (own != null && (rows.size() == 1 || LooseKey.isOrdered(key)));
	}

	/** Rows that match no key may belong to any. */
	private Reply<K, V> withStrangers(Map<Object, Like<V>> rows, Set<K> keys, Asking.Heard<List<Row<V>>> heard) {
		for (Row<V> row : heard.answer()) {
			Like<V> like = rows.get(LooseKey.of(row.key()));
			if (like != null && !like.isAsked()) {
				requireKnown(row, keys);
			}
		}
		return new Reply<>(Map.of(), keys, heard.tables(), heard.session());
	}

	private void requireKnown(Row<V> row, Set<K> keys) {
		Object rowKey = row.key();
		if (keys.stream().allMatch((key) -> LooseKey.areDifferent(key, rowKey))) {
			throw new IllegalStateException(("The lookup %s was asked for %s and found a row with the key %s, which is"
					+ " none of these: %s. The key is to be the one that the rows are asked for by")
				.formatted(this.name, shortened(keys), rowKey, row.value()));
		}
	}

	private static String shortened(Set<?> keys) {
		return (keys.size() <= 3) ? keys.toString() : keys.stream().limit(3).toList() + " and more";
	}

}
