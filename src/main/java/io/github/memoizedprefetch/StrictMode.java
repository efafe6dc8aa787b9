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

/**
 * What happens when an item's lazy association that was not prefetched is loaded after
 * all, one by one: by the processor, the writer, or anything else that touches what the
 * items of a chunk lead to. What is found by its id, or asked of a repository, item by
 * item is logged in both modes. What is changed in targets that a config makes
 * {@linkplain MemoizedPrefetchConfig#readOnly read-only} is not written: that is logged,
 * or fails the flush.
 *
 * @see MemoizedPrefetch.Builder#strictMode
 */
public enum StrictMode {

	/** Nothing; nobody watches, and nothing is paid for it. */
	OFF,

	/** It is logged, once a path until the memo is cleared, and loaded. */
	WARN,

	/**
	 * It is not loaded: an {@link UnprefetchedAssociationException} is thrown. A flush
	 * that does not write a change throws an {@code IllegalStateException}.
	 */
	FAIL

}
