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
package io.github.memoizedprefetch.message;

import org.jspecify.annotations.Nullable;

/**
 * The step that a thread prefetches for, to be named in warnings.
 */
public final class StepName {

	private static final ThreadLocal<@Nullable Step> current = new ThreadLocal<>();

	private StepName() {
	}

	private record Step(String job, String step) {

		/** The same for all partitions. */
		String key() {
			int partition = this.step.indexOf(':');
			return this.job + "/" + ((partition < 0) ? this.step : this.step.substring(0, partition));
		}

	}

	/** Do something whose warnings are to name a step. */
	public static void during(String job, String step, Runnable work) {
		Step before = current.get();
		current.set(new Step(job, step));
		try {
			work.run();
		}
		finally {
			if (before != null) {
				current.set(before);
			}
			else {
				current.remove();
			}
		}
	}

	/** {@code in step 'reviews' }, or nothing. */
	public static String prefix() {
		Step step = current.get();
		return (step != null) ? "in step '" + step.step() + "' " : "";
	}

	/**
	 * The same for all partitions of a step, and all its executions.
	 * @return null outside of steps
	 */
	public static @Nullable String key() {
		Step step = current.get();
		return (step != null) ? step.key() : null;
	}

}
