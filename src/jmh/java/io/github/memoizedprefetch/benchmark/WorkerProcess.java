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
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.memoizedprefetch.benchmark.step.Measurement;
import io.github.memoizedprefetch.benchmark.step.Strategy;
import io.github.memoizedprefetch.benchmark.step.Worker;
import io.github.memoizedprefetch.benchmark.step.WorkerOptions;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.listener.ProcessListener;
import org.zeroturnaround.exec.stream.LogOutputStream;

/**
 * The JVM of one strategy, seen from outside.
 */
final class WorkerProcess implements AutoCloseable {

	private final Strategy strategy;

	private final Path log;

	private final StartedProcess process;

	private final PipedOutputStream commands = new PipedOutputStream();

	/** The lines that it wrote; empty at their end. */
	private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

	private final List<Measurement> measurements = new ArrayList<>();

	WorkerProcess(WorkerOptions options, List<String> jvmArguments, Path log) throws IOException {
		this.strategy = options.strategy();
		this.log = log;
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(jvmArguments);
		command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Worker.class.getName()));
		command.addAll(options.format());
		this.process = start(command, Files.newOutputStream(log));
	}

	private StartedProcess start(List<String> command, OutputStream errors) throws IOException {
		return new ProcessExecutor(command).destroyOnExit()
			.redirectInput(new PipedInputStream(this.commands))
			.redirectOutput(new Answers())
			.redirectError(errors)
			.addListener(new End(errors))
			.start();
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
		this.commands.write('\n');
		this.commands.flush();
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
		try {
			Optional<String> line = this.answers.take();
			return line
				.orElseThrow(() -> new IOException("The worker of " + this.strategy + " has ended; see " + this.log));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Nobody waits for the worker of " + this.strategy + " any more", ex);
		}
	}

	@Override
	public void close() {
		this.process.getProcess().destroy();
		try {
			this.process.getFuture().get(10, TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			this.process.getProcess().destroyForcibly();
		}
		catch (InterruptedException ex) {
			this.process.getProcess().destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private final class Answers extends LogOutputStream {

		@Override
		protected void processLine(String line) {
			WorkerProcess.this.answers.add(Optional.of(line));
		}

	}

	/** Is told when all output was read. */
	private final class End extends ProcessListener {

		private final OutputStream errors;

		End(OutputStream errors) {
			this.errors = errors;
		}

		@Override
		public void afterStop(Process process) {
			WorkerProcess.this.answers.add(Optional.empty());
			try {
				this.errors.close();
			}
			catch (IOException ex) {
				// what could be written is there
			}
		}

	}

}
