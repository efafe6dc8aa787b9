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
package io.github.memoizedprefetch.oracle;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Has threads that load ahead wait now and then until the step waits for them: by then it
 * has committed, after they have read, and before they remember what they have read.
 */
final class SlowLoads implements AutoCloseable {

	private static final Set<Thread.State> WAITING = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

	private static final long MAX_NANOS = 200_000_000;

	private final Points points;

	private final Random random;

	private final Thread step = Thread.currentThread();

	private SlowLoads(Points points, Random random) {
		this.points = points;
		this.random = random;
	}

	/** From now on in most cases of windows; null if the threads do not wait. */
	static SlowLoads of(OracleCase oracleCase, Points points) {
		if (!oracleCase.windows().isAhead() || oracleCase.seed() % 4 == 0) {
			return null;
		}
		SlowLoads loads = new SlowLoads(points, new Random(oracleCase.seed()));
		points.listen(loads::reached);
		return loads;
	}

	private void reached() {
		if (Thread.currentThread().getName().startsWith("memoized-prefetch-") && this.random.nextInt(3) == 0) {
			long end = System.nanoTime() + MAX_NANOS;
			while (!WAITING.contains(this.step.getState()) && System.nanoTime() < end) {
				LockSupport.parkNanos(100_000);
			}
		}
	}

	@Override
	public void close() {
		this.points.ignore();
	}

}
