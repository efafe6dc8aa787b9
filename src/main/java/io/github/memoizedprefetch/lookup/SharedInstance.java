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

import java.util.List;

import io.github.memoizedprefetch.hibernate.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * The one instance of an entity that detached items of all chunks share, with what paths
 * lead to from there. It is built apart and never changed, but for what users do to it.
 * Thread-safe.
 */
public final class SharedInstance {

	private final Object entity;

	private final List<Part> parts;

	/** The version of all that is shared that it was last seen to hold at. */
	private volatile long version;

	/**
	 * @param parts what paths lead to from there
	 * @param version see {@link Sharing#version()}, before anything of it was looked up
	 */
	public SharedInstance(Object entity, List<Part> parts, long version) {
		this.entity = entity;
		this.parts = List.copyOf(parts);
		this.version = version;
	}

	/** What was made of a snapshot; null if nothing was. */
	public static @Nullable SharedInstance of(Snapshot snapshot) {
		return (SharedInstance) snapshot.instance();
	}

	public Object entity() {
		return this.entity;
	}

	boolean isSeenAt(long current) {
		return this.version == current;
	}

	/** Whether it leads to what is memoized now, if its own snapshot is. */
	public boolean isCurrent(long current) {
		if (this.version == current) {
			return true;
		}
		if (!this.parts.stream().allMatch((part) -> part.isCurrent(current))) {
			return false;
		}
		this.version = current;
		return true;
	}

	/** What an instance leads to. */
	public record Part(Target target, Snapshot snapshot, SharedInstance instance) {

		private boolean isCurrent(long current) {
			return this.target.memo().get(this.snapshot.key()) == this.snapshot
					&& this.snapshot.instance() == this.instance && this.instance.isCurrent(current);
		}

	}

}
