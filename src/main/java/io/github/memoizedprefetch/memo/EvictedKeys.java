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

import java.util.HashSet;
import java.util.Set;

/**
 * The keys that a memo has evicted because of its size and does not hold again, to tell
 * how large it should have been. Exact up to {@value #LIMIT} keys; beyond that a sample
 * by hash, halved each time it is full. Two keys of one hash code count once.
 * Thread-safe.
 */
final class EvictedKeys {

	static final int LIMIT = 32_768;

	private final Set<Integer> hashes = new HashSet<>();

	/** Only hashes that end in so many zeros are in the sample. */
	private int zeros;

	private volatile boolean empty = true;

	synchronized void add(Object key) {
		int hash = mix(key.hashCode());
		if (isSampled(hash) && this.hashes.add(hash) && this.hashes.size() > LIMIT) {
			this.zeros++;
			this.hashes.removeIf((other) -> !isSampled(other));
		}
		this.empty = false;
	}

	/**
	 * Keys are going to be loaded again.
	 * @param keys the keys that the memo misses
	 * @return how many of them it had evicted
	 */
	long remove(Set<Object> keys) {
		return this.empty ? 0 : removeSampled(keys);
	}

	private synchronized long removeSampled(Set<Object> keys) {
		long removed = 0;
		for (Object key : keys) {
			int hash = mix(key.hashCode());
			if (isSampled(hash) && this.hashes.remove(hash)) {
				removed++;
			}
		}
		return removed << this.zeros;
	}

	synchronized long count() {
		return (long) this.hashes.size() << this.zeros;
	}

	synchronized void clear() {
		this.hashes.clear();
		this.zeros = 0;
		this.empty = true;
	}

	private boolean isSampled(int hash) {
		return Integer.numberOfTrailingZeros(hash) >= this.zeros;
	}

	/** The finalizer of MurmurHash3, a bijection: different hash codes stay different. */
	private static int mix(int hash) {
		int mixed = hash;
		mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
		mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
		return mixed ^ (mixed >>> 16);
	}

}
