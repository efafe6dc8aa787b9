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
package io.github.memoizedprefetch.automatic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is decided from counts.
 */
class LearnerTests {

	private static final String TYPE = "com.acme.Order";

	private final Learner learner = new Learner();

	private ChunkLearning begin() {
		return this.learner.begin(Map.of(TYPE, 100), Set.of(TYPE));
	}

	/** A chunk in which each of the items touches the path. */
	private ChunkLearning chunk(String path, int... items) {
		ChunkLearning chunk = begin();
		for (int item : items) {
			chunk.touched(TYPE, path, item);
		}
		chunk.end((type, unloaded) -> true);
		return chunk;
	}

	@ParameterizedTest
	@CsvSource({ "0, CHUNK", "9, CHUNK", "10, ITEM", "99, ITEM" })
	void should_prefetch_for_the_chunk_what_one_of_ten_items_touches(int before, Touch expected) {
		assertThat(begin().touched(TYPE, "customer", before)).isEqualTo(expected);
	}

	@Test
	void should_prefetch_what_more_and_more_items_touch() {
		ChunkLearning chunk = begin();
		assertThat(chunk.touched(TYPE, "customer", 15)).isEqualTo(Touch.ITEM);
		assertThat(chunk.touched(TYPE, "customer", 15)).as("the same item again").isEqualTo(Touch.LEFT);
		assertThat(chunk.touched(TYPE, "customer", 16)).isEqualTo(Touch.CHUNK);
		assertThat(chunk.touched(TYPE, "customer", 17)).as("what is done").isEqualTo(Touch.LEFT);
	}

	@Test
	void should_look_more_and_more_seldom() {
		chunk("customer", 0);
		List<Integer> looks = new ArrayList<>();
		for (int number = 2; number <= 300; number++) {
			ChunkLearning chunk = begin();
			if (chunk.isLookedAt()) {
				looks.add(number);
				chunk.touched(TYPE, "customer", 0);
			}
			chunk.end((type, unloaded) -> false);
		}
		assertThat(looks).containsExactly(4, 10, 22, 46, 94, 158, 222, 286);
	}

	@Test
	void should_drop_what_nobody_touches_in_three_looks_and_find_it_again() {
		chunk("customer", 0);
		for (int number = 2; number <= 6; number++) {
			assertThat(this.learner.learnt()).isEqualTo(Map.of(TYPE, List.of("customer")));
			chunk("customer");
		}
		assertThat(this.learner.learnt()).isEmpty();
		assertThat(this.learner.decisions()).containsEntry("order.customer",
				"dropped: not touched in 3 chunks that were looked at");

		chunk("customer", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
		assertThat(this.learner.learnt()).isEqualTo(Map.of(TYPE, List.of("customer")));
	}

	@Test
	void should_wait_with_a_look_for_items_whose_touches_are_heard() {
		chunk("customer", 0);
		for (int number = 2; number <= 5; number++) {
			assertThat(this.learner.begin(Map.of(TYPE, 100), Set.of()).isLookedAt()).isFalse();
		}
		assertThat(begin().isLookedAt()).isTrue();
	}

	@Test
	void should_name_the_ends_of_paths_only() {
		ChunkLearning chunk = begin();
		List.of("items", "items.product", "customer", "customerCard").forEach((path) -> chunk.touched(TYPE, path, 0));
		assertThat(this.learner.learnt()).isEqualTo(Map.of(TYPE, List.of("items.product", "customer", "customerCard")));
		assertThat(begin().loaded())
			.isEqualTo(Map.of(TYPE, List.of("items", "items.product", "customer", "customerCard")));
	}

	@Test
	void should_not_look_at_what_is_touched_where_nothing_can_be_prefetched() {
		ChunkLearning first = begin();
		first.touchedUnseen(TYPE, "customer", 0, "while the session was flushing");
		first.end((type, unloaded) -> true);
		assertThat(this.learner.learnt()).as("one of a hundred").isEmpty();

		ChunkLearning second = begin();
		for (int item = 0; item < 20; item++) {
			second.touchedUnseen(TYPE, "customer", item, "while the session was flushing");
		}
		second.end((type, unloaded) -> true);
		assertThat(this.learner.learnt()).isEqualTo(Map.of(TYPE, List.of("customer")));
		for (int number = 0; number < 100; number++) {
			assertThat(begin().isLookedAt()).isFalse();
		}
	}

	@Test
	void should_know_a_limited_number_of_paths() {
		ChunkLearning chunk = begin();
		for (int path = 0; path < Learner.LIMIT; path++) {
			assertThat(chunk.touched(TYPE, "path" + path, 0)).isEqualTo(Touch.CHUNK);
		}
		assertThat(chunk.touched(TYPE, "another", 0)).isEqualTo(Touch.LEFT);
	}

}
