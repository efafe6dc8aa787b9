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

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * What the library has set itself, checked against the results.
 */
final class Targets {

	private static final long BYTES_ABOVE_FLOOR = 1_000;

	private Targets() {
	}

	static List<String> check(List<Row> rows) {
		Stream<String> hsqldb = rows.stream()
			.map(Row::scenario)
			.distinct()
			.filter((scenario) -> scenario.contains(Database.HSQLDB.toString()))
			.flatMap((scenario) -> Target.notSlower(scenario).check(rows));
		return Stream.of(Target.ALL.stream().flatMap((target) -> target.check(rows)), hsqldb, allocation(rows))
			.flatMap((lines) -> lines)
			.toList();
	}

	private static Stream<String> allocation(List<Row> rows) {
		List<String> scenario = List.of("a", "postgresql", "cursor", "1000", "0");
		Optional<Row> floor = find(scenario, Strategy.FLOOR, rows);
		return Stream.of(Strategy.MEMOIZED, Strategy.MEMOIZED_ALL)
			.flatMap((strategy) -> find(scenario, strategy, rows).stream())
			.filter((row) -> floor.isPresent())
			.map((row) -> {
				long bytes = row.bytesPerRow() - floor.get().bytesPerRow();
				return String.format(Locale.ROOT, "%s: %s allocates %,d bytes a row above the floor, target %,d: %s",
						String.join(" ", scenario), row.strategy(), bytes, BYTES_ABOVE_FLOOR,
						(bytes <= BYTES_ABOVE_FLOOR) ? "met" : "MISSED");
			});
	}

	private static Optional<Row> find(List<String> scenario, Strategy strategy, List<Row> rows) {
		return rows.stream()
			.filter((row) -> row.scenario().equals(scenario) && row.strategy().equals(strategy.toString()))
			.findFirst();
	}

}
