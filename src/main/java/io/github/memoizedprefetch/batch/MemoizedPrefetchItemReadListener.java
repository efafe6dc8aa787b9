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
 * Prefetches each chunk that a step reads, before its first item is processed. Registered
 * with one call in every kind of chunk-oriented step, fault-tolerant or not:
 * {@code listener(new MemoizedPrefetchItemReadListener<>(prefetch))}, or
 * {@code <batch:listener ref="..."/>}.
 * <p>
 * The memo lives across the chunks of a step execution and is cleared when that ends,
 * also when it fails; at log level INFO one line per target then says what was loaded.
 * Step executions that use the same prefetch at the same time, like the partitions of a
 * step, share its memo, and the last one clears it.
 * <p>
 * Items that are processed or written again after a rollback are not prefetched again.
 * Where several threads share a tasklet step, each prefetches the chunks it has read
 * itself. In a {@code ChunkOrientedStep} with a task executor, which hands over each item
 * as soon as it is read, the first thread to come prefetches what was read so far while
 * the others wait. In both, items must be detached or each in a session of its thread: a
 * Hibernate session is not thread-safe, and readers like {@code JpaPagingItemReader} keep
 * one that all threads of the step would share.
 * <p>
 * What {@link MemoizedPrefetch#processChunk} throws comes out of {@code beforeProcess} or
 * {@code beforeWrite}; it fails the step, unless the step is configured to skip it.
 * <p>
 * Thread-safe. Outside of a step, in a unit test for example, it works as well, but the
 * memo is not cleared.
 *
 * @param <T> the items, or a supertype of them
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
