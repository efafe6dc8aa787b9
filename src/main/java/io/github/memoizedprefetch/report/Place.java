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
package io.github.memoizedprefetch.report;

import org.jspecify.annotations.Nullable;

/** What a thread works on. */
public final class Place {

	private final Tally tally;

	private final Phase phase;

	private final @Nullable ItemPaths paths;

	/** The first of the places that are the same work. */
	private final Place first;

	public Place(Tally tally, Phase phase, @Nullable ItemPaths paths) {
		this.tally = tally;
		this.phase = phase;
		this.paths = paths;
		this.first = this;
	}

	private Place(Place first, Phase phase) {
		this.tally = first.tally;
		this.phase = phase;
		this.paths = first.paths;
		this.first = first;
	}

	/** The same work, of which it is found out that it belongs to a phase. */
	public Place in(Phase found) {
		return (found != this.phase) ? new Place(this.first, found) : this;
	}

	/** Whether the thread works on the same, and has not gone on to something else. */
	@SuppressWarnings("ReferenceEquality")
	public boolean isSameWork(Place other) {
		return this.first == other.first;
	}

	public Tally tally() {
		return this.tally;
	}

	public Phase phase() {
		return this.phase;
	}

	public @Nullable ItemPaths paths() {
		return this.paths;
	}

}
