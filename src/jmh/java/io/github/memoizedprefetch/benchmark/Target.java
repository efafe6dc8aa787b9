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
import java.util.stream.Collectors;

import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * How much faster than its peers the library is to be, in the worst of all launches.
 *
 * @param scenario the first five columns of the scenario's rows
 * @param ours strategies of the library; the best of them counts
 * @param peers the peers; in each launch the fastest of them counts
 * @param factor how many times their rows per second
 */
record Target(List<String> scenario, Set<Strategy> ours, Set<Strategy> peers, double factor) {

	static final Set<Strategy> MEMOIZED = EnumSet.range(Strategy.MEMOIZED, Strategy.MEMOIZED_AHEAD);

	/** The map of the whole table is no peer, but the limit. */
	static final Set<Strategy> PEERS = EnumSet.range(Strategy.NAIVE, Strategy.LISTENER_BY_HAND);

	static final Set<Strategy> JOIN_FETCH = EnumSet.of(Strategy.JOIN_FETCH, Strategy.JOIN_FETCH_READ_ONLY);

	/** What is said of the target, or nothing if it was not measured. */
	Optional<String> check(List<Row> rows) {
		Launches launches = Launches.of(this.scenario, rows);
		return this.ours.stream()
			.flatMap((one) -> launches.times(one, this.peers).map((times) -> new Result(one, times)).stream())
			.max(Comparator.comparingDouble((result) -> result.times().least()))
			.map(this::verdict);
	}

	private String verdict(Result best) {
		double missing = 100 * (1 - best.times().least() / this.factor);
		return String.format(Locale.ROOT, "%s: %s is %s x %s, target %.2f x: %s", String.join(" ", this.scenario),
				best.strategy(), best.times().format("%.2f"), peerNames(), this.factor,
				(missing <= 0) ? "met" : String.format(Locale.ROOT, "MISSED by %.1f %%", missing));
	}

	private String peerNames() {
		return this.peers.equals(PEERS) ? "the best peer"
				: this.peers.stream().map(Strategy::toString).collect(Collectors.joining(" or "));
	}

	private record Result(Strategy strategy, Range times) {

	}

}
