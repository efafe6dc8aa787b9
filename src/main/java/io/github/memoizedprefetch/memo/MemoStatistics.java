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

/**
 * The counters of one memo. Immutable.
 *
 * @param references how many uninitialised references were served
 * @param hits how many ids the memo knew
 * @param misses how many ids the memo did not know
 * @param loads how many values were read from the database
 * @param statements how many SQL statements that took
 * @param evictions how many entries were evicted because of size or age
 * @param loadTime how long reading took
 * @param reloads how many misses had been evicted because of the size
 * @param sufficientCacheSize the size that would have avoided these, 0 if there were none
 * @param unannounced how many references were keys of a lookup that nobody had announced
 */
public record MemoStatistics(long references, long hits, long misses, long loads, long statements, long evictions,
		Duration loadTime, long reloads, long sufficientCacheSize, long unannounced) {

	public static final MemoStatistics NONE = new MemoStatistics(0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0);

	/** What was counted since. */
	public MemoStatistics minus(MemoStatistics earlier) {
		return new MemoStatistics(this.references - earlier.references, this.hits - earlier.hits,
				this.misses - earlier.misses, this.loads - earlier.loads, this.statements - earlier.statements,
				this.evictions - earlier.evictions, this.loadTime.minus(earlier.loadTime),
				this.reloads - earlier.reloads, this.sufficientCacheSize, this.unannounced - earlier.unannounced);
	}

	/** Whether anything was asked for. */
	public boolean isUse() {
		return this.references + this.hits + this.misses + this.loads > 0;
	}

}
