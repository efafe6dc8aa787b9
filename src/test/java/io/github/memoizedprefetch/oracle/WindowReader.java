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
package io.github.memoizedprefetch.oracle;

import java.util.ArrayDeque;
import java.util.Queue;

import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads windows of items at once, and does nothing else: what items are depends on when
 * they are read.
 */
final class WindowReader implements ItemStreamReader<Object> {

	private final ItemStreamReader<Object> delegate;

	private final int size;

	private final Queue<Object> window = new ArrayDeque<>();

	/** Whether the delegate has ended; a paging reader that is asked again flushes. */
	private boolean ended;

	private Exception error;

	WindowReader(ItemStreamReader<Object> delegate, int size) {
		this.delegate = delegate;
		this.size = size;
	}

	@Override
	public void open(ExecutionContext context) {
		this.delegate.open(context);
	}

	@Override
	public Object read() throws Exception {
		while (this.window.isEmpty() && this.error == null && !this.ended) {
			readWindow();
		}
		Exception thrown = this.window.isEmpty() ? this.error : null;
		if (thrown != null) {
			this.error = null;
			throw thrown;
		}
		return this.window.poll();
	}

	private void readWindow() {
		try {
			while (!this.ended && this.window.size() < this.size) {
				Object item = this.delegate.read();
				this.ended = item == null;
				if (item != null) {
					this.window.add(item);
				}
			}
		}
		catch (Exception ex) {
			this.error = ex; // behind what was read before
		}
	}

	/** Has effects on what was read. */
	@Override
	public void update(ExecutionContext context) {
		if (this.window.isEmpty()) {
			this.delegate.update(context);
		}
	}

	@Override
	public void close() {
		this.delegate.close();
	}

}
