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

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.memoizedprefetch.memo.MemoListener;
import io.github.memoizedprefetch.memo.MemoStatistics;

/**
 * Counts what a lookup was asked, and tells a listener. Thread-safe.
 */
public final class Questions {

	private final String name;

	private final MemoListener listener;

	private final LongAdder finds = new LongAdder();

	private final LongAdder unannounced = new LongAdder();

	private final LongAdder hits = new LongAdder();

	private final LongAdder keys = new LongAdder();

	private final LongAdder rows = new LongAdder();

	private final LongAdder statements = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	private MemoStatistics published = MemoStatistics.NONE;

	Questions(String name, MemoListener listener) {
		this.name = name;
		this.listener = listener;
	}

	void find() {
		this.finds.increment();
	}

	/** A call for a key that nobody had announced. */
	void unannounced() {
		this.unannounced.increment();
	}

	void hit() {
		this.hits.increment();
	}

	<R> R ask(int keys, Supplier<R> work, Function<R, Map<?, ? extends Collection<?>>> found) {
		long start = System.nanoTime();
		R reply = work.get();
		long took = System.nanoTime() - start;
		long count = found.apply(reply).values().stream().mapToLong(Collection::size).sum();
		this.keys.add(keys);
		this.rows.add(count);
		this.statements.increment();
		this.nanos.add(took);
		this.listener.afterLoad(this.name, count, 1, took);
		return reply;
	}

	public String name() {
		return this.name;
	}

	public MemoStatistics statistics() {
		return new MemoStatistics(this.finds.sum(), this.hits.sum(), this.keys.sum(), this.rows.sum(),
				this.statements.sum(), 0, Duration.ofNanos(this.nanos.sum()), 0, 0, this.unannounced.sum());
	}

	/** Tell the listener what was counted since the last time. */
	public synchronized void publish() {
		MemoStatistics now = statistics();
		MemoStatistics use = now.minus(this.published);
		this.published = now;
		if (use.isUse()) {
			this.listener.afterUse(this.name, use, 0);
		}
	}

}
