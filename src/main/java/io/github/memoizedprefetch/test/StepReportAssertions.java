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
package io.github.memoizedprefetch.test;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.github.memoizedprefetch.batch.StepReport;

/**
 * Asserts what a {@link StepReport} may have, so that a test fails when a step begins to
 * ask item by item:
 *
 * <pre class="code">
 * assertReport(report)
 *     .isAtMostPerItem(0.5)
 *     .hasNothingToSave();
 * </pre>
 *
 * Failures are {@link AssertionError}s, for JUnit 5 or any other framework; the message
 * has the report. A report comes by {@code StepReportListener.onReport}, or as an event
 * of an application of Spring Boot.
 */
public final class StepReportAssertions {

	private final StepReport report;

	private StepReportAssertions(StepReport report) {
		this.report = report;
	}

	/**
	 * Assert on a report.
	 * @param report the report of a step, or of a job
	 * @return what to assert on
	 */
	public static StepReportAssertions assertReport(StepReport report) {
		return new StepReportAssertions(Objects.requireNonNull(report, "report must not be null"));
	}

	/**
	 * Assert that there were not more statements.
	 * @param statements the greatest number of statements allowed
	 * @return this
	 * @throws AssertionError if there were more
	 */
	public StepReportAssertions isAtMost(long statements) {
		return require(this.report.statements() <= statements, "Expected at most %,d statements, but there were %,d",
				statements, this.report.statements());
	}

	/**
	 * Assert that an item has not cost more statements on the average.
	 * @param statements the greatest number of statements an item may cost
	 * @return this
	 * @throws AssertionError if there were more
	 */
	public StepReportAssertions isAtMostPerItem(double statements) {
		return require(this.report.statementsPerItem() <= statements,
				"Expected at most %s statements per item, but there were %.2f", statements,
				this.report.statementsPerItem());
	}

	/**
	 * Assert that no cause has a remedy that would save statements.
	 * @return this
	 * @throws AssertionError if one has
	 */
	public StepReportAssertions hasNothingToSave() {
		List<StepReport.Cause> causes = this.report.causes().stream().filter((cause) -> cause.saves() > 0).toList();
		return require(causes.isEmpty(), "Expected nothing to save, but %d causes have a remedy", causes.size());
	}

	private StepReportAssertions require(boolean met, String expectation, Object... values) {
		if (!met) {
			throw new AssertionError(
					String.format(Locale.ROOT, expectation, values) + System.lineSeparator() + this.report);
		}
		return this;
	}

}
