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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WholeTableDecisionTests {

	private final WholeTableDecision decision = new WholeTableDecision(10_000);

	@Test
	void should_be_due_after_two_loads_of_many_rows() {
		this.decision.loaded(999, 1);
		assertThat(this.decision.isDue()).isFalse();
		this.decision.loaded(1, 1);
		assertThat(this.decision.isDue()).isTrue();
		assertThat(this.decision.worthwhileRows()).isEqualTo(10_000);
	}

	/** It may have been the only chunk. */
	@Test
	void should_not_be_due_after_one_load() {
		this.decision.loaded(5_000, 1);
		assertThat(this.decision.isDue()).isFalse();
	}

	@Test
	void should_be_due_after_five_loads_of_few_rows() {
		for (int load = 1; load <= 4; load++) {
			this.decision.loaded(10, 1);
			assertThat(this.decision.isDue()).isFalse();
		}
		this.decision.loaded(10, 1);
		assertThat(this.decision.isDue()).isTrue();
		assertThat(this.decision.worthwhileRows()).isEqualTo(500);
	}

	/** Rows that take a statement each are not worth while. */
	@Test
	void should_count_statements_of_each_row_as_cost() {
		this.decision.loaded(1_000, 1_001);
		this.decision.loaded(1_000, 1_001);
		assertThat(this.decision.worthwhileRows()).isEqualTo(2_001);
	}

}
