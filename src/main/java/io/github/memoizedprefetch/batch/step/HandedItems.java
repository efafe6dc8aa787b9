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
package io.github.memoizedprefetch.batch.step;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.memoizedprefetch.chunk.AheadPrefetch;

/**
 * The items that one thread has read and others have prefetched in small groups, as they
 * process them: what the first one writes asks lookups for keys of all. Guarded by its
 * owner.
 */
final class HandedItems {

	/** Of chunks that nothing is written of the first are dropped. */
	private static final int MOST = 1_000;

	private final AheadPrefetch prefetch;

	private final boolean wanted;

	private final Deque<Object> items = new ArrayDeque<>();

	HandedItems(AheadPrefetch prefetch) {
		this.prefetch = prefetch;
		this.wanted = prefetch.hasLookups();
	}

	void add(List<?> chunk) {
		if (this.wanted) {
			this.items.addAll(chunk);
			while (this.items.size() > MOST) {
				this.items.removeFirst();
			}
		}
	}

	/** The thread that has read them is about to write. */
	void announce() {
		if (!this.items.isEmpty()) {
			this.prefetch.announce(List.copyOf(this.items));
			this.items.clear();
		}
	}

}
