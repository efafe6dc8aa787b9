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
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.memoizedprefetch.benchmark.step.Strategy;
import io.github.memoizedprefetch.benchmark.step.Worker;

/**
 * Prints a scenario's results as a table in Markdown. The last two columns say how many
 * times the rows per second of a strategy the library reaches.
 */
final class Report {

	private static final String HEADER = """
			| strategy | rows | statements | seconds | rows/s | bytes/row | heap MB | x floor | memoized is | memoized-all is |
			|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
			""";

	private Report() {
	}

	static void print(Scenario scenario, List<Row> rows, PrintStream out) {
		out.println();
		out.println("### " + scenario);
		out.println();
		out.print(HEADER);
		for (Row row : rows) {
			out.println(String.format(Locale.ROOT, "| %s | %,d | %,d | %.2f | %,d | %,d | %d | %.2f | %s | %s |",
					row.strategy(), row.rows(), row.statements(), row.seconds(), row.rowsPerSecond(), row.bytesPerRow(),
					row.peakHeap(), row.ratioToFloor(), times(Strategy.MEMOIZED, row, rows),
					times(Strategy.MEMOIZED_ALL, row, rows)));
		}
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

	private static String times(Strategy memoized, Row peer, List<Row> rows) {
		Optional<Row> ours = rows.stream().filter((row) -> row.strategy().equals(memoized.toString())).findFirst();
		return ours.map((row) -> String.format(Locale.ROOT, "%.2f x", peer.ratioToFloor() / row.ratioToFloor()))
			.orElse("");
	}

}
