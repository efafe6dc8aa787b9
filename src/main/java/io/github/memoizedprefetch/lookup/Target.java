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
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.attaching.EntityReference;
import io.github.memoizedprefetch.hibernate.deferred.Validity;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.loading.UnreadableRowException;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.ReferredEntities;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.memo.Memo;
import io.github.memoizedprefetch.memo.MemoListener;
import io.github.memoizedprefetch.memo.MemoLoader;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * A target entity, one for each inheritance hierarchy: its options and its memo.
 * Thread-safe.
 */
public final class Target {

	private final EntityMapping entity;

	private final MemoOptions options;

	private final WholeTableLoads wholeTable;

	private final FetchPlan plan;

	private final Memo<Snapshot> memo;

	private final boolean supported;

	private final Sources sources;

	private final Warnings warnings;

	/** Null if its instances are not shared. */
	private final @Nullable SharedInstances shared;

	/** Whether there are rows that it does not find. */
	private volatile boolean hiding;

	Target(EntityMapping entity, TargetOptions options, MemoListener listener, Change.Watch watch, Warnings warnings) {
		this.entity = entity;
		this.warnings = warnings;
		this.plan = options.fetch();
		this.sources = new Sources(entity.toString(),
				(session) -> session.loads().dependencies(entity, options.fetch()), watch, warnings);
		this.options = options.memo();
		this.supported = entity.unsupported() == null;
		this.hiding = this.plan.hides();
		this.memo = new Memo<>(entity.name(), this.options, listener);
		this.shared = options.shared() ? new SharedInstances(entity) : null;
		this.wholeTable = new WholeTableLoads(this, options, this.supported, warnings);
	}

	public EntityMapping entity() {
		return this.entity;
	}

	/** Whether its entities can be memoized. */
	public boolean isSupported() {
		return this.supported && !this.entity.isRefused();
	}

	/** Whether a loader of the user's own loads it, in the thread of the step. */
	private boolean isCustom() {
		return this.plan.loader() != null;
	}

	/** Whether the library loads it, and hears of all changes. */
	public boolean isFollowed(ChunkSession session) {
		return !isCustom() && this.sources.isFollowed(session);
	}

	/** Whether what was loaded stays what it is until a commit. */
	public boolean isKept() {
		return !isCustom() && this.options.expireAfterWrite() == null;
	}

	/** Whether there may be a row of what it has not found. */
	public boolean isHiding() {
		return this.hiding;
	}

	/** Of what hierarchies its entities are, and what they refer to. */
	public void addReferred(ReferredEntities referred) {
		if (this.plan.equals(FetchPlan.DEFAULT)) {
			referred.add(this.entity);
		}
		else {
			referred.addUnknown();
		}
	}

	MemoOptions options() {
		return this.options;
	}

	public Memo<Snapshot> memo() {
		return this.memo;
	}

	/** Whether detached items share its instances. */
	public boolean isShared() {
		return this.shared != null;
	}

	/** See {@link #isShared()}. */
	public SharedInstances shared() {
		return Objects.requireNonNull(this.shared, "it is not shared");
	}

	/** What its snapshots depend on; from now on its changes are heard of. */
	public Change.Dependencies dependencies(ChunkSession session) {
		return this.sources.find(session);
	}

	/** How long what is found now holds for an entity that is built later. */
	public Validity validity(ChunkSession session) {
		return new Validity(dependencies(session), this.memo.unchanged());
	}

	/**
	 * Resolve what a chunk has not found in the memo.
	 * @param missing what is missing
	 * @param hits how many entities the chunk has found
	 */
	public void load(List<EntityReference> missing, long hits, ChunkSession session) {
		Set<Object> keys = new LinkedHashSet<>();
		missing.forEach((reference) -> keys.add(reference.key()));
		if (session.loadsAhead()) {
			this.memo.countReloads(keys);
		}
		else {
			this.memo.count(hits, keys);
		}
		if (this.wholeTable.isAsked() && this.entity.hasExactKeys()) {
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
		else if (isCustom()) {
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
		this.wholeTable.missed(loaded.size(), statements);
		Map<Object, Snapshot> byKey = new HashMap<>();
		boolean current = !isCustom() || this.sources.isCurrent(loaded, commits);
		add(loaded, byKey, current ? version : Memo.NEVER, session);
		return byKey;
	}

	/** Hibernate fails at such a row if it comes to it. */
	private List<Snapshot> loaded(Set<Object> keys, ChunkSession session) {
		try {
			return session.loads().load(this.entity, keys, this.plan);
		}
		catch (UnreadableRowException ex) {
			this.hiding = true;
			this.warnings.unreadableRow(this.entity.toString(), ex.getMessage());
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

	static Map<Object, Snapshot> byKey(Collection<Snapshot> snapshots) {
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
		if (this.wholeTable.isDue() && this.sources.isFollowed(sessions)) {
			this.wholeTable.load(sessions);
		}
	}

	/** What was decided about loading the whole table, or null if nothing. */
	@Nullable String wholeTableDecision() {
		return this.wholeTable.decision();
	}

	/** Forget what may have changed. */
	void committed(Collection<Change> changes) {
		this.sources.committed(changes, this.memo, this.entity::addChangedKeys);
	}

	void clear() {
		this.wholeTable.reset();
		this.memo.reset();
		if (this.shared != null) {
			this.shared.clear();
		}
	}

	/** What it has from another session, or not at all there, is not known to others. */
	private final class CustomLoader implements MemoLoader<Snapshot> {

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
