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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.github.memoizedprefetch.benchmark.step.Measurement;
import io.github.memoizedprefetch.benchmark.step.Strategy;
import io.github.memoizedprefetch.benchmark.step.WorkerOptions;

/**
 * One launch of a scenario: the strategies take turns, each in its own JVM.
 */
final class ScenarioRun implements AutoCloseable {

	private final Scenario scenario;

	private final int launch;

	private final List<WorkerProcess> workers = new ArrayList<>();

	private final Checksums checksums;

	ScenarioRun(Scenario scenario, int launch) {
		this.scenario = scenario;
		this.launch = launch;
		this.checksums = new Checksums(scenario);
	}

	void start(List<Strategy> strategies, String url, List<String> jvmArguments, Path data, Path logs)
			throws IOException {
		for (Strategy strategy : strategies) {
			WorkerOptions options = new WorkerOptions(this.scenario.work(), this.scenario.reader(),
					this.scenario.chunkSize(), strategy, this.scenario.rows(strategy), this.scenario.slice(), url,
					data);
			this.workers.add(new WorkerProcess(options, jvmArguments, logs.resolve(strategy + ".log")));
		}
		for (WorkerProcess worker : this.workers) {
			worker.awaitReady();
		}
	}

	List<Row> measure(Duration warmUp, int rounds) throws IOException {
		List<WorkerProcess> turns = new ArrayList<>(this.workers);
		for (WorkerProcess worker : turns) {
			warmUp(worker, warmUp);
		}
		for (int round = 0; round < rounds; round++) {
			for (WorkerProcess worker : turns) {
				worker.keep(run(worker));
			}
			Collections.rotate(turns, 1);
		}
		Measurement floor = this.workers.stream()
			.filter((worker) -> worker.strategy() == Strategy.FLOOR)
			.findFirst()
			.orElseThrow()
			.median();
		return this.workers.stream()
			.map((worker) -> Row.of(this.scenario, this.launch, worker.strategy(), worker.median(), floor))
			.toList();
	}

	/**
	 * Counted in time, not in runs: compilers need it, and a fast strategy's runs are
	 * short.
	 */
	private void warmUp(WorkerProcess worker, Duration warmUp) throws IOException {
		for (long nanos = 0; nanos < warmUp.toNanos();) {
			nanos += run(worker).nanos();
		}
	}

	private Measurement run(WorkerProcess worker) throws IOException {
		Measurement measurement = worker.run();
		this.checksums.check(worker.strategy(), measurement);
		return measurement;
	}

	@Override
	public void close() {
		this.workers.forEach(WorkerProcess::close);
	}

}
