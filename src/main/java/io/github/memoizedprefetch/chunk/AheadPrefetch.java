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
package io.github.memoizedprefetch.chunk;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What steps need of a prefetch whose items are not processed by the thread, or in the
 * transaction, that has prefetched them.
 */
public interface AheadPrefetch {

	/** Whether there are keys. */
	boolean hasKeys();

	/** Whether there are lookups, to which items announce keys. */
	boolean hasLookups();

	/**
	 * Prefetch items of transactions to come: entities of keys are memoized only.
	 * @param loads what was loaded for them before
	 */
	void processAhead(Iterable<?> items, List<AheadLoad> loads);

	/**
	 * Collect what items of transactions to come refer to, so that another thread can
	 * load it into the memos meanwhile.
	 * @return what is to be loaded, one for each tenant
	 */
	List<AheadLoad> collectAhead(Iterable<?> items);

	/** What chooses a connection by the calling thread; null if nothing does. */
	@Nullable String threadBoundSource();

	/** Keys alone, in the thread's transaction; if told so, without loading anything. */
	void processKeys(Iterable<?> items, boolean load);

	/** The thread is going to ask lookups for the keys of items. */
	void announce(Iterable<?> items);

}
