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
package io.github.memoizedprefetch.automatic;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * What one chunk shows to its step's {@link Learner}, which guards it.
 */
public final class ChunkLearning {

	private final Learner learner;

	private final Map<String, Integer> sizes;

	private final Map<String, List<String>> loaded;

	private final Set<LearntPath> looked;

	private final Map<String, List<String>> attached;

	/** What was prefetched since the chunk has begun, or could not be. */
	private final Set<LearntPath> done = new HashSet<>();

	private final Map<LearntPath, Count> counts = new HashMap<>();

	ChunkLearning(Learner learner, Map<String, Integer> sizes, Map<String, List<String>> loaded, Set<LearntPath> looked,
			Map<String, List<String>> attached) {
		this.learner = learner;
		this.sizes = sizes;
		this.loaded = loaded;
		this.looked = looked;
		this.attached = attached;
	}

	/** Items that have touched a path. */
	private static final class Count {

		private int items;

		private int last = -1;

	}

	/** The paths to load at the chunk's start, by type. */
	Map<String, List<String>> loaded() {
		return this.loaded;
	}

	/** Those of them to attach: the others are looked at. */
	Map<String, List<String>> attached() {
		return this.attached;
	}

	boolean isLookedAt() {
		return !this.looked.isEmpty();
	}

	/**
	 * An item is about to load something lazily.
	 * @param before how many items of its type come before it in the chunk
	 */
	public Touch touched(String type, String path, int before) {
		synchronized (this.learner) {
			LearntPath known = this.learner.path(type, path);
			if (known == null || known.isRefused() || this.done.contains(known)) {
				return Touch.LEFT;
			}
			Count count = this.counts.computeIfAbsent(known, (key) -> new Count());
			if (count.last == before) {
				return Touch.LEFT;
			}
			count.last = before;
			count.items++;
			if (!known.isWorthwhile(count.items, before + 1)) {
				return Touch.ITEM;
			}
			boolean added = !known.isPrefetched();
			this.done.add(known);
			known.prefetch(count.items, before + 1);
			if (added) {
				this.learner.added();
			}
			return Touch.CHUNK;
		}
	}

	/**
	 * The same where nothing can be prefetched now: it is from the next chunk on.
	 * @param where in words
	 */
	public void touchedUnseen(String type, String path, int before, String where) {
		synchronized (this.learner) {
			LearntPath known = this.learner.path(type, path);
			if (known != null && !known.isRefused() && !this.done.contains(known)) {
				known.unseen(where);
				Count count = this.counts.computeIfAbsent(known, (key) -> new Count());
				count.items += (count.last != before) ? 1 : 0;
				count.last = before;
			}
		}
	}

	/** A path cannot be prefetched. */
	void refuse(String type, String path, String reason) {
		synchronized (this.learner) {
			LearntPath known = this.learner.path(type, path);
			if (known != null) {
				known.refuse(reason);
				this.learner.changed();
			}
		}
	}

	/**
	 * The chunk has been processed and written.
	 * @param unloaded whether there still is something to load at a path of a type
	 */
	public void end(BiPredicate<String, String> unloaded) {
		synchronized (this.learner) {
			for (LearntPath path : this.learner.paths()) {
				Integer size = this.sizes.get(path.type());
				if (size != null && !this.done.contains(path) && !path.isRefused()) {
					end(path, size, unloaded);
				}
			}
			this.learner.changed();
			if (isLookedAt()) {
				this.learner.looked(this.looked.stream().noneMatch(LearntPath::isUntouched));
			}
		}
	}

	private void end(LearntPath path, int size, BiPredicate<String, String> unloaded) {
		Count count = this.counts.get(path);
		int touching = (count != null) ? count.items : 0;
		if (path.isUnseen() && touching > 0 && path.isWorthwhile(touching, size)) {
			boolean added = !path.isPrefetched();
			path.prefetch(touching, size);
			if (added) {
				this.learner.added();
			}
		}
		else if (!path.isPrefetched() || (count != null && this.looked.contains(path))) {
			path.leave(touching, size);
		}
		else if (this.looked.contains(path) && unloaded.test(path.type(), path.path())) {
			path.miss(size);
		}
	}

}
