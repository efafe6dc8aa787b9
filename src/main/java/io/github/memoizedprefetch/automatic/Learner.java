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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What the items of a step touch, chunk by chunk: which paths are worth while to be
 * prefetched, from counts alone. Whether a path that is prefetched is still touched is
 * looked at in some chunks, which are loaded as always and attached when they are
 * touched. Thread-safe: the partitions of a step share one.
 */
public final class Learner {

	/** So many chunks after a path was found, all are looked at. */
	static final int FIRST_LOOK = 3;

	/** Looks become rarer, up to one in so many chunks. */
	static final int LONGEST_PAUSE = 64;

	/** Of paths. What finds more than these walks through an object graph. */
	static final int LIMIT = 200;

	private final Map<List<String>, LearntPath> paths = new LinkedHashMap<>();

	private Map<String, List<String>> prefetched = Map.of();

	private long chunks;

	private long nextLook;

	private int pause = 1;

	/** Whether paths are looked at in the next chunk that begins. */
	synchronized boolean isLookDue() {
		return !this.prefetched.isEmpty() && this.chunks + 1 >= this.nextLook;
	}

	/**
	 * A chunk begins.
	 * @param sizes how many items it has of each type
	 * @param heard the types of which it is heard when an item touches something
	 */
	synchronized ChunkLearning begin(Map<String, Integer> sizes, Set<String> heard) {
		boolean due = isLookDue() && !heard.isEmpty();
		this.chunks++;
		Set<LearntPath> looked = new HashSet<>();
		if (due) {
			looked = canBeLookedAt(heard);
			this.nextLook = this.chunks + this.pause;
		}
		return new ChunkLearning(this, sizes, this.prefetched, looked, namesWithout(looked));
	}

	/** A path is attached with those behind it. */
	private Set<LearntPath> canBeLookedAt(Set<String> types) {
		Set<LearntPath> found = new HashSet<>();
		for (LearntPath path : this.paths.values()) {
			if (types.contains(path.type()) && path.canBeLookedAt()
					&& this.paths.values()
						.stream()
						.noneMatch((other) -> other.isBelow(path) && other.isPrefetched() && !other.canBeLookedAt())) {
				found.add(path);
			}
		}
		return found;
	}

	private Map<String, List<String>> namesWithout(Set<LearntPath> looked) {
		if (looked.isEmpty()) {
			return this.prefetched;
		}
		return names(
				this.paths.values().stream().filter((path) -> path.isPrefetched() && !looked.contains(path)).toList());
	}

	private static Map<String, List<String>> names(Collection<LearntPath> paths) {
		Map<String, List<String>> names = new LinkedHashMap<>();
		paths.forEach((path) -> names.computeIfAbsent(path.type(), (type) -> new ArrayList<>()).add(path.path()));
		names.replaceAll((type, list) -> List.copyOf(list));
		return Map.copyOf(names);
	}

	/** What is prefetched so far, by type. */
	synchronized Map<String, List<String>> prefetched() {
		return this.prefetched;
	}

	/** Null if there are too many. */
	@Nullable LearntPath path(String type, String path) {
		if (this.paths.size() >= LIMIT) {
			return this.paths.get(List.of(type, path));
		}
		return this.paths.computeIfAbsent(List.of(type, path), (key) -> new LearntPath(type, path));
	}

	Collection<LearntPath> paths() {
		return this.paths.values();
	}

	/** Another path is prefetched. */
	void added() {
		changed();
		this.pause = FIRST_LOOK;
		this.nextLook = this.chunks + FIRST_LOOK;
	}

	void changed() {
		Map<String, List<String>> now = names(this.paths.values().stream().filter(LearntPath::isPrefetched).toList());
		this.prefetched = now.equals(this.prefetched) ? this.prefetched : now;
	}

	/** What a chunk has shown that was looked at. */
	void looked(boolean confirmed) {
		this.pause = confirmed ? Math.min(LONGEST_PAUSE, 2 * this.pause) : this.pause;
		this.nextLook = this.chunks + (confirmed ? this.pause : 1);
	}

	/** What was decided about each path, and why. */
	public synchronized Map<String, String> decisions() {
		Map<String, String> decisions = new TreeMap<>();
		this.paths.values()
			.stream()
			.filter((path) -> !path.decision().isEmpty())
			.forEach((path) -> decisions.put(path.label(), path.decision()));
		return decisions;
	}

	/** The paths to declare instead: those that no other of them goes on from. */
	public synchronized Map<String, List<String>> learnt() {
		List<LearntPath> found = this.paths.values().stream().filter(LearntPath::isPrefetched).toList();
		return names(
				found.stream().filter((path) -> found.stream().noneMatch((other) -> other.isBelow(path))).toList());
	}

}
