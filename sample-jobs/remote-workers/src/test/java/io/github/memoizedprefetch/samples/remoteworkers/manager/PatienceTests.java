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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatienceTests {

	private final Patience patience = new Patience(Duration.ofSeconds(12));

	private long nanos;

	@Test
	void should_give_up_after_the_given_time() {
		assertThat(millisUntilTheEnd(1, true)).isEqualTo(12_500);
		assertThat(this.patience.waited()).isEqualTo(Duration.ofMillis(12_500));
	}

	@Test
	void should_begin_anew_at_each_progress() {
		look(1, 500, true);
		assertThat(look(1, 500, true)).isFalse();
		assertThat(millisUntilTheEnd(2, true)).isEqualTo(12_500);
	}

	@Test
	void should_wait_longer_where_chunks_take_longer() {
		for (int look = 0; look <= 8; look++) {
			look(1, 500, true);
		}
		assertThat(millisUntilTheEnd(2, true)).as("ten times 4.5 s").isEqualTo(45_500);
	}

	@Test
	void should_wait_longer_for_the_first_chunk() {
		assertThat(millisUntilTheEnd(1, false)).isEqualTo(60_500);
	}

	@Test
	void should_not_count_the_time_in_which_it_was_not_asked() {
		look(1, 500, true);
		assertThat(look(1, 60_000, true)).isFalse();
		assertThat(this.patience.waited()).isEqualTo(Duration.ofSeconds(1));
	}

	private long millisUntilTheEnd(Object state, boolean begun) {
		look(state, 500, begun);
		long start = this.nanos;
		while (!look(state, 500, begun)) {
			assertThat(this.nanos).isLessThan(Duration.ofMinutes(5).toNanos());
		}
		return Duration.ofNanos(this.nanos - start).toMillis();
	}

	private boolean look(Object state, long millisLater, boolean begun) {
		this.nanos += Duration.ofMillis(millisLater).toNanos();
		return this.patience.isAtItsEnd(state, begun, this.nanos);
	}

}
