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

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.memoizedprefetch.hibernate.asking.Asking;
import io.github.memoizedprefetch.hibernate.asking.EntityId;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.memo.MemoOptions;
import org.jspecify.annotations.Nullable;

/**
 * Values that are no entities, kept across chunks for as long as nothing is committed to
 * the tables that they come from; and that a key has none. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class KeptValues<K, V> {

	private final Cache<K, Kept<V>> kept;

	/** All values that there are; null as long as they are not known. */
	private volatile @Nullable Whole<K, V> whole;

	private final Set<String> tables;

	private final Consumer<String> warning;

	private volatile boolean refused;

	/**
	 * @param tables the tables that they are said to come from
	 * @param warning is told why nothing is kept, once
	 */
	private KeptValues(MemoOptions options, Set<String> tables, Consumer<String> warning) {
		Caffeine<Object, Object> cache = Caffeine.newBuilder().maximumSize(options.cacheSize());
		if (options.expireAfterWrite() != null) {
			cache.expireAfterWrite(options.expireAfterWrite());
		}
		this.kept = cache.build();
		this.tables = tables;
		this.warning = warning;
	}

	/**
	 * What is kept across chunks.
	 *
	 * @param entityClasses the entities whose tables the values come from
	 * @param options how many, and how long
	 * @param warning is told what is not kept, and why
	 * @param memo puts entities of some ids into the session of the step
	 * @param shared how all chunks share them; null if they do not
	 */
	public record Keep(List<Class<?>> entityClasses, MemoOptions options, BiConsumer<String, String> warning,
			BiConsumer<Class<?>, List<Object>> memo, @Nullable Shared shared) {
	}

	/**
	 * Entities that all chunks share.
	 *
	 * @param whole whether all of them are loaded at first
	 * @param dependencies finds out what they depend on
	 */
	public record Shared(boolean whole, Supplier<Change.Dependencies> dependencies) {
	}

	/** Those of a lookup. */
	static <K, V> KeptValues<K, V> of(String name, Keep keep, Asking asking) {
		Set<String> from = new HashSet<>();
		keep.entityClasses().forEach((entity) -> from.addAll(asking.tables(entity)));
		KeptValues<K, V> values = new KeptValues<>(keep.options(), Set.copyOf(from),
				(why) -> keep.warning().accept(name, why));
		if (asking.isMultiTenant()) {
			values.refuse("each tenant has values of its own");
		}
		return values;
	}

	Set<String> tables() {
		return this.tables;
	}

	/**
	 * Whether a session would find what others have committed, and nothing else. Of one
	 * that is not known before it answers, nobody knows.
	 * @param read what the question reads
	 */
	boolean areThoseOf(StepSession session, @Nullable Set<String> read) {
		return !this.refused && session.isUnchangedSince(0, read);
	}

	/** The same of one key; null if there is none. */
	@Nullable List<V> find(K key, LongPredicate unchanged) {
		Whole<K, V> all = this.whole;
		List<V> values = (all != null && unchanged.test(all.commits())) ? all.values().get(key) : null;
		if (values != null) {
			return values;
		}
		Kept<V> known = this.kept.getIfPresent(key);
		return (known != null && unchanged.test(known.commits())) ? known.values() : null;
	}

	/** Those that were read when the same was committed as now. */
	Map<K, List<V>> find(Set<K> keys, LongPredicate unchanged) {
		Map<K, List<V>> found = new HashMap<>(2 * keys.size());
		for (K key : keys) {
			List<V> known = find(key, unchanged);
			if (known != null) {
				found.put(key, known);
			}
		}
		return found;
	}

	/**
	 * Keep what was found.
	 * @param commits how many commits there were before it was asked for
	 */
	void keep(Map<K, List<V>> found, long commits, StepSession session) {
		String level = session.repeatableReads();
		if (level != null) {
			refuse("its transaction is " + level + " and may not see what others have committed");
			return;
		}
		found.forEach((key, values) -> this.kept.put(alone(key), new Kept<>(values, commits)));
	}

	/** The same of all that there are, which are no more than are to be kept. */
	void keepWhole(Map<K, List<V>> all, long commits, StepSession session) {
		keep(Map.of(), commits, session);
		if (!this.refused) {
			this.whole = new Whole<>(new HashMap<>(all), commits);
			this.kept.invalidateAll();
		}
	}

	@SuppressWarnings("unchecked") // keys are not looked at
	private static <K> K alone(K key) {
		return (key instanceof EntityId entity) ? (K) entity.alone() : key;
	}

	void refuse(String why) {
		this.refused = true;
		clear();
		this.warning.accept(why);
	}

	boolean isRefused() {
		return this.refused;
	}

	void clear() {
		this.whole = null;
		this.kept.invalidateAll();
	}

	/** All values, by key. */
	private record Whole<K, V>(Map<K, List<V>> values, long commits) {
	}

	/**
	 * What is kept of one key.
	 *
	 * @param values the values
	 * @param commits how many commits there were before they were read
	 * @param <V> the values
	 */
	private record Kept<V>(List<V> values, long commits) {
	}

}
