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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * The rows of a scenario's launches. Strategies are compared inside one launch, as
 * machines are not always as fast.
 */
record Launches(List<Row> rows) {

	static Launches of(List<String> scenario, List<Row> rows) {
		return new Launches(rows.stream().filter((row) -> row.scenario().equals(scenario)).toList());
	}

	List<Strategy> strategies() {
		return this.rows.stream().map(Row::strategy).distinct().toList();
	}

	Optional<Range> range(Strategy strategy, ToDoubleFunction<Row> value) {
		return Range.of(of(strategy).mapToDouble(value));
	}

	/** How many times the rows per second of the fastest of the peers. */
	Optional<Range> times(Strategy strategy, Set<Strategy> peers) {
		return compare(strategy, peers, (row, peer) -> (double) row.rowsPerSecond() / peer.rowsPerSecond());
	}

	Optional<Range> bytesAboveFloor(Strategy strategy) {
		return compare(strategy, Set.of(Strategy.FLOOR), (row, floor) -> row.bytesPerRow() - floor.bytesPerRow());
	}

	private Optional<Range> compare(Strategy strategy, Set<Strategy> peers, ToDoubleBiFunction<Row, Row> comparison) {
		return Range.of(of(strategy)
			.flatMap((row) -> fastest(row.launch(), peers).stream().map((peer) -> comparison.applyAsDouble(row, peer)))
			.mapToDouble(Double::doubleValue));
	}

	private Optional<Row> fastest(int launch, Set<Strategy> peers) {
		return this.rows.stream()
			.filter((row) -> row.launch() == launch && peers.contains(row.strategy()))
			.max(Comparator.comparingLong(Row::rowsPerSecond));
	}

	private Stream<Row> of(Strategy strategy) {
		return this.rows.stream().filter((row) -> row.strategy() == strategy);
	}

}
