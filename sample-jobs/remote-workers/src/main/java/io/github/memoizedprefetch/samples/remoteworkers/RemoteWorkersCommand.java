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
package io.github.memoizedprefetch.samples.remoteworkers;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import io.github.memoizedprefetch.samples.bookshop.report.ReportFolder;
import io.github.memoizedprefetch.samples.remoteworkers.launcher.ChildProcessException;
import io.github.memoizedprefetch.samples.remoteworkers.launcher.Cluster;
import io.github.memoizedprefetch.samples.shared.BadArguments;
import io.github.memoizedprefetch.samples.shared.FolderConverter;
import io.github.memoizedprefetch.samples.shared.LimitConverter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.springframework.util.FileSystemUtils;

/**
 * The command line.
 */
@Command(name = "remote-workers", sortOptions = false, usageHelpAutoWidth = true,
		header = "Starts a database, a broker, a manager and two workers, and writes a bookshop's report of reviews by "
				+ "remote partitioning and by remote chunking. Kills a worker on the way.")
final class RemoteWorkersCommand implements Callable<Integer> {

	@Option(names = "--data", paramLabel = "DIR", converter = FolderConverter.class,
			description = "Folder with authors, publishers, books, categories, book_categories and reviews, "
					+ "each as .csv or .csv.gz. Without it a small catalogue is generated.")
	private @Nullable Path data;

	@Option(names = "--limit", paramLabel = "N", converter = LimitConverter.class,
			description = "Import the first N reviews only.")
	private int limit = Integer.MAX_VALUE;

	@Option(names = "--cache-size", paramLabel = "N", converter = LimitConverter.class, defaultValue = "300",
			description = "How many entities of each target a worker remembers. Default: ${DEFAULT-VALUE}")
	private int cacheSize;

	@Option(names = "--report", paramLabel = "DIR", defaultValue = "target/report", converter = FolderConverter.class,
			description = "Folder for the reports. Default: ${DEFAULT-VALUE}")
	private Path report = Path.of("");

	@Option(names = "--jvm-options", paramLabel = "OPTIONS", split = " ", defaultValue = "-Xmx512m",
			description = "Options for the JVM of each process. Default: ${DEFAULT-VALUE}")
	private List<String> jvmOptions = List.of();

	@Option(names = "--help", usageHelp = true, description = "Show this and exit.")
	private boolean help;

	private final PrintStream out;

	private final PrintStream err;

	RemoteWorkersCommand(PrintStream out, PrintStream err) {
		this.out = out;
		this.err = err;
	}

	/**
	 * Run the demonstration.
	 * @param args the arguments
	 * @return the exit code: 0 if all went well, 2 after a mistake in arguments or input,
	 * 1 otherwise
	 */
	int run(String... args) {
		return new CommandLine(this).setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.setParameterExceptionHandler((ex, arguments) -> fail(BadArguments.message(ex), CommandLine.ExitCode.USAGE))
			.setExecutionExceptionHandler((ex, command, parsed) -> {
				if (ex instanceof BadInputException) {
					return fail(ex.getMessage(), CommandLine.ExitCode.USAGE);
				}
				if (ex instanceof ChildProcessException || ex instanceof DemonstrationException) {
					return fail(ex.getMessage(), CommandLine.ExitCode.SOFTWARE);
				}
				throw ex;
			})
			.execute(args);
	}

	@Override
	public Integer call() throws IOException {
		Path folder = this.data;
		if (folder != null) {
			return runOn(folder);
		}
		Path generated = Files.createTempDirectory("remote-workers");
		try {
			new GeneratedCatalogue().writeTo(generated);
			return runOn(generated);
		}
		finally {
			FileSystemUtils.deleteRecursively(generated);
		}
	}

	private int runOn(Path folder) {
		CatalogueFolder.of(folder);
		if (this.cacheSize < 1) {
			throw new BadInputException("Invalid value for option '--cache-size': must be at least 1");
		}
		Path reports = ReportFolder.prepare(this.report, Demonstration.reportNames());
		List<String> settings = List.of("--sample.data=" + folder, "--sample.limit=" + this.limit,
				"--sample.cache-size=" + this.cacheSize);
		try (Cluster cluster = Cluster.start(this.jvmOptions, settings, this.out)) {
			List<Run> runs = new Demonstration(cluster, reports, this.out).run();
			new Summary(this.out).print(runs);
			this.out.printf("%nReports: %s%n", reports);
		}
		this.out.println("All processes have ended.");
		return CommandLine.ExitCode.OK;
	}

	private int fail(@Nullable String message, int exitCode) {
		this.err.println("remote-workers: " + message);
		return exitCode;
	}

}
