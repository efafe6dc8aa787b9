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

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.step.PrefetchEvent;
import io.github.memoizedprefetch.batch.step.StepItems;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.item.ChunkProcessor;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Prefetches each chunk before a {@link ChunkProcessor} processes it. For local chunking
 * ({@code ChunkTaskExecutorItemWriter}) and the workers of remote chunking
 * ({@code ChunkProcessorChunkRequestHandler}), which call a chunk processor and no
 * listener.
 * <p>
 * Within a step execution the memo is cleared when that ends. A remote worker does not
 * know when a step has ended: its memo is cleared when the first chunk of a later step
 * execution comes.
 * <p>
 * On a thread of a task executor only detached items are served, because the session that
 * a reader on another thread keeps open may be in use there, see
 * {@link MemoizedPrefetch#processDetached}. Where the reader's session stays open (JPA
 * readers), register a {@link MemoizedPrefetchItemReadListener} with the step that reads
 * instead: it prefetches on the thread that reads, before the chunk is handed over. Items
 * that a remote worker receives are detached.
 * <p>
 * What {@link MemoizedPrefetch#processChunk} throws comes out of {@link #process}, and
 * fails the chunk as if the delegate had thrown it. If the delegate opens a transaction,
 * decorate the delegate, not what runs within the transaction: no connection is held then
 * while misses are loaded.
 * <p>
 * Thread-safe, if the delegate is.
 *
 * @param <I> the items
 */
public class MemoizedPrefetchChunkProcessor<I> implements ChunkProcessor<I> {

	private final MemoizedPrefetch prefetch;

	private final ChunkProcessor<I> delegate;

	private long newestStepExecution = Long.MIN_VALUE;

	/**
	 * Make a chunk processor.
	 * @param prefetch the prefetch to call with each chunk
	 * @param delegate processes the chunks
	 * @throws IllegalArgumentException if the delegate is such a decorator itself, or a
	 * {@code FaultTolerantChunkProcessor}: its exceptions mean that the chunk is to be
	 * delivered again, which Spring Batch knows by its class
	 */
	public MemoizedPrefetchChunkProcessor(MemoizedPrefetch prefetch, ChunkProcessor<I> delegate) {
		this.prefetch = Objects.requireNonNull(prefetch, "prefetch must not be null");
		this.delegate = Objects.requireNonNull(delegate, "delegate must not be null");
		if (delegate instanceof MemoizedPrefetchChunkProcessor) {
			throw new IllegalArgumentException("The delegate is a MemoizedPrefetchChunkProcessor itself;"
					+ " decorate its delegate once, with a MemoizedPrefetch that has the paths of both");
		}
		if (isFaultTolerant(delegate.getClass())) {
			throw new IllegalArgumentException(
					"The delegate is a FaultTolerantChunkProcessor, whose chunks Spring Batch"
							+ " would not deliver again after an error if it were decorated;"
							+ " call prefetch.processChunk in its ItemProcessor's or ItemWriter's place");
		}
	}

	/** By name, because later versions of Spring Batch do not have the class. */
	private static boolean isFaultTolerant(Class<?> type) {
		for (Class<?> current = type; current != null; current = current.getSuperclass()) {
			if (current.getSimpleName().equals("FaultTolerantChunkProcessor")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Prefetch the chunk, then let the delegate process it.
	 * @param chunk the items
	 * @param contribution the contribution to the step execution
	 * @throws Exception what the delegate or the prefetch throws
	 */
	@Override
	public void process(Chunk<I> chunk, StepContribution contribution) throws Exception {
		StepContext context = StepSynchronizationManager.getContext();
		if (context != null) {
			StepItems.of(this.prefetch, context).process(chunk.getItems());
		}
		else {
			clearBefore(contribution.getStepExecution().getId());
			PrefetchEvent.around(contribution.getStepExecution(), chunk.size(),
					() -> this.prefetch.processChunk(chunk.getItems()));
		}
		try {
			this.delegate.process(chunk, contribution);
		}
		catch (Exception ex) {
			this.prefetch.explain(ex, null);
			throw ex;
		}
	}

	/**
	 * Two step executions may take turns for a while; ids of later ones are higher.
	 */
	private synchronized void clearBefore(long stepExecution) {
		if (stepExecution > this.newestStepExecution) {
			this.newestStepExecution = stepExecution;
			this.prefetch.clear();
		}
	}

}
