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
package io.github.memoizedprefetch.batch.step;

import org.springframework.batch.core.step.Step;

/**
 * Tells the thread that executes a step from those of the step's task executor. These
 * share the reader, which may flush and clear its session while they work on its items.
 */
final class StepThread {

	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private StepThread() {
	}

	static boolean isCurrent() {
		return STACK
			.walk((frames) -> frames.anyMatch((frame) -> Step.class.isAssignableFrom(frame.getDeclaringClass())));
	}

}
