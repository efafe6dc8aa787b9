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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The loads that are under way: a thread that misses what another one is loading already
 * waits for that. It finishes its own load before, so threads cannot wait for each other.
 * Thread-safe.
 *
 * @param <V> what is loaded
 */
public final class SingleFlight<V> {

	/**
	 * The longest wait; then the thread loads for itself. Only a database whose readers
	 * wait for writers comes to it, where the loading thread may wait for a row that the
	 * transaction of the waiting one has locked.
	 */
	public static final long MAX_WAIT_MILLIS = 1_000;

	private final Map<Object, Pending<V>> pending = new ConcurrentHashMap<>();

	/**
	 * Announce a load of those keys that no other thread is loading.
	 * @param keys the keys that are missed
	 * @param version the memo's version; what another thread has begun to read at an
	 * earlier one may be out of date, and is not waited for
	 */
	Load<V> begin(Set<Object> keys, long version) {
		Pending<V> mine = new Pending<>(version);
		Set<Object> own = new HashSet<>();
		Map<Pending<V>, List<Object>> others = new LinkedHashMap<>();
		for (Object key : keys) {
			Pending<V> first = this.pending.merge(key, mine,
					(earlier, later) -> earlier.isOfUse(version) ? earlier : later);
			if (first == mine) {
				own.add(key);
			}
			else {
				others.computeIfAbsent(first, (other) -> new ArrayList<>()).add(key);
			}
		}
		return new Load<>(this.pending, mine, own, others);
	}

	/** What one thread loads, for itself and all who wait for it. */
	private static final class Pending<V> {

		private final Thread thread = Thread.currentThread();

		private final CountDownLatch done = new CountDownLatch(1);

		private final long version;

		private volatile @Nullable Map<Object, V> values;

		Pending(long version) {
			this.version = version;
		}

		/** A thread must not wait for itself, in a loader of the user's own. */
		boolean isOfUse(long version) {
			return this.version == version && this.thread != Thread.currentThread();
		}

		@Nullable Map<Object, V> await() {
			try {
				return this.done.await(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS) ? this.values : null;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return null;
			}
		}

	}

	/**
	 * One thread's share of what it misses, and the loads of others that it depends on.
	 *
	 * @param <V> what is loaded
	 */
	static final class Load<V> {

		private final Map<Object, Pending<V>> pending;

		private final Pending<V> mine;

		private final Set<Object> keys;

		private final Map<Pending<V>, List<Object>> others;

		private Load(Map<Object, Pending<V>> pending, Pending<V> mine, Set<Object> keys,
				Map<Pending<V>, List<Object>> others) {
			this.pending = pending;
			this.mine = mine;
			this.keys = keys;
			this.others = others;
		}

		/** The keys that no other thread is loading. */
		Set<Object> keys() {
			return this.keys;
		}

		/**
		 * Load, and hand the outcome to those who wait; if it fails, or is null, they
		 * load themselves.
		 * @param loader loads {@link #keys()} and memoizes them
		 */
		void run(Supplier<@Nullable Map<Object, V>> loader) {
			try {
				this.mine.values = loader.get();
			}
			finally {
				this.keys.forEach((key) -> this.pending.remove(key, this.mine));
				this.mine.done.countDown();
			}
		}

		boolean hasToWait() {
			return !this.others.isEmpty();
		}

		/**
		 * Wait for the other threads.
		 * @param known the working set to add to what they have loaded
		 * @return the keys whose load has failed, or takes too long
		 */
		Set<Object> await(Map<Object, @Nullable V> known) {
			Set<Object> failed = new HashSet<>();
			this.others.forEach((other, keys) -> {
				Map<Object, V> values = other.await();
				if (values == null) {
					failed.addAll(keys);
				}
				else {
					keys.forEach((key) -> known.put(key, values.get(key)));
				}
			});
			return failed;
		}

	}

}
