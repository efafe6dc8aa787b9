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
package io.github.memoizedprefetch.memo;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one target across chunks, and the counters of its use.
 * Thread-safe.
 *
 * @param <V> what is remembered
 */
public final class Memo<V> {

	/** The version of what must not be remembered. */
	public static final long NEVER = -1;

	private final EvictedKeys evicted = new EvictedKeys();

	private final ChangedKeys changed = new ChangedKeys();

	private final MemoCounters counters;

	private final Cache<Object, V> cache;

	private final long cacheSize;

	/** In place of the cache, which has nothing to decide then. */
	private volatile @Nullable WholeTableMemo<V> whole;

	private final SingleFlight<V> loads = new SingleFlight<>();

	/** Counts changes, so that what was read before a change is not put after it. */
	private volatile long version;

	/** How many entries it would have held at most, since it was emptied on demand. */
	private long peak;

	private long reloadsBefore;

	/**
	 * @param name the name of the entity or role
	 */
	public Memo(String name, MemoOptions options, MemoListener listener) {
		this.counters = new MemoCounters(name, listener);
		this.cacheSize = options.cacheSize();
		Caffeine<Object, Object> builder = Caffeine.newBuilder()
			.maximumSize(options.cacheSize())
			// evict in the calling thread: a step's memory must not depend on a pool's
			// mood
			.executor(Runnable::run)
			.evictionListener((key, value, cause) -> evicted(key, cause));
		if (options.expireAfterWrite() != null) {
			builder.expireAfterWrite(options.expireAfterWrite());
		}
		this.cache = builder.build();
	}

	private void evicted(@Nullable Object key, RemovalCause cause) {
		this.counters.eviction();
		if (key != null && cause == RemovalCause.SIZE) {
			this.evicted.add(key);
		}
	}

	/** What is remembered; looking it up is not counted yet. */
	public @Nullable V get(Object key) {
		forgetChanged();
		WholeTableMemo<V> whole = this.whole;
		return (whole != null) ? whole.get(key) : this.cache.getIfPresent(key);
	}

	/** Whether there is no such row, as far as committed changes tell. */
	public boolean isAbsent(Object key) {
		forgetChanged();
		WholeTableMemo<V> whole = this.whole;
		return whole != null && whole.isAbsent(key);
	}

	public MemoCounters counters() {
		return this.counters;
	}

	/**
	 * Count look-ups, each key once a chunk.
	 * @param hits how many keys were there
	 * @param misses the keys that were not
	 */
	public void count(long hits, Set<Object> misses) {
		this.counters.lookUps(hits, misses.size(), this.evicted.remove(misses));
	}

	/** The same of keys that no chunk has looked up yet. */
	public void countReloads(Set<Object> misses) {
		this.counters.lookUps(0, 0, this.evicted.remove(misses));
	}

	/**
	 * Load what is missed; keys that another thread is loading already are waited for.
	 * @param misses the keys that are missed
	 * @param known the working set to add to; absent values are null
	 * @param loader loads keys and memoizes them
	 */
	public void load(Set<Object> misses, Map<Object, @Nullable V> known, MemoLoader<V> loader) {
		long version = this.version;
		SingleFlight.Load<V> load = this.loads.begin(misses, version);
		load.run(() -> {
			Map<Object, V> values = loadUnknown(load.keys(), version, known, loader);
			return loader.isForAll(load.keys(), values) ? values : null;
		});
		if (load.hasToWait()) {
			Set<Object> failed = load.await(known);
			if (!failed.isEmpty()) {
				known.putAll(loader.load(failed, this.version));
			}
		}
	}

	/** A load may have landed between the miss and the announcement of this one. */
	private Map<Object, V> loadUnknown(Set<Object> keys, long version, Map<Object, @Nullable V> known,
			MemoLoader<V> loader) {
		Map<Object, V> values = new HashMap<>();
		for (Object key : keys) {
			V value = get(key);
			if (value != null) {
				values.put(key, value);
			}
		}
		Set<Object> unknown = new LinkedHashSet<>(keys);
		unknown.removeAll(values.keySet());
		if (!unknown.isEmpty()) {
			values.putAll(loader.load(unknown, version));
		}
		known.putAll(values);
		return values;
	}

