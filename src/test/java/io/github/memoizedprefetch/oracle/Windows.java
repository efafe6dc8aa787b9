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

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * What a {@code MemoizedPrefetchItemReader} reads ahead.
 *
 * @param size how many items it reads at once
 * @param prefetchSize how many of them are prefetched together
 * @param threads how many threads load ahead
 */
record Windows(int size, int prefetchSize, int threads) {

	/** Each window is a chunk. */
	static Windows ofChunks(int chunkSize) {
		return new Windows(chunkSize, chunkSize, 0);
	}

	/** In some cases threads load ahead within a window of this size. */
	static Windows within(long seed, int size, boolean always) {
		RandomValues random = random(seed);
		return (size > 1 && isAhead(random, always))
				? new Windows(size, random.between(1, size - 1), random.between(1, 2)) : new Windows(size, size, 0);
	}

	/** Windows that may have several chunks, and slices that have one at most. */
	static Windows ofSeveral(long seed, int chunkSize, boolean always) {
		RandomValues random = random(seed);
		if (!isAhead(random, always)) {
			return ofChunks(chunkSize);
		}
		int prefetchSize = random.between(1, chunkSize);
		while (chunkSize % prefetchSize != 0) {
			prefetchSize++;
		}
		return new Windows(chunkSize * random.between(2, 4), prefetchSize, random.between(1, 2));
	}

	/** Windows and slices that may end anywhere. */
	static Windows ofAny(long seed, int chunkSize, boolean always) {
		RandomValues random = random(seed);
		if (!isAhead(random, always)) {
			return ofChunks(chunkSize);
		}
		int size = random.between(2, 4 * chunkSize);
		return new Windows(size, random.between(1, size - 1), random.between(1, 2));
	}

	private static RandomValues random(long seed) {
		return new RandomValues(new Random(seed * 6_151 + 7));
	}

	private static boolean isAhead(RandomValues random, boolean always) {
		return random.chance(45) || always;
	}

	<T> MemoizedPrefetchItemReader<T> around(ItemReader<T> reader, MemoizedPrefetch prefetch) {
		return MemoizedPrefetchItemReader.<T>builder(reader, prefetch)
			.name("windows")
			.saveState(false)
			.windowSize(this.size)
			.prefetchSize(this.prefetchSize)
			.loadAhead(this.threads)
			.build();
	}

	boolean isAhead() {
		return this.threads > 0;
	}

}
