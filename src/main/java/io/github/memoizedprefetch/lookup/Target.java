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

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.memo.Memo;
import io.github.memoizedprefetch.memo.MemoListener;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.message.LoggerName;
import io.github.memoizedprefetch.message.Warnings;
import jakarta.persistence.EntityNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target entity, one for each inheritance hierarchy: its options and its memo.
 * Thread-safe.
 */
public final class Target {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final EntityMapping entity;

	private final MemoOptions options;

	private final boolean prefetchAll;

	/** Null if the config decides. */
	private final @Nullable WholeTableDecision wholeTable;

	private final FetchPlan plan;

	private final Memo<Snapshot> memo;

	private final boolean supported;

	private final Sources sources;

	private final Warnings warnings;

	private volatile boolean prefetched;

	/** No monitor: virtual threads wait for it while one of them reads. */
	private final Lock prefetchAllLock = new ReentrantLock();

	Target(EntityMapping entity, TargetOptions options, MemoListener listener, Change.Watch watch, Warnings warnings) {
		this.entity = entity;
		this.warnings = warnings;
		this.plan = options.fetch();
		this.sources = new Sources(entity.toString(), (session) -> session.dependencies(entity, options.fetch()), watch,
				warnings);
		this.options = options.memo();
		this.supported = entity.unsupported() == null;
		this.prefetchAll = Boolean.TRUE.equals(options.prefetchAll()) && this.supported;
		this.memo = new Memo<>(entity.name(), this.options, listener);
		boolean automatic = options.prefetchAll() == null && this.supported && this.plan.equals(FetchPlan.DEFAULT)
				&& this.options.expireAfterWrite() == null;
		this.wholeTable = automatic ? new WholeTableDecision(this.options.cacheSize()) : null;
	}

	public EntityMapping entity() {
		return this.entity;
	}

	/** Whether its entities can be memoized. */
	public boolean isSupported() {
		return this.supported && !this.entity.isRefused();
	}

	MemoOptions options() {
		return this.options;
	}

	public Memo<Snapshot> memo() {
		return this.memo;
	}

	/** What its snapshots depend on; from now on its changes are heard of. */
	public Change.Dependencies dependencies(ChunkSession session) {
		return this.sources.find(session);
	}

	/**
	 * Resolve what a chunk has not found in the memo.
	 * @param missing what is missing
	 * @param hits how many entities the chunk has found
	 */
	public void load(List<EntityReference> missing, long hits, ChunkSession session) {
		Set<Object> keys = new LinkedHashSet<>();
		missing.forEach((reference) -> keys.add(reference.key()));
		this.memo.count(hits, keys);
		if (this.prefetchAll && this.entity.hasExactKeys()) {
			keys.removeIf(this.memo::isAbsent);
		}
		Map<Object, @Nullable Snapshot> found = new HashMap<>();
		if (!keys.isEmpty()) {
			load(keys, found, session);
		}
		missing.forEach((reference) -> reference.resolve(found.get(reference.key())));
	}

	private void load(Set<Object> keys, Map<Object, @Nullable Snapshot> found, ChunkSession session) {
		if (!this.sources.isFollowed(session)) {
			found.putAll(load(keys, Memo.NEVER, session));
		}
		else if (this.plan.loader() != null) {
			this.memo.load(keys, found, new CustomLoader(session));
		}
		else {
			this.memo.load(keys, found, (ids, version) -> load(ids, version, session));
		}
	}

	private Map<Object, Snapshot> load(Set<Object> keys, long version, ChunkSession session) {
		LoadTimer timer = new LoadTimer(session);
		long commits = this.sources.commits();
		List<Snapshot> loaded = loaded(keys, session);
		long statements = timer.stop(this.memo, loaded.size());
		if (this.wholeTable != null) {
			this.wholeTable.loaded(loaded.size(), statements);
		}
		Map<Object, Snapshot> byKey = new HashMap<>();
		boolean current = this.plan.loader() == null || this.sources.isCurrent(loaded, commits);
		add(loaded, byKey, current ? version : Memo.NEVER, session);
		return byKey;
	}

	/** Hibernate fails at a row that others need, if it comes to them. */
	private List<Snapshot> loaded(Set<Object> keys, ChunkSession session) {
		try {
			return session.load(this.entity, keys, this.plan);
		}
		catch (EntityNotFoundException ex) {
			if (this.plan.loader() != null) {
				throw ex;
			}
			this.warnings.missingRow(this.entity.toString(), ex.getMessage());
			return List.of();
		}
	}

	/**
	 * Remember snapshots.
	 * @param snapshots the snapshots
	 * @param known the working set to add them to
	 * @param version the memo's version before they were read
	 * @return whether the memo has taken them
	 */
	boolean add(Collection<Snapshot> snapshots, Map<Object, ? super Snapshot> known, long version,
			ChunkSession session) {
		boolean followed = this.sources.isFollowed(session);
		Map<Object, Snapshot> byKey = byKey(snapshots);
		byKey.forEach(known::put);
		if (byKey.values().removeIf((snapshot) -> !snapshot.isCommitted())) {
			this.sources.foreign();
		}
		return followed && this.memo.put(byKey, version);
	}

