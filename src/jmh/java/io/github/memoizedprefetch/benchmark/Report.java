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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.github.memoizedprefetch.benchmark.step.Strategy;
import io.github.memoizedprefetch.benchmark.step.Worker;

/**
 * Prints a scenario's results, over its launches, as a table in Markdown. The last
 * columns say how many times the rows per second of a strategy the library reaches.
 */
final class Report {

	private static final List<String> HEADER = List.of("strategy", "rows", "statements", "rows/s", "bytes/row",
			"x floor");

	private static final List<Strategy> OURS = List.of(Strategy.MEMOIZED, Strategy.MEMOIZED_ALL,
			Strategy.MEMOIZED_SHARED, Strategy.MEMOIZED_READ_ONLY, Strategy.MEMOIZED_AHEAD);

	private Report() {
	}

	static void print(Scenario scenario, List<Row> rows, PrintStream out) {
		Launches launches = new Launches(rows);
		List<Strategy> ours = OURS.stream().filter(launches.strategies()::contains).toList();
		out.println("\n### " + scenario + "\n");
		print(Stream.concat(HEADER.stream(), ours.stream().map((one) -> one + " is")), out);
		out.println("|---|" + "--:|".repeat(HEADER.size() - 1 + ours.size()));
		launches.strategies().forEach((strategy) -> print(cells(strategy, ours, launches).stream(), out));
	}

	private static void print(Stream<String> cells, PrintStream out) {
		out.println("| " + String.join(" | ", cells.toList()) + " |");
	}

	private static List<String> cells(Strategy strategy, List<Strategy> ours, Launches launches) {
		List<String> cells = new ArrayList<>();
		cells.add(strategy.toString());
		cells.add(cell(launches.range(strategy, Row::rows), "%,.0f"));
		cells.add(cell(launches.range(strategy, Row::statements), "%,.0f"));
		cells.add(cell(launches.range(strategy, Row::rowsPerSecond), "%,.0f"));
		cells.add(cell(launches.range(strategy, Row::bytesPerRow), "%,.0f"));
		cells.add(cell(launches.range(strategy, Row::ratioToFloor), "%.2f"));
		for (Strategy one : ours) {
			cells.add(launches.times(one, Set.of(strategy)).map((times) -> times.format("%.2f") + " x").orElse(""));
		}
		return cells;
	}

	private static String cell(Optional<Range> range, String pattern) {
		return range.map((values) -> values.format(pattern)).orElse("");
	}

	/** Print how long steps were doing on the way, if they said so. */
	static void printProgress(List<Strategy> strategies, Path logs, PrintStream out) throws IOException {
		for (Strategy strategy : strategies) {
			List<String> lines = Files.readAllLines(logs.resolve(strategy + ".log"))
				.stream()
				.filter((line) -> line.startsWith(Worker.PROGRESS))
				.toList();
			if (!lines.isEmpty()) {
				out.println("\n" + strategy + "\n\n| rows | seconds | heap MB |\n|--:|--:|--:|");
				lines.forEach((line) -> out.println(line.substring(Worker.PROGRESS.length())));
			}
		}
	}

}
