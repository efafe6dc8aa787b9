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

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.batch.core.scope.context.StepContext;

/**
 * The use of a {@link MemoizedPrefetch} by a step execution, from the first chunk to the
 * end, failed or not. The last of the step executions that use it at the same time clears
 * it. Partitions share one memo with the step that is partitioned, also if they run one
 * after the other; unless the prefetch is step-scoped, when each has one of its own.
 */
final class StepUse {

	/** Weak, so that a use whose end is never told does not keep a memo from clearing. */
	private static final Map<MemoizedPrefetch, Set<StepUse>> running = new WeakHashMap<>();

	private final MemoizedPrefetch prefetch;

	private final MemoizedPrefetchStatistics before;

	private final StepFigures figures;

	/** The use by the step that is partitioned, whose figures are those of all. */
	private final @Nullable StepUse manager;

	private MemoizedPrefetchStatistics statistics = new MemoizedPrefetchStatistics(Map.of());

	private StepUse(MemoizedPrefetch prefetch, StepFigures figures, @Nullable StepUse manager) {
		this.prefetch = prefetch;
		this.before = prefetch.statistics();
		this.figures = figures;
		this.manager = manager;
	}

	static StepUse begin(MemoizedPrefetch prefetch, StepContext context) {
		StepContext manager = (prefetch instanceof ScopedObject) ? null
				: PartitionManager.find(context.getStepExecution());
		StepUse managerUse = (manager != null) ? StepItems.of(prefetch, manager).begin() : null;
		StepUse use = new StepUse(prefetch, StepFigures.of(context), managerUse);
		use.figures.add(use);
		synchronized (running) {
			running.computeIfAbsent(prefetch, (key) -> Collections.newSetFromMap(new WeakHashMap<>())).add(use);
		}
		// run by AbstractStep when any kind of step execution has ended; a listener
		// that were a StepExecutionListener could not be registered by one call
		context.registerDestructionCallback(StepUse.class.getName(), () -> use.end(context));
		return use;
	}

	/** Another chunk was prefetched. */
	void record() {
		if (this.manager != null) {
			this.manager.record();
		}
		else {
			this.figures.record(this);
		}
	}

	void update() {
		this.statistics = this.prefetch.statistics().minus(this.before);
	}

	/**
	 * What has happened until the last chunk. At the end of the step it may be too late
	 * to ask a prefetch that is step-scoped.
	 */
	MemoizedPrefetchStatistics statistics() {
		return this.statistics;
	}

	private void end(StepContext context) {
		StepFigures.log(context.getStepName(), this.statistics);
		synchronized (running) {
			Set<StepUse> uses = running.get(this.prefetch);
			if (uses != null && uses.remove(this) && uses.isEmpty()) {
				running.remove(this.prefetch);
				this.prefetch.clear();
			}
		}
	}

}