	private Map<Object, Snapshot> byKey(Collection<Snapshot> snapshots) {
		Map<Object, Snapshot> byKey = new HashMap<>();
		for (Snapshot snapshot : snapshots) {
			byKey.put(snapshot.key(), snapshot);
		}
		return byKey;
	}

	/**
	 * Load the whole table, if that is asked for and has not been done since the last
	 * clear, or if misses keep coming.
	 */
	public void prefetchAll(Supplier<ChunkSession> sessions) {
		boolean asked = this.prefetchAll && !this.prefetched;
		if ((!asked && (this.wholeTable == null || !this.wholeTable.isDue())) || !this.sources.isFollowed(sessions)) {
			return;
		}
		if (this.wholeTable != null && this.wholeTable.isDue()) {
			if (this.memo.isTooSmall()) {
				this.wholeTable.exceeds(this.options.cacheSize());
			}
			else {
				loadWholeTable(this.wholeTable, sessions);
			}
		}
		if (!this.prefetchAll || this.prefetched) {
			return;
		}
		this.prefetchAllLock.lock();
		try {
			if (!this.prefetched) {
				try (ChunkSession session = sessions.get()) {
					loadAll(session);
				}
				catch (EntityNotFoundException ex) {
					this.warnings.missingRow(this.entity + "'s table", ex.getMessage());
				}
				this.prefetched = true;
			}
		}
		finally {
			this.prefetchAllLock.unlock();
		}
	}

	private void loadAll(ChunkSession session) {
		long size = this.options.cacheSize();
		long version = this.memo.version();
		LoadTimer timer = new LoadTimer(session);
		List<Snapshot> loaded = session.loadAll(this.entity, size + 1, this.plan);
		boolean fits = loaded.size() <= size;
		if (fits && this.options.expireAfterWrite() == null) {
			this.memo.putWhole(byKey(loaded), version);
		}
		else {
			add(fits ? loaded : loaded.subList(0, (int) size), new HashMap<>(), version, session);
		}
		if (!fits) {
			long rows = session.count(this.entity);
			logger.warn(
					"{} has {} rows, but its cacheSize is {}: prefetchAll loaded {} of them, the others are loaded"
							+ " when a chunk needs them. A cacheSize of {} would hold all of them.",
					this.entity, rows, size, size, rows);
		}
		timer.stop(this.memo, loaded.size());
	}

	/** While one thread does it, others go on with misses. */
	private void loadWholeTable(WholeTableDecision table, Supplier<ChunkSession> sessions) {
		if (!this.prefetchAllLock.tryLock()) {
			return;
		}
		try (ChunkSession session = sessions.get()) {
			if (table.isDue()) {
				loadWholeTable(table, session);
			}
		}
		catch (EntityNotFoundException ex) {
			table.exceeds(this.options.cacheSize());
			this.warnings.missingRow(this.entity + "'s table", ex.getMessage());
		}
		finally {
			this.prefetchAllLock.unlock();
		}
	}

	private void loadWholeTable(WholeTableDecision table, ChunkSession session) {
		long limit = table.limit();
		LoadTimer timer = new LoadTimer(session);
		if (session.hasMoreRows(this.entity, limit)) {
			table.exceeds(limit);
			timer.stop(this.memo, 0);
			return;
		}
		long version = this.memo.version();
		long size = this.options.cacheSize();
		List<Snapshot> loaded = session.loadAll(this.entity, size + 1, this.plan);
		table.loadedWhole(loaded.size(), loaded.size() <= size && this.memo.putWhole(byKey(loaded), version));
		timer.stop(this.memo, loaded.size());
	}

	/** What was decided about loading the whole table, or null if nothing. */
	@Nullable String wholeTableDecision() {
		return (this.wholeTable != null) ? this.wholeTable.decision() : null;
	}

	/** Forget what may have changed. */
	void committed(Collection<Change> changes) {
		this.sources.committed(changes, this.memo, this.entity::addChangedKeys);
	}

	void clear() {
		this.prefetched = false;
		if (this.wholeTable != null) {
			this.wholeTable.reset();
		}
		this.memo.reset();
	}

	/** What it has from another session, or not at all there, is not known to others. */
	private final class CustomLoader implements Memo.Loader<Snapshot> {

		private final ChunkSession session;

		CustomLoader(ChunkSession session) {
			this.session = session;
		}

		@Override
		public Map<Object, Snapshot> load(Set<Object> keys, long version) {
			return Target.this.load(keys, version, this.session);
		}

		@Override
		public boolean isForAll(Set<Object> keys, Map<Object, Snapshot> values) {
			return values.keySet().containsAll(keys) && values.values().stream().allMatch(Snapshot::isCommitted);
		}

	}

	@Override
	public String toString() {
		return this.entity.toString();
	}

}
