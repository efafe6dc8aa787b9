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
package io.github.memoizedprefetch.hibernate.statements;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

import io.github.memoizedprefetch.report.Place;
import org.jspecify.annotations.Nullable;

/**
 * What the calling thread is doing, the innermost first. An exception ends work without
 * telling: what is left over is dropped when the thread goes on to the next item.
 */
final class Work {

	private static final int DEEPEST = 200;

	private static final ThreadLocal<Work> current = ThreadLocal.withInitial(Work::new);

	private final Deque<Frame> frames = new ArrayDeque<>();

	/** The entity that the latest query has selected. */
	private @Nullable String selected;

	/** Statements of the report's own are none. */
	private boolean quiet;

	static Work current() {
		return current.get();
	}

	void begin(Frame frame) {
		if (frame.place() != null) {
			drop(frame.place());
		}
		if (this.frames.size() >= DEEPEST) {
			this.frames.clear();
		}
		this.frames.push(frame);
	}

	void end(Object owner) {
		if (!this.frames.isEmpty() && this.frames.stream().anyMatch((frame) -> frame.owner() == owner)) {
			while (this.frames.pop().owner() != owner) {
				// an exception has ended it
			}
		}
	}

	private void drop(Place place) {
		this.frames.removeIf((frame) -> frame.place() != null && !frame.place().isSameWork(place));
	}

	@Nullable Frame innermost(Place place, Predicate<Frame> wanted) {
		drop(place);
		return this.frames.stream().filter(wanted).findFirst().orElse(null);
	}

	@Nullable Frame outermost(Place place, Predicate<Frame> wanted) {
		drop(place);
		return this.frames.stream().filter(wanted).reduce((first, second) -> second).orElse(null);
	}

	void selected(String entity) {
		this.selected = entity;
	}

	@Nullable String selected() {
		return this.selected;
	}

	/** Do something that the report does not hear. */
	void quietly(Runnable work) {
		if (!this.quiet) {
			this.quiet = true;
			try {
				work.run();
			}
			finally {
				this.quiet = false;
			}
		}
	}

}
