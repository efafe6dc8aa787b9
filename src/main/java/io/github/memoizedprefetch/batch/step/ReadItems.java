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

import java.util.ArrayList;
import java.util.List;

/**
 * Items that a thread has read and nobody has prefetched, in order. The thread goes on
 * reading while others prefetch. Thread-safe.
 */
final class ReadItems {

	private final List<Object> items = new ArrayList<>();

	/** A second listener of the same prefetch tells of the same item again. */
	synchronized void add(Object item) {
		if (this.items.isEmpty() || item != this.items.get(this.items.size() - 1)) {
			this.items.add(item);
		}
	}

	synchronized boolean isEmpty() {
		return this.items.isEmpty();
	}

	/** Those that are there now. */
	synchronized List<Object> all() {
		return new ArrayList<>(this.items);
	}

	synchronized void removeFirst(int count) {
		this.items.subList(0, Math.min(count, this.items.size())).clear();
	}

	synchronized void clear() {
		this.items.clear();
	}

}
