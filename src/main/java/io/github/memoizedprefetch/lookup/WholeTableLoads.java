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

import java.util.HashMap;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.loading.UnreadableRowException;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.memo.Memo;
import io.github.memoizedprefetch.memo.WholeTableDecision;
import io.github.memoizedprefetch.message.LoggerName;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the whole table of a target: before the first chunk where that is asked for, or
 * when misses keep coming. Thread-safe.
 */
final class WholeTableLoads {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final Target target;

	private final TargetOptions options;

	private final Warnings warnings;

	private final boolean asked;

	/** Null if the config decides. */
	private final @Nullable WholeTableDecision decision;

	private volatile boolean done;

	/** No monitor: virtual threads wait for it while one of them reads. */
	private final Lock lock = new ReentrantLock();

	WholeTableLoads(Target target, TargetOptions options, boolean supported, Warnings warnings) {
		this.target = target;
		this.options = options;
		this.warnings = warnings;
		this.asked = Boolean.TRUE.equals(options.prefetchAll()) && supported;
		boolean automatic = options.prefetchAll() == null && supported && options.fetch().equals(FetchPlan.DEFAULT)
				&& options.memo().expireAfterWrite() == null;
		this.decision = automatic ? new WholeTableDecision(size()) : null;
	}

	private long size() {
		return this.options.memo().cacheSize();
	}

	private Memo<Snapshot> memo() {
		return this.target.memo();
	}

	/** Whether the config asks for it. */
	boolean isAsked() {
		return this.asked;
	}

	boolean isDue() {
		return (this.asked && !this.done) || (this.decision != null && this.decision.isDue());
	}

	/** Misses were loaded. */
	void missed(int rows, long statements) {
		if (this.decision != null) {
			this.decision.loaded(rows, statements);
		}
	}

	/** What was decided, or null if nothing. */
	@Nullable String decision() {
		return (this.decision != null) ? this.decision.decision() : null;
	}

	void reset() {
		this.done = false;
		if (this.decision != null) {
			this.decision.reset();
		}
	}

	void load(Supplier<ChunkSession> sessions) {
		if (this.decision != null && this.decision.isDue()) {
			if (memo().isTooSmall()) {
				this.decision.exceeds(size());
			}
			else {
				loadIfNobodyDoes(this.decision, sessions);
			}
		}
		if (this.asked && !this.done) {
			loadOnce(sessions);
		}
	}

	private void loadOnce(Supplier<ChunkSession> sessions) {
		this.lock.lock();
		try {
			if (!this.done) {
				try (ChunkSession session = sessions.get()) {
					loadAsked(session);
				}
				catch (UnreadableRowException ex) {
					unreadableRow(ex);
				}
				this.done = true;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void unreadableRow(UnreadableRowException ex) {
		this.warnings.unreadableRow(this.target + "'s table", ex.getMessage());
	}

	private void loadAsked(ChunkSession session) {
		long size = size();
		long version = memo().version();
		LoadTimer timer = new LoadTimer(session);
		List<Snapshot> loaded = session.loads().loadAll(this.target.entity(), size + 1, this.options.fetch());
		boolean fits = loaded.size() <= size;
		if (fits && this.options.memo().expireAfterWrite() == null) {
			memo().putWhole(Target.byKey(loaded), version);
		}
		else {
			this.target.add(fits ? loaded : loaded.subList(0, (int) size), new HashMap<>(), version, session);
		}
		if (!fits) {
			long rows = session.loads().count(this.target.entity());
			logger.warn(
					"{} has {} rows, but its cacheSize is {}: prefetchAll loaded {} of them, the others are loaded"
							+ " when a chunk needs them. A cacheSize of {} would hold all of them.",
					this.target, rows, size, size, rows);
		}
		timer.stop(memo(), loaded.size());
	}

	/** While one thread does it, others go on with misses. */
	private void loadIfNobodyDoes(WholeTableDecision table, Supplier<ChunkSession> sessions) {
		if (!this.lock.tryLock()) {
			return;
		}
		try (ChunkSession session = sessions.get()) {
			if (table.isDue()) {
				loadDue(table, session);
			}
		}
		catch (UnreadableRowException ex) {
			table.refused(ex.problem());
			unreadableRow(ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void loadDue(WholeTableDecision table, ChunkSession session) {
		long rows = table.worthwhileRows();
		LoadTimer timer = new LoadTimer(session);
		if (session.loads().hasMoreRows(this.target.entity(), rows)) {
			table.exceeds(rows);
			timer.stop(memo(), 0);
			return;
		}
		long version = memo().version();
		List<Snapshot> loaded = session.loads().loadAll(this.target.entity(), size() + 1, this.options.fetch());
		table.loadedWhole(loaded.size(), loaded.size() <= size() && memo().putWhole(Target.byKey(loaded), version));
		timer.stop(memo(), loaded.size());
	}

}
