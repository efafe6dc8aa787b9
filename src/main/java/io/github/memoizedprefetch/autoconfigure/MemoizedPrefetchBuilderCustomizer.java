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
package io.github.memoizedprefetch.autoconfigure;

import io.github.memoizedprefetch.MemoizedPrefetch;

/**
 * Sets options of the prefetches that are made for {@link MemoizedPrefetchPaths}, and of
 * {@link MemoizedPrefetch.Builder} beans, after those of the properties. All beans of
 * this type are called, in their order.
 */
@FunctionalInterface
public interface MemoizedPrefetchBuilderCustomizer {

	/**
	 * Customize the prefetch of a step.
	 * @param stepName the step's name; empty for a builder that was injected
	 * @param builder the builder
	 */
	void customize(String stepName, MemoizedPrefetch.Builder builder);

}
