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
package io.github.memoizedprefetch.samples.remoteworkers.launcher;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.memoizedprefetch.samples.remoteworkers.manager.ManagerProcess;
import io.github.memoizedprefetch.samples.remoteworkers.process.BrokerProcess;
import io.github.memoizedprefetch.samples.remoteworkers.process.DatabaseProcess;
import io.github.memoizedprefetch.samples.remoteworkers.worker.WorkerProcess;

/**
 * All processes of the sample. Closing it ends them, and so does the end of this JVM.
 */
public final class Cluster implements AutoCloseable {

	public static final String MANAGER = "manager";

	/** The names of the workers. */
	public static final List<String> WORKERS = List.of("worker-1", "worker-2");

	private static final long MINUTES_TO_START = 3;

	/** How long those that are still starting are waited for when one has ended. */
	private static final long SECONDS_TO_SETTLE = 10;

	private final Map<String, ChildProcess> processes = new LinkedHashMap<>();

	private final Thread shutdownHook = new Thread(this::end);

	private final List<String> jvmOptions;

	private final PrintStream out;

	private List<String> settings;

	/** In the environment, where other users of the machine do not see it. */
	private final Map<String, String> secrets = Map.of(BrokerProcess.USER, UUID.randomUUID().toString(),
			BrokerProcess.PASSWORD, UUID.randomUUID().toString());

	private String databaseUrl = "";

	private String brokerUrl = "";

	Cluster(List<String> jvmOptions, List<String> settings, PrintStream out) {
		// They live for seconds: what they save in starting they do not lose in running
		this.jvmOptions = Stream.concat(Stream.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), jvmOptions.stream())
			.toList();
		this.settings = settings;
		this.out = out;
	}

	/**
	 * Start all processes.
	 * @param jvmOptions options for their JVMs
	 * @param settings arguments for manager and workers
	 * @param out where their output goes
	 * @return the processes, all ready
	 * @throws ChildProcessException if one does not start; none is left then
	 */
	public static Cluster start(List<String> jvmOptions, List<String> settings, PrintStream out) {
		Cluster cluster = new Cluster(jvmOptions, settings, out);
		Runtime.getRuntime().addShutdownHook(cluster.shutdownHook);
		try {
			cluster.startAll();
			return cluster;
		}
		catch (RuntimeException ex) {
			cluster.close();
			throw ex;
		}
	}

	private void startAll() {
		this.out.println("Starting PostgreSQL and the broker ..");
		start("database", DatabaseProcess.class);
		start("broker", BrokerProcess.class);
		this.databaseUrl = awaitReady("database");
		this.brokerUrl = awaitReady("broker");
		this.settings = new ArrayList<>(this.settings);
		this.settings.add("--spring.datasource.url=" + this.databaseUrl);
		this.settings.add("--sample.broker-url=" + this.brokerUrl);
		this.out.println("Starting the manager and the workers ..");
		start(MANAGER, ManagerProcess.class);
		WORKERS.forEach((worker) -> start(worker, WorkerProcess.class));
		awaitReady(MANAGER);
		WORKERS.forEach(this::awaitReady);
		this.out.printf("PostgreSQL, Artemis, a manager and %d workers run, each in a process of its own.%n",
				WORKERS.size());
	}

	/**
	 * Start a worker that has been killed.
	 * @param worker its name
	 */
	public void startAgain(String worker) {
		start(worker, WorkerProcess.class);
		awaitReady(worker);
	}

	/**
	 * Where the shared database is.
	 * @return its JDBC URL
	 */
	public String databaseUrl() {
		return this.databaseUrl;
	}

	/**
	 * Where the broker is.
	 * @return its URL
	 */
	public String brokerUrl() {
		return this.brokerUrl;
	}

	/**
	 * The workers that run.
	 * @return their names
	 */
	public List<String> workers() {
		return WORKERS.stream().filter(this.processes::containsKey).toList();
	}

	/**
	 * Kill a process.
	 * @param name its name
	 */
	public void kill(String name) {
		ChildProcess process = process(name);
		this.processes.remove(name);
		process.kill();
	}

	/**
	 * Send a command to a process.
	 * @param name its name
	 * @param command the command
	 * @return the reply
	 */
	public CompletableFuture<String> ask(String name, String command) {
		return process(name).ask(command);
	}

	/**
	 * Wait for something, but no longer than all processes run.
	 * @param <T> the result
	 * @param future what to wait for
	 * @return the result
	 * @throws ChildProcessException if a process says so, or one has ended that was not
	 * killed here; if several have, it is about the one that was started first
	 */
	public <T> T await(CompletableFuture<T> future) {
		CompletableFuture<?>[] first = Stream
			.concat(Stream.of(future), this.processes.values().stream().map(ChildProcess::ended))
			.toArray(CompletableFuture[]::new);
		try {
			CompletableFuture.anyOf(first).join();
			return future.join();
		}
		catch (CompletionException ex) {
			if (firstFailure().orElse(ex.getCause()) instanceof ChildProcessException failure) {
				throw failure;
			}
			throw ex;
		}
	}

	/**
	 * What ends a process, such as the options for its JVM, may end those beside it too.
	 * Which of them is the first to end is chance, so they are asked in the order of
	 * their start.
	 */
	private Optional<Throwable> firstFailure() {
		List<ChildProcess> all = List.copyOf(this.processes.values());
		if (all.stream().noneMatch((process) -> process.ended().isDone())) {
			return Optional.empty();
		}
		return all.stream().flatMap((process) -> process.failure(SECONDS_TO_SETTLE).stream()).findFirst();
	}

	String awaitReady(String name) {
		CompletableFuture<String> ready = process(name).ready().copy();
		ready.completeOnTimeout("", MINUTES_TO_START, TimeUnit.MINUTES);
		String reply = await(ready);
		if (reply.isEmpty()) {
			throw new ChildProcessException("%s has not started in %d minutes".formatted(name, MINUTES_TO_START));
		}
		return reply;
	}

	void start(String name, Class<?> main) {
		List<String> arguments = new ArrayList<>(this.settings);
		arguments.add("--spring.application.name=" + name);
		this.processes.put(name, new ChildProcess(name, main, this.jvmOptions, arguments, this.secrets, this.out));
	}

	ChildProcess process(String name) {
		ChildProcess process = this.processes.get(name);
		if (process == null) {
			throw new IllegalArgumentException("no process " + name);
		}
		return process;
	}

	@Override
	public void close() {
		end();
		try {
			Runtime.getRuntime().removeShutdownHook(this.shutdownHook);
		}
		catch (IllegalStateException ex) {
			// this JVM ends
		}
	}

	/** Those that need others end before them. */
	private synchronized void end() {
		List<ChildProcess> all = new ArrayList<>(this.processes.values());
		this.processes.clear();
		for (int i = all.size() - 1; i >= 0; i--) {
			all.get(i).close();
		}
	}

}
