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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetch.FiguresMode;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What all prefetches did in one step execution, by target: kept in its execution
 * context. Thread-safe.
 */
final class StepFigures {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private static final String ATTRIBUTE = StepFigures.class.getName();

	/** The key of the summary, and the start of all others in the execution context. */
	private static final String KEY = "memoizedPrefetch";

	private static final String EXECUTION_ID = "stepExecutionId";

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
		keys.stream().filter(StepFigures::isOwn).forEach(executionContext::remove);
	}

	/** The keys of a reader that reads ahead begin like those of the figures. */
	private static boolean isOwn(String key) {
		if (key.equals(KEY)) {
			return true;
		}
		String last = key.substring(key.lastIndexOf('.') + 1);
		return key.startsWith(KEY + ".") && (last.equals(EXECUTION_ID) || Figure.isName(last));
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
		if (has(FiguresMode.SUMMARY)) {
			this.stepExecution.getExecutionContext().putString(KEY, summary());
		}
		if (has(FiguresMode.FULL)) {
			putNumbers();
		}
	}

	private boolean has(FiguresMode mode) {
		return this.uses.stream().anyMatch((use) -> use.mode() == mode);
	}

	private void putNumbers() {
		ExecutionContext executionContext = this.stepExecution.getExecutionContext();
		executionContext.putLong(KEY + "." + EXECUTION_ID, this.stepExecution.getId());
		targets(FiguresMode.FULL).forEach((name, target) -> {
			for (Figure figure : Figure.ALL) {
				if (figure.isOf(target)) {
					executionContext.putLong(KEY + "." + name + "." + figure.name(), figure.of(target));
				}
			}
		});
	}

	/** {@code stepExecutionId=7; Author: references=20, statements=1; Book: ...} */
	private String summary() {
		Map<String, TargetStatistics> targets = targets(FiguresMode.SUMMARY);
		Map<String, Long> shortNames = targets.keySet()
			.stream()
			.collect(Collectors.groupingBy(StepFigures::shortName, Collectors.counting()));
		List<String> entries = new ArrayList<>();
		entries.add(EXECUTION_ID + "=" + this.stepExecution.getId());
		targets.forEach((name, target) -> {
			boolean unique = shortNames.getOrDefault(shortName(name), 0L) == 1;
			entries.add((unique ? shortName(name) : name) + ": " + Figure.nonZero(target));
		});
		return String.join("; ", entries);
	}

	/** Without the package, whose parts begin in lower case; a role keeps its owner. */
	private static String shortName(String name) {
		String rest = name;
		while (Character.isLowerCase(rest.charAt(0)) && rest.indexOf('.') > 0) {
			rest = rest.substring(rest.indexOf('.') + 1);
		}
		return rest;
	}

	private Map<String, TargetStatistics> targets(FiguresMode mode) {
		Map<String, TargetStatistics> targets = new TreeMap<>();
		for (StepUse use : this.uses) {
			if (use.mode() == mode) {
				use.statistics()
					.targets()
					.forEach((name, target) -> targets.merge(name, target, TargetStatistics::plus));
			}
		}
		return targets;
	}

}
