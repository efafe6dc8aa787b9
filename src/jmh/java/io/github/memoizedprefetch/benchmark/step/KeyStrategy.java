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
package io.github.memoizedprefetch.benchmark.step;

import java.util.Locale;

/**
 * How the processor of file rows finds books.
 */
public enum KeyStrategy {

	/** Not at all. */
	FLOOR,

	/** By the repository's {@code findByIsbn}. */
	QUERY,

	/** The same behind {@code @Cacheable}, with an empty Caffeine cache. */
	CACHEABLE,

	/** By a map that a listener fills for each chunk, by {@code findAllByIsbnIn}. */
	LISTENER,

	/** By a map of the whole table, filled before the step. */
	HASH_MAP,

	/** By a {@code MemoizedLookup} of the attribute. */
	LOOKUP,

	/** By a {@code MemoizedLookup} of {@code findAllByIsbnIn}. */
	LOOKUP_LOADER,

	/** By a {@code MemoizedLookup} of the attribute that is {@code memoized()}. */
	LOOKUP_MEMOIZED,

	/** By a {@code MemoizedLookup} of the attribute that is {@code shared()}. */
	LOOKUP_SHARED,

	/** The same with {@code prefetchAll}. */
	LOOKUP_SHARED_ALL,

	/** By {@code findById}. */
	FIND,

	/** The same with the id as a key. */
	KEY,

	/** By {@code findById}, and a query that flushes for each item. */
	FIND_AND_QUERY,

	/** The same with the id as a key. */
	KEY_AND_QUERY,

	/** The same in a session that is read-only by default. */
	KEY_AND_QUERY_READ_ONLY;

	boolean isById() {
		return ordinal() >= FIND.ordinal();
	}

	boolean isKey() {
		return name().startsWith("KEY");
	}

	boolean isLookup() {
		return name().startsWith("LOOKUP");
	}

	boolean queriesEachItem() {
		return name().contains("AND_QUERY");
	}

	/** Whether it issues a statement for each item, so that a slice of them has to do. */
	public boolean isSliced() {
		return this == QUERY || this == FIND || queriesEachItem();
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
