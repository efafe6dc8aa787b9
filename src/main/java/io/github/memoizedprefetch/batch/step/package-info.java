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

/**
 * One step execution: what it has read and not prefetched yet, how long it uses a memo,
 * and what is told of its figures. In come items and the step's context, out go chunks to
 * prefetch, a line in the log and entries of the {@code ExecutionContext}. Internal.
 * Start with {@link io.github.memoizedprefetch.batch.step.StepItems}.
 */
@NullMarked
package io.github.memoizedprefetch.batch.step;

import org.jspecify.annotations.NullMarked;
