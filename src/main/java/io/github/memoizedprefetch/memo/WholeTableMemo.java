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
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A table that is remembered whole. Thread-safe.
 *
 * @param <V> what is remembered
 */
final class WholeTableMemo<V> {

	private final Map<Object, V> values;

	/** Of these it does not know whether they are absent. */
	private final Set<Object> changed = ConcurrentHashMap.newKeySet();

	WholeTableMemo(Map<Object, V> values) {
		this.values = new ConcurrentHashMap<>(values);
	}

	@Nullable V get(Object key) {
		return this.values.get(key);
	}

	/** Whether the table had no such row, and has got none since. */
	boolean isAbsent(Object key) {
		return !this.values.containsKey(key) && !this.changed.contains(key);
	}

	void putAll(Map<Object, V> values) {
		this.values.putAll(values);
		this.changed.removeAll(values.keySet());
	}

	/** In this order, or a thread could take it for absent. */
	void evict(Object key) {
		this.changed.add(key);
		this.values.remove(key);
	}

	Map<Object, V> values() {
		return this.values;
	}

	long size() {
		return this.values.size();
	}

	/** Of how many keys it has to remember that they have changed. */
	long changes() {
		return this.changed.size();
	}

}
