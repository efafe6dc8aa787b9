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

import io.github.memoizedprefetch.batch.CurrentStep;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a chunk that is prefetched.
 */
public class MemoizedPrefetchObservationContext extends Observation.Context {

	private final int items;

	private final @Nullable CurrentStep step;

	/**
	 * Make a context.
	 * @param items how many items are prefetched together
	 * @param step the step, or null outside of one
	 */
	public MemoizedPrefetchObservationContext(int items, @Nullable CurrentStep step) {
		this.items = items;
		this.step = step;
	}

	/**
	 * How many items are prefetched together.
	 * @return the number of items
	 */
	public int getItems() {
		return this.items;
	}

	/**
	 * The step that prefetches.
	 * @return the step, or null outside of one
	 */
	public @Nullable CurrentStep getStep() {
		return this.step;
	}

}
