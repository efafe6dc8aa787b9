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
package io.github.memoizedprefetch.samples.shared;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/**
 * The command line of a sample that runs on a catalogue.
 */
public abstract class SampleCommand implements Callable<Integer> {

	@Option(names = "--data", paramLabel = "DIR", converter = FolderConverter.class,
			description = "Folder with authors, publishers, books, categories, book_categories and reviews, "
					+ "each as .csv or .csv.gz. Without it a small catalogue is generated.")
	private @Nullable Path data;

	@Option(names = "--limit", paramLabel = "N", converter = LimitConverter.class,
			description = "Import the first N reviews only.")
	private int limit = Integer.MAX_VALUE;

	@Option(names = "--help", order = 100, usageHelp = true, description = "Show this and exit.")
	private boolean help;

	private final PrintStream out;

	private final PrintStream err;

	protected SampleCommand(PrintStream out, PrintStream err) {
		this.out = out;
		this.err = err;
	}

	/**
	 * Run the sample.
	 * @param args the arguments
	 * @return the exit code: 0 if all went well, 2 after a mistake in arguments or input,
	 * 1 otherwise
	 */
	public final int run(String... args) {
		CommandLine commandLine = new CommandLine(this);
		String name = commandLine.getCommandName();
		return commandLine.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.setParameterExceptionHandler(
					(ex, arguments) -> fail(name, BadArguments.message(ex), CommandLine.ExitCode.USAGE))
			.setExecutionExceptionHandler((ex, command, parsed) -> {
				if (ex instanceof BadInputException) {
					return fail(name, ex.getMessage(), CommandLine.ExitCode.USAGE);
				}
				if (ex instanceof SampleFailedException) {
					return fail(name, ex.getMessage(), CommandLine.ExitCode.SOFTWARE);
				}
				throw ex;
			})
			.execute(args);
	}

	@Override
	public final Integer call() throws IOException {
		prepare();
		Path folder = this.data;
		if (folder != null) {
			runOn(folder);
			return CommandLine.ExitCode.OK;
		}
		this.out.println("Generating a catalogue ..");
		Path generated = Files.createTempDirectory("catalogue");
		try {
			new GeneratedCatalogue().writeTo(generated);
			runOn(generated);
			return CommandLine.ExitCode.OK;
		}
		finally {
			FileSystemUtils.deleteRecursively(generated);
		}
	}

	/**
	 * Check the arguments, before anything that takes time.
	 */
	protected abstract void prepare();

	/**
	 * Run the sample on a catalogue.
	 * @param folder the folder of the catalogue's files
	 */
	protected abstract void runOn(Path folder);

	protected final boolean isGenerated() {
		return this.data == null;
	}

	protected final int limit() {
		return this.limit;
	}

	protected final PrintStream out() {
		return this.out;
	}

	protected final PrintStream err() {
		return this.err;
	}

	private int fail(String name, @Nullable String message, int exitCode) {
		this.err.println(name + ": " + message);
		return exitCode;
	}

}
