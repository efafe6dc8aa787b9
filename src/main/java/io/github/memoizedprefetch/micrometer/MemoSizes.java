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
package io.github.memoizedprefetch.micrometer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Tags;

/**
 * How many entries memos have, by target and the step in which they have grown.
 * Thread-safe.
 */
final class MemoSizes {

	private final Map<String, Map<Tags, AtomicLong>> sizes = new LinkedHashMap<>();

	/**
	 * A memo has grown or shrunk. One that partitions share is cleared by the last of
	 * them: what it has not grown by itself, others have.
	 * @return the size of the target's memos that belongs to the step
	 */
	synchronized AtomicLong add(String target, Tags step, long growth) {
		Map<Tags, AtomicLong> steps = this.sizes.computeIfAbsent(target, (name) -> new LinkedHashMap<>());
		AtomicLong own = steps.computeIfAbsent(step, (name) -> new AtomicLong());
		long missing = Math.min(own.get() + growth, 0);
		own.addAndGet(growth - missing);
		for (AtomicLong other : steps.values()) {
			long taken = Math.min(other.get(), -missing);
			other.addAndGet(-taken);
			missing += taken;
		}
		return own;
	}

}
