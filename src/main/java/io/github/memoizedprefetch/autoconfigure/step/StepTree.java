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
package io.github.memoizedprefetch.autoconfigure.step;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.flow.FlowHolder;
import org.springframework.batch.core.job.flow.FlowJob;
import org.springframework.batch.core.job.flow.FlowStep;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.job.flow.support.StateTransition;
import org.springframework.batch.core.job.flow.support.state.StepState;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.job.JobStep;

/**
 * The steps that a job, a flow, a step or a partition handler leads to. Nothing is called
 * that a scoped or lazy bean would have to be resolved for: what such a bean leads to is
 * found when it is made.
 */
public final class StepTree {

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private final Set<Step> steps = new LinkedHashSet<>();

	private StepTree() {
	}

	public static Collection<Step> steps(Object root) {
		StepTree tree = new StepTree();
		tree.add(root);
		return tree.steps;
	}

	private void add(@Nullable Object proxy) {
		Object node = (proxy != null) ? Proxies.target(proxy) : null;
		if (node == null || !this.seen.add(node)) {
			return;
		}
		if (node instanceof Step step) {
			this.steps.add(step);
			addStepsOf(step);
		}
		else if (node instanceof SimpleJob) {
			addAll(Fields.get(SimpleJob.class, "steps", node));
		}
		else if (node instanceof FlowJob) {
			add(Fields.get(FlowJob.class, "flow", node));
		}
		else {
			addStepsOf(node);
		}
	}

	private void addStepsOf(Step step) {
		if (step instanceof PartitionStep) {
			add(Fields.get(PartitionStep.class, "partitionHandler", step));
		}
		else if (step instanceof FlowStep) {
			add(Fields.get(FlowStep.class, "flow", step));
		}
		else if (step instanceof JobStep) {
			add(Fields.get(JobStep.class, "job", step));
		}
	}

	private void addStepsOf(Object node) {
		if (node instanceof SimpleFlow) {
			// a flow knows its states only when it has started
			addAll(Fields.get(SimpleFlow.class, "stateTransitions", node));
		}
		else if (node instanceof StateTransition transition) {
			add(transition.getState());
		}
		else if (node instanceof StepState state) {
			add(state.getStep());
		}
		else if (node instanceof TaskExecutorPartitionHandler handler) {
			add(handler.getStep());
		}
		else if (node instanceof FlowHolder holder) {
			addAll(holder.getFlows());
		}
	}

	private void addAll(@Nullable Object nodes) {
		if (nodes instanceof Collection<?> collection) {
			collection.forEach(this::add);
		}
	}

}
