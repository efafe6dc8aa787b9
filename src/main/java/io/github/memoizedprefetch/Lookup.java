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
package io.github.memoizedprefetch;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The look-up that targets and roles share: working set first, then memo.
 */
final class Lookup {

	private Lookup() {
	}

	/** Copy what the memo knows into the working set; return what is left. */
	static <V> Set<Object> misses(Set<Object> keys, Map<Object, @Nullable V> known, Memo<V> memo) {
		Set<Object> misses = new LinkedHashSet<>();
		long hits = 0;
		for (Object key : keys) {
			if (known.containsKey(key)) {
				continue;
			}
			V value = memo.get(key);
			if (value == null) {
				misses.add(key);
			}
			else {
				known.put(key, value);
				hits++;
			}
		}
		memo.countLookups(hits, misses.size());
		return misses;
	}

}
