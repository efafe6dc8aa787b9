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
package io.github.memoizedprefetch.samples.remoteworkers.worker;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;

import io.github.memoizedprefetch.MemoizedPrefetch;
import org.hibernate.stat.Statistics;

/**
 * Counts what a worker does and tells it every few chunks. On demand it holds the worker
 * in the middle of a chunk, where it can be killed.
 */
class WorkerMeter {

	private static final int CHUNKS_A_LINE = 5;

	private final Statistics statistics;

	private final MemoizedPrefetch prefetch;

	private long rows;

	private long chunks;

	private WorkerFigures before = WorkerFigures.NONE;

	private long chunkToHold = -1;

	private final CountDownLatch held = new CountDownLatch(1);

	/** Is never counted down: a worker that is held will be killed. */
	private final CountDownLatch released = new CountDownLatch(1);

	WorkerMeter(Statistics statistics, MemoizedPrefetch prefetch) {
		this.statistics = statistics;
		this.prefetch = prefetch;
	}

	/**
	 * Take note of a chunk that is written, but not committed.
	 * @param what what it belongs to
	 * @param size how many rows it has
	 */
	void written(String what, int size) {
		holdIfAsked(what);
		synchronized (this) {
			this.rows += size;
			this.chunks++;
			if (this.chunks % CHUNKS_A_LINE == 0) {
				WorkerFigures now = now().minus(this.before);
				System.out.printf(Locale.ROOT, "%s: %,d rows, %,d statements, hit rate %.1f %% so far%n", what,
						now.rows(), now.statements(), 100 * now.hitRate());
			}
		}
	}

	/**
	 * Hold the worker in the middle of a chunk that comes.
	 * @param chunk which one: 1 for the next
	 */
	synchronized void hold(int chunk) {
		this.chunkToHold = this.chunks + chunk;
	}

	/**
	 * Wait until the worker is held.
	 * @throws InterruptedException if interrupted
	 */
	void awaitHeld() throws InterruptedException {
		this.held.await();
	}

	/**
	 * What was done since this was called last.
	 * @return the figures
	 */
	synchronized WorkerFigures figures() {
		WorkerFigures now = now();
		WorkerFigures figures = now.minus(this.before);
		this.before = now;
		return figures;
	}

	private WorkerFigures now() {
		return WorkerFigures.of(this.rows, this.statistics.getPrepareStatementCount(),
				this.prefetch.statistics().total());
	}

	private void holdIfAsked(String what) {
		boolean hold;
		synchronized (this) {
			hold = (this.chunks + 1 == this.chunkToHold);
		}
		if (hold) {
			System.out.println(what + ": in the middle of a chunk, to be killed");
			this.held.countDown();
			awaitRelease();
		}
	}

	private void awaitRelease() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("not killed", ex);
		}
	}

}
