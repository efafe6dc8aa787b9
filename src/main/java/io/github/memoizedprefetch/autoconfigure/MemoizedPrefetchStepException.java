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

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;

/**
 * A step with {@link MemoizedPrefetchPaths} cannot prefetch.
 */
class MemoizedPrefetchStepException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String action;

	MemoizedPrefetchStepException(Step step, String reason, String action) {
		this(step, reason, action, null);
	}

	MemoizedPrefetchStepException(Step step, String reason, String action, @Nullable Throwable cause) {
		super("Step '" + step.getName() + "' cannot prefetch what its @MemoizedPrefetchPaths name: " + reason, cause);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
