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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.batch.core.scope.context.StepContext;

/**
 * The use of a {@link MemoizedPrefetch} by a step execution, from the first chunk to the
 * end, failed or not. The last of the step executions that use it at the same time clears
 * it. Partitions share one memo with the step that is partitioned, also if they run one
 * after the other; unless the prefetch is step-scoped, when each has one of its own.
 */
final class StepUse {

	private static final Logger logger = LoggerFactory.getLogger(StepUse.class);

	/** Weak, so that a use whose end is never told does not keep a memo from clearing. */
	private static final Map<MemoizedPrefetch, Set<StepUse>> running = new WeakHashMap<>();

	private final MemoizedPrefetch prefetch;

	private final MemoizedPrefetchStatistics before;

	private final boolean logged;

	private StepUse(MemoizedPrefetch prefetch, boolean logged) {
		this.prefetch = prefetch;
		this.before = prefetch.statistics();
		this.logged = logged;
	}

	static void begin(MemoizedPrefetch prefetch, StepContext context) {
		StepContext manager = (prefetch instanceof ScopedObject) ? null
				: PartitionManager.find(context.getStepExecution());
		if (manager != null) {
			StepItems.of(prefetch, manager).begin();
		}
		StepUse use = new StepUse(prefetch, manager == null);
		synchronized (running) {
			running.computeIfAbsent(prefetch, (key) -> Collections.newSetFromMap(new WeakHashMap<>())).add(use);
		}
		// run by AbstractStep when any kind of step execution has ended; a listener
		// that were a StepExecutionListener could not be registered by one call
		context.registerDestructionCallback(StepUse.class.getName(), () -> use.end(context));
	}

	private void end(StepContext context) {
		if (this.logged) {
			log(context);
		}
		synchronized (running) {
			Set<StepUse> uses = running.get(this.prefetch);
			if (uses != null && uses.remove(this) && uses.isEmpty()) {
				running.remove(this.prefetch);
				this.prefetch.clear();
			}
		}
	}

	private void log(StepContext context) {
		if (logger.isInfoEnabled()) {
			this.prefetch.statistics()
				.minus(this.before)
				.targets()
				.forEach((name, target) -> logger.info(
						"Step {} prefetched {}: {} loaded with {} statements, hit rate {} %", context.getStepName(),
						name, target.loads(), target.statements(), Math.round(100 * target.hitRate())));
		}
	}

}
