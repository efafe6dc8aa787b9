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

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EvictedKeysTests {

	private final EvictedKeys keys = new EvictedKeys();

	@Test
	void should_count_distinct_keys_exactly_up_to_its_limit() {
		for (long key = 0; key < EvictedKeys.LIMIT; key++) {
			this.keys.add(key);
			this.keys.add(key);
		}
		assertThat(this.keys.count()).isEqualTo(EvictedKeys.LIMIT);
	}

	@Test
	void should_count_those_that_come_again() {
		this.keys.add(1L);
		this.keys.add(2L);
		assertThat(this.keys.remove(Set.of(2L, 3L))).isOne();
		assertThat(this.keys.count()).isOne();
		assertThat(this.keys.remove(Set.of(2L))).isZero();
	}

	@Test
	void should_estimate_beyond_its_limit() {
		for (long key = 0; key < 1_000_000; key++) {
			this.keys.add(key);
		}
		assertThat(this.keys.count()).isBetween(970_000L, 1_030_000L);
		Set<Object> again = new HashSet<>();
		for (long key = 0; key < 200_000; key++) {
			again.add(key);
		}
		assertThat(this.keys.remove(again)).isBetween(185_000L, 215_000L);
		assertThat(this.keys.count()).isBetween(770_000L, 830_000L);
	}

	@Test
	void should_be_empty_after_clear() {
		this.keys.add(1L);
		this.keys.clear();
		assertThat(this.keys.count()).isZero();
		assertThat(this.keys.remove(Set.of(1L))).isZero();
	}

}
