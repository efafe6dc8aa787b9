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
package io.github.memoizedprefetch;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Is told what a {@link MemoizedPrefetch} does, for metrics and traces. All methods do
 * nothing by default. Must be thread-safe: it is called by every thread that prefetches.
 * What a method throws is logged once and changes nothing else.
 */
public interface MemoizedPrefetchListener {

	/**
	 * The calling thread begins to prefetch a chunk.
	 * @param items how many items the chunk has, null items not counted
	 * @return called by the same thread when it has done; null for nothing
	 */
	default @Nullable Completion beforePrefetch(int items) {
		return null;
	}

	/**
	 * The calling thread has loaded entities of a target, or collections of a role.
	 * @param target the name of the entity or role, as in
	 * {@link MemoizedPrefetchStatistics#targets()}
	 * @param loads how many were read from the database
	 * @param statements how many SQL statements that took
	 * @param nanos how long it took, in nanoseconds
	 */
	default void afterLoad(String target, long loads, long statements, long nanos) {
	}

	/**
	 * What a target was used for since the last call, by all threads. Called after each
	 * chunk and when the memo was cleared, for the targets that were used; two calls of
	 * one prefetch never overlap.
	 * @param target the name of the entity or role
	 * @param use what has happened since the last call
	 * @param growth by how many entries the memo has grown, negative if it has shrunk
	 */
	default void afterUse(String target, TargetStatistics use, long growth) {
	}

	/**
	 * Ends what {@link #beforePrefetch} has begun.
	 */
	@FunctionalInterface
	interface Completion {

		/**
		 * A chunk was prefetched, or not.
		 * @param failure what the prefetch has thrown, or null
		 */
		void complete(@Nullable Throwable failure);

	}

}
