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
package io.github.memoizedprefetch.hibernate.lazyload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What came of reading something on a thread that must not load.
 *
 * @param value what was read
 * @param unloaded the proxy or collection that would have been loaded first, if a session
 * has told; nothing was read then
 * @param error what reading ended with, or null
 */
public record Peek(@Nullable Object value, @Nullable Object unloaded, @Nullable RuntimeException error) {

	/**
	 * Copy the elements of a container.
	 * @param container a collection, or anything that holds elements; of a map, its
	 * values
	 */
	public static List<@Nullable Object> elements(Object container) {
		if (container instanceof Object[] array) {
			return new ArrayList<>(Arrays.asList(array));
		}
		Iterable<?> elements = (container instanceof Map<?, ?> map) ? map.values() : (Iterable<?>) container;
		List<@Nullable Object> copy = new ArrayList<>();
		elements.forEach(copy::add);
		return copy;
	}

}
