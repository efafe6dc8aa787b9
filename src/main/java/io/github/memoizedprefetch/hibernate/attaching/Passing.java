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
package io.github.memoizedprefetch.hibernate.attaching;

import java.util.BitSet;

import org.jspecify.annotations.Nullable;

/**
 * What comes to positions of a plan.
 */
abstract class Passing {

	private long passed;

	private @Nullable BitSet passedFarther;

	/**
	 * Note that it has come to a position of the plan.
	 * @param position the position's number
	 * @return whether it has not been there before
	 */
	public boolean pass(int position) {
		if (position >= Long.SIZE) {
			this.passedFarther = (this.passedFarther != null) ? this.passedFarther : new BitSet();
			boolean first = !this.passedFarther.get(position);
			this.passedFarther.set(position);
			return first;
		}
		long before = this.passed;
		this.passed |= 1L << position;
		return this.passed != before;
	}

	/** Whether it has come to any. */
	boolean hasPassed() {
		return this.passed != 0 || this.passedFarther != null;
	}

}
