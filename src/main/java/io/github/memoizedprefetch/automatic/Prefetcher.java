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

import java.util.List;
import java.util.Map;

/**
 * Prefetches items of a chunk, on the thread that the chunk was given to.
 */
public interface Prefetcher {

	/**
	 * A chunk begins.
	 * @param items its items by class
	 * @param paths what was learnt, by class; prefetched with what is declared
	 */
	void begin(Map<Class<?>, List<Object>> items, Map<Class<?>, List<String>> paths);

	/**
	 * The same, but the memos are filled alone.
	 */
	void load(Map<Class<?>, List<Object>> items, Map<Class<?>, List<String>> paths);

	/**
	 * Prefetch one path, and those on the way, and nothing else.
	 * @param type the class of the items
	 * @throws IllegalArgumentException if it cannot be prefetched at all
	 */
	void prefetch(Class<?> type, List<Object> items, String path);

}
