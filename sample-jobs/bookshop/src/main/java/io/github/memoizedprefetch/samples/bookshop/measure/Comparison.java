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
package io.github.memoizedprefetch.samples.bookshop.measure;

import java.util.Locale;

/**
 * What a step cost, and what its first rows cost without the library.
 *
 * @param with what it cost
 * @param without what its first rows cost without
 */
public record Comparison(StepFigures with, Slice without) {

	public String step() {
		return this.with.step();
	}

	/**
	 * How many statements the step takes without the library.
	 * @return a number, which is foretold from the slice if that is not all of the step
	 */
	public String statementsWithout() {
		StepFigures slice = this.without.figures();
		if (slice.rows() == this.with.rows()) {
			return String.format(Locale.ROOT, "%,d", slice.statements());
		}
		return String.format(Locale.ROOT, "about %,d",
				Math.round((double) slice.statements() * this.with.rows() / Math.max(1, slice.rows())));
	}

}
