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
package io.github.memoizedprefetch.hibernate.events;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Committed changes of the database that Hibernate has reported, of the same tables.
 *
 * @param keys the keys of the changed entities or collections; empty if the change is
 * known by its tables only, as of a bulk update
 * @param tables the tables that changed; empty if that is not known, as of native SQL
 */
public record Change(Set<Object> keys, Set<String> tables) {

	/** Anything may have changed. */
	public static final Change UNKNOWN = new Change(Set.of(), Set.of());

	/** A change of which only the tables are known. */
	public static Change of(Set<String> tables) {
		return new Change(Set.of(), tables);
	}

	/**
	 * Whether the change may concern rows of some tables.
	 * @param others the tables
	 * @return whether one of them changed, or may have
	 */
	public boolean concerns(Set<String> others) {
		return this.tables.isEmpty() || !Collections.disjoint(this.tables, others);
	}

	/**
	 * What memoized values depend on.
	 *
	 * @param tables the tables whose changes concern them
	 * @param companions those of what comes along with them: it is not known which value
	 * a change concerns
	 * @param unfollowed why a change may go unnoticed, so that they must not be
	 * remembered; or null
	 */
	public record Dependencies(Set<String> tables, Set<String> companions, @Nullable String unfollowed) {
	}

	/**
	 * Hears of changes in the database. Called by whatever thread has made them.
	 */
	@FunctionalInterface
	public interface Listener {

		/**
		 * Changes were committed, some of which concern tables that are watched.
		 * @param changes all that a transaction has changed, each table's once
		 */
		void committed(Collection<Change> changes);

	}

	/**
	 * What a listener hears of.
	 */
	public interface Watch {

		/**
		 * Hear of changes of more tables.
		 * @param tables the tables' names
		 */
		void add(Set<String> tables);

		/**
		 * How many commits there were so far, whoever hears of them.
		 * @return the number, for {@link #isUnchangedSince}
		 */
		long commits();

		/**
		 * Whether some tables have not changed since.
		 * @param commits how many commits there were then
		 * @param tables the tables' names
		 * @return whether no commit since has changed one of them
		 */
		boolean isUnchangedSince(long commits, Set<String> tables);

	}

}
