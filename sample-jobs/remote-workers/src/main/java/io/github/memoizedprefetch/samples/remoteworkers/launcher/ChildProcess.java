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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.memoizedprefetch.samples.remoteworkers.process.Commands;

/**
 * The launcher's side of a process that runs {@link Commands#serve}: a JVM like this one,
 * with the same class path. Its output is shown with its name in front.
 */
final class ChildProcess implements AutoCloseable {

	private static final long SECONDS_TO_END = 20;

	private final String name;

	private final Process process;

	private final PrintStream out;

	private final Queue<CompletableFuture<String>> asked = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<String> ended = new CompletableFuture<>();

	private final CompletableFuture<String> ready;

	private final Thread reader;

	ChildProcess(String name, Class<?> main, List<String> jvmOptions, List<String> arguments, PrintStream out) {
		this.name = name;
		this.out = out;
		this.ready = expectReply();
		this.process = start(main, jvmOptions, arguments);
		this.reader = new Thread(this::read, name + "-output");
		this.reader.setDaemon(true);
		this.reader.start();
	}

	private Process start(Class<?> main, List<String> jvmOptions, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmOptions);
		command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp",
				System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		try {
			return new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			throw new ChildProcessException("%s cannot be started: %s".formatted(this.name, ex.getMessage()));
		}
	}

	/**
	 * What the process says when it is ready.
	 * @return its first reply; fails if the process ends before
	 */
	CompletableFuture<String> ready() {
		return this.ready;
	}

	/**
	 * Fails when the process has ended, whatever the reason.
	 * @return never completes but by an exception
	 */
	CompletableFuture<String> ended() {
		return this.ended;
	}

	/**
	 * Why the process has ended. If it is still starting, it gets some time to become
	 * ready, or to end.
	 * @param secondsToStart how much time
	 * @return what {@link #ended()} fails with; empty if the process runs
	 */
	Optional<Throwable> failure(long secondsToStart) {
		this.ready.handle((reply, ex) -> "").completeOnTimeout("", secondsToStart, TimeUnit.SECONDS).join();
		return Optional.ofNullable(this.ended.handle((nothing, ex) -> ex).getNow(null));
	}

	/**
	 * Send a command.
	 * @param command the command
	 * @return the reply; fails if the process says so, or ends
	 */
	synchronized CompletableFuture<String> ask(String command) {
		CompletableFuture<String> reply = expectReply();
		try {
			OutputStream in = this.process.getOutputStream();
			in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
			in.flush();
		}
		catch (IOException ex) {
			reply.completeExceptionally(new ChildProcessException(this.name + " is gone"));
		}
		return reply;
	}

	/**
	 * End the process at once, as {@code kill -9} does.
	 */
	void kill() {
		this.process.destroyForcibly();
		awaitEnd();
	}

	@Override
	public void close() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			// it is gone already
		}
		awaitEnd();
	}

	private void awaitEnd() {
		try {
			if (!this.process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
			this.reader.join(SECONDS_TO_END * 1_000);
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private CompletableFuture<String> expectReply() {
		CompletableFuture<String> reply = new CompletableFuture<>();
		this.asked.add(reply);
		this.ended.whenComplete((nothing, ex) -> reply.completeExceptionally(ex));
		return reply;
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				if (line.startsWith(Commands.REPLY)) {
					reply(line.substring(Commands.REPLY.length()));
				}
				else {
					this.out.printf("[%s] %s%n", this.name, line);
				}
			}
		}
		catch (IOException ex) {
			// it was killed
		}
		int exitCode = this.process.onExit().join().exitValue();
		this.ended.completeExceptionally(new ChildProcessException("%s %s, exit code %d".formatted(this.name,
				this.ready.isDone() ? "has ended" : "has not started, its output is above", exitCode)));
	}

	private void reply(String text) {
		CompletableFuture<String> reply = this.asked.poll();
		if (reply != null && text.startsWith(Commands.ERROR)) {
			reply.completeExceptionally(
					new ChildProcessException(this.name + ": " + text.substring(Commands.ERROR.length())));
		}
		else if (reply != null) {
			reply.complete(text);
		}
	}

}
