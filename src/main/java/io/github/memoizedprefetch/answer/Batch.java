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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Keys that are going to be asked for, in the order of their items: those of a chunk, or
 * of a window of several chunks. How many of them a chunk has shows when the next one
 * begins. Thread-safe.
 *
 * @param <K> the keys
 */
final class Batch<K> {

	/** As many as one statement asks for. */
	static final int MOST = 1_000;

	private final List<K> order;

	/** Where each key is first; null until a key is asked for out of order. */
	private volatile @Nullable Map<K, Integer> first;

	private int lastStart = -1;

	/** Behind the last key that was asked for; a guess if several threads ask. */
	private int reached;

	/** Where the last chunk began that was not a repeated one. */
	private int chunk;

	private int step;

	Batch(List<K> order) {
		this.order = order;
		this.step = order.size();
	}

	boolean contains(K key) {
		int next = this.reached; // one less for the same item again, one more behind two
									// alike
		return isAt(next, key) || isAt(next - 1, key) || isAt(next + 1, key) || first().containsKey(key);
	}

	private boolean isAt(int position, K key) {
		return position >= 0 && position < this.order.size() && this.order.get(position).equals(key);
	}

	private Map<K, Integer> first() {
		Map<K, Integer> known = this.first;
		if (known == null) {
			known = new LinkedHashMap<>(2 * this.order.size());
			for (int i = 0; i < this.order.size(); i++) {
				known.putIfAbsent(this.order.get(i), i);
			}
			this.first = known;
		}
		return known;
	}

	Set<K> all() {
		return first().keySet();
	}

	/**
	 * The place of a key.
	 * @param from where it is expected, or later
	 */
	int positionOf(K key, int from) {
		for (int i = from; i < this.order.size(); i++) {
			if (this.order.get(i).equals(key)) {
				return i;
			}
		}
		return first().getOrDefault(key, 0);
	}

	/**
	 * The keys of a chunk of which one is asked for first. It is taken to be as long as
	 * the last one, and to begin where that has ended: of the first nobody has left any
	 * out before.
	 */
	synchronized Set<K> start(int position) {
		int from = (this.lastStart < 0) ? 0 : position;
		if (this.lastStart >= 0) {
			int length = position - this.lastStart;
			if (position >= this.reached) {
				length = Math.max(length, this.reached - this.chunk);
				from = Math.max(this.reached, position - length + 1);
				this.chunk = from;
			}
			this.step = (length > 0) ? length : this.step;
		}
		this.lastStart = position;
		reach(position);
		Set<K> keys = slice(position, this.step);
		add(keys, from, position);
		return keys;
	}

	/** A key is asked for. */
	void reach(int position) {
		if (position >= this.reached) {
			this.reached = position + 1;
		}
	}

	/** More keys of the same chunk, which has more than were expected. */
	synchronized Set<K> goOn(int position) {
		this.step = Math.min(2 * this.step, this.order.size());
		return slice(position, this.step);
	}

	/**
	 * Keys of the same chunk that were passed over.
	 * @param last where it has come to
	 */
	synchronized Set<K> goBack(int position, int last) {
		int start = Math.max(0, Math.min(position, last - this.step + 1));
		return slice(start, last - start);
	}

	private Set<K> slice(int position, int length) {
		Set<K> slice = new LinkedHashSet<>(2 * Math.min(length, MOST));
		add(slice, position, Math.min(position + length, this.order.size()));
		return slice;
	}

	private void add(Set<K> slice, int from, int to) {
		for (K key : this.order.subList(from, to)) {
			if (slice.size() < MOST) {
				slice.add(key);
			}
		}
	}

	static <K> Batch<K> of(List<K> keys) {
		return new Batch<>(new ArrayList<>(keys));
	}

}
