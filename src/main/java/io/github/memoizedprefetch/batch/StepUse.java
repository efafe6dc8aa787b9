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

import java.util.Map;
import java.util.WeakHashMap;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.StepContext;

/**
 * The use of a {@link MemoizedPrefetch} by a step execution, from the first chunk to the
 * end, failed or not. The last of the step executions that use it at the same time (the
 * partitions of a step share one memo) clears it.
 */
final class StepUse {

	private static final Logger logger = LoggerFactory.getLogger(StepUse.class);

	private static final Map<MemoizedPrefetch, Integer> running = new WeakHashMap<>();

	private final MemoizedPrefetch prefetch;

	private final MemoizedPrefetchStatistics before;

	private StepUse(MemoizedPrefetch prefetch) {
		this.prefetch = prefetch;
		this.before = prefetch.statistics();
	}

	static StepUse begin(MemoizedPrefetch prefetch, StepContext context) {
		StepUse use = new StepUse(prefetch);
		synchronized (running) {
			running.merge(prefetch, 1, Integer::sum);
		}
		// run by AbstractStep when any kind of step execution has ended; a listener
		// that were a StepExecutionListener could not be registered by one call
		context.registerDestructionCallback(StepUse.class.getName(), () -> use.end(context));
		return use;
	}

	private void end(StepContext context) {
		log(context);
		synchronized (running) {
			running.computeIfPresent(this.prefetch, (key, count) -> (count > 1) ? count - 1 : null);
			if (!running.containsKey(this.prefetch)) {
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
