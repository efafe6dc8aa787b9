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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What all prefetches did in one step execution, by target: kept in its execution
 * context, logged when it ends. Thread-safe.
 */
final class StepFigures {

	private static final Logger logger = LoggerFactory.getLogger(StepFigures.class);

	private static final String ATTRIBUTE = StepFigures.class.getName();

	/** The start of all keys in the execution context. */
	private static final String PREFIX = "memoizedPrefetch.";

	private static final Map<String, ToLongFunction<TargetStatistics>> FIGURES = Map.of("references",
			TargetStatistics::references, "hits", TargetStatistics::hits, "misses", TargetStatistics::misses, "loads",
			TargetStatistics::loads, "reloads", TargetStatistics::reloads, "statements", TargetStatistics::statements,
			"evictions", TargetStatistics::evictions, "loadTimeMillis", (target) -> target.loadTime().toMillis(),
			"sufficientCacheSize", TargetStatistics::sufficientCacheSize);

	private final StepExecution stepExecution;

	private final List<StepUse> uses = new ArrayList<>();

	private StepFigures(StepExecution stepExecution) {
		this.stepExecution = stepExecution;
	}

	static StepFigures of(StepContext context) {
		synchronized (context) {
			StepFigures figures = (StepFigures) context.getAttribute(ATTRIBUTE);
			if (figures == null) {
				figures = new StepFigures(context.getStepExecution());
				figures.forget();
				context.setAttribute(ATTRIBUTE, figures);
			}
			return figures;
		}
	}

	/** A restarted step begins with the execution context of the one before. */
	private void forget() {
		ExecutionContext executionContext = this.stepExecution.getExecutionContext();
		List<String> keys = executionContext.entrySet().stream().map(Map.Entry::getKey).toList();
		keys.stream().filter(StepFigures::isFigure).forEach(executionContext::remove);
		executionContext.putLong(PREFIX + "stepExecutionId", this.stepExecution.getId());
	}

	private static boolean isFigure(String key) {
		return key.startsWith(PREFIX) && FIGURES.containsKey(key.substring(key.lastIndexOf('.') + 1));
	}

	synchronized void add(StepUse use) {
		this.uses.add(use);
	}

	/** Its figures are not those of the step execution. */
	synchronized void remove(StepUse use) {
		logger.info("Partitioned steps run at the same time, and it is not known whose partitions are whose:"
				+ " step {} has no figures of a prefetch that they use", this.stepExecution.getStepName());
		this.uses.remove(use);
		use.update();
		forget();
		write();
	}

	/** Put what has happened so far into the execution context. */
	synchronized void record(StepUse use) {
		use.update();
		write();
	}

	private void write() {
		ExecutionContext executionContext = this.stepExecution.getExecutionContext();
		targets().forEach((name, target) -> FIGURES.forEach(
				(figure, value) -> executionContext.putLong(PREFIX + name + "." + figure, value.applyAsLong(target))));
	}

	private Map<String, TargetStatistics> targets() {
		Map<String, TargetStatistics> targets = new TreeMap<>();
		for (StepUse use : this.uses) {
			use.statistics().targets().forEach((name, target) -> targets.merge(name, target, TargetStatistics::plus));
		}
		return targets;
	}

	static void log(String stepName, MemoizedPrefetchStatistics statistics) {
		statistics.targets()
			.forEach((name, target) -> logger.info(
					"Step {} prefetched {}: {} references, {} hits, {} misses (hit rate {} %), {} loaded with {}"
							+ " statements in {} ms{}, {} evicted{}",
					stepName, name, target.references(), target.hits(), target.misses(),
					Math.round(100 * target.hitRate()), target.loads(), target.statements(),
					target.loadTime().toMillis(), wholeTable(statistics.wholeTables().get(name)), target.evictions(),
					hint(target)));
	}

	private static String wholeTable(@Nullable String decision) {
		return (decision != null) ? " (the table was " + decision + ")" : "";
	}

	private static String hint(TargetStatistics target) {
		return (target.sufficientCacheSize() == 0) ? ""
				: ", %d of them loaded again: a cacheSize of %d would have sufficed".formatted(target.reloads(),
						target.sufficientCacheSize());
	}

}
