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
package io.github.memoizedprefetch.batch.step;

import java.util.List;
import java.util.function.BiConsumer;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The items of a chunk that hold keys, until the next chunk is read: what the session of
 * one transaction has is not in that of the next, in which the chunk is processed again
 * after a rollback, or scanned. For one thread.
 */
final class KeptItems {

	private final boolean any;

	private final BiConsumer<List<?>, Boolean> keys;

	private List<?> items = List.of();

	private int times;

	/** Whether the current transaction has the entities. */
	private boolean served;

	/**
	 * @param any whether there are keys
	 * @param keys serves the keys of items; true if it may load
	 */
	KeptItems(boolean any, BiConsumer<List<?>, Boolean> keys) {
		this.any = any;
		this.keys = keys;
	}

	/** The keys of a new chunk have been served. */
	void keep(List<?> chunk) {
		if (this.any && !chunk.isEmpty() && TransactionSynchronizationManager.isSynchronizationActive()) {
			this.items = chunk;
			this.times = 0;
			followTransaction();
		}
	}

	void drop() {
		this.items = List.of();
	}

	/** Whether they may have to be served. */
	boolean isDue() {
		return !this.served && !this.items.isEmpty();
	}

	/**
	 * Serve them, if there is another transaction. Memoized are most of them: what is
	 * missing is loaded once, so that ids without a row are not asked for item by item.
	 */
	void serve() {
		if (isDue() && TransactionSynchronizationManager.isSynchronizationActive()) {
			this.times++;
			this.keys.accept(this.items, this.times == 1);
			followTransaction();
		}
	}

	private void followTransaction() {
		this.served = true;
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				KeptItems.this.served = false;
			}

		});
	}

}
