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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.hibernate.SessionEventListener;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction has changed. Passed on when it commits, or may have; forgotten
 * when it rolls back. Kept by the transaction's coordinator alone, so that it goes with a
 * session that nobody closes. Thread-safe.
 */
final class UncommittedChanges implements OwnChanges, TransactionObserver, SessionEventListener {

	private final transient TransactionCoordinator coordinator;

	private final transient Consumer<Collection<Change>> committed;

	/** Without keys where nobody wants to know them. */
	private final transient Map<Set<String>, Map<Object, Long>> keys = new HashMap<>();

	/** Tables of which more has changed than some keys. */
	private final transient Map<Set<String>, Long> entirely = new HashMap<>();

	private transient IdentityHashMap<Object, Long> ahead = new IdentityHashMap<>();

	private transient ChangedTables tables = ChangedTables.NONE;

	private transient boolean committing;

	private transient long revision;

	private transient long transaction;

	private transient volatile long activity;

	private UncommittedChanges(TransactionCoordinator coordinator, Consumer<Collection<Change>> committed) {
		this.coordinator = coordinator;
		this.committed = committed;
	}

	/**
	 * Start with none.
	 * @param session takes part in the transaction
	 * @param committed takes the changes that were committed
	 */
	static UncommittedChanges of(SharedSessionContractImplementor session, Consumer<Collection<Change>> committed) {
		UncommittedChanges changes = new UncommittedChanges(session.getTransactionCoordinator(), committed);
		changes.coordinator.addObserver(changes);
		session.getEventListenerManager().addListener(changes);
		return changes;
	}

	/** An entity or a collection has changed. */
	synchronized void add(Object key, Set<String> tables) {
		this.keys.computeIfAbsent(tables, (any) -> new HashMap<>()).put(key, ++this.revision);
		addTables(tables);
	}

	/** The tables have changed, it is not known where; any table if there are none. */
	synchronized void add(Set<String> tables) {
		if (this.entirely.put(tables, ++this.revision) == null) {
			addTables(tables);
		}
	}

	private void addTables(Set<String> changed) {
		if (!this.tables.tables().containsAll(changed)) {
			Set<String> all = new HashSet<>(this.tables.tables());
			all.addAll(changed);
			this.tables = new ChangedTables(all, this.tables.anyOther());
		}
		else if (changed.isEmpty()) {
			this.tables = new ChangedTables(this.tables.tables(), true);
		}
	}

	/** The tables so far; what changes later changes another set. */
	synchronized ChangedTables tables() {
		return this.tables;
	}

	private synchronized List<Change> take() {
		List<Change> changes = new ArrayList<>();
		this.entirely.keySet().forEach((changed) -> changes.add(Change.of(changed)));
		this.keys.forEach((changed, changedKeys) -> {
			if (!this.entirely.containsKey(changed)) {
				changes.add(new Change(Set.copyOf(changedKeys.keySet()), changed));
			}
		});
		this.keys.clear();
		this.entirely.clear();
		this.ahead = new IdentityHashMap<>(); // not for this thread to clear
		this.tables = ChangedTables.NONE;
		this.transaction++;
		return changes;
	}

	@Override
	public synchronized long revision() {
		return this.revision;
	}

	@Override
	public long activity() {
		return this.activity;
	}

	@Override
	public void jdbcPrepareStatementStart() {
		active();
	}

	@Override
	public void jdbcExecuteStatementStart() {
		active();
	}

	@Override
	public void jdbcExecuteBatchStart() {
		active();
	}

	@Override
	public void flushStart() {
		active();
	}

	@Override
	public void partialFlushStart() {
		active();
	}

	/** A session has one thread at a time. */
	@SuppressWarnings("NonAtomicVolatileUpdate")
	private void active() {
		this.activity++;
	}

	@Override
	public synchronized long transaction() {
		return this.transaction;
	}

	@Override
	public synchronized boolean isAnySince(long since, @Nullable Set<String> of) {
		return since < this.revision && (isUnknownSince(since, of) || !keysSince(since, of).isEmpty());
	}

	@Override
	public synchronized boolean isUnknownSince(long since, @Nullable Set<String> of) {
		return since < this.revision && this.entirely.entrySet()
			.stream()
			.anyMatch((change) -> change.getValue() > since && concerns(change.getKey(), of));
	}

	@Override
	public synchronized Set<Object> keysSince(long since, @Nullable Set<String> of) {
		Set<Object> changed = new HashSet<>();
		if (since < this.revision) {
			this.keys.forEach((tables, revisions) -> {
				if (concerns(tables, of)) {
					revisions.forEach((key, at) -> {
						if (at > since) {
							changed.add(key);
						}
					});
				}
			});
		}
		return changed;
	}

	@Override
	public synchronized IdentityHashMap<Object, Long> loadedAhead() {
		return this.ahead;
	}

	private static boolean concerns(Set<String> changed, @Nullable Set<String> of) {
		return of == null || changed.isEmpty() || !Collections.disjoint(changed, of);
	}

	@Override
	public void afterBegin() {
	}

	@Override
	public void beforeCompletion() {
		this.committing = true;
	}

	/** What was to be committed may be, whatever the driver has reported. */
	@Override
	public void afterCompletion(boolean successful, boolean delayed) {
		complete(successful || this.committing);
	}

	/**
	 * The session is closed. Within its transaction nobody tells how that ends: that is
	 * up to the connection pool. Nor does Hibernate 7.2 of a commit that has failed.
	 */
	@Override
	public void end() {
		complete(true);
	}

	private void complete(boolean mayBeCommitted) {
		this.committing = false;
		List<Change> changes = take();
		if (mayBeCommitted && !changes.isEmpty()) {
			this.committed.accept(changes);
		}
	}

}
