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

import java.util.EnumSet;
import java.util.Set;

import io.github.memoizedprefetch.oracle.model.Kind;

/**
 * Has threads of a reader load ahead what a case needs, while chunks are processed and
 * written.
 */
final class AheadCases {

	/** Kinds whose chunks are run by a loop. */
	private static final Set<Kind> LOOPING = EnumSet.of(Kind.SEVERAL, Kind.TRANSACTIONS, Kind.DELETIONS, Kind.LOOKUPS);

	/** Plain Hibernate reads nothing of a window's later chunks. */
	private static final Set<ReaderKind> DETACHED_LATER = EnumSet.of(ReaderKind.STEP, ReaderKind.STEP_FILTERED,
			ReaderKind.STEP_REFERENCES, ReaderKind.CLEARED, ReaderKind.CLOSED_REFERENCES);

	private AheadCases() {
	}

	static OracleCase of(OracleCase any) {
		if (LOOPING.contains(any.kind())) {
			return any;
		}
		boolean changing = any.mutating() || any.isWritingByItself();
		// a read-only target is changed in the session that it was read in
		if (any.readOnly() != null && any.reader().isStep()) {
			return any.inWindows(any.reader(), any.pageSize(), any.writer(),
					Windows.within(any.seed(), any.chunkSize(), true));
		}
		if (!changing && any.writer() == WriterKind.NONE && any.touchesAll() && any.readOnly() == null
				&& !any.options().isFetching() && any.reader() != ReaderKind.STEP_NEW) {
			Windows windows = Windows.ofSeveral(any.seed(), any.chunkSize(), true);
			return any.inWindows((any.reader() == ReaderKind.STEP_IDS) ? any.reader() : ReaderKind.PAGING,
					windows.size(), WriterKind.LATER, windows);
		}
		ReaderKind reader = (changing && any.seed() % 2 == 0 && DETACHED_LATER.contains(any.reader()))
				? ReaderKind.PAGING : any.reader();
		return any.inWindows(reader, any.pageSize(), any.writer(),
				windows(any.seed(), reader, any.chunkSize(), any.pageSize(), any.writer(), changing, true));
	}

	/**
	 * Without the library items are read at once, too. Those of later chunks are detached
	 * then, and older than what is behind them.
	 * @param always whether threads load ahead where they can
	 */
	static Windows windows(long seed, ReaderKind reader, int chunkSize, int pageSize, WriterKind writer,
			boolean changing, boolean always) {
		boolean merging = writer.isMerging() && chunkSize == pageSize;
		if (merging || reader == ReaderKind.STEP_NEW) {
			return Windows.within(seed, chunkSize, always);
		}
		// a cursor clears its session at the end of a chunk, if all of a window is read
		return (writer != WriterKind.NONE || changing || reader == ReaderKind.CURSOR)
				? Windows.ofSeveral(seed, chunkSize, always) : Windows.ofAny(seed, chunkSize, always);
	}

}
