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
import java.util.function.Function;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.deferred.Validity;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.loading.UnreadableRowException;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.JoinTable;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionLoad;
import io.github.memoizedprefetch.hibernate.snapshot.CollectionState;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.memo.Memo;
import io.github.memoizedprefetch.memo.MemoListener;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * A collection role: its memo, which holds ids of elements, and the target that the
 * elements are. Thread-safe.
 */
public final class Role {

	private final CollectionMapping mapping;

	private final @Nullable Target elements;

	private final Memo<CollectionState> memo;

	private final Sources sources;

	private final Warnings warnings;

	private final boolean kept;

	Role(CollectionMapping mapping, @Nullable Target elements, MemoOptions options, MemoListener listener,
			Change.Watch watch, Warnings warnings) {
		this.mapping = mapping;
		this.warnings = warnings;
		this.elements = elements;
		this.kept = options.expireAfterWrite() == null;
		this.memo = new Memo<>(mapping.role(), options, listener);
		this.sources = new Sources(mapping.toString(), (session) -> session.loads().dependencies(mapping), watch,
				warnings);
	}

	public CollectionMapping mapping() {
		return this.mapping;
	}

	public @Nullable Target elements() {
		return this.elements;
	}

	public Memo<CollectionState> memo() {
		return this.memo;
	}

	/** What the contents depend on; from now on its changes are heard of. */
	public Change.Dependencies dependencies(ChunkSession session) {
		return this.sources.find(session);
	}

	/** Whether all changes are heard of. */
	public boolean isFollowed(ChunkSession session) {
		return this.sources.isFollowed(session);
	}

	/** Whether what was loaded stays what it is until a commit. */
	public boolean isKept() {
		return this.kept;
	}

	/** How long what is found now holds for a collection that is filled later. */
	public Validity validity(ChunkSession session) {
		return new Validity(dependencies(session), this.memo.unchanged());
	}

	/**
	 * Find the content of the collections.
	 * @param keys the keys of the collections that the chunk asks for
	 * @param known the chunk's working set, which is added to
	 * @param memo what is remembered
	 * @param brought takes elements that come along
	 */
	public void resolve(Collection<Object> keys, Map<Object, @Nullable CollectionState> known,
			Function<Object, @Nullable CollectionState> memo, Map<Object, Snapshot> brought, ChunkSession session) {
		Set<Object> misses = new LinkedHashSet<>();
		long hits = 0;
		for (Object key : keys) {
			CollectionState state = known.containsKey(key) ? null : memo.apply(key);
			if (state != null) {
				known.put(key, state);
				hits++;
			}
			else if (!known.containsKey(key)) {
				misses.add(key);
			}
		}
		if (session.loadsAhead()) {
			this.memo.countReloads(misses);
		}
		else {
			this.memo.count(hits, misses);
		}
		if (!misses.isEmpty() && session.mayLoad()) {
			if (!isFollowed(session)) {
				if (session.loadsAhead()) {
					return;
				}
				known.putAll(load(misses, Memo.NEVER, brought, session));
				return;
			}
			this.memo.load(misses, known, (owners, version) -> load(owners, version, brought, session));
		}
	}

	/**
	 * Read collections again, of which links lead to rows that are missing. From now on
	 * all are read with these rows.
	 * @return their content
	 */
	public Map<Object, CollectionState> reread(Set<Object> keys, ChunkSession session) {
		JoinTable table = this.mapping.joinTable();
		if (table != null) {
			table.requireRows();
			this.memo.clear();
		}
		long version = isFollowed(session) ? this.memo.version() : Memo.NEVER;
		return load(keys, version, new HashMap<>(), session);
	}

	private Map<Object, CollectionState> load(Set<Object> keys, long version, Map<Object, Snapshot> brought,
			ChunkSession session) {
		long elementsVersion = (this.elements != null) ? this.elements.memo().version() : 0;
		LoadTimer timer = new LoadTimer(session);
		CollectionLoad load = loaded(keys, session);
		timer.stop(this.memo, load.states().size());
		this.memo.put(load.states(), version);
		if (this.elements != null) {
			this.elements.add(load.elements(), brought, elementsVersion, session);
		}
		return load.states();
	}

	/** Hibernate fails at such a row if it comes to it. */
	private CollectionLoad loaded(Set<Object> keys, ChunkSession session) {
		try {
			return session.loads().loadCollections(this.mapping, keys);
		}
		catch (UnreadableRowException ex) {
			this.warnings.unreadableRow(this.mapping.toString(), ex.getMessage());
			return new CollectionLoad(Map.of(), List.of());
		}
	}

	/** Forget what may have changed. */
	void committed(Collection<Change> changes) {
		this.sources.committed(changes, this.memo, this.mapping::addChangedKeys);
	}

	@Override
	public String toString() {
		return this.mapping.toString();
	}

}
