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

import io.github.memoizedprefetch.MemoizedPrefetch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkOrientedTasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;

/**
 * Says that a listener is registered where it is told of no item, and where to register
 * it instead.
 */
final class Untold {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private Untold() {
	}

	static void warnOfJob(Object listener, String job) {
		logger.warn("Nothing is prefetched in job '{}' by a {} that is registered with the job: register it with the"
				+ " step that reads the items", job, listener.getClass().getSimpleName());
	}

	/**
	 * To be called for a step that has ended.
	 * @return whether there was something to say
	 */
	static boolean warnOfStep(Object listener, StepExecution step) {
		String remedy = remedy(step);
		if (remedy != null) {
			logger.warn("Nothing is prefetched in step '{}' by a {} that is registered with it: {}", step.getStepName(),
					listener.getClass().getSimpleName(), remedy);
		}
		return remedy != null;
	}

	@SuppressWarnings("removal")
	private static @Nullable String remedy(StepExecution step) {
		String type = step.getExecutionContext().getString(Step.STEP_TYPE_KEY, "");
		if (PartitionStep.class.getName().equals(type)) {
			return "it is a partitioned one; register the listener with the step that its partitions execute";
		}
		String tasklet = step.getExecutionContext().getString(TaskletStep.TASKLET_TYPE_KEY, "");
		if (TaskletStep.class.getName().equals(type) && !tasklet.equals(ChunkOrientedTasklet.class.getName())) {
			return "it is a tasklet, which reads no items for Spring Batch; call prefetch.processChunk(items) there,"
					+ " before the items are processed";
		}
		return (step.getReadCount() > 0)
				? "it was told of no item; register it by .listener(new MemoizedPrefetchItemReadListener<>(prefetch)) of"
						+ " the step's builder"
				: null;
	}

}
