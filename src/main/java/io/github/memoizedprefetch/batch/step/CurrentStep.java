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

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;

/**
 * The step that the calling thread works for, for those who do not know Spring Batch.
 *
 * @param jobName the job's name
 * @param stepName the step's name
 */
public record CurrentStep(String jobName, String stepName) {

	private static final boolean SPRING_BATCH = isSpringBatchPresent();

	/**
	 * Find the step.
	 * @return the step; null outside of a step, and without Spring Batch
	 */
	public static @Nullable CurrentStep get() {
		return SPRING_BATCH ? SpringBatch.find() : null;
	}

	private static boolean isSpringBatchPresent() {
		try {
			Class.forName("org.springframework.batch.core.scope.context.StepSynchronizationManager", false,
					CurrentStep.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	/** Loaded only if Spring Batch is there. */
	private static final class SpringBatch {

		static @Nullable CurrentStep find() {
			StepContext context = StepSynchronizationManager.getContext();
			return (context != null) ? new CurrentStep(context.getJobName(), context.getStepName()) : null;
		}

	}

}
