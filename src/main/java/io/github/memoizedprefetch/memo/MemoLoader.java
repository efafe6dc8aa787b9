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

/**
 * Loads entities or collections and memoizes them.
 *
 * @param <V> what is remembered
 */
@FunctionalInterface
public interface MemoLoader<V> {

	/**
	 * Load.
	 * @param keys the keys
	 * @param version the memo's version before it was read
	 * @return the values of those that exist
	 */
	Map<Object, V> load(Set<Object> keys, long version);

	/**
	 * Whether other threads, which wait for it, can use what was loaded.
	 * @param keys the keys that were asked for
	 * @param values what there is of them
	 * @return false if they have to load for themselves
	 */
	default boolean isForAll(Set<Object> keys, Map<Object, V> values) {
		return true;
	}

}
