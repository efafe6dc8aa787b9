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
package io.github.memoizedprefetch.samples.bookshop;

import io.github.memoizedprefetch.samples.bookshop.measure.Comparison;
import io.github.memoizedprefetch.samples.bookshop.measure.Slice;
import io.github.memoizedprefetch.samples.bookshop.measure.StepFigures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTests {

	private final StepFigures with = new StepFigures("reviews", 50_000, 3, 1, 159);

	@Test
	void should_tell_what_was_counted() {
		assertThat(new Comparison(this.with, slice(50_000, 111_190)).statementsWithout()).isEqualTo("111,190");
	}

	@Test
	void should_say_that_it_foretells_from_a_slice() {
		assertThat(new Comparison(this.with, slice(20_000, 44_444)).statementsWithout()).isEqualTo("about 111,110");
	}

	private static Slice slice(long rows, long statements) {
		return new Slice(new StepFigures("reviews", rows, 3, 1, statements), true);
	}

}
