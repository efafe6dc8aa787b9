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
import java.util.Map;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.message.Warnings;
import io.github.memoizedprefetch.plan.Plan;

/**
 * What items of a chunk to come refer to, to be loaded into the memos by any one thread,
 * which looks at no item and at no session of theirs. What it loads is what the chunk
 * finds in the memos, as if an earlier chunk had needed it: commits make them forget it,
 * also while it is being read.
 */
public final class AheadLoad implements AutoCloseable {

	private final Plan plan;

	private final Supplier<ChunkSession> sessions;

	private final ChunkSession session;

	private final ChunkRun run;

	private final LoadedAhead loaded;

	private AheadLoad(Plan plan, Supplier<ChunkSession> sessions, Warnings warnings) {
		this.plan = plan;
		this.sessions = sessions;
		this.session = sessions.get();
		this.run = new ChunkRun(plan, this.session, warnings, List.of());
		this.loaded = new LoadedAhead(plan, this.run.workingSet());
	}

	/** Collect, on the thread that owns the items. */
	static AheadLoad collect(Plan plan, Map<Class<?>, List<Object>> items, Supplier<ChunkSession> sessions,
			Warnings warnings) {
		AheadLoad load = new AheadLoad(plan, sessions, warnings);
		load.run.collectAhead(items);
		return load;
	}

	/** Load; once. */
	public void load() {
		this.plan.targets().forEach((target) -> target.prefetchAll(this.sessions));
		this.run.load(false);
	}

	/** What the chunk can use of it. */
	LoadedAhead loaded() {
		return this.loaded;
	}

	/** Whether anything was missed. */
	public boolean hasLoaded() {
		return this.session.statements() > 0;
	}

	/** Let go of the session that was read in. */
	@Override
	public void close() {
		this.session.close();
	}

}
