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
package io.github.memoizedprefetch.lookup;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.memo.Memo;

/**
 * Measures one load.
 */
final class LoadTimer {

	private final ChunkSession session;

	private final long statements;

	private final LoadEvent event = new LoadEvent();

	private final long start = System.nanoTime();

	LoadTimer(ChunkSession session) {
		this.session = session;
		this.statements = session.statements();
		this.event.begin();
	}

	/**
	 * The load is over.
	 * @return how many statements it took
	 */
	long stop(Memo<?> memo, long loads) {
		long nanos = System.nanoTime() - this.start;
		this.event.target = memo.counters().name();
		this.event.loads = loads;
		this.event.statements = this.session.statements() - this.statements;
		this.event.commit();
		memo.counters().load(loads, this.event.statements, nanos);
		return this.event.statements;
	}

}
