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

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A path that some items have touched: how many of how many, and what follows from that.
 * Guarded by its {@link Learner}.
 */
final class LearntPath {

	/**
	 * A path is prefetched for all items of a chunk if more than one of so many touch it:
	 * a row that is loaded along is taken to cost a tenth of a statement.
	 */
	static final int RARE = 10;

	/** After so many looks in a row a path that nobody touches is dropped. */
	static final int LOOKS = 3;

	private final String type;

	private final String path;

	private final String label;

	private boolean prefetched;

	private boolean refused;

	/** Whether leaving it unloaded to see if it is touched would cost statements. */
	private boolean unseen;

	/** What was seen lately; what was seen before counts half. */
	private double touches;

	private double items;

	private long allTouches;

	private long allItems;

	private int untouched;

	private Decision decision = Decision.NONE;

	private String reason = "";

	/** Of all of this; null if it has to be put into words again. */
	private @Nullable String words;

	private enum Decision {

		NONE, PREFETCHED, LEFT, DROPPED, REFUSED

	}

	LearntPath(String type, String path) {
		this.type = type;
		this.path = path;
		String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
		this.label = simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1) + "." + path;
	}

	/** {@code review.book.publisher}. */
	String label() {
		return this.label;
	}

	String type() {
		return this.type;
	}

	String path() {
		return this.path;
	}

	boolean isPrefetched() {
		return this.prefetched;
	}

	boolean isRefused() {
		return this.refused;
	}

	/** Whether it can be told if it is touched, without a statement. */
	boolean canBeLookedAt() {
		return this.prefetched && !this.unseen;
	}

	boolean isUnseen() {
		return this.unseen;
	}

	boolean isUntouched() {
		return this.untouched > 0;
	}

	boolean isBelow(LearntPath other) {
		return this.type.equals(other.type) && this.path.startsWith(other.path + ".");
	}

	/**
	 * Whether all items of a chunk are to have it.
	 * @param touching how many items of the chunk have touched it
	 * @param seen how many items the chunk has up to the last of them
	 */
	boolean isWorthwhile(int touching, int seen) {
		return (this.touches / 2 + touching) * RARE >= this.items / 2 + seen;
	}

	void prefetch(int touching, int seen) {
		see(touching, seen);
		this.prefetched = true;
		this.untouched = 0;
		this.decision = Decision.PREFETCHED;
	}

	/** It is touched where nothing can be prefetched. */
	void unseen(String where) {
		this.unseen = true;
		this.reason = where;
		this.words = null;
	}

	/** Few items have touched it. */
	void leave(int touching, int seen) {
		see(touching, seen);
		this.prefetched = false;
		this.untouched = 0;
		this.decision = (this.decision == Decision.DROPPED && touching == 0) ? Decision.DROPPED : Decision.LEFT;
	}

	/** No item has touched it, although some could have. */
	void miss(int seen) {
		see(0, seen);
		this.untouched++;
		if (this.untouched >= LOOKS) {
			this.prefetched = false;
			this.untouched = 0;
			this.decision = Decision.DROPPED;
		}
	}

	/** It is no path that can be prefetched. */
	void refuse(String reason) {
		this.refused = true;
		this.prefetched = false;
		this.decision = Decision.REFUSED;
		this.reason = reason;
		this.words = null;
	}

	private void see(int touching, int seen) {
		this.touches = this.touches / 2 + touching;
		this.items = this.items / 2 + seen;
		this.words = null;
		this.allTouches += touching;
		this.allItems += seen;
	}

	/** What was decided last, and why; empty before that. */
	String decision() {
		if (this.words == null) {
			this.words = inWords();
		}
		return this.words;
	}

	private String inWords() {
		String counts = String.format(Locale.ROOT, "touched by %,d of %,d items that were seen", this.allTouches,
				this.allItems);
		return switch (this.decision) {
			case NONE -> "";
			case PREFETCHED -> "prefetched: " + counts + (this.unseen ? " " + this.reason : "");
			case LEFT -> "loaded for single items: " + counts;
			case DROPPED -> "dropped: not touched in " + LOOKS + " chunks that were looked at";
			case REFUSED -> "left to Hibernate: " + this.reason;
			default -> throw new IllegalStateException(this.decision.name());
		};
	}

}
