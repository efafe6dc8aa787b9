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

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.memoizedprefetch.samples.remoteworkers.process.Commands;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.listener.ProcessListener;
import org.zeroturnaround.exec.stream.LogOutputStream;

/**
 * The launcher's side of a process that runs {@link Commands#serve}: a JVM like this one,
 * with the same class path. Its output is shown with its name in front.
 */
final class ChildProcess implements AutoCloseable {

	private static final long SECONDS_TO_END = 20;

	private final String name;

	private final StartedProcess process;

	private final PrintStream out;

	private final PipedOutputStream commands = new PipedOutputStream();

	private final Queue<CompletableFuture<String>> asked = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<String> ended = new CompletableFuture<>();

	private final CompletableFuture<String> ready;

	/**
	 * Start a process.
	 * @param secrets what goes into its environment
	 */
	ChildProcess(String name, Class<?> main, List<String> jvmOptions, List<String> arguments,
			Map<String, String> secrets, PrintStream out) {
		this.name = name;
		this.out = out;
		this.ready = expectReply();
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(jvmOptions);
		String charset = Charset.defaultCharset().name();
		command.addAll(List.of("-Dfile.encoding=" + charset, "-Dstdout.encoding=" + charset, "-cp",
				System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		this.process = start(command, secrets);
	}

	private StartedProcess start(List<String> command, Map<String, String> secrets) {
		try {
			return new ProcessExecutor(command).environment(secrets)
				.redirectErrorStream(true)
				.redirectInput(new PipedInputStream(this.commands))
				.redirectOutput(new Lines())
				.addListener(new End())
				.start();
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
			this.commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
			this.commands.flush();
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
		this.process.getProcess().destroyForcibly();
		awaitEnd();
	}

	@Override
	public void close() {
		try {
			this.commands.close();
		}
		catch (IOException ex) {
			// it is gone already
		}
		awaitEnd();
	}

	private void awaitEnd() {
		try {
			this.ended.handle((nothing, ex) -> "").get(SECONDS_TO_END, TimeUnit.SECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			this.process.getProcess().destroyForcibly();
			this.ended.handle((nothing, failure) -> "").join();
		}
		catch (InterruptedException ex) {
			this.process.getProcess().destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	private CompletableFuture<String> expectReply() {
		CompletableFuture<String> reply = new CompletableFuture<>();
		this.asked.add(reply);
		this.ended.whenComplete((nothing, ex) -> reply.completeExceptionally(ex));
		return reply;
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

	/** What the process writes. */
	private final class Lines extends LogOutputStream {

		@Override
		protected void processLine(String line) {
			if (line.startsWith(Commands.REPLY)) {
				reply(line.substring(Commands.REPLY.length()));
			}
			else {
				ChildProcess.this.out.printf("[%s] %s%n", ChildProcess.this.name, line);
			}
		}

	}

	/** Is told when all output was read. */
	private final class End extends ProcessListener {

		@Override
		public void afterStop(Process process) {
			ChildProcess.this.ended
				.completeExceptionally(new ChildProcessException("%s %s, exit code %d".formatted(ChildProcess.this.name,
						ChildProcess.this.ready.isDone() ? "has ended" : "has not started, its output is above",
						process.exitValue())));
		}

	}

}
