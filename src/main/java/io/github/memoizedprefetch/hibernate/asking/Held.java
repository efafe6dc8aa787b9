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
package io.github.memoizedprefetch.hibernate.asking;

import java.util.Objects;

import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.Status;
import org.jspecify.annotations.Nullable;

/**
 * An entity that a session holds, the key that it had when last looked at, and the one it
 * was found by.
 */
final class Held {

	final Object entity;

	final EntityEntry entry;

	/** Whether the key stays as it is. */
	final boolean fixed;

	@Nullable Object key;

	/** Null like the key. */
	@Nullable Object loose;

	/** Another one with the same. */
	@Nullable Held like;

	private @Nullable Object home;

	/** Whether it was found by a key that its row has, and it has not. */
	private boolean stale;

	/** The number of the last question that it was found by. */
	private int question;

	/** Whether the index counts it among those that are astray. */
	boolean counted;

	Held(Object entity, EntityEntry entry, boolean fixed) {
		this.entity = entity;
		this.entry = entry;
		this.fixed = fixed;
	}

	void found(Object asked, @Nullable Object own, int number) {
		this.home = own;
		this.question = number;
		this.stale = own == null || !LooseKey.of(own).equals(LooseKey.of(asked));
	}

	boolean isStale() {
		return this.stale;
	}

	boolean isFoundAfter(int number) {
		return this.question > number;
	}

	/** Whether it may be away: what makes it so but the entry's status. */
	boolean isAstray() {
		return this.stale || !Objects.equals(this.home, this.key);
	}

	/** Whether it has another key than it was found by, if it was. */
	boolean isAway() {
		// what is read-only is not flushed
		return this.stale || (!Objects.equals(this.home, this.key)
				&& !(this.home != null && this.entry.getStatus() == Status.READ_ONLY));
	}

	boolean isDeleted() {
		return this.entry.getStatus().isDeletedOrGone();
	}

}
