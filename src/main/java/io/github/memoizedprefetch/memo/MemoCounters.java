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

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the use of one memo, and tells a listener. Thread-safe.
 */
public final class MemoCounters {

	private final LongAdder references = new LongAdder();

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder loads = new LongAdder();

	private final LongAdder statements = new LongAdder();

	private final LongAdder evictions = new LongAdder();

	private final LongAdder loadNanos = new LongAdder();

	private final LongAdder reloads = new LongAdder();

	private final String name;

	private final MemoListener listener;

	/** What the listener knows already. */
	private MemoStatistics published = MemoStatistics.NONE;

	private long publishedEntries;

	/**
	 * @param name the name of the entity or role
	 */
	MemoCounters(String name, MemoListener listener) {
		this.name = name;
		this.listener = listener;
	}

	public String name() {
		return this.name;
	}

	public void references(long count) {
		this.references.add(count);
	}

	/** Look-ups, each key once a chunk; reloads are those misses that were evicted. */
	void lookUps(long hits, long misses, long reloads) {
		this.hits.add(hits);
		this.misses.add(misses);
		this.reloads.add(reloads);
	}

	public void load(long loads, long statements, long nanos) {
		this.loads.add(loads);
		this.statements.add(statements);
		this.loadNanos.add(nanos);
		this.listener.afterLoad(this.name, loads, statements, nanos);
	}

	void eviction() {
		this.evictions.increment();
	}

	long reloads() {
		return this.reloads.sum();
	}

	MemoStatistics statistics(long sufficientCacheSize) {
		return new MemoStatistics(this.references.sum(), this.hits.sum(), this.misses.sum(), this.loads.sum(),
				this.statements.sum(), this.evictions.sum(), Duration.ofNanos(this.loadNanos.sum()), this.reloads.sum(),
				sufficientCacheSize, 0);
	}

	/**
	 * Tell the listener what was counted since the last time. The caller sees to it that
	 * this is done in the order in which it was counted.
	 */
	void publish(MemoStatistics now, long entries) {
		MemoStatistics use = now.minus(this.published);
		long growth = entries - this.publishedEntries;
		this.published = now;
		this.publishedEntries = entries;
		if (use.isUse() || growth != 0) {
			this.listener.afterUse(this.name, use, growth);
		}
	}

}
