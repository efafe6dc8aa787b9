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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.memoizedprefetch.MemoizedPrefetch.KeyFunction;
import io.github.memoizedprefetch.answer.Answering;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.memo.MemoStatistics;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * The lookups of one prefetch: announces the keys of items to them. Thread-safe.
 */
final class Lookups {

	private final List<Use<?>> uses;

	private final Map<MemoizedLookup<?, ?>, Answering<?, ?>> answering = new HashMap<>();

	private final Warnings warnings;

	/**
	 * A lookup, and where its keys come from.
	 *
	 * @param lookup the lookup
	 * @param key the key of an item; null if items have none
	 * @param itemType the items that have it; null for all
	 */
	record Use<K>(MemoizedLookup<K, ?> lookup, @Nullable KeyFunction<?, ? extends K> key, @Nullable Class<?> itemType) {

		static <K> Use<K> of(MemoizedLookup<K, ?> lookup, @Nullable KeyFunction<?, ? extends K> key) {
			return new Use<>(lookup, key, (key != null) ? KeySources.owner(GetterName.lambda(key), key) : null);
		}

	}

	Lookups(List<Use<?>> uses, Warnings warnings) {
		this.uses = List.copyOf(uses);
		this.warnings = warnings;
	}

	boolean isEmpty() {
		return this.uses.isEmpty();
	}

	/** Let them answer for a prefetch; none of them if one cannot. */
	void begin(MemoizedPrefetch prefetch, Asking asking, Listeners listeners) {
		Set<String> names = new HashSet<>();
		try {
			for (Use<?> use : this.uses) {
				if (!this.answering.containsKey(use.lookup())) {
					this.answering.put(use.lookup(),
							use.lookup()
								.definition()
								.begin(prefetch, (name) -> distinct(name, names), asking, listeners));
				}
			}
		}
		catch (RuntimeException ex) {
			end(prefetch);
			throw ex;
		}
	}

	private static String distinct(@Nullable String name, Set<String> names) {
		String given = (name != null) ? name : "lookup";
		String distinct = given;
		for (int i = 2; !names.add(distinct); i++) {
			distinct = given + " (" + i + ")";
		}
		return distinct;
	}

	void end(MemoizedPrefetch prefetch) {
		this.answering.keySet().forEach((lookup) -> lookup.definition().end(prefetch));
	}

	/** The keys of the items are going to be asked for. */
	void announce(Map<Class<?>, List<Object>> items) {
		if (!isEmpty()) {
			List<Object> all = items.values().stream().flatMap(List::stream).toList();
			this.uses.forEach((use) -> announce(use, all));
		}
	}

	@SuppressWarnings("unchecked")
	private <K> void announce(Use<K> use, List<Object> items) {
		if (use.key() == null) {
			return;
		}
		KeyFunction<Object, ? extends K> getter = (KeyFunction<Object, ? extends K>) use.key();
		List<K> keys = new ArrayList<>(items.size());
		for (Object item : items) {
			if (use.itemType() == null || use.itemType().isInstance(item)) {
				K key = key(use, getter, item);
				if (key != null) {
					keys.add(key);
				}
			}
		}
		if (!keys.isEmpty()) {
			((Answering<K, ?>) Objects.requireNonNull(this.answering.get(use.lookup()))).announce(keys);
		}
	}

	/** The processor may not ask for a key that cannot be read. */
	private <K> @Nullable K key(Use<K> use, KeyFunction<Object, ? extends K> getter, Object item) {
		try {
			return getter.get(item);
		}
		catch (RuntimeException ex) {
			this.warnings.notAnnounced(use.lookup().toString(), ex.toString());
			return null;
		}
	}

	/** The counters by name, of those that were used. */
	Map<String, MemoStatistics> statistics() {
		Map<String, MemoStatistics> statistics = new HashMap<>();
		this.answering.values().forEach((one) -> statistics.put(one.counters().name(), one.counters().statistics()));
		statistics.values().removeIf(MemoStatistics.NONE::equals);
		return statistics;
	}

	void publish() {
		this.answering.values().forEach((one) -> one.counters().publish());
	}

	void clear() {
		this.answering.values().forEach(Answering::clear);
		publish();
	}

}
