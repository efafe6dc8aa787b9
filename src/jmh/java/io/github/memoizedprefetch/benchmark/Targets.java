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

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * What the library has set itself, checked against the worst launch.
 */
final class Targets {

	private static final List<String> CURSOR = List.of("a", "postgresql", "cursor", "1000", "0");

	private static final List<String> CURSOR_HSQLDB = List.of("a", "hsqldb", "cursor", "1000", "0");

	private static final List<String> CURSOR_1_MS = List.of("a", "postgresql", "cursor", "1000", "1");

	private static final List<String> CURSOR_5_MS = List.of("e", "postgresql", "cursor", "1000", "5");

	private static final List<String> PAGING = List.of("a", "postgresql", "paging", "1000", "0");

	private static final List<String> STATELESS = List.of("a", "postgresql", "stateless", "1000", "0");

	private static final List<String> COLLECTIONS = List.of("c", "postgresql", "cursor", "1000", "0");

	private static final Set<Strategy> SHARED = EnumSet.of(Strategy.MEMOIZED_SHARED);

	private static final List<Target> LONG_STEPS = List.of(new Target(CURSOR, Target.MEMOIZED, Target.JOIN_FETCH, 1.25),
			new Target(CURSOR_HSQLDB, Target.MEMOIZED, Target.JOIN_FETCH, 1.1),
			new Target(PAGING, Target.MEMOIZED, Target.PEERS, 2),
			new Target(PAGING, Target.MEMOIZED, EnumSet.of(Strategy.FLOOR), 1 / 1.5),
			new Target(COLLECTIONS, Target.MEMOIZED, Target.JOIN_FETCH, 2.2),
			new Target(COLLECTIONS, Target.MEMOIZED, EnumSet.of(Strategy.BATCH_FETCH), 2.2),
			new Target(COLLECTIONS, Target.MEMOIZED, EnumSet.of(Strategy.CACHE_WARM, Strategy.CACHE_BATCH_WARM), 1.5),
			new Target(STATELESS, SHARED, Target.JOIN_FETCH, 1.8),
			new Target(STATELESS, SHARED, EnumSet.of(Strategy.HANDMADE), 0.75),
			new Target(CURSOR_1_MS, Target.MEMOIZED, Target.JOIN_FETCH, 1.2),
			new Target(CURSOR_5_MS, EnumSet.of(Strategy.MEMOIZED_AHEAD), EnumSet.of(Strategy.MEMOIZED), 1.5));

	private Targets() {
	}

	static List<String> check(Profile profile, List<Row> rows) {
		List<List<String>> scenarios = rows.stream().map(Row::scenario).distinct().toList();
		Stream<String> own = (profile == Profile.QUICK)
				? check(scenarios.stream().map((scenario) -> new Target(scenario, Target.MEMOIZED, Target.PEERS, 1)),
						rows)
				: Stream.concat(check(LONG_STEPS.stream(), rows),
						Stream
							.of(allocation(CURSOR, Target.MEMOIZED, 1_000, rows),
									allocation(STATELESS, SHARED, 500, rows))
							.flatMap(Optional::stream));
		Stream<Target> byHand = scenarios.stream()
			.map((scenario) -> new Target(scenario, Target.MEMOIZED, EnumSet.of(Strategy.LISTENER_BY_HAND), 1.2));
		return Stream.concat(own, check(byHand, rows)).toList();
	}

	private static Stream<String> check(Stream<Target> targets, List<Row> rows) {
		return targets.flatMap((target) -> target.check(rows).stream());
	}

	/** The least of the strategies counts, in its worst launch. */
	private static Optional<String> allocation(List<String> scenario, Set<Strategy> strategies, long target,
			List<Row> rows) {
		Launches launches = Launches.of(scenario, rows);
		return strategies.stream()
			.filter((strategy) -> launches.bytesAboveFloor(strategy).isPresent())
			.min(Comparator.comparingDouble((strategy) -> launches.bytesAboveFloor(strategy).orElseThrow().most()))
			.map((strategy) -> {
				Range bytes = launches.bytesAboveFloor(strategy).orElseThrow();
				double excess = 100 * (bytes.most() / target - 1);
				return String.format(Locale.ROOT, "%s: %s allocates %s bytes a row above the floor, target %,d: %s",
						String.join(" ", scenario), strategy, bytes.format("%,.0f"), target,
						(excess <= 0) ? "met" : String.format(Locale.ROOT, "MISSED by %.1f %%", excess));
			});
	}

}
