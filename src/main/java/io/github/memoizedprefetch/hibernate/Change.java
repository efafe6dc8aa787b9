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
package io.github.memoizedprefetch.hibernate;

import java.util.Collections;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A committed change of the database that Hibernate has reported.
 *
 * @param key the key of the changed entity or collection; null if the change is known by
 * its tables only, as of a bulk update
 * @param tables the tables that changed; empty if that is not known, as of native SQL
 */
public record Change(@Nullable Object key, Set<String> tables) {

	/**
	 * Whether the change may concern rows of some tables.
	 * @param others the tables
	 * @return whether one of them changed, or may have
	 */
	public boolean concerns(Set<String> others) {
		return this.tables.isEmpty() || !Collections.disjoint(this.tables, others);
	}

	/**
	 * Hears of changes in the database. Called by whatever thread has made the change.
	 */
	public interface Listener {

		/**
		 * Whether a change matters to this listener.
		 * @param change a change, not yet committed
		 * @return whether {@link #committed} shall be called for it
		 */
		boolean watches(Change change);

		/**
		 * A change was committed.
		 * @param change the change
		 */
		void committed(Change change);

	}

}
