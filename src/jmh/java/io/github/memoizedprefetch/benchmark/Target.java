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
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * How much faster than its peers the library is to be, in scenarios with chunks of 1,000.
 *
 * @param scenario the first five columns of the scenarios' rows
 * @param peers the peers; the fastest of them counts
 * @param factor how many times their rows per second
 */
record Target(List<String> scenario, Predicate<String> peers, String peerNames, double factor) {

	static final List<Target> ALL = List.of(new Target("a", "postgresql", "cursor", 0, 1.2, Strategy.JOIN_FETCH),
			new Target("a", "postgresql", "cursor", 0, 2, Strategy.BATCH_FETCH),
			new Target("a", "postgresql", "cursor", 0, 3, Strategy.CACHE_WARM, Strategy.CACHE_BATCH_WARM),
			new Target("a", "postgresql", "paging", 0, 1 / 1.5, Strategy.FLOOR),
			new Target("a", "postgresql", "paging", 0, 2),
			new Target("c", "postgresql", "cursor", 0, 2.5, Strategy.JOIN_FETCH),
			new Target("c", "postgresql", "cursor", 0, 2.5, Strategy.BATCH_FETCH),
			new Target("a", "postgresql", "cursor", 1, 1, Strategy.JOIN_FETCH),
			new Target("a", "postgresql", "cursor", 1, 2, Strategy.BATCH_FETCH, Strategy.CACHE_WARM,
					Strategy.CACHE_BATCH_WARM),
			new Target("a", "postgresql", "paging", 1, 2), new Target("c", "postgresql", "cursor", 1, 2));

	Target(String work, String database, String reader, int latency, double factor, Strategy... peers) {
		this(List.of(work, database, reader, "1000", String.valueOf(latency)),
				(peers.length == 0) ? Target::isPeer : Stream.of(peers).map(Strategy::toString).toList()::contains,
				(peers.length == 0) ? "best peer"
						: String.join(", ", Stream.of(peers).map(Strategy::toString).toList()),
				factor);
	}

	/** The slower one of a scenario of HSQLDB is not to be anywhere. */
	static Target notSlower(List<String> scenario) {
		return new Target(scenario, Target::isPeer, "best peer", 1);
	}

	/** The map of the whole table is no peer, but the limit. */
	private static boolean isPeer(String strategy) {
		return !List.of("floor", "handmade", "automatic").contains(strategy) && !strategy.startsWith("floor-")
				&& !strategy.startsWith("memoized");
	}

	/** What is said of the target, or nothing if it was not measured. */
	Stream<String> check(List<Row> rows) {
		List<Row> measured = rows.stream().filter((row) -> row.scenario().equals(this.scenario)).toList();
		double peer = measured.stream()
			.filter((row) -> this.peers.test(row.strategy()))
			.mapToDouble(Row::rowsPerSecond)
			.max()
			.orElse(0);
		return measured.stream().filter((row) -> row.strategy().startsWith("memoized") && peer > 0).map((row) -> {
			double actual = row.rowsPerSecond() / peer;
			String verdict = (actual >= this.factor) ? "met" : "MISSED by %.0f %%";
			return String.format(Locale.ROOT, "%s: %s is %.2f x %s, target %.2f x: " + verdict,
					String.join(" ", this.scenario), row.strategy(), actual, this.peerNames, this.factor,
					100 * (1 - actual / this.factor));
		});
	}

}
