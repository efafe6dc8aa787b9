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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.memoizedprefetch.benchmark.step.ReaderKind;
import io.github.memoizedprefetch.benchmark.step.Strategy;
import io.github.memoizedprefetch.benchmark.step.Work;

/**
 * How much is measured.
 */
enum Profile {

	/** The JMH benchmarks only. */
	MICRO(0, 0, 1) {

		@Override
		List<Scenario> scenarios() {
			return List.of();
		}

	},

	/** What the memo of all authors retains. */
	FOOTPRINT(0, 0, 1) {

		@Override
		List<Scenario> scenarios() {
			return List.of();
		}

	},

	/** What merging takes. */
	MERGES(0, 3, 1) {

		@Override
		List<Scenario> scenarios() {
			return List.of();
		}

	},

	/** How the books of file rows are found. */
	KEYS(0, 3, 1) {

		@Override
		List<Scenario> scenarios() {
			return List.of();
		}

	},

	/** Whether a step's heap and time for a chunk stay the same, over very many rows. */
	LONG(0, 1, 1) {

		@Override
		Set<Strategy> strategies(Scenario scenario) {
			return EnumSet.of(Strategy.FLOOR, Strategy.MEMOIZED);
		}

		@Override
		List<Scenario> scenarios() {
			long rows = Long.getLong("bench.rows", 10_000_000);
			return List.of(new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, 0, rows, 1_000));
		}

	},

	/** Whether everything works: every strategy, once, on little data. */
	SMOKE(0, 1, 1) {

		@Override
		List<Scenario> scenarios() {
			List<Scenario> scenarios = new ArrayList<>();
			for (Database database : Database.values()) {
				for (Work work : Work.values()) {
					for (ReaderKind reader : ReaderKind.values()) {
						scenarios.add(new Scenario(work, database, reader, 100, 0, 250, 50));
					}
				}
			}
			return scenarios;
		}

	},

	/**
	 * The most telling scenarios in some minutes; a good part of each step fills memos.
	 */
	QUICK(2, 3, 3) {

		@Override
		Set<Strategy> strategies(Scenario scenario) {
			Set<Strategy> strategies = EnumSet.copyOf(TELLING);
			if (!scenario.equals(scenarios().get(0))) {
				strategies.remove(Strategy.NAIVE); // known by then
			}
			return strategies;
		}

		@Override
		List<Scenario> scenarios() {
			return telling(100_000, 40_000, 20_000, 60_000, 50_000);
		}

	},

	/** The same scenarios, long enough for the targets to be in the memo. */
	STEADY(5, 3, 3) {

		@Override
		Set<Strategy> strategies(Scenario scenario) {
			if (scenario.latencyMillis() == FAR_MILLIS) {
				return FAR;
			}
			Set<Strategy> strategies = EnumSet.copyOf(TELLING);
			strategies.remove(Strategy.NAIVE);
			strategies.add(Strategy.CACHE_WARM);
			return strategies;
		}

		@Override
		List<Scenario> scenarios() {
			List<Scenario> scenarios = new ArrayList<>(telling(300_000, 100_000, 100_000, 300_000, 200_000));
			scenarios
				.add(new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, FAR_MILLIS, 100_000, 100));
			scenarios.add(new Scenario(Work.C, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, FAR_MILLIS, 50_000, 100));
			scenarios
				.add(new Scenario(Work.E, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, FAR_MILLIS, 100_000, 100));
			return scenarios;
		}

	},

	/** What automatic mode and the report cost, in the steady state. */
	MODES(10, 5, 1) {

		@Override
		Set<Strategy> strategies(Scenario scenario) {
			return EnumSet.of(Strategy.FLOOR, Strategy.FLOOR_LISTENED, Strategy.FLOOR_AUTOMATIC,
					Strategy.FLOOR_REPORTED, Strategy.MEMOIZED, Strategy.MEMOIZED_HEARD, Strategy.AUTOMATIC,
					Strategy.MEMOIZED_REPORTED);
		}

		@Override
		List<Scenario> scenarios() {
			return List.of(new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, 0, 300_000, 2_000),
					new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.PAGING, 1_000, 0, 100_000, 2_000),
					new Scenario(Work.C, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, 0, 100_000, 1_000));
		}

	},

	/** Everything but what is only for databases that are far away, in some hours. */
	FULL(15, 5, 1) {

		@Override
		Set<Strategy> strategies(Scenario scenario) {
			return EnumSet
				.complementOf(EnumSet.of(Strategy.MEMOIZED_JOINED, Strategy.MEMOIZED_WINDOWS, Strategy.MEMOIZED_AHEAD));
		}

		@Override
		List<Scenario> scenarios() {
			List<Scenario> scenarios = new ArrayList<>();
			for (Database database : Database.values()) {
				for (Work work : Work.values()) {
					for (ReaderKind reader : ReaderKind.values()) {
						for (int chunkSize : new int[] { 1_000, 100, 10_000 }) {
							scenarios.add(scenario(work, database, reader, chunkSize, 0));
						}
						if (database == Database.POSTGRESQL) {
							scenarios.add(scenario(work, database, reader, 1_000, 1));
						}
					}
				}
			}
			return scenarios;
		}

		private static Scenario scenario(Work work, Database database, ReaderKind reader, int chunkSize, int latency) {
			long slice = (latency > 0) ? 500 : 5_000;
			boolean heavy = work == Work.C || work == Work.D;
			long rows = switch (reader) {
				case CURSOR, STATELESS -> heavy ? 100_000 : 300_000;
				case PAGING, REPOSITORY -> heavy ? 50_000 : 100_000;
			};
			long fitting = (database == Database.HSQLDB) ? rows / 4 : rows;
			return new Scenario(work, database, reader, chunkSize, latency, fitting, slice);
		}

	};

	private static final Set<Strategy> TELLING = EnumSet.of(Strategy.FLOOR, Strategy.NAIVE, Strategy.JOIN_FETCH,
			Strategy.JOIN_FETCH_READ_ONLY, Strategy.LISTENER_BY_HAND, Strategy.HANDMADE, Strategy.BATCH_FETCH,
			Strategy.CACHE_BATCH_WARM, Strategy.MEMOIZED, Strategy.MEMOIZED_ALL, Strategy.MEMOIZED_SHARED,
			Strategy.MEMOIZED_READ_ONLY);

	private static final int FAR_MILLIS = 5;

	/** What is compared where a database is far away. */
	private static final Set<Strategy> FAR = EnumSet.of(Strategy.FLOOR, Strategy.JOIN_FETCH, Strategy.BATCH_FETCH,
			Strategy.MEMOIZED, Strategy.MEMOIZED_ALL, Strategy.MEMOIZED_WINDOWS, Strategy.MEMOIZED_AHEAD);

	private final Duration warmUp;

	private final int rounds;

	private final int launches;

	Profile(int warmUpSeconds, int rounds, int launches) {
		this.warmUp = Duration.ofSeconds(warmUpSeconds);
		this.rounds = rounds;
		this.launches = launches;
	}

	static Profile named(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

	private static List<Scenario> telling(long cursor, long paging, long collections, long remote, long hsqldb) {
		return List.of(new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, 0, cursor, 2_000),
				new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.STATELESS, 1_000, 0, cursor, 2_000),
				new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.PAGING, 1_000, 0, paging, 2_000),
				new Scenario(Work.C, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, 0, collections, 1_000),
				new Scenario(Work.A, Database.POSTGRESQL, ReaderKind.CURSOR, 1_000, 1, remote, 200),
				new Scenario(Work.A, Database.HSQLDB, ReaderKind.CURSOR, 1_000, 0, hsqldb, 2_000));
	}

	abstract List<Scenario> scenarios();

	Set<Strategy> strategies(Scenario scenario) {
		return EnumSet.allOf(Strategy.class);
	}

	/** Whether it adds to the results of an earlier run. */
	boolean keepsResults() {
		return this == STEADY || this == FULL || this == MICRO || this == FOOTPRINT;
	}

	/** Where the results go: those of one long run are no results of a scenario. */
	Path folder(Path output) {
		return (this == LONG) ? output.resolve("long") : output;
	}

	/** How long each strategy is run before it is measured. */
	Duration warmUp() {
		return this.warmUp;
	}

	int rounds() {
		return this.rounds;
	}

	/** How often each scenario is measured, each time in new JVMs. */
	int launches() {
		return Integer.getInteger("bench.launches", this.launches);
	}

}
