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

import java.util.Random;

/**
 * Has threads that load ahead wait now and then, so that others commit between what they
 * read and what they remember of it.
 */
final class SlowLoads implements AutoCloseable {

	private final Points points;

	private final Random random;

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
			try {
				Thread.sleep(this.random.nextInt(1, 6));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void close() {
		this.points.ignore();
	}

}
