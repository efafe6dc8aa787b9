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
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.memoizedprefetch.MemoizedPrefetch.KeyFunction;
import io.github.memoizedprefetch.answer.Answering;
import io.github.memoizedprefetch.answer.KeptValues;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.memo.MemoStatistics;
import io.github.memoizedprefetch.message.Warnings;
import io.github.memoizedprefetch.plan.KeyPath;
import org.jspecify.annotations.Nullable;

/**
 * The lookups of one prefetch: announces the keys of items to them. Thread-safe.
 */
final class Lookups {

	private final List<Use<?>> uses;

	private final Map<LookupDefinition<?, ?>, Answering<?, ?>> answering = new HashMap<>();

	private final Map<Use<?>, PathKeys> paths = new HashMap<>();

	private final PrefetchOptions options;

	private final Warnings warnings;

	private final Function<Class<?>, Change.Dependencies> dependencies;

	private final BiConsumer<Class<?>, List<Object>> memo;

	/**
	 * A lookup, and where its keys come from: a function, a path, or nowhere.
	 *
	 * @param lookup the lookup
	 * @param key the key of an item; null if no function has it
	 * @param itemType the items that have it; null for all
	 * @param path the path from the item; null if there is none
	 */
	record Use<K>(MemoizedLookup<K, ?> lookup, @Nullable KeyFunction<?, ? extends K> key, @Nullable Class<?> itemType,
			@Nullable String path) {

		static <K> Use<K> of(MemoizedLookup<K, ?> lookup, @Nullable KeyFunction<?, ? extends K> key) {
			return new Use<>(lookup, key, (key != null) ? KeySources.owner(GetterName.lambda(key), key) : null, null);
		}

		static <K> Use<K> ofPath(MemoizedLookup<K, ?> lookup, String path) {
			return new Use<>(lookup, null, null, path);
		}

	}

	/**
	 * @param memo puts entities of some ids into the session of the step
	 * @param dependencies finds out what entities are made of
	 */
	Lookups(PrefetchOptions options, Warnings warnings, BiConsumer<Class<?>, List<Object>> memo,
			Function<Class<?>, Change.Dependencies> dependencies) {
		this.uses = List.copyOf(options.lookups);
		this.options = options;
		this.warnings = warnings;
		this.memo = memo;
		this.dependencies = dependencies;
	}

	boolean isEmpty() {
		return this.uses.isEmpty();
	}

	/**
	 * Let them answer for a prefetch; none of them if one cannot.
	 * @param itemType the class of the items; null if it is not known
	 */
	void begin(MemoizedPrefetch prefetch, Asking asking, Listeners listeners, Mappings mappings,
			@Nullable Class<?> itemType) {
		Set<String> names = new HashSet<>();
		try {
			for (Use<?> use : this.uses) {
				LookupDefinition<?, ?> definition = use.lookup().definition();
				Answering<?, ?> begun = this.answering.get(definition);
				if (begun == null) {
					begun = definition.begin(prefetch, (name) -> distinct(name, names), asking, listeners, this::keep);
					this.answering.put(definition, begun);
				}
				if (use.path() != null) {
					PathKeys keys = new PathKeys(new KeyPath(use.path(), mappings), use.lookup().toString(),
							begun.keyType());
					if (itemType != null) {
						keys.require(itemType);
					}
					this.paths.put(use, keys);
				}
			}
		}
		catch (RuntimeException ex) {
			end(prefetch);
			throw ex;
		}
	}

	/** How answers are kept; of entities that all chunks share, as their config says. */
	private KeptValues.Keep keep(List<Class<?>> entities, boolean shared) {
		return new KeptValues.Keep(entities, shared ? this.options.memo(entities.get(0)) : this.options.memo(),
				this.warnings::notKept, this.memo,
				shared ? new KeptValues.Shared(this.options.isPrefetchedWhole(entities.get(0)),
						() -> this.dependencies.apply(entities.get(0))) : null);
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
		this.answering.keySet().forEach((definition) -> definition.end(prefetch));
	}

	/** The keys of the items are going to be asked for. */
	void announce(Map<Class<?>, List<Object>> items) {
		this.uses.forEach((use) -> announce(use, items));
	}

	@SuppressWarnings("unchecked")
	private <K> void announce(Use<K> use, Map<Class<?>, List<Object>> items) {
		List<Object> keys = new ArrayList<>();
		PathKeys path = this.paths.get(use);
		if (path != null) {
			Set<Class<?>> fitting = path.fitting(items.keySet());
			items.forEach((type, group) -> group.stream()
				.filter((item) -> fitting.contains(type))
				.forEach((item) -> read(use, () -> path.of(item, keys::add))));
		}
		else if (use.key() != null) {
			KeyFunction<Object, ?> getter = (KeyFunction<Object, ?>) use.key();
			items.values()
				.stream()
				.flatMap(List::stream)
				.filter((item) -> use.itemType() == null || use.itemType().isInstance(item))
				.forEach((item) -> read(use, () -> keys.add(getter.get(item))));
		}
		if (!keys.isEmpty()) {
			((Answering<Object, ?>) Objects.requireNonNull(this.answering.get(use.lookup().definition())))
				.announcements()
				.add(keys);
		}
	}

	/** The processor may not ask for a key that cannot be read. */
	private void read(Use<?> use, Runnable reading) {
		try {
			reading.run();
		}
		catch (RuntimeException ex) {
			this.warnings.notAnnounced(use.lookup().toString(), ex.toString());
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

	/** Forget what is kept of earlier chunks. */
	void evict() {
		this.answering.values().forEach(Answering::evict);
	}

	void clear() {
		this.answering.values().forEach(Answering::clear);
		publish();
	}

}
