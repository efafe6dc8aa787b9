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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keys that have changed, which a memo forgets as soon as it is used again: who commits
 * does not wait for the memos of others. The memo's lock guards it; whether there are any
 * may be asked without.
 */
final class ChangedKeys {

	/** What is kept for memos that nobody uses any more. */
	private static final int LIMIT = 1_000;

	private final List<Set<Object>> sets = new ArrayList<>();

	private volatile int count;

	/**
	 * Note keys.
	 * @return false if they are too many to be kept
	 */
	boolean add(Set<Object> keys) {
		this.sets.add(keys);
		int sum = this.count + keys.size();
		this.count = sum;
		return sum <= LIMIT;
	}

	boolean isEmpty() {
		return this.count == 0;
	}

	/** How many, some of them perhaps several times. */
	int size() {
		return this.count;
	}

	void forget(Consumer<Set<Object>> memo) {
		this.sets.forEach(memo);
		clear();
	}

	void clear() {
		this.sets.clear();
		this.count = 0;
	}

}
