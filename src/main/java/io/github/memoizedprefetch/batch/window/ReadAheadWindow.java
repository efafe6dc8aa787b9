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
package io.github.memoizedprefetch.batch.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Items that were read ahead, and what the delegate has done after them: thrown, or come
 * to the end. Not thread-safe.
 *
 * @param <T> the items
 */
public final class ReadAheadWindow<T> {

	private final Deque<T> items = new ArrayDeque<>();

	/** What the delegate has thrown after the items. */
	private @Nullable Exception failure;

	private boolean ended;

	public void clear() {
		this.items.clear();
		this.failure = null;
		this.ended = false;
	}

	public boolean isHandedOut() {
		return this.items.isEmpty() && this.failure == null && !this.ended;
	}

	/** The item that is handed out next; null if there is none. */
	public @Nullable T next() {
		return this.items.peek();
	}

	public List<T> items() {
		return new ArrayList<>(this.items);
	}

	/**
	 * Read what the window has room for.
	 * @param first an item that was read already, or null
	 */
	public void read(ItemReader<? extends T> delegate, int size, @Nullable T first) {
		if (first != null) {
			this.items.add(first);
		}
		while (this.items.size() < size && this.failure == null && !this.ended) {
			readItem(delegate);
		}
	}

	private void readItem(ItemReader<? extends T> delegate) {
		try {
			T item = delegate.read();
			if (item != null) {
				this.items.add(item);
			}
			else {
				this.ended = true;
			}
		}
		catch (Exception ex) {
			this.failure = ex;
		}
	}

	/**
	 * The next item; null at the end.
	 * @throws Exception what the delegate has thrown, once
	 */
	public @Nullable T handOut(WindowState state) throws Exception {
		T item = this.items.poll();
		if (item != null) {
			state.itemHandedOut();
		}
		else if (this.failure != null) {
			Exception exception = this.failure;
			this.failure = null;
			state.errorHandedOut();
			throw exception;
		}
		else {
			this.ended = false;
		}
		return item;
	}

}
