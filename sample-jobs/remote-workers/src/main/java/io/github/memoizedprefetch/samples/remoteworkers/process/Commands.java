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
package io.github.memoizedprefetch.samples.remoteworkers.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The side of a child process: obeys what comes in on the standard input, a line each,
 * and ends with it. That happens also when the launcher is killed, so no child outlives
 * it.
 */
public final class Commands {

	/** Starts the lines of standard output that are replies. */
	public static final String REPLY = "#> ";

	/** Starts the replies that say what went wrong. */
	public static final String ERROR = "error ";

	private static final long SECONDS_TO_END = 10;

	private Commands() {
	}

	/**
	 * Say that the process is ready, and obey until the input ends; then the process is
	 * ended. Each command runs on a thread of its own, so that the end is seen meanwhile.
	 * @param ready what the launcher is to know
	 * @param handler obeys the commands
	 */
	public static void serve(String ready, Handler handler) {
		reply(ready);
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String command = line;
				startDaemon("command", () -> reply(obey(handler, command)));
			}
		}
		catch (IOException ex) {
			// the pipe is broken, which is an end as well
		}
		end();
	}

	/** An orderly shutdown, but none that waits for a job or a held worker. */
	private static void end() {
		Thread exit = startDaemon("exit", () -> System.exit(0));
		try {
			exit.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_END));
		}
		catch (InterruptedException ex) {
			// it ends all the more
		}
		Runtime.getRuntime().halt(0);
	}

	/** The launcher waits for a reply, whatever happens. */
	private static String obey(Handler handler, String command) {
		try {
			return handler.obey(command);
		}
		catch (Exception | Error ex) {
			ex.printStackTrace();
			return ERROR + ex;
		}
	}

	private static void reply(String text) {
		System.out.println(REPLY + text.replace('\n', ' '));
	}

	private static Thread startDaemon(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	/**
	 * Obeys commands.
	 */
	public interface Handler {

		/**
		 * Obey a command.
		 * @param command the command
		 * @return the reply
		 * @throws Exception if that fails; the launcher is told
		 */
		String obey(String command) throws Exception;

	}

}
