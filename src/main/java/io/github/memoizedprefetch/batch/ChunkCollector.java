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

import java.lang.ref.WeakReference;
import java.util.Objects;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.step.ReadItems;
import io.github.memoizedprefetch.batch.step.StepItems;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.annotation.AfterJob;
import org.springframework.batch.core.annotation.AfterStep;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Collects the items that a step reads, and prefetches all of them when the first one is
 * about to be processed; to be written, in a tasklet step without a processor. Items that
 * are processed again after a rollback were not read again, so nothing happens then.
 * <p>
 * Subclasses bind {@code T} or {@code P} so that, for the compiler, only one of the
 * overloaded {@code listener} methods of Spring Batch's builders applies to them. At run
 * time they are all three listeners for any item, because the methods are declared here
 * alone, where both types erase to {@code Object}: subclasses must not override them.
 *
 * @param <T> the items, as the compiler sees them when read
 * @param <P> the items, as the compiler sees them when processed and written
 */
abstract class ChunkCollector<T, P> implements ItemReadListener<T>, ItemProcessListener<P, P>, ItemWriteListener<P> {

	private final MemoizedPrefetch prefetch;

	private final StepItems itemsOutsideOfSteps;

	/**
	 * What each thread reads: where a thread works alone, its step need not be looked up
	 * for each item. Each listener has its own, and nothing is held by it.
	 */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable WeakReference<ReadItems>> reading = new ThreadLocal<>();

	private volatile boolean warned;

	ChunkCollector(MemoizedPrefetch prefetch) {
		this.prefetch = Objects.requireNonNull(prefetch, "prefetch must not be null");
		this.itemsOutsideOfSteps = new StepItems(prefetch, null);
	}

	/**
	 * Remember the item until it is prefetched.
	 * @param item the item that was read
	 */
	@Override
	public void afterRead(T item) {
		ReadItems own = reading();
		if (own == null || !own.goOn(item)) {
			own = stepItems().add(item);
			this.reading.set((own != null) ? own.reference() : null);
		}
	}

	private @Nullable ReadItems reading() {
		WeakReference<ReadItems> reference = this.reading.get();
		return (reference != null) ? reference.get() : null;
	}

	/**
	 * The thread may go on with another step.
	 * @param ex not used
	 */
	@Override
	public void onReadError(Exception ex) {
		this.reading.remove();
	}

	/**
	 * Prefetch what was read, if it was not prefetched yet.
	 * @param item tells whether it was
	 */
	@Override
	public void beforeProcess(P item) {
		ReadItems own = reading();
		if (own == null || !own.isPrefetched(item)) {
			prefetch();
			if (own != null) {
				own.isPrefetched(item);
			}
		}
	}

	/**
	 * Prefetch what was read, if it was not prefetched yet.
	 * @param items not used
	 */
	@Override
	public void beforeWrite(Chunk<? extends P> items) {
		prefetch();
	}

	private void prefetch() {
		if (isWanted()) {
			stepItems().prefetch();
		}
		else {
			stepItems().drop();
		}
	}

	/**
	 * Whether to prefetch at all in this step execution, for listeners that cannot know
	 * before the first item is about to be processed. What was read is dropped otherwise.
	 * @return true by default
	 */
	protected boolean isWanted() {
		return true;
	}

	/**
	 * Let strict mode say which association it was, if there was no session to load it.
	 * @param item the item that was processed
	 * @param ex what the processor has thrown
	 */
	@Override
	public void onProcessError(P item, Exception ex) {
		this.prefetch.explain(ex, item);
	}

	/**
	 * Let strict mode say which association it was, if there was no session to load it.
	 * @param ex what the writer has thrown
	 * @param items not used: what is written may be no item
	 */
	@Override
	public void onWriteError(Exception ex, Chunk<? extends P> items) {
		this.prefetch.explain(ex, null);
	}

	/**
	 * Say so, if this was told of no item. Called only where Spring Batch looks for
	 * methods with annotations: by builders that know no better method for this class,
	 * and by XML.
	 * @param stepExecution the step execution
	 */
	@AfterStep
	protected void afterStep(StepExecution stepExecution) {
		if (!this.warned && !stepItems().hasPart()) {
			this.warned = Untold.warnOfStep(this, stepExecution);
		}
	}

	/**
	 * Say that a job tells of no items. Called only if this is registered with one.
	 * @param jobExecution the job execution
	 */
	@AfterJob
	protected void afterJob(JobExecution jobExecution) {
		if (!this.warned) {
			this.warned = true;
			Untold.warnOfJob(this, jobExecution.getJobInstance().getJobName());
		}
	}

	final StepItems stepItems() {
		StepContext context = StepSynchronizationManager.getContext();
		return (context != null) ? StepItems.of(this.prefetch, context) : this.itemsOutsideOfSteps;
	}

}
