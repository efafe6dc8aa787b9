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

package io.github.memoizedprefetch.oracle;

import java.util.List;
import java.util.stream.Stream;

/**
 * How items are read, and so what state they are in.
 */
enum ReaderKind {

	/** {@code JpaPagingItemReader} as it is by default. */
	PAGING,

	/** {@code JpaPagingItemReader} with {@code transacted=false}: detached one by one. */
	PAGING_DETACHED,

	/** {@code JpaCursorItemReader}. */
	CURSOR,

	/** A query in the step's own session. */
	STEP,

	/** The same, with a session that is read-only by default. */
	STEP_READ_ONLY,

	/** The same, with a filter enabled. */
	STEP_FILTERED,

	/** Uninitialised proxies of the step's own session. */
	STEP_REFERENCES,

	/**
	 * Ids, whose entities the processor finds in the step's own session. Only of
	 * {@code Kind.IDS}.
	 */
	STEP_IDS,

	/** New instances that hold references of the step's own session. */
	STEP_NEW,

	/** A session that is closed after each page. */
	CLOSED,

	/** A session that is cleared after each page. */
	CLEARED,

	/** Uninitialised proxies without a session. */
	CLOSED_REFERENCES,

	/** A {@code StatelessSession} that stays open. */
	STATELESS;

	/** Those of cases that are not about ids. */
	static List<ReaderKind> usual() {
		return Stream.of(values()).filter((kind) -> kind != STEP_IDS).toList();
	}

	/** Whether plain Hibernate may refuse to load lazy associations of the items. */
	boolean isDetaching() {
		// a page that is larger than a chunk outlives the step's session
		return this == PAGING_DETACHED || (isStep() && this != STEP_NEW && this != STEP_IDS)
				|| this.ordinal() > STEP_NEW.ordinal();
	}

	/** Whether the items are read in the step's own session. */
	boolean isStep() {
		return name().startsWith("STEP");
	}

	/** Whether the items have no session. */
	boolean isDetached() {
		return this.ordinal() > STEP_NEW.ordinal();
	}

	/** Whether the items are uninitialised proxies. */
	boolean isReferences() {
		return this == STEP_REFERENCES || this == CLOSED_REFERENCES;
	}

}
