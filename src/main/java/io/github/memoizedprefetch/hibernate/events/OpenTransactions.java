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

import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.jspecify.annotations.Nullable;

/**
 * What transactions that have not ended have changed. What is kept here keeps no session:
 * changes are kept by their coordinators. Thread-safe.
 */
final class OpenTransactions {

	private final ChangeListeners listeners;

	private final Map<TransactionCoordinator, WeakReference<UncommittedChanges>> changes = Collections
		.synchronizedMap(new WeakHashMap<>());

	/**
	 * @param listeners hear of what is committed
	 */
	OpenTransactions(ChangeListeners listeners) {
		this.listeners = listeners;
	}

	ChangedTables changed(SharedSessionContractImplementor session) {
		UncommittedChanges known = known(session);
		return (known != null) ? known.tables() : ChangedTables.NONE;
	}

	/** An entity or a collection has changed. */
	void changed(SharedSessionContractImplementor session, Object key, Set<String> tables) {
		if (session.isTransactionInProgress()) {
			note(session, key, tables);
		}
		else {
			this.listeners.committed(List.of(new Change(Set.of(key), tables)));
		}
	}

	/** Some rows have changed, of any table if no tables are known. */
	void changed(SharedSessionContractImplementor session, Set<String> tables) {
		if (session.isTransactionInProgress()) {
			of(session).add(tables);
		}
		else {
			this.listeners.committed(List.of(Change.of(tables)));
		}
	}

	/** Tables are noted also where nobody watches them yet: a plan made later may. */
	void note(SharedSessionContractImplementor session, Object key, Set<String> tables) {
		if (this.listeners.watches(tables)) {
			of(session).add(key, tables);
		}
		else {
			of(session).add(tables);
		}
	}

	UncommittedChanges of(SharedSessionContractImplementor session) {
		UncommittedChanges known = known(session);
		if (known != null) {
			return known;
		}
		UncommittedChanges first = UncommittedChanges.of(session, this.listeners::committed);
		this.changes.put(session.getTransactionCoordinator(), new WeakReference<>(first));
		return first;
	}

	private @Nullable UncommittedChanges known(SharedSessionContractImplementor session) {
		WeakReference<UncommittedChanges> reference = this.changes.get(session.getTransactionCoordinator());
		return (reference != null) ? reference.get() : null;
	}

	int size() {
		return this.changes.size();
	}

}
