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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import io.github.memoizedprefetch.memo.Memo;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * What the values of one memo depend on. It is known before the first is loaded, and
 * watched from then on. Thread-safe.
 */
final class Sources {

	private final String name;

	private final Function<ChunkSession, Change.Dependencies> search;

	private final Change.Watch watch;

	private final Warnings warnings;

	private volatile Change.@Nullable Dependencies found;

	/** Tables of what is memoized within the values. */
	private final Set<String> companions = ConcurrentHashMap.newKeySet();

	Sources(String name, Function<ChunkSession, Change.Dependencies> search, Change.Watch watch, Warnings warnings) {
		this.name = name;
		this.search = search;
		this.watch = watch;
		this.warnings = warnings;
	}

	Change.Dependencies find(ChunkSession session) {
		Change.Dependencies known = this.found;
		if (known == null) {
			known = this.search.apply(session);
			this.watch.add(known.tables());
			this.companions.addAll(known.companions());
			this.warnings.notRemembered(this.name, known.unfollowed());
			this.found = known;
		}
		return known;
	}

	/** Whether all changes are heard of. */
	boolean isFollowed(ChunkSession session) {
		return find(session).unfollowed() == null;
	}

	boolean isFollowed(Supplier<ChunkSession> sessions) {
		Change.Dependencies known = this.found;
		if (known != null) {
			return known.unfollowed() == null;
		}
		try (ChunkSession session = sessions.get()) {
			return isFollowed(session);
		}
	}

	/** For {@link #isCurrent}. */
	long commits() {
		return this.watch.commits();
	}

	/**
	 * Learn what a custom loader has brought along, which the mapping does not tell.
	 * @param commits how many commits there were before it was read
	 * @return whether none of it has changed since
	 */
	boolean isCurrent(List<Snapshot> loaded, long commits) {
		boolean more = false;
		for (Snapshot snapshot : loaded) {
			more |= this.companions.addAll(snapshot.companionTables());
		}
		if (more) {
			this.watch.add(this.companions);
		}
		return this.watch.isUnchangedSince(commits, this.companions);
	}

	/** Custom loaders must use the session that they are given. */
	void foreign() {
		this.warnings.foreign(this.name);
	}

	/**
	 * Forget what may have changed.
	 * @param keys adds the keys of a change to a set, if it is known which they are
	 */
	void committed(Collection<Change> changes, Memo<?> memo, BiPredicate<Change, Set<Object>> keys) {
		Change.Dependencies known = this.found;
		if (known == null) {
			return; // nothing was loaded
		}
		Set<Object> changed = new HashSet<>();
		boolean first = true;
		for (Change change : changes) {
			boolean companion = change.concerns(this.companions);
			if (!companion && !change.concerns(known.tables())) {
				continue;
			}
			if (first && memo.changedWhileEmpty()) {
				return; // as of a step that has ended
			}
			first = false;
			if (companion || !keys.test(change, changed)) {
				memo.clear();
				return;
			}
		}
		memo.evict(changed);
	}

}
