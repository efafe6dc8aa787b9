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

import java.util.List;
import java.util.Objects;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.step.AheadPrefetches;
import io.github.memoizedprefetch.batch.step.StepItems;
import io.github.memoizedprefetch.chunk.AheadLoad;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.core.task.TaskDecorator;

/**
 * Prefetches the items of a window: all at once, or slice by slice, when the next slices
 * are loaded ahead. Not thread-safe.
 */
public final class WindowPrefetch {

	private final MemoizedPrefetch prefetch;

	private final int defaultSize;

	private @Nullable Integer size;

	private int threads;

	private @Nullable TaskDecorator decorator;

	/** Null as long as nothing is loaded ahead. */
	private @Nullable AheadLoads loads;

	/** How many items that were not handed out are prefetched. */
	private int prefetched;

	/** Of the window, if it has keys. */
	private @Nullable StepItems stepItems;

	/**
	 * @param defaultSize how many items are prefetched together if something is loaded
	 * ahead
	 */
	public WindowPrefetch(MemoizedPrefetch prefetch, int defaultSize) {
		this.prefetch = prefetch;
		this.defaultSize = defaultSize;
	}

	public void setSize(int size) {
		this.size = size;
	}

	public void setThreads(int threads) {
		this.threads = threads;
	}

	public void setDecorator(TaskDecorator decorator) {
		this.decorator = decorator;
	}

	/** Whether something is loaded ahead. */
	public boolean isAhead() {
		return this.threads > 0;
	}

	/** How many items are prefetched together; null for those of a window. */
	private @Nullable Integer size() {
		return (this.size == null && isAhead()) ? Integer.valueOf(this.defaultSize) : this.size;
	}

	/**
	 * Check what was configured, when all properties are bound.
	 * @param windowSize how many items are read ahead
	 * @param origin where that comes from
	 */
	public void require(int windowSize, String origin) {
		Integer size = size();
		if (isAhead() && size != null && size >= windowSize) {
			throw new IllegalStateException(("loadAhead is %d, but a window of %d items (%s) has one slice of the"
					+ " prefetchSize of %d, so that there is nothing to load ahead; let the window be several times as"
					+ " large, ten times is a good start")
				.formatted(this.threads, windowSize, origin, size));
		}
		if (isAhead() && !AheadPrefetches.canLoadAhead(this.prefetch)) {
			throw new IllegalStateException(("loadAhead is %d, but the prefetch, a %s, is none that"
					+ " MemoizedPrefetch.builder(..) has made, so that nothing could be loaded ahead; take one of these,"
					+ " or leave loadAhead at 0")
				.formatted(this.threads, this.prefetch.getClass().getName()));
		}
		String bound = (isAhead() && this.decorator == null) ? AheadPrefetches.of(this.prefetch).threadBoundSource()
				: null;
		if (bound != null) {
			throw new IllegalStateException(("loadAhead is %d, but the EntityManagerFactory's DataSource is a %s, which"
					+ " chooses by what the calling thread holds: other threads would read from elsewhere. Set a"
					+ " taskDecorator that gives them what it is chosen by, or leave loadAhead at 0")
				.formatted(this.threads, bound));
		}
	}

	/** Prefetch what is handed out next, if that has not been done. */
	public void prefetchNext(ReadAheadWindow<?> window) {
		if (this.prefetched == 0) {
			List<?> items = window.items();
			Integer size = size();
			int count = (size != null) ? Math.min(size, items.size()) : items.size();
			if (count > 0) {
				prefetch(items.subList(0, count), items.subList(count, items.size()));
			}
			this.prefetched = count;
		}
		if (this.stepItems != null) {
			this.stepItems.serveKeys(window.next());
		}
	}

	private void prefetch(List<?> items, List<?> behind) {
		StepContext context = StepSynchronizationManager.getContext();
		if (context != null) {
			StepItems own = StepItems.of(this.prefetch, context);
			List<AheadLoad> loaded = isAhead() ? loads().next(behind, Objects.requireNonNull(size()), own::collectAhead)
					: List.of();
			own.prefetchAhead(items, loaded);
			this.stepItems = AheadPrefetches.of(this.prefetch).hasKeys() ? own : null;
		}
		else {
			this.prefetch.processChunk(items);
		}
	}

	private AheadLoads loads() {
		AheadLoads current = this.loads;
		if (current == null) {
			current = new AheadLoads(this.threads, this.decorator);
			this.loads = current;
		}
		return current;
	}

	/** The item that comes next is handed out. */
	public void handedOut() {
		this.prefetched = Math.max(0, this.prefetched - 1);
	}

	/** Drop what is known of a window, and end the threads. */
	public void reset() {
		this.prefetched = 0;
		this.stepItems = null;
		if (this.loads != null) {
			this.loads.close();
			this.loads = null;
		}
	}

}
