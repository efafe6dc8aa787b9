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

import io.github.memoizedprefetch.message.StepName;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.springframework.batch.core.step.StepExecution;

/**
 * Flight Recorder's view of one chunk, beside the events of Spring Batch.
 */
@Name("io.github.memoizedprefetch.Prefetch")
@Label("Memoized Prefetch")
@Description("The associations of a chunk of items were prefetched")
@Category({ "Spring Batch", "Step", "Chunk" })
@StackTrace(false)
public final class PrefetchEvent extends Event {

	@Label("Step Name")
	final String stepName;

	@Label("Step Execution Id")
	final long stepExecutionId;

	@Label("Items")
	@Description("How many items were prefetched together")
	final int items;

	private PrefetchEvent(StepExecution stepExecution, int items) {
		this.stepName = stepExecution.getStepName();
		this.stepExecutionId = stepExecution.getId();
		this.items = items;
	}

	/** The library knows the step meanwhile. */
	public static void around(StepExecution stepExecution, int items, Runnable prefetch) {
		PrefetchEvent event = new PrefetchEvent(stepExecution, items);
		event.begin();
		StepName.during(stepExecution.getJobExecution().getJobInstance().getJobName(), event.stepName, prefetch);
		event.commit();
	}

}
