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

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.StepHandler;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.util.ClassUtils;

/**
 * Finds the step executions that a partition may belong to, if they run in this process.
 * Only the splitter knows its manager for certain.
 */
final class PartitionManagers {

	private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	/** What {@code SimpleStepExecutionSplitter} puts between step and partition. */
	private static final String SEPARATOR = ":";

	private PartitionManagers() {
	}

	/**
	 * The partitioned steps that were running here when the partition was made.
	 * @param execution any step execution, the one that the calling thread works for
	 * @return none if it is no partition; several if it cannot be told whose it is
	 */
	static List<StepContext> of(StepExecution execution) {
		return isPartition(execution) ? earlier(execution).stream()
			.filter(PartitionManagers::isManager)
			.map(PartitionManagers::runningHere)
			.filter(Objects::nonNull)
			.toList() : List.of();
	}

	/**
	 * A plain step is executed by a {@link StepHandler}, a partition by a
	 * {@link PartitionHandler}. The threads of a step's own executor know neither: then
	 * the name has to do.
	 */
	private static boolean isPartition(StepExecution execution) {
		Class<?> caller = STACK.walk((frames) -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
			.filter((type) -> StepHandler.class.isAssignableFrom(type) || PartitionHandler.class.isAssignableFrom(type))
			.findFirst()
			.orElse(null));
		return (caller != null) ? PartitionHandler.class.isAssignableFrom(caller)
				: execution.getStepName().contains(SEPARATOR);
	}

	/** A manager is older than its partitions. */
	private static List<StepExecution> earlier(StepExecution execution) {
		List<StepExecution> all = List.copyOf(execution.getJobExecution().getStepExecutions());
		int index = all.indexOf(execution);
		return (index < 0) ? all : all.subList(0, index);
	}

	private static boolean isManager(StepExecution execution) {
		return execution.getEndTime() == null
				&& execution.getExecutionContext().get(Step.STEP_TYPE_KEY) instanceof String type
				&& isPartitionStep(type);
	}

	private static boolean isPartitionStep(String type) {
		try {
			return PartitionStep.class
				.isAssignableFrom(ClassUtils.forName(type, PartitionManagers.class.getClassLoader()));
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
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
