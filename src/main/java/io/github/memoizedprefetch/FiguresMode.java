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
 * What a step keeps of the figures of its prefetches in its {@code ExecutionContext},
 * which a job repository saves with each chunk. They are in
 * {@link MemoizedPrefetch#statistics()} and logged at the step's end in any case.
 *
 * @see MemoizedPrefetch.Builder#figuresMode
 */
public enum FiguresMode {

	/** Nothing. */
	OFF,

	/** One short text for all targets, under the key {@code memoizedPrefetch}. */
	SUMMARY,

	/** A number for each target and figure, under keys of their own. */
	FULL

}
