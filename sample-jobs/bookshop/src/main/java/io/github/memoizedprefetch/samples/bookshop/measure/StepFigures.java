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
package io.github.memoizedprefetch.samples.bookshop.measure;

import java.time.Duration;
import java.util.Objects;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What a step did and cost.
 *
 * @param step the step's name
 * @param rows how many rows it wrote
 * @param seconds how long it took
 * @param readingSeconds how much of that its reader took
 * @param statements how many statements Hibernate sent
 */
public record StepFigures(String step, long rows, double seconds, double readingSeconds, long statements) {

	public static StepFigures of(StepExecution execution) {
		Duration duration = Duration.between(Objects.requireNonNull(execution.getStartTime()),
				Objects.requireNonNull(execution.getEndTime()));
		ExecutionContext context = execution.getExecutionContext();
		return new StepFigures(execution.getStepName(), execution.getWriteCount(), duration.toNanos() / 1e9,
				context.getLong(StepMeter.READING_NANOS) / 1e9, context.getLong(StepMeter.STATEMENTS));
	}

	public double rowsPerSecond() {
		return this.rows / Math.max(this.seconds, 0.001);
	}

}
