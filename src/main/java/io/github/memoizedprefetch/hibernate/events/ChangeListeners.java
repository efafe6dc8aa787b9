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

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Who hears of changes, by the tables that they watch. Held weakly, so that a prefetch
 * that nobody closes is not kept by its session factory. Thread-safe.
 */
final class ChangeListeners {

	private static final Set<String> ANY = Set.of("");

	private final Set<Subscription> all = ConcurrentHashMap.newKeySet();

	private final Map<String, Set<Subscription>> byTable = new ConcurrentHashMap<>();

	private final AtomicLong commits = new AtomicLong();

	/** The last commit that has changed a table; an empty name for those of any. */
	private final Map<String, Long> lastCommits = new ConcurrentHashMap<>();

	private final ReferenceQueue<Change.Listener> collected = new ReferenceQueue<>();

	/**
	 * Add a listener, which hears of changes only whose tables are not known.
	 * @return adds tables
	 */
	Change.Watch add(Change.Listener listener) {
		removeCollected();
		Subscription subscription = new Subscription(listener);
		this.all.add(subscription);
		return subscription;
	}

	/** Forget listeners that are gone. */
	private void removeCollected() {
		for (Reference<?> gone = this.collected.poll(); gone != null; gone = this.collected.poll()) {
			Subscription subscription = (Subscription) gone;
			this.all.remove(subscription);
			subscription.tables.forEach((table) -> this.byTable.computeIfPresent(table, (key, subscriptions) -> {
				subscriptions.remove(subscription);
				return subscriptions.isEmpty() ? null : subscriptions;
			}));
		}
	}

	boolean isEmpty() {
		removeCollected();
		return this.all.isEmpty();
	}

	/** Whether anybody wants to know the keys of what changed in the tables. */
	boolean watches(Set<String> tables) {
		for (String table : tables) {
			if (this.byTable.containsKey(table)) {
				return true;
			}
		}
		return false;
	}

	/** Pass on what was committed, to each listener once. */
	void committed(Collection<Change> changes) {
		removeCollected();
		count(changes);
		for (Subscription subscription : concerned(changes)) {
			Change.Listener listener = subscription.get();
			if (listener != null) {
				listener.committed(changes);
			}
		}
	}

	private void count(Collection<Change> changes) {
		long commit = this.commits.incrementAndGet();
		for (Change change : changes) {
			(change.tables().isEmpty() ? ANY : change.tables()).forEach((table) -> this.lastCommits.put(table, commit));
		}
	}

	private Set<Subscription> concerned(Collection<Change> changes) {
		Set<Subscription> concerned = new HashSet<>();
		for (Change change : changes) {
			if (change.tables().isEmpty()) {
				return this.all;
			}
			change.tables().forEach((table) -> concerned.addAll(this.byTable.getOrDefault(table, Set.of())));
		}
		return concerned;
	}

	private boolean isUnchangedSince(long commits, Set<String> tables) {
		return Stream.concat(ANY.stream(), tables.stream())
			.allMatch((table) -> this.lastCommits.getOrDefault(table, 0L) <= commits);
	}

	/** Whether no commit from now on has changed one of the tables. */
	BooleanSupplier unchanged(Set<String> tables) {
		long commits = this.commits.get();
		return () -> isUnchangedSince(commits, tables);
	}

	/** How many listeners and tables are remembered. */
	int size() {
		removeCollected();
		return this.all.size() + this.byTable.size();
	}

	/** A listener and the tables it watches. */
	private final class Subscription extends WeakReference<Change.Listener> implements Change.Watch {

		private final Set<String> tables = ConcurrentHashMap.newKeySet();

		Subscription(Change.Listener listener) {
			super(listener, ChangeListeners.this.collected);
		}

		@Override
		public void add(Set<String> tables) {
			for (String table : tables) {
				if (this.tables.add(table)) {
					ChangeListeners.this.byTable.compute(table, (key, known) -> {
						Set<Subscription> subscriptions = (known != null) ? known : ConcurrentHashMap.newKeySet();
						subscriptions.add(this);
						return subscriptions;
					});
				}
			}
		}

		@Override
		public long commits() {
			return ChangeListeners.this.commits.get();
		}

		@Override
		public boolean isUnchangedSince(long commits, Set<String> tables) {
			return ChangeListeners.this.isUnchangedSince(commits, tables);
		}

	}

}
