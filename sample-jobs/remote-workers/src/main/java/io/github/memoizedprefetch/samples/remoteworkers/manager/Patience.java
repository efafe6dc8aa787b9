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
package io.github.memoizedprefetch.samples.remoteworkers.manager;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Tells slow from stalled: waits at least a given time, and ten times as long as the
 * longest pause up to now. Until there is any progress at all, while workers warm up, it
 * waits five times as long as given. Not thread-safe.
 */
class Patience {

	/**
	 * A look that comes late says that this process was slow, not that others stood
	 * still.
	 */
	private static final long MOST_NANOS_PER_LOOK = Duration.ofSeconds(1).toNanos();

	private final long least;

	private @Nullable Object state;

	private long lookedAt;

	private long waited;

	private long longest;

	Patience(Duration least) {
		this.least = least.toNanos();
	}

	/**
	 * To be asked again and again.
	 * @param now how far things are
	 * @param begun whether there was any progress yet
	 * @param nanos the time
	 * @return whether that has not changed for too long
	 */
	boolean isAtItsEnd(Object now, boolean begun, long nanos) {
		this.waited += (this.state != null) ? Math.min(nanos - this.lookedAt, MOST_NANOS_PER_LOOK) : 0;
		this.lookedAt = nanos;
		if (!now.equals(this.state)) {
			this.state = now;
			this.longest = Math.max(this.longest, this.waited);
			this.waited = 0;
		}
		return this.waited > (begun ? Math.max(this.least, 10 * this.longest) : 5 * this.least);
	}

	/** For how long there was no progress. */
	Duration waited() {
		return Duration.ofNanos(this.waited);
	}

}
