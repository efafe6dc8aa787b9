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

import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.window.ReadAheadWindow;
import io.github.memoizedprefetch.batch.window.WindowPrefetch;
import io.github.memoizedprefetch.batch.window.WindowState;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.database.AbstractPagingItemReader;
import org.springframework.batch.infrastructure.item.support.AbstractItemStreamItemReader;
import org.springframework.core.task.TaskDecorator;

/**
 * Reads a window of items ahead from any reader, prefetches them together, and hands them
 * out one by one. For steps in which no listener sees a whole chunk before its items are
 * processed: a {@code ChunkOrientedStep} with a task executor, and several threads that
 * share a reader. It also helps where chunks are small. A listener of the same prefetch
 * prefetches nothing then, and lets strict mode explain.
 * <p>
 * <b>Thread-safe</b>, also if the delegate is not. A window is read and prefetched by the
 * thread that asks for its first item, while the others wait; so the session of a
 * delegate like {@code JpaPagingItemReader} is used by one thread at a time. One that
 * reads in the transaction of the calling thread, like {@code RepositoryItemReader},
 * needs {@link #setWindowSize windows} of its page size where several threads read.
 * <p>
 * <b>Restart</b> is as exact as the delegate's own: what was handed out of a window is
 * read again and dropped. Where several threads share a tasklet step, no reader knows
 * which items are done: switch {@link #setSaveState state} off there.
 * <p>
 * <b>Errors.</b> If the delegate throws, the items before are handed out first. If the
 * prefetch throws, no item is lost, and the next call tries again.
 * <p>
 * <b>Sessions.</b> A {@code JpaPagingItemReader} clears its session before each page, so
 * the best window is the page. A {@code JpaCursorItemReader} clears it when its state is
 * saved, once a window: let the chunk size divide the window.
 * <p>
 * Not for readers whose items go back with a rollback, as those of message queues. If the
 * delegate is a {@code StepListener} too, register it with the step.
 *
 * @param <T> the items
 */
public class MemoizedPrefetchItemReader<T> extends AbstractItemStreamItemReader<T> {

	/** The default of {@link #setWindowSize}, where the delegate has no page size. */
	public static final int DEFAULT_WINDOW_SIZE = 1_000;

	/** The same if {@link #setLoadAhead something is loaded ahead}. */
	public static final int DEFAULT_AHEAD_WINDOW_SIZE = 10_000;

	private final ItemReader<? extends T> delegate;

	/** No monitor: virtual threads wait for it while one of them reads. */
	private final Lock lock = new ReentrantLock();

	private final ReadAheadWindow<T> window = new ReadAheadWindow<>();

	private final WindowState state;

	private final WindowPrefetch slices;

	private @Nullable Integer windowSize;

	/**
	 * Make a reader.
	 * @param delegate reads the items; an {@link ItemStream} if the step can be restarted
	 * @param prefetch the prefetch to call with each window; a step-scoped proxy if its
	 * properties are bound late
	 * @throws IllegalArgumentException if the delegate is such a reader itself
	 */
	public MemoizedPrefetchItemReader(ItemReader<? extends T> delegate, MemoizedPrefetch prefetch) {
		this.delegate = Objects.requireNonNull(delegate, "delegate must not be null");
		this.slices = new WindowPrefetch(Objects.requireNonNull(prefetch, "prefetch must not be null"),
				DEFAULT_WINDOW_SIZE);
		if (delegate instanceof MemoizedPrefetchItemReader) {
			throw new IllegalArgumentException("The delegate is a MemoizedPrefetchItemReader itself;"
					+ " decorate its delegate once, with a MemoizedPrefetch that has the paths of both");
		}
		this.state = new WindowState((delegate instanceof ItemStream stream) ? stream : null,
				this::getExecutionContextKey);
	}

	/**
	 * Start to configure a reader; see the constructor.
	 * @param <T> the items
	 */
	public static <T> Builder<T> builder(ItemReader<? extends T> delegate, MemoizedPrefetch prefetch) {
		return new Builder<>(delegate, prefetch);
	}

	/**
	 * How many items are read ahead and prefetched together.
	 * @param windowSize the number of items, at least 1; by default the page size of a
	 * delegate that has one ({@link AbstractPagingItemReader}), else
	 * {@value #DEFAULT_WINDOW_SIZE}, or {@value #DEFAULT_AHEAD_WINDOW_SIZE} if something
	 * is loaded ahead
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public void setWindowSize(int windowSize) {
		this.windowSize = requireAtLeast(1, windowSize, "windowSize");
	}

	/**
	 * How many items of a window are prefetched together, when the first of them is about
	 * to be handed out.
	 * @param prefetchSize the number of items, at least 1; by default those of a window,
	 * or {@value #DEFAULT_WINDOW_SIZE} if something is loaded ahead
	 * @throws IllegalArgumentException if it is less than 1
	 */
	public void setPrefetchSize(int prefetchSize) {
		this.slices.setSize(requireAtLeast(1, prefetchSize, "prefetchSize"));
	}

