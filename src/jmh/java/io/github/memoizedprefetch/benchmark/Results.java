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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * The file with the results. The rows of a launch are written together, so that all
 * ratios are those of one run.
 */
final class Results {

	private static final String HEADER = String.join(",", Row.COLUMNS);

	private final Path file;

	private final List<Row> rows = new ArrayList<>();

	private Results(Path file) {
		this.file = file;
	}

	/** Start anew; earlier results are kept under another name. */
	static Results create(Path folder) throws IOException {
		Path file = folder.resolve("results.csv");
		if (Files.exists(file)) {
			Files.move(file, folder.resolve("results-before.csv"), StandardCopyOption.REPLACE_EXISTING);
		}
		return new Results(file);
	}

	/** Go on where an earlier run has ended. */
	static Results resume(Path folder) throws IOException {
		Results results = new Results(folder.resolve("results.csv"));
		if (Files.exists(results.file)) {
			List<String> lines = Files.readAllLines(results.file);
			if (!lines.get(0).equals(HEADER)) {
				return create(folder); // of an earlier version
			}
			lines.stream().skip(1).map(Row::parse).forEach(results.rows::add);
		}
		return results;
	}

	boolean hasAll(Scenario scenario, int launch, List<Strategy> strategies) {
		return strategies.stream()
			.allMatch((strategy) -> this.rows.stream()
				.anyMatch((row) -> row.isOf(scenario) && row.launch() == launch && row.strategy() == strategy
						&& row.rows() == scenario.rows(strategy)));
	}

	void put(Scenario scenario, int launch, List<Row> measured) throws IOException {
		this.rows.removeIf((row) -> row.isOf(scenario) && row.launch() == launch);
		this.rows.addAll(measured);
		List<String> lines = new ArrayList<>(List.of(HEADER));
		this.rows.forEach((row) -> lines.add(row.format()));
		Path partial = this.file.resolveSibling("results.csv.partial");
		Files.write(partial, lines);
		Files.move(partial, this.file, StandardCopyOption.REPLACE_EXISTING);
	}

	List<Row> of(Scenario scenario) {
		return this.rows.stream().filter((row) -> row.isOf(scenario)).toList();
	}

	List<Row> rows() {
		return List.copyOf(this.rows);
	}

}
