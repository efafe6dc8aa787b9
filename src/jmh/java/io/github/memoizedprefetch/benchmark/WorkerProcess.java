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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.memoizedprefetch.benchmark.step.Measurement;
import io.github.memoizedprefetch.benchmark.step.Strategy;
import io.github.memoizedprefetch.benchmark.step.Worker;
import io.github.memoizedprefetch.benchmark.step.WorkerOptions;

/**
 * The JVM of one strategy, seen from outside.
 */
final class WorkerProcess implements AutoCloseable {

	private final Strategy strategy;

	private final Path log;

	private final Process process;

	private final BufferedReader answers;

	private final List<Measurement> measurements = new ArrayList<>();

	WorkerProcess(WorkerOptions options, List<String> jvmArguments, Path log) throws IOException {
		this.strategy = options.strategy();
		this.log = log;
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(jvmArguments);
		command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Worker.class.getName()));
		command.addAll(options.format());
		File file = log.toFile();
		this.process = new ProcessBuilder(command).redirectError(file).start();
		this.answers = this.process.inputReader();
	}

	Strategy strategy() {
		return this.strategy;
	}

	void awaitReady() throws IOException {
		if (!Worker.READY.equals(answer())) {
			throw new IOException("The worker of " + this.strategy + " does not speak the protocol");
		}
	}

	/** Run the step once. */
	Measurement run() throws IOException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
		return Measurement.parse(answer());
	}

	void keep(Measurement measurement) {
		this.measurements.add(measurement);
	}

	/** The measurement that took the median of the time. */
	Measurement median() {
		return this.measurements.stream()
			.sorted(java.util.Comparator.comparingLong(Measurement::nanos))
			.skip(this.measurements.size() / 2)
			.findFirst()
			.orElseThrow();
	}

	private String answer() throws IOException {
		String line = this.answers.readLine();
		if (line == null) {
			throw new IOException("The worker of " + this.strategy + " has ended; see " + this.log);
		}
		return line;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
