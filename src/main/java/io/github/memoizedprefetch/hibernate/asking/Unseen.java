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

import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;

import org.hibernate.engine.spi.EntityEntry;
import org.jspecify.annotations.Nullable;

/**
 * Entities that a question for several keys has loaded, and nobody was given yet: without
 * it they would be loaded when they are asked for. What queries of the session's own
 * transaction have changed since, they are given as it is then. Not thread-safe.
 */
public final class Unseen {

	private final StepSession session;

	/** Shared by all lookups: one may find what another has loaded. */
	private final IdentityHashMap<Object, Long> revisions;

	public Unseen(StepSession session) {
		this.session = session;
		this.revisions = session.changes().loadedAhead();
	}

	/** Ask a question that loads entities. */
	public <R> R during(Supplier<R> question) {
		HeldBefore before = this.session.heldBefore();
		R answer = question.get();
		Long revision = this.session.revision();
		before.forEachNew((entity) -> this.revisions.put(entity, revision));
		return answer;
	}

	/** Values are given to somebody. */
	public void giveOut(Iterable<?> values, @Nullable Set<String> tables) {
		if (this.revisions.isEmpty()) {
			return;
		}
		for (Object value : values) {
			Object entity = StepSession.implementation(value);
			Long revision = (entity != null) ? this.revisions.remove(entity) : null;
			if (entity != null && revision != null && this.session.changes().isUnknownSince(revision, tables)
					&& this.session.holds(entity) && !isChanged(entity, revision, tables)) {
				this.session.session().refresh(entity);
			}
		}
	}

	/** Somebody has got it otherwise, who would have loaded it then. */
	private boolean isChanged(Object entity, long revision, @Nullable Set<String> tables) {
		EntityEntry entry = this.session.session().getPersistenceContextInternal().getEntry(entity);
		return entry != null && this.session.changes().keysSince(revision, tables).contains(entry.getEntityKey());
	}

}
