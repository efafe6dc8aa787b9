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
package io.github.memoizedprefetch.benchmark;

import java.util.HashMap;
import java.util.Map;

import io.github.memoizedprefetch.benchmark.step.Measurement;
import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * Makes sure that all strategies of a scenario saw the same.
 */
final class Checksums {

	private final Scenario scenario;

	private final Map<String, Long> expected = new HashMap<>();

	Checksums(Scenario scenario) {
		this.scenario = scenario;
	}

	void check(Strategy strategy, Measurement measurement) {
		long rows = this.scenario.rows(strategy);
		check(strategy, "number of rows of " + rows, rows, measurement.rows());
		check(strategy, "items", rows, measurement.items());
		if (!strategy.isFloor()) {
			check(strategy, "associations", rows, measurement.targets());
			check(strategy, "associations", Math.min(this.scenario.slice(), rows), measurement.slicedTargets());
		}
	}

	private void check(Strategy strategy, String what, long rows, long actual) {
		Long before = this.expected.putIfAbsent(what + " of the first " + rows, actual);
		if (before != null && before != actual) {
			throw new IllegalStateException(
					"%s: the checksum of the %s of the first %d rows is %016x with %s, but was %016x before"
						.formatted(this.scenario, what, rows, actual, strategy, before));
		}
	}

}
