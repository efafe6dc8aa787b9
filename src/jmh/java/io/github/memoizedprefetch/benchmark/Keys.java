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

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.benchmark.step.KeyStep;
import io.github.memoizedprefetch.benchmark.step.KeyStep.Run;
import io.github.memoizedprefetch.benchmark.step.KeyStrategy;
import io.github.memoizedprefetch.benchmark.step.ReaderKind;
import io.github.memoizedprefetch.benchmark.step.Work;

/**
 * Work (e): what finding the book of each file row takes, by each of the strategies in
 * turns, in one JVM.
 */
final class Keys {

	private static final long ROWS = 200_000;

	private static final double AS_QUERIES = 10;

	private static final double AS_LISTENER = 1;

	private static final double AS_HASH_MAP = 0.7;

	private Keys() {
	}

	static void report(Environment environment, Profile profile, Path output, PrintStream out) throws Exception {
		long rows = Math.min(ROWS, Long.getLong("bench.rows", ROWS));
		for (int latency : new int[] { 0, 1 }) {
			Scenario scenario = new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, latency, rows,
					Math.min(rows, (latency == 0) ? 5_000 : 2_000));
			String name = "work e, %s, latency %d ms".formatted(scenario.database(), latency);
			if (Chosen.includes(name)) {
				report(name, environment, scenario, profile.rounds(), Files.createTempFile(output, "rows", ".csv"),
						out);
			}
		}
	}

	private static void report(String name, Environment environment, Scenario scenario, int rounds, Path file,
			PrintStream out) throws Exception {
		try (HikariDataSource dataSource = dataSource(environment, scenario)) {
			KeyStep.prepare(dataSource, file, scenario.rows());
			try (KeyStep step = new KeyStep(dataSource, file)) {
				print(name, scenario, measure(scenario, rounds, step), out);
			}
		}
		finally {
			Files.delete(file);
		}
	}

	private static Map<KeyStrategy, Run> measure(Scenario scenario, int rounds, KeyStep step) throws Exception {
		Map<KeyStrategy, Run[]> runs = new EnumMap<>(KeyStrategy.class);
		for (int round = -1; round < rounds; round++) { // the first warms up
			for (KeyStrategy strategy : Chosen.of(List.of(KeyStrategy.values()))) {
				Run run = step.run(strategy, rows(scenario, strategy));
				if (round >= 0) {
					runs.computeIfAbsent(strategy, (any) -> new Run[rounds])[round] = run;
				}
			}
		}
		Map<KeyStrategy, Run> medians = new EnumMap<>(KeyStrategy.class);
		runs.forEach((strategy, all) -> {
			Arrays.sort(all, Comparator.comparingLong(Run::nanos));
			medians.put(strategy, all[rounds / 2]);
		});
		check(scenario, medians);
		return medians;
	}

	private static long rows(Scenario scenario, KeyStrategy strategy) {
		return strategy.isSliced() ? scenario.slice() : scenario.rows();
	}

	/** All find the same books. */
	private static void check(Scenario scenario, Map<KeyStrategy, Run> runs) {
		for (boolean sliced : new boolean[] { true, false }) {
			List<KeyStrategy> same = runs.keySet().stream().filter((one) -> one.isSliced() == sliced).toList();
			if (same.stream().map((one) -> runs.get(one).checksum()).distinct().count() > 1) {
				throw new IllegalStateException(scenario + ": not all of " + same + " find the same books");
			}
		}
	}

	private static HikariDataSource dataSource(Environment environment, Scenario scenario) throws Exception {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(environment.url(scenario));
		dataSource.setUsername("postgres");
		dataSource.setAutoCommit(false);
		return dataSource;
	}

	private static void print(String name, Scenario scenario, Map<KeyStrategy, Run> runs, PrintStream out) {
		out.println(name);
		runs.forEach((strategy, run) -> out
			.println(String.format(Locale.ROOT, "  %-24s %,9d rows %,9d statements %,12.0f rows/s", strategy,
					rows(scenario, strategy), run.statements(), speed(scenario, strategy, runs))));
		for (KeyStrategy lookup : List.of(KeyStrategy.LOOKUP, KeyStrategy.LOOKUP_LOADER, KeyStrategy.LOOKUP_MEMOIZED,
				KeyStrategy.LOOKUP_SHARED, KeyStrategy.LOOKUP_SHARED_ALL)) {
			compare(scenario, lookup, KeyStrategy.QUERY, AS_QUERIES, runs, out);
			compare(scenario, lookup, KeyStrategy.CACHEABLE, 0, runs, out);
			compare(scenario, lookup, KeyStrategy.LISTENER, AS_LISTENER, runs, out);
			compare(scenario, lookup, KeyStrategy.HASH_MAP, AS_HASH_MAP, runs, out);
		}
		compare(scenario, KeyStrategy.KEY, KeyStrategy.FIND, AS_QUERIES, runs, out);
		compare(scenario, KeyStrategy.KEY, KeyStrategy.HASH_MAP, AS_HASH_MAP, runs, out);
		compare(scenario, KeyStrategy.KEY_AND_QUERY, KeyStrategy.FIND_AND_QUERY, 1, runs, out);
		compare(scenario, KeyStrategy.KEY_AND_QUERY_READ_ONLY, KeyStrategy.FIND_AND_QUERY, 1, runs, out);
	}

	private static double speed(Scenario scenario, KeyStrategy strategy, Map<KeyStrategy, Run> runs) {
		return rows(scenario, strategy) * 1e9 / runs.get(strategy).nanos();
	}

	private static void compare(Scenario scenario, KeyStrategy strategy, KeyStrategy peer, double target,
			Map<KeyStrategy, Run> runs, PrintStream out) {
		if (!runs.containsKey(strategy) || !runs.containsKey(peer)) {
			return;
		}
		double times = speed(scenario, strategy, runs) / speed(scenario, peer, runs);
		out.println(String.format(Locale.ROOT, "  %s: %.2f times the rows/s of %s%s", strategy, times, peer,
				(target == 0) ? "" : ((times >= target) ? ", met" : ", MISSED (" + target + ")")));
	}

}
