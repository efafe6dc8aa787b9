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
package io.github.memoizedprefetch.support;

import java.util.Arrays;

import org.springframework.batch.core.step.StepExecution;

/**
 * Reads the text about prefetches that a step execution keeps.
 */
public final class StepSummary {

	private StepSummary() {
	}

	public static long figure(StepExecution execution, Class<?> target, String name) {
		Long figure = find(execution, target, name);
		return (figure != null) ? figure : 0;
	}

	/** Null if the figure is zero, or there is none. */
	public static Long find(StepExecution execution, Class<?> target, String name) {
		String summary = execution.getExecutionContext().getString("memoizedPrefetch", "");
		String start = target.getSimpleName() + ": ";
		return Arrays.stream(summary.split("; "))
			.filter((entry) -> entry.startsWith(start))
			.flatMap((entry) -> Arrays.stream(entry.substring(start.length()).split(", ")))
			.filter((figure) -> figure.startsWith(name + "="))
			.map((figure) -> Long.valueOf(figure.substring(name.length() + 1)))
			.findFirst()
			.orElse(null);
	}

}
