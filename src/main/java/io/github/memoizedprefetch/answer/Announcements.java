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

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The keys that were announced to one lookup of one prefetch, by chunks and by threads.
 * Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class Announcements<K, V> {

	/** How many are remembered, of several threads and of windows. */
	private static final int MOST = 32;

	private final Answering<K, V> answering;

	/** The newest first. */
	private final Deque<Announced<K, V>> announced = new ArrayDeque<>();

	/** A batch, and who has announced it. */
	private record Announced<K, V>(Batch<K> batch, Apart<K, V> apart, WeakReference<Thread> thread) {
	}

	Announcements(Answering<K, V> answering) {
		this.answering = answering;
	}

	/**
	 * Keys are going to be asked for by this thread, or by those that it hands items to.
	 */
	public void add(Collection<? extends @Nullable K> keys) {
		List<K> order = new ArrayList<>(keys.size());
		for (K key : keys) {
			K told = (key != null) ? this.answering.question().source().keyOf(key) : null;
			if (told != null) {
				order.add(told);
			}
		}
		if (order.isEmpty()) {
			return;
		}
		Batch<K> batch = Batch.of(order);
		Announced<K, V> last = new Announced<>(batch, new Apart<>(this.answering, batch),
				new WeakReference<>(Thread.currentThread()));
		synchronized (this.announced) {
			this.announced.addFirst(last);
			if (this.announced.size() > MOST) {
				this.announced.removeLast();
			}
		}
	}

	/**
	 * How close the answers are to what the thread does: whether it has announced the
	 * key, or others, or somebody else has.
	 */
	public int closeness(@Nullable K given) {
		K key = (given != null) ? this.answering.question().source().keyOf(given) : null;
		int closeness = 0;
		synchronized (this.announced) {
			for (Announced<K, V> candidate : this.announced) {
				boolean own = candidate.thread().refersTo(Thread.currentThread());
				boolean same = key != null && candidate.batch().contains(key);
				closeness = Math.max(closeness, (own ? 2 : 0) + (same ? 1 : 0));
			}
		}
		return closeness;
	}

	/** The batch that has the key; the thread's own comes before those of others. */
	@Nullable Batch<K> batchOf(K key) {
		synchronized (this.announced) {
			Batch<K> other = null;
			for (Announced<K, V> candidate : this.announced) {
				if (candidate.batch().contains(key)) {
					if (candidate.thread().refersTo(Thread.currentThread())) {
						return candidate.batch();
					}
					other = (other != null) ? other : candidate.batch();
				}
			}
			return other;
		}
	}

	Apart<K, V> apart(Batch<K> batch) {
		synchronized (this.announced) {
			return this.announced.stream()
				.filter((candidate) -> candidate.batch() == batch)
				.map(Announced::apart)
				.findFirst()
				.orElseGet(() -> new Apart<>(this.answering, batch));
		}
	}

	void clear() {
		synchronized (this.announced) {
			this.announced.clear();
		}
	}

}
