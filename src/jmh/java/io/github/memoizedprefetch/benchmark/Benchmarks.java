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
import java.util.EnumSet;
import java.util.List;

import io.github.memoizedprefetch.benchmark.micro.MicroBenchmarks;
import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * Runs the scenarios of a profile and reports on them. What an earlier run of a long
 * profile has measured is not measured again.
 */
public final class Benchmarks {

	private static final PrintStream out = System.out;

	private Benchmarks() {
	}

	public static void main(String[] args) throws Exception {
		Profile profile = Profile.named(System.getProperty("bench.profile", "quick"));
		Path output = profile.folder(Path.of(System.getProperty("bench.output", "target/benchmarks")));
		Path logs = Files.createDirectories(output.resolve("logs"));
		Results results = profile.keepsResults() ? Results.resume(output) : Results.create(output);
		Path data = Path.of(System.getProperty("bench.data", "../shared/data"));
		String only = System.getProperty("bench.only", "");
		out.println(Machine.describe());
		try (Environment environment = new Environment(data, output)) {
			if (profile == Profile.FOOTPRINT) {
				Footprints.report(environment, out);
			}
			if (profile == Profile.MERGES) {
				Merges.report(environment, profile, out);
			}
			if (profile == Profile.KEYS) {
				Keys.report(environment, profile, output, out);
			}
			for (Scenario scenario : profile.scenarios()) {
				if (Chosen.includes(scenario.toString())) {
					launch(scenario, profile, environment, logs, results);
					Report.print(scenario, results.of(scenario), out);
				}
			}
		}
		out.println();
		Path micro = output.resolve("micro.csv");
		if (profile == Profile.MICRO || (profile == Profile.FULL && only.isEmpty() && Files.notExists(micro))) {
			MicroBenchmarks.run(only, data, micro);
		}
		Targets.check(profile, results.rows()).forEach(out::println);
		Plot.write(results.rows(), output);
	}

	private static void launch(Scenario scenario, Profile profile, Environment environment, Path logs, Results results)
			throws Exception {
		List<Strategy> strategies = Chosen.of(scenario.strategies(profile.strategies(scenario)),
				scenario.strategies(EnumSet.allOf(Strategy.class)));
		for (int launch = 1; launch <= profile.launches(); launch++) {
			if (!results.hasAll(scenario, launch, strategies)) {
				results.put(scenario, launch, measure(scenario, launch, strategies, profile, environment, logs));
			}
		}
	}

	private static List<Row> measure(Scenario scenario, int launch, List<Strategy> strategies, Profile profile,
			Environment environment, Path logs) throws Exception {
		try (ScenarioRun run = new ScenarioRun(scenario, launch)) {
			run.start(strategies, environment.url(scenario), environment.jvmArguments(scenario), environment.data(),
					logs);
			List<Row> rows = run.measure(profile.warmUp(), profile.rounds());
			Report.printProgress(strategies, logs, out);
			return rows;
		}
	}

}
