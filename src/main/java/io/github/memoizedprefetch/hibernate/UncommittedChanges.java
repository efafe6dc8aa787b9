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

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;

/**
 * What the transaction of one session has changed. Passed on when it commits, forgotten
 * when it rolls back.
 */
final class UncommittedChanges implements TransactionObserver {

	private final Set<Change> changes = ConcurrentHashMap.newKeySet();

	private final SharedSessionContractImplementor session;

	private final TransactionCoordinator coordinator;

	private final Consumer<Change> committed;

	private final Consumer<SharedSessionContractImplementor> completed;

	UncommittedChanges(SharedSessionContractImplementor session, Consumer<Change> committed,
			Consumer<SharedSessionContractImplementor> completed) {
		this.session = session;
		this.coordinator = session.getTransactionCoordinator();
		this.committed = committed;
		this.completed = completed;
		this.coordinator.addObserver(this);
	}

	void add(Change change) {
		this.changes.add(change);
	}

	List<Change> list() {
		return List.copyOf(this.changes);
	}

	@Override
	public void afterBegin() {
	}

	@Override
	public void beforeCompletion() {
	}

	@Override
	public void afterCompletion(boolean successful, boolean delayed) {
		this.coordinator.removeObserver(this);
		this.completed.accept(this.session);
		if (successful) {
			this.changes.forEach(this.committed);
		}
	}

}
