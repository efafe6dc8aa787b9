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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.EntityMapping;
import io.github.memoizedprefetch.hibernate.FetchPlan;
import io.github.memoizedprefetch.hibernate.Snapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target entity, one for each inheritance hierarchy: its options and its memo.
 * Thread-safe.
 */
final class Target {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final EntityMapping entity;

	private final long cacheSize;

	private final boolean prefetchAll;

	private final FetchPlan plan;

	private final Memo<Snapshot> memo;

	/**
	 * Whether the memo holds the whole table, so that what it does not know is absent.
	 */
	private volatile boolean complete;

	private volatile boolean prefetched;

	Target(EntityMapping entity, long cacheSize, boolean prefetchAll, FetchPlan plan) {
		this.entity = entity;
		this.cacheSize = cacheSize;
		this.prefetchAll = prefetchAll;
		this.plan = plan;
		this.memo = new Memo<>(cacheSize);
	}

	EntityMapping entity() {
		return this.entity;
	}

	long cacheSize() {
		return this.cacheSize;
	}

	Memo<Snapshot> memo() {
		return this.memo;
	}

	/**
	 * Find the snapshots of the keys, in the chunk's own working set, in the memo, or in
	 * the database.
	 * @param keys the keys the chunk asks for
	 * @param known the chunk's working set, which is added to; an absent entity is a null
	 * value, so that it is not asked for again
	 */
	void resolve(Set<Object> keys, Map<Object, @Nullable Snapshot> known, ChunkSession session) {
		Set<Object> misses = Lookup.misses(keys, known, this.memo);
		if (misses.isEmpty()) {
			return;
		}
		misses.forEach((key) -> known.put(key, null));
		if (!this.complete) {
			long start = System.nanoTime();
			long statements = session.statements();
			List<Snapshot> loaded = session.load(this.entity, misses, this.plan);
			add(loaded, known);
			this.memo.countLoad(loaded.size(), session.statements() - statements, System.nanoTime() - start);
		}
	}

	/** Remember snapshots that came with something else. */
	void add(List<Snapshot> snapshots, Map<Object, @Nullable Snapshot> known) {
		for (Snapshot snapshot : snapshots) {
			known.put(snapshot.key(), snapshot);
			this.memo.put(snapshot.key(), snapshot);
		}
	}

	/**
	 * Load the whole table, if that is asked for and has not been done since the last
	 * clear.
	 */
	void prefetchAll(ChunkSession session) {
		if (!this.prefetchAll || this.prefetched) {
			return;
		}
		synchronized (this) {
			if (!this.prefetched) {
				loadAll(session);
				this.prefetched = true;
			}
		}
	}

	private void loadAll(ChunkSession session) {
		long start = System.nanoTime();
		long statements = session.statements();
		List<Snapshot> loaded = session.loadAll(this.entity, this.cacheSize + 1, this.plan);
		boolean fits = loaded.size() <= this.cacheSize;
		add(fits ? loaded : loaded.subList(0, (int) this.cacheSize), new HashMap<>());
		this.complete = fits;
		if (!fits) {
			logger.warn(
					"{} has {} rows, but its cacheSize is {}: prefetchAll loaded {} of them, the others are loaded"
							+ " when a chunk needs them. Raise the cacheSize to {} to have all of them prefetched.",
					this.entity, session.count(this.entity), this.cacheSize, this.cacheSize,
					session.count(this.entity));
		}
		this.memo.countLoad(loaded.size(), session.statements() - statements, System.nanoTime() - start);
	}

	void clear() {
		this.complete = false;
		this.prefetched = false;
		this.memo.clear();
	}

	@Override
	public String toString() {
		return this.entity.toString();
	}

}
