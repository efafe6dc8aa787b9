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
package io.github.memoizedprefetch.hibernate.attaching;

/** What is done with the items of a chunk. */
public enum ChunkMode {

	/** All are served: the thread owns their sessions. */
	OWNED,

	/** As OWNED, but entities are built at once: somebody has asked for them. */
	ASKED,

	/** Open sessions of the items are left alone: they are another thread's. */
	DETACHED,

	/** As OWNED, but entities of keys are memoized only: they are needed later. */
	AHEAD,

	/** As DETACHED, with what the memos have. */
	MEMO_ONLY,

	/**
	 * The memos are filled alone, for a chunk to come, by any thread: no session of the
	 * items is looked at.
	 */
	LOADED_AHEAD;

	/** Whether entities of keys are needed in another session, later. */
	boolean isAhead() {
		return this == AHEAD || this == LOADED_AHEAD;
	}

	boolean isDetachedOnly() {
		return this == DETACHED || this == MEMO_ONLY;
	}

}
