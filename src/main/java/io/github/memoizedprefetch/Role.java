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
package io.github.memoizedprefetch;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.Change;
import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.CollectionMapping;
import io.github.memoizedprefetch.hibernate.CollectionState;
import io.github.memoizedprefetch.hibernate.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A collection role: its memo, which holds ids of elements, and the target that the
 * elements are. Thread-safe.
 */
final class Role {

	private final CollectionMapping mapping;

	private final @Nullable Target elements;

	private final Memo<CollectionState> memo;

	private final Change.Watch watch;

	private final Warnings warnings;

	private volatile Change.@Nullable Dependencies dependencies;

	Role(CollectionMapping mapping, @Nullable Target elements, MemoOptions options, Listeners listeners,
			Change.Watch watch, Warnings warnings) {
		this.watch = watch;
		this.warnings = warnings;
		this.mapping = mapping;
		this.elements = elements;
		this.memo = new Memo<>(mapping.role(), options, listeners);
	}

	CollectionMapping mapping() {
		return this.mapping;
	}

	@Nullable Target elements() {
		return this.elements;
	}

	Memo<CollectionState> memo() {
		return this.memo;
	}

	/** What the contents depend on; from now on its changes are heard of. */
	Change.Dependencies dependencies(ChunkSession session) {
		Change.Dependencies found = this.dependencies;
		if (found == null) {
			found = session.dependencies(this.mapping);
			this.watch.add(found.tables());
			this.warnings.notRemembered(toString(), found.unfollowed());
			this.dependencies = found;
		}
		return found;
	}

	/**
	 * Find the content of the collections.
	 * @param needs the collections that the chunk asks for
	 * @param known the chunk's working set, which is added to
	 * @param arrivals takes elements that come along
	 */
	void resolve(List<Arrivals.Need> needs, Map<Object, @Nullable CollectionState> known, Arrivals arrivals,
			ChunkSession session) {
		Set<Object> misses = new LinkedHashSet<>();
		long hits = 0;
		for (Arrivals.Need need : needs) {
			Object key = need.key();
			CollectionState state = known.containsKey(key) ? null : this.memo.get(key);
			if (state != null) {
				known.put(key, state);
				hits++;
			}
			else if (!known.containsKey(key)) {
				misses.add(key);
			}
		}
		this.memo.count(hits, misses);
		if (!misses.isEmpty()) {
			Map<Object, Snapshot> brought = (this.elements != null) ? arrivals.of(this.elements).brought() : Map.of();
			if (dependencies(session).unfollowed() != null) {
				known.putAll(load(misses, Memo.NEVER, brought, session));
				return;
			}
			this.memo.load(misses, known, (owners, version) -> load(owners, version, brought, session),
					session::complete);
		}
	}

	private Map<Object, CollectionState> load(Set<Object> keys, long version, Map<Object, Snapshot> brought,
			ChunkSession session) {
		long elementsVersion = (this.elements != null) ? this.elements.memo().version() : 0;
		LoadTimer timer = new LoadTimer(session);
		ChunkSession.CollectionLoad load = session.loadCollections(this.mapping, keys);
		timer.stop(this.memo, load.states().size());
		this.memo.put(load.states(), version);
		if (this.elements != null) {
			this.elements.add(load.elements(), brought, elementsVersion, session);
		}
		return load.states();
	}

	/** Forget what may have changed. */
	void committed(Collection<Change> changes) {
		Change.Dependencies found = this.dependencies;
		if (found == null) {
			return; // nothing was loaded
		}
		Set<Object> keys = new HashSet<>();
		for (Change change : changes) {
			if (change.concerns(found.tables()) && !this.mapping.addChangedKeys(change, keys)) {
				this.memo.clear();
				return;
			}
		}
		this.memo.evict(keys);
	}

	@Override
	public String toString() {
		return this.mapping.toString();
	}

}
