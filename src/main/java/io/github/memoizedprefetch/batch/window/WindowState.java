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

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

/**
 * Where a reader that reads ahead is: the delegate's state at the start of a window, the
 * base, and what was handed out since. Not thread-safe.
 * <p>
 * The delegate is asked for its state only when the step asks, which is never before the
 * first chunk in a {@code ChunkOrientedStep}, and not at all while the base is the start
 * of the window, because asking may have effects on items that were read ahead:
 * {@code JpaCursorItemReader} clears its session. Until the delegate has been asked, the
 * base is what the execution context had when it was opened.
 */
public final class WindowState {

	private static final String ITEMS = "window.items";

	private static final String ERRORS = "window.errors";

	private static final String LAST_ERRORS = "window.errors.last";

	private final @Nullable ItemStream delegate;

	private final UnaryOperator<String> keys;

	private boolean enabled;

	private ExecutionContext base = new ExecutionContext();

	/** The delegate's state behind the window, which is the next one's base. */
	private @Nullable ExecutionContext next;

	/** Whether the delegate is known to save a state. */
	private boolean telling;

	private Count handedOut = new Count(0, 0, 0);

	/** What was handed out before a restart and has to be read again. */
	private Count toSkip = new Count(0, 0, 0);

	/** Whether the base is the start of the window. */
	private boolean atStart;

	/**
	 * Outcomes of reads since the base.
	 *
	 * @param items how many items were read
	 * @param errors how many errors there were before the last item
	 * @param lastErrors how many errors there were since
	 */
	private record Count(int items, int errors, int lastErrors) {

		Count item() {
			return new Count(this.items + 1, this.errors + this.lastErrors, 0);
		}

		Count error() {
			return new Count(this.items, this.errors, this.lastErrors + 1);
		}

		boolean isZero() {
			return this.items + this.errors + this.lastErrors == 0;
		}

	}

	/**
	 * The state of a reader that was not opened yet.
	 * @param delegate the delegate, or null if it has no state
	 * @param keys makes a key of the execution context
	 */
	public WindowState(@Nullable ItemStream delegate, UnaryOperator<String> keys) {
		this.delegate = delegate;
		this.keys = keys;
		this.enabled = delegate != null;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public void open(ExecutionContext executionContext) {
		if (this.delegate == null) {
			return;
		}
		this.delegate.open(executionContext);
		rebase(new ExecutionContext());
		this.telling = this.delegate instanceof AbstractItemCountingItemStreamItemReader;
		if (isSaved() && executionContext.containsKey(key(ITEMS))) {
			this.telling = true;
			this.handedOut = new Count(executionContext.getInt(key(ITEMS)), executionContext.getInt(key(ERRORS), 0),
					executionContext.getInt(key(LAST_ERRORS), 0));
		}
		this.toSkip = this.handedOut;
	}

	public void close() {
		if (this.delegate != null) {
			this.delegate.close();
		}
	}

	void itemHandedOut() {
		this.handedOut = this.handedOut.item();
	}

	void errorHandedOut() {
		this.handedOut = this.handedOut.error();
	}

	/**
	 * All of the last window was handed out.
	 * @param size the size of a window
	 * @return how many items to read: after a restart the rest of the window that was
	 * begun then, so that windows stay in step with the delegate's pages
	 */
	public int beginWindow(int size) {
		if (this.next != null) {
			rebase(this.next);
		}
		int begun = this.toSkip.items() % size;
		this.atStart = this.handedOut.isZero() || begun == this.handedOut.items();
		return size - begun;
	}

	/**
	 * Read again what was handed out before a restart.
	 * @return an item behind that, if one was read; otherwise null
	 */
	public <T> @Nullable T skip(ItemReader<? extends T> reader) throws Exception {
		while (this.toSkip.items() > 0) {
			skipItem(reader);
		}
		while (this.toSkip.lastErrors() > 0) {
			try {
				T item = reader.read();
				this.toSkip = new Count(0, 0, 0);
				return item;
			}
			catch (Exception ex) {
				this.toSkip = new Count(0, 0, this.toSkip.lastErrors() - 1);
			}
		}
		// errors that have not come again
		this.toSkip = new Count(0, 0, 0);
		return null;
	}

	private void skipItem(ItemReader<?> reader) {
		Count count = this.toSkip;
		try {
			boolean end = reader.read() == null;
			this.toSkip = end ? new Count(0, 0, 0) : new Count(count.items() - 1, count.errors(), count.lastErrors());
		}
		catch (Exception ex) {
			if (count.errors() == 0) {
				throw new ItemStreamException("Could not move to the stored position on restart", ex);
			}
			this.toSkip = new Count(count.items(), count.errors() - 1, count.lastErrors());
		}
	}

	/**
	 * Save the state.
	 * @param allHandedOut whether nothing is left of what was read ahead
	 */
	public void update(ExecutionContext executionContext, boolean allHandedOut) {
		if (this.delegate == null) {
			return;
		}
		if (!allHandedOut) {
			lookBehindWindow(this.delegate);
		}
		else if (this.toSkip.isZero()) {
			rebase(state(this.delegate));
		}
		// a delegate that tells nothing, not even behind the window, starts anew
		if (isSaved() && this.telling) {
			save(executionContext);
		}
	}

	private void lookBehindWindow(ItemStream delegate) {
		if (this.next == null && (!this.atStart || (isSaved() && !this.telling))) {
			this.next = state(delegate);
		}
	}

	private void save(ExecutionContext executionContext) {
		this.base.entrySet().forEach((entry) -> executionContext.put(entry.getKey(), entry.getValue()));
		executionContext.putInt(key(ITEMS), this.handedOut.items());
		executionContext.putInt(key(ERRORS), this.handedOut.errors());
		executionContext.putInt(key(LAST_ERRORS), this.handedOut.lastErrors());
	}

	private boolean isSaved() {
		return this.enabled && !(this.delegate instanceof AbstractItemCountingItemStreamItemReader<?> counting
				&& !counting.isSaveState());
	}

	private void rebase(ExecutionContext state) {
		this.base = state;
		this.next = null;
		this.handedOut = new Count(0, 0, 0);
	}

	private ExecutionContext state(ItemStream delegate) {
		ExecutionContext state = new ExecutionContext(this.base);
		delegate.update(state);
		if (state.containsKey(key(ITEMS))) {
			throw new IllegalStateException("A delegate of the MemoizedPrefetchItemReader saves its state as '"
					+ key(ITEMS) + "' too; decorate a reader once, or set different names");
		}
		this.telling |= !state.isEmpty();
		return state;
	}

	private String key(String key) {
		return this.keys.apply(key);
	}

}
