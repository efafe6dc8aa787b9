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

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.report.OutputFolder;
import io.github.memoizedprefetch.samples.remoteworkers.launcher.Cluster;
import io.github.memoizedprefetch.samples.shared.FolderConverter;
import io.github.memoizedprefetch.samples.shared.LimitConverter;
import io.github.memoizedprefetch.samples.shared.SampleCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line.
 */
@Command(name = "remote-workers", sortOptions = false, usageHelpAutoWidth = true,
		header = "Starts a database, a broker, a manager and two workers, and writes a bookshop's report of reviews by "
				+ "remote partitioning and by remote chunking. Kills a worker on the way.")
final class RemoteWorkersCommand extends SampleCommand {

	@Option(names = "--cache-size", paramLabel = "N", converter = LimitConverter.class, defaultValue = "300",
			description = "How many entities of each target a worker remembers. Default: ${DEFAULT-VALUE}")
	private int cacheSize;

	@Option(names = "--report", paramLabel = "DIR", defaultValue = "target/report", converter = FolderConverter.class,
			description = "Folder for the reports. Default: ${DEFAULT-VALUE}")
	private Path report = Path.of("");

	@Option(names = "--jvm-options", paramLabel = "OPTIONS", split = " ", defaultValue = "-Xmx512m",
			description = "Options for the JVM of each process. Default: ${DEFAULT-VALUE}")
	private List<String> jvmOptions = List.of();

	RemoteWorkersCommand(PrintStream out, PrintStream err) {
		super(out, err);
	}

	@Override
	protected void prepare() {
		if (this.cacheSize < 1) {
			throw new BadInputException("Invalid value for option '--cache-size': must be at least 1");
		}
		OutputFolder.prepare(this.report, "report", Demonstration.reportNames());
	}

	@Override
	protected void runOn(Path folder) {
		CatalogueFolder.of(folder);
		List<String> settings = List.of("--sample.data=" + folder, "--sample.limit=" + limit(),
				"--sample.cache-size=" + this.cacheSize);
		try (Cluster cluster = Cluster.start(this.jvmOptions, settings, out())) {
			new Summary(out()).print(new Demonstration(cluster, this.report, out()).run());
			out().printf("%nReports: %s%n", this.report);
		}
		out().println("All processes have ended.");
	}

}
