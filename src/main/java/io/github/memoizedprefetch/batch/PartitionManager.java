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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Finds the step execution that a partition belongs to, if it runs in this process.
 */
final class PartitionManager {

	/** What {@code SimpleStepExecutionSplitter} puts between step and partition. */
	private static final String SEPARATOR = ":";

	private PartitionManager() {
	}

	static @Nullable StepContext find(StepExecution partition) {
		if (!partition.getStepName().contains(SEPARATOR)) {
			return null;
		}
		for (StepExecution candidate : List.copyOf(partition.getJobExecution().getStepExecutions())) {
			StepContext context = isManager(candidate) ? runningHere(candidate) : null;
			if (context != null) {
				return context;
			}
		}
		return null;
	}

	private static boolean isManager(StepExecution execution) {
		return execution.getEndTime() == null
				&& PartitionStep.class.getName().equals(execution.getExecutionContext().get(Step.STEP_TYPE_KEY));
	}

	/**
	 * The context of a step execution that another thread, or this one, is executing. On
	 * a remote worker nobody is: the contexts of two registrations differ, and neither
	 * would ever end.
	 */
	@SuppressWarnings("ReferenceEquality")
	private static synchronized @Nullable StepContext runningHere(StepExecution manager) {
		StepContext first = register(manager);
		return (first == register(manager)) ? first : null;
	}

	private static StepContext register(StepExecution execution) {
		StepContext context = StepSynchronizationManager.register(execution);
		StepSynchronizationManager.close();
		return context;
	}

}
