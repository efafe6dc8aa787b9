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

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.benchmark.data.DataFiles;
import io.github.memoizedprefetch.benchmark.data.Dataset;
import io.github.memoizedprefetch.benchmark.data.HsqldbLoader;
import io.github.memoizedprefetch.benchmark.step.MergeStep;
import io.github.memoizedprefetch.benchmark.step.ReaderKind;
import io.github.memoizedprefetch.benchmark.step.Work;

/**
 * Prints what merging takes, with the decorator and without, taking turns in one JVM.
 */
final class Merges {

	private static final double FEWER_STATEMENTS = 5;

	private static final double MORE_ROWS = 1.5;

	private Merges() {
	}

	static void report(Environment environment, Profile profile, PrintStream out) throws Exception {
		long rows = Math.min(200_000, Long.getLong("bench.rows", 200_000));
		for (Database database : Database.values()) {
			for (int latency : (database == Database.POSTGRESQL) ? new int[] { 0, 1 } : new int[] { 0 }) {
				Scenario scenario = new Scenario(Work.A, database, ReaderKind.PAGING, 1_000, latency, rows, rows);
				String name = "work f, %s, latency %d ms".formatted(database, latency);
				if (Chosen.includes(name)) {
					report(name, environment, scenario, profile.rounds(), out);
				}
			}
		}
	}

	private static void report(String name, Environment environment, Scenario scenario, int rounds, PrintStream out)
			throws Exception {
		try (HikariDataSource dataSource = dataSource(environment, scenario);
				MergeStep step = new MergeStep(dataSource, scenario.rows())) {
			long before = step.checksum();
			step.run(false);
			long alone = step.checksum();
			step.run(true);
			if (alone == before || step.checksum() != before) {
				throw new IllegalStateException("The decorator does not write the same");
			}
			long[][] plain = new long[rounds][];
			long[][] prefetched = new long[rounds][];
			for (int round = 0; round < rounds; round++) {
				plain[round] = step.run(false);
				prefetched[round] = step.run(true);
			}
			print(name, scenario.rows(), median(plain), median(prefetched), out);
		}
	}

	private static HikariDataSource dataSource(Environment environment, Scenario scenario) throws Exception {
		HikariDataSource dataSource = new HikariDataSource();
		dataSource.setJdbcUrl(environment.url(scenario));
		dataSource.setUsername((scenario.database() == Database.HSQLDB) ? "sa" : "postgres");
		dataSource.setAutoCommit(false);
		if (scenario.database() == Database.HSQLDB) {
			load(environment, dataSource, scenario.rows());
		}
		return dataSource;
	}

	private static void load(Environment environment, HikariDataSource dataSource, long rows) throws Exception {
		DataFiles files = DataFiles.locate(environment.data(), Path.of("unused"));
		HsqldbLoader.load(Dataset.GOODBOOKS, files, dataSource, rows);
	}

	/** That which took the median of the time. */
	private static long[] median(long[][] runs) throws IOException {
		return Arrays.stream(runs)
			.sorted(java.util.Comparator.comparingLong((run) -> run[1]))
			.skip(runs.length / 2)
			.findFirst()
			.orElseThrow(IOException::new);
	}

	private static void print(String name, long rows, long[] plain, long[] prefetched, PrintStream out) {
		double fewer = (double) plain[0] / prefetched[0];
		double faster = (double) plain[1] / prefetched[1];
		out.println(String.format(Locale.ROOT,
				"%s, %,d items: JpaItemWriter alone %,d statements, %,.0f rows/s; decorated %,d statements, %,.0f"
						+ " rows/s; %.0f times fewer, %.2f times as fast: %s",
				name, rows, plain[0], rows * 1e9 / plain[1], prefetched[0], rows * 1e9 / prefetched[1], fewer, faster,
				(fewer >= FEWER_STATEMENTS && faster >= MORE_ROWS) ? "met" : "MISSED"));
	}

}