	/**
	 * Load what the next items of the window miss while those before are processed, for
	 * databases that are far away. Only the memo is filled, by threads of this reader
	 * that look at no session of the items; the items are prefetched as always when their
	 * turn comes. So the step computes the same. If such a load takes more than a second,
	 * the step does it itself; if it fails, nothing more is loaded ahead, with a warning.
	 * Outside of a step nothing is.
	 * <p>
	 * Each thread takes a connection while it loads, beside the two of the step. A
	 * {@code loader} of a config, lookups, and whatever only a session knows, are left to
	 * the step. The threads end when the reader is closed.
	 * @param threads how many slices of {@link #setPrefetchSize} items are loaded at the
	 * same time; 0, the default, for none. 2 hide a round trip even if it takes longer
	 * than a slice is processed
	 * @throws IllegalArgumentException if it is negative
	 */
	public void setLoadAhead(int threads) {
		this.slices.setThreads(requireAtLeast(0, threads, "loadAhead"));
	}

	/**
	 * Hand what is bound to the thread that reads, as the key of a
	 * {@code AbstractRoutingDataSource}, to the threads that load ahead.
	 * @param taskDecorator decorates each load; none by default
	 */
	public void setTaskDecorator(TaskDecorator taskDecorator) {
		this.slices.setDecorator(Objects.requireNonNull(taskDecorator, "taskDecorator must not be null"));
	}

	private static int requireAtLeast(int least, int value, String name) {
		if (value < least) {
			throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
		}
		return value;
	}

	/**
	 * Whether to save in the step's execution context where a restarted step reads on.
	 * @param saveState whether to save the state; true by default, if the delegate is an
	 * {@link ItemStream} and saves its own
	 * @throws IllegalArgumentException if it is true and the delegate is no
	 * {@link ItemStream}
	 */
	public void setSaveState(boolean saveState) {
		if (saveState && !(this.delegate instanceof ItemStream)) {
			throw new IllegalArgumentException("saveState is true, but the delegate, a "
					+ this.delegate.getClass().getName() + ", is no ItemStream, so it cannot start where it stopped;"
					+ " set saveState to false, or take a delegate that is an ItemStreamReader");
		}
		this.state.setEnabled(saveState);
	}

	/** Open the delegate, with the state of the window that was not handed out. */
	@Override
	public void open(ExecutionContext executionContext) {
		this.lock.lock();
		try {
			reset();
			this.state.open(executionContext);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The next item. Reads and prefetches a window if all items of the last one have been
	 * handed out.
	 * @return the item, or null at the end of the data
	 * @throws Exception what the delegate throws, after the items that it has read
	 * before, or what the prefetch throws
	 */
	@Override
	public @Nullable T read() throws Exception {
		this.lock.lock();
		try {
			if (this.window.isHandedOut()) {
				this.window.read(this.delegate, this.state.beginWindow(requireSize()), this.state.skip(this.delegate));
			}
			this.slices.prefetchNext(this.window);
			T item = this.window.handOut(this.state);
			this.slices.handedOut();
			return item;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Save how many items have been handed out. */
	@Override
	public void update(ExecutionContext executionContext) {
		this.lock.lock();
		try {
			this.state.update(executionContext, this.window.isHandedOut());
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Drop what was read ahead, and close the delegate. */
	@Override
	public void close() {
		this.lock.lock();
		try {
			reset();
			this.state.close();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void reset() {
		this.window.clear();
		this.slices.reset();
	}

	private int requireSize() {
		// not before it is read: late bound properties of the delegate are set by then
		int size;
		String origin;
		if (this.windowSize != null) {
			size = this.windowSize;
			origin = "its windowSize";
		}
		else if (this.delegate instanceof AbstractPagingItemReader<?> paging) {
			size = paging.getPageSize();
			origin = "the delegate's pageSize";
		}
		else {
			size = this.slices.isAhead() ? DEFAULT_AHEAD_WINDOW_SIZE : DEFAULT_WINDOW_SIZE;
			origin = "the default";
		}
		this.slices.require(size, origin);
		return size;
	}

	/**
	 * Configures a {@link MemoizedPrefetchItemReader}. Not thread-safe.
	 *
	 * @param <T> the items
	 */
	public static final class Builder<T> {

		private final MemoizedPrefetchItemReader<T> reader;

		private Builder(ItemReader<? extends T> delegate, MemoizedPrefetch prefetch) {
			this.reader = new MemoizedPrefetchItemReader<>(delegate, prefetch);
		}

		/**
		 * The stem of the keys in the execution context, one for each reader of a step;
		 * by default the bean's name, or that of this class.
		 */
		public Builder<T> name(String name) {
			this.reader.setName(name);
			return this;
		}

		/** See {@link MemoizedPrefetchItemReader#setWindowSize}. */
		public Builder<T> windowSize(int windowSize) {
			this.reader.setWindowSize(windowSize);
			return this;
		}

		/** See {@link MemoizedPrefetchItemReader#setPrefetchSize}. */
		public Builder<T> prefetchSize(int prefetchSize) {
			this.reader.setPrefetchSize(prefetchSize);
			return this;
		}

		/** See {@link MemoizedPrefetchItemReader#setLoadAhead}. */
		public Builder<T> loadAhead(int threads) {
			this.reader.setLoadAhead(threads);
			return this;
		}

		/** See {@link MemoizedPrefetchItemReader#setTaskDecorator}. */
		public Builder<T> taskDecorator(TaskDecorator taskDecorator) {
			this.reader.setTaskDecorator(taskDecorator);
			return this;
		}

		/** See {@link MemoizedPrefetchItemReader#setSaveState}. */
		public Builder<T> saveState(boolean saveState) {
			this.reader.setSaveState(saveState);
			return this;
		}

		/** Make the reader; to be called once. */
		public MemoizedPrefetchItemReader<T> build() {
			return this.reader;
		}

	}

}
