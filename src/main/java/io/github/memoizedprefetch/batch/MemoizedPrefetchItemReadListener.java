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

import io.github.memoizedprefetch.MemoizedPrefetch;

/**
 * Prefetches each chunk that a step reads, before its first item is processed. To be
 * registered with one call, in every kind of chunk-oriented step:
 * {@code listener(new MemoizedPrefetchItemReadListener<>(prefetch))}, or
 * {@code <batch:listener ref="..."/>}.
 * <p>
 * The memo lives across the chunks of a step execution and is cleared when it ends, also
 * when it fails. Step executions that run at the same time with the same prefetch, like
 * the partitions of a step, share the memo; the last one clears it. What was done is then
 * logged, one line per target.
 * <p>
 * Before it processes, a step reads a chunk and its listeners' {@code afterRead} and
 * {@code beforeProcess} are called, on the same thread, or on several that do that each
 * for chunks of their own. In a {@code ChunkOrientedStep} with a task executor, which
 * processes each item on another thread as soon as it is read, the first thread to come
 * prefetches what was read so far. An exception of {@link MemoizedPrefetch#processChunk}
 * comes out of {@code beforeProcess} or {@code beforeWrite}.
 * <p>
 * Thread-safe. Outside of a step (in a test, say) it works as well, only that nobody
 * clears the memo.
 *
 * @param <T> the items
 */
public class MemoizedPrefetchItemReadListener<T> extends ChunkCollector<T, Void> {

	/**
	 * Make a listener.
	 * @param prefetch the prefetch to call with each chunk; a step-scoped proxy if its
	 * properties are bound late
	 */
	public MemoizedPrefetchItemReadListener(MemoizedPrefetch prefetch) {
		super(prefetch);
	}

}
