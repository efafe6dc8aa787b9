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

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.memoizedprefetch.MemoizedPrefetch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Prefetches each chunk that a {@code ChunkOrientedStep} reads, at {@code beforeChunk}.
 * Of use where {@code beforeChunk} or {@code beforeProcess} callbacks of other listeners
 * need the associations: register it before those. In all other cases take
 * {@link MemoizedPrefetchItemReadListener}, whose description holds for this class too.
 * With both registered for one prefetch, each chunk is still prefetched once.
 * <p>
 * In a tasklet step, where {@code beforeChunk} comes before the items are read, it
 * prefetches before the first item is processed. Registered after {@code faultTolerant()}
 * of a tasklet step's builder it never gets to know the items; a warning is logged then.
 * <p>
 * Thread-safe.
 *
 * @param <I> the items read
 * @param <O> the items written
 */
public class MemoizedPrefetchChunkListener<I, O> extends ChunkCollector<Void, Void> implements ChunkListener<I, O> {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Make a listener.
	 * @param prefetch the prefetch to call with each chunk; a step-scoped proxy if its
	 * properties are bound late
	 */
	public MemoizedPrefetchChunkListener(MemoizedPrefetch prefetch) {
		super(prefetch);
	}

	/**
	 * Prefetch what was read, if it was not prefetched yet. A chunk of which nothing was
	 * read, because the step is scanning one that failed, is left alone: it holds items
	 * to write.
	 * @param chunk the items
	 */
	@Override
	public void beforeChunk(Chunk<I> chunk) {
		stepItems().prefetch(chunk);
	}

	/**
	 * Called by tasklet steps only.
	 * @param context the chunk's context
	 */
	@Override
	@Deprecated
	@SuppressWarnings("removal")
	public void afterChunk(ChunkContext context) {
		if (context.getStepContext().getStepExecution().getReadCount() > 0 && !stepItems().hasRead()
				&& this.warned.compareAndSet(false, true)) {
			logger.warn(
					"Nothing is prefetched in step {}: register MemoizedPrefetchItemReadListener in its place, "
							+ "the chunk listeners of this kind of step do not see the items",
					context.getStepContext().getStepName());
		}
	}

}
