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

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemoTests {

	private static final MemoListener NOBODY = new MemoListener() {

		@Override
		public void afterLoad(String name, long loads, long statements, long nanos) {
		}

		@Override
		public void afterUse(String name, MemoStatistics use, long growth) {
		}

	};

	private final Memo<String> memo = new Memo<>("Author", new MemoOptions(1, null), NOBODY);

	@Test
	void should_not_remember_what_was_read_before_a_change_that_found_it_empty() {
		long before = this.memo.version();
		assertThat(this.memo.changedWhileEmpty()).isTrue();
		assertThat(this.memo.put(Map.of(1, "old"), before)).isFalse();
		assertThat(this.memo.put(Map.of(1, "new"), this.memo.version())).isTrue();
		assertThat(this.memo.get(1)).isEqualTo("new");
	}

	/** Then it is known which of that to forget. */
	@Test
	void should_say_of_a_change_that_there_is_something_to_forget() {
		long version = this.memo.version();
		this.memo.put(Map.of(1, "one"), version);
		assertThat(this.memo.changedWhileEmpty()).isFalse();
		assertThat(this.memo.version()).isEqualTo(version);
		this.memo.evict(Set.of(1));
		assertThat(this.memo.changedWhileEmpty()).isTrue();
		this.memo.putWhole(Map.of(), this.memo.version());
		// it knows what there is not
		assertThat(this.memo.changedWhileEmpty()).isFalse();
	}

	/** What it has had no room for is counted until it is cleared. */
	@Test
	void should_not_take_itself_for_empty_while_it_is_too_small() {
		this.memo.put(Map.of(1, "one", 2, "two"), this.memo.version());
		this.memo.evict(Set.of(1, 2));
		assertThat(this.memo.isTooSmall()).isTrue();
		assertThat(this.memo.changedWhileEmpty()).isFalse();
		this.memo.clear();
		assertThat(this.memo.changedWhileEmpty()).isTrue();
	}

	/** Each memo that is alive would take its time. */
	@Test
	void should_not_keep_a_commit_waiting_to_forget_what_it_has_changed() {
		Memo<String> many = new Memo<>("Author", new MemoOptions(2_000, null), NOBODY);
		Set<Object> keys = Stream.generate(CountedKey::new).limit(50).collect(Collectors.toSet());
		keys.forEach((key) -> many.put(Map.of(key, "A"), many.version()));
		long version = many.version();
		CountedKey.asked = 0;
		many.evict(keys);
		assertThat(CountedKey.asked).isZero();
		assertThat(many.put(Map.of(new CountedKey(), "too late"), version)).isFalse();
		assertThat(keys).allSatisfy((key) -> assertThat(many.get(key)).isNull());
		CountedKey.asked = 0;
		Set<Object> others = Stream.generate(CountedKey::new).limit(5_000).collect(Collectors.toSet());
		many.evict(others);
		assertThat(CountedKey.asked).isGreaterThan(5_000);
	}

	/** Counts how often any is looked up. */
	private static final class CountedKey {

		static int asked;

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			asked++;
			return System.identityHashCode(this);
		}

	}

}
