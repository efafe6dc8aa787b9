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

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one target across chunks, and the counters of its use.
 * Thread-safe.
 *
 * @param <V> what is remembered
 */
final class Memo<V> {

	private final LongAdder references = new LongAdder();

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder loads = new LongAdder();

	private final LongAdder statements = new LongAdder();

	private final LongAdder evictions = new LongAdder();

	private final LongAdder loadNanos = new LongAdder();

	private final Cache<Object, V> cache;

	Memo(long maximumSize) {
		this.cache = Caffeine.newBuilder()
			.maximumSize(maximumSize)
			// evict in the calling thread: a step's memory must not depend on a pool's
			// mood
			.executor(Runnable::run)
			.evictionListener((key, value, cause) -> this.evictions.increment())
			.build();
	}

	@Nullable V get(Object key) {
		return this.cache.getIfPresent(key);
	}

	void put(Object key, V value) {
		this.cache.put(key, value);
	}

	void clear() {
		this.cache.invalidateAll();
	}

	void countReferences(long count) {
		this.references.add(count);
	}

	void countLookups(long hits, long misses) {
		this.hits.add(hits);
		this.misses.add(misses);
	}

	void countLoad(long loads, long statements, long nanos) {
		this.loads.add(loads);
		this.statements.add(statements);
		this.loadNanos.add(nanos);
	}

	MemoizedPrefetchStatistics.TargetStatistics statistics() {
		this.cache.cleanUp();
		return new MemoizedPrefetchStatistics.TargetStatistics(this.references.sum(), this.hits.sum(),
				this.misses.sum(), this.loads.sum(), this.statements.sum(), this.evictions.sum(),
				Duration.ofNanos(this.loadNanos.sum()));
	}

}
