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
package io.github.memoizedprefetch.batch;

import io.github.memoizedprefetch.hibernate.reading.ItemCursor;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ReaderNotOpenException;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

/**
 * Opens, reads and closes a cursor, which nothing leaves open. Not thread-safe.
 *
 * @param <T> the items
 */
abstract class CursorItemReader<T> extends AbstractItemCountingItemStreamItemReader<T> {

	private @Nullable ItemCursor<? extends T> cursor;

	/** Make the cursor, which is not executed yet. */
	abstract ItemCursor<? extends T> openCursor();

	/**
	 * Open the session, and execute the query from the item on that the context says. If
	 * that fails nothing stays open.
	 * @throws ItemStreamException if the reader is open, or the query cannot be executed;
	 * its cause says which name or type is wrong
	 */
	@Override
	public void open(ExecutionContext executionContext) {
		if (this.cursor != null) {
			throw new ItemStreamException("The reader is open already; close it first");
		}
		try {
			super.open(executionContext);
			execute();
		}
		catch (RuntimeException | Error ex) {
			try {
				doClose();
			}
			catch (RuntimeException suppressed) {
				ex.addSuppressed(suppressed);
			}
			throw ex;
		}
	}

	private void execute() {
		try {
			requireOpen().execute();
		}
		catch (RuntimeException ex) {
			throw new ItemStreamException("Failed to execute the query of the reader", ex);
		}
	}

	/**
	 * The next item.
	 * @return the item, detached; null at the end of the data
	 * @throws ReaderNotOpenException if the reader is not open
	 */
	@Override
	public @Nullable T read() throws Exception {
		requireOpen();
		return super.read();
	}

	@Override
	protected void doOpen() {
		this.cursor = openCursor();
	}

	@Override
	protected void jumpToItem(int itemIndex) {
		requireOpen().skip(itemIndex);
	}

	@Override
	protected @Nullable T doRead() {
		return requireOpen().next();
	}

	private ItemCursor<? extends T> requireOpen() {
		if (this.cursor == null) {
			throw new ReaderNotOpenException("Reader must be open before it can be read.");
		}
		return this.cursor;
	}

	/** Give the connection back; nothing, if the reader is not open. */
	@Override
	protected void doClose() {
		ItemCursor<? extends T> closing = this.cursor;
		this.cursor = null;
		if (closing != null) {
			closing.close();
		}
	}

}