	/** To be asked before reading what is going to be {@link #put}. */
	public long version() {
		return this.version;
	}

	/**
	 * Tells of a key and what was known of it before now whether that has not changed
	 * since. Where something has changed, what is not remembered any more may have.
	 */
	public BiPredicate<Object, Object> unchanged() {
		long known = this.version;
		return (key, value) -> this.version == known || get(key) == value;
	}

	/** Remember what was read at a version, unless something has changed since. */
	public synchronized boolean put(Map<Object, V> values, long version) {
		if (version != this.version) {
			return false;
		}
		forgetChanged();
		this.evicted.remove(values.keySet());
		WholeTableMemo<V> whole = this.whole;
		if (whole != null && whole.size() + values.size() <= this.cacheSize) {
			whole.putAll(values);
			return true;
		}
		if (whole != null) {
			giveUp(whole);
		}
		this.cache.putAll(values);
		return true;
	}

	/** From now on the cache decides what stays. */
	private void giveUp(WholeTableMemo<V> whole) {
		this.cache.putAll(whole.values());
		this.whole = null;
	}

	/** Remember a whole table that was read at a version. */
	public synchronized boolean putWhole(Map<Object, V> values, long version) {
		if (version != this.version) {
			return false;
		}
		forgetChanged();
		this.evicted.clear();
		this.whole = new WholeTableMemo<>(values);
		this.cache.invalidateAll();
		return true;
	}

	/** Forget what has changed, at the latest when it is asked for. */
	public synchronized void evict(Set<Object> keys) {
		if (keys.isEmpty()) {
			return;
		}
		this.version++;
		if (!this.changed.add(keys)) {
			forgetChanged();
		}
	}

	private void forgetChanged() {
		if (!this.changed.isEmpty()) {
			synchronized (this) {
				this.changed.forget(this::forget);
			}
		}
	}

	private void forget(Set<Object> keys) {
		WholeTableMemo<V> whole = this.whole;
		if (whole == null) {
			this.cache.invalidateAll(keys);
			return;
		}
		keys.forEach(whole::evict);
		if (whole.changes() > this.cacheSize) {
			giveUp(whole);
		}
	}

	/**
	 * Note a change if there is nothing to forget: what is being read must not be
	 * remembered.
	 * @return false if there is something
	 */
	public synchronized boolean changedWhileEmpty() {
		if (this.changed.size() >= size()) {
			forgetChanged();
		}
		if (this.whole != null || this.cache.estimatedSize() > 0 || isTooSmall()) {
			return false;
		}
		this.version++;
		return true;
	}

	/** Forget everything, because anything may have changed. */
	public synchronized void clear() {
		this.version++;
		this.peak = entriesWithoutLimit();
		this.evicted.clear();
		this.cache.invalidateAll();
		this.whole = null;
	}

	/** Forget everything, because its user has done with it. */
	public synchronized void reset() {
		clear();
		this.peak = 0;
		this.reloadsBefore = this.counters.reloads();
	}

	private long entriesWithoutLimit() {
		return Math.max(this.peak, entries() + this.evicted.count());
	}

	private synchronized long sufficientCacheSize() {
		return (this.counters.reloads() > this.reloadsBefore) ? entriesWithoutLimit() : 0;
	}

	/** Whether it is known to be too small for what was asked for. */
	public boolean isTooSmall() {
		return this.evicted.count() > 0;
	}

	private long entries() {
		forgetChanged();
		return size();
	}

	private long size() {
		WholeTableMemo<V> whole = this.whole;
		return (whole != null) ? whole.size() : this.cache.estimatedSize();
	}

	/** Tell the listener what was counted since the last time. */
	public synchronized void publish() {
		this.counters.publish(statistics(), entries());
	}

	public MemoStatistics statistics() {
		this.cache.cleanUp();
		return this.counters.statistics(sufficientCacheSize());
	}

}
