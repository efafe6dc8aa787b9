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
package io.github.memoizedprefetch.hibernate.events;

import java.util.IdentityHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a session's transaction has changed, in the order in which it did so. Pending
 * changes, which the session has not flushed, are not among them.
 */
public interface OwnChanges {

	/** How many changes there were so far. */
	long revision();

	/**
	 * How many statements and flushes there were so far: nothing else replaces what was
	 * loaded.
	 */
	long activity();

	/** How many transactions of the session have ended. */
	long transaction();

	/**
	 * Whether tables have changed.
	 * @param since the revision after which
	 * @param of the tables; null for any
	 */
	boolean isAnySince(long since, @Nullable Set<String> of);

	/** The same for changes of which no keys are known. */
	boolean isUnknownSince(long since, @Nullable Set<String> of);

	/** The keys of the entities and collections that have changed, as far as known. */
	Set<Object> keysSince(long since, @Nullable Set<String> of);

	/**
	 * Entities that were loaded in this transaction before anybody had asked for them,
	 * compared by identity, each with the revision then.
	 */
	IdentityHashMap<Object, Long> loadedAhead();

}
