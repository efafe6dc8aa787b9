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
package io.github.memoizedprefetch.samples.bookshop;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

import io.github.memoizedprefetch.StrictMode;
import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.metrics.MetricsPage;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import io.github.memoizedprefetch.samples.bookshop.report.OutputFolder;
import io.github.memoizedprefetch.samples.bookshop.statements.StatementsPage;
import io.github.memoizedprefetch.samples.shared.FolderConverter;
import io.github.memoizedprefetch.samples.shared.LimitConverter;
import io.github.memoizedprefetch.samples.shared.SampleCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line.
 */
@Command(name = "bookshop", sortOptions = false, usageHelpAutoWidth = true, header = "Imports a bookshop's catalogue "
		+ "and writes a report of its reviews and one of its books, or imports reviews, with memoized prefetching or without.")
final class BookshopCommand extends SampleCommand {

	@Option(names = "--job", paramLabel = "reports|import", defaultValue = "reports",
			converter = JobChoice.Converter.class,
			description = "reports: import the catalogue and write the reports. import: import a file of reviews "
					+ "that know books by their ISBN and readers by their e-mail address. Default: ${DEFAULT-VALUE}")
	private JobChoice job = JobChoice.REPORTS;

	@Option(names = "--report", paramLabel = "DIR", converter = FolderConverter.class,
			description = "Folder for reviews-report.csv and books-report.csv. Default: target/report")
	private @Nullable Path report;

	@Option(names = "--prefetch", paramLabel = "on|off", defaultValue = "on", converter = Switch.Converter.class,
			description = "Whether to use the library. Default: ${DEFAULT-VALUE}")
	private Switch prefetch = Switch.ON;

	@Option(names = "--compare", paramLabel = "N", converter = LimitConverter.class,
			description = "How many of the first rows to process once more without the library. Default: 20000")
	private @Nullable Integer compared;

	@Option(names = "--leave-out", paramLabel = "PATH", converter = PrefetchOptions.PathConverter.class,
			description = "Do not prefetch this path: book.author, book.translator, book.publisher "
					+ "or book.categories. What strict mode saw of it is printed.")
	private @Nullable String leftOut;

	@Option(names = "--strict", paramLabel = "off|warn|fail", converter = PrefetchOptions.StrictModeConverter.class,
			description = "What to do when something that is not prefetched is loaded lazily. "
					+ "Default: warn with --leave-out, off without")
	private @Nullable StrictMode strictMode;

	@Option(names = "--metrics", paramLabel = "DIR", converter = FolderConverter.class,
			description = "Folder for metrics.html: what Micrometer saw of the prefetches, with plots. "
					+ "Without this option nothing is measured with Micrometer.")
	private @Nullable Path metrics;

	@Option(names = "--report-statements", paramLabel = "DIR", converter = FolderConverter.class,
			description = "Prints which SQL statements the steps have issued, what for, and what to do about them. "
					+ "Folder for statements.html: the same as a page, before and after.")
	private @Nullable Path statements;

	@Option(names = "--xml", description = "Run the job that is defined in bookshop-job.xml instead of the Java one.")
	private boolean xml;

	BookshopCommand(PrintStream out, PrintStream err) {
		super(out, err);
	}

	@Override
	protected void prepare() {
		rejectWhatIsSwitchedOff();
		rejectWhatIsForReports();
		if (this.compared != null && this.compared == 0) {
			throw new BadInputException("--compare=0 compares nothing: take 1 or more");
		}
		if (this.job == JobChoice.REPORTS) {
			OutputFolder.prepare(reportFolder(), "report", List.of(Report.REVIEWS.fileName(), Report.BOOKS.fileName()));
		}
		if (this.metrics != null) {
			OutputFolder.prepare(this.metrics, "metrics", List.of(MetricsPage.FILE_NAME));
		}
		if (this.statements != null) {
			OutputFolder.prepare(this.statements, "statements", List.of(StatementsPage.FILE_NAME));
		}
	}

	@Override
	protected void runOn(Path folder) {
		BookshopOptions options = new BookshopOptions(CatalogueFolder.of(folder), limit(), reportFolder(),
				prefetchOptions(), this.metrics, this.statements,
				(this.compared != null) ? this.compared : BookshopOptions.COMPARED);
		out().printf("Bookshop: %s, prefetch %s, %s%n",
				isGenerated() ? "generated catalogue" : "catalogue in " + folder, this.prefetch, title());
		if (this.job == JobChoice.IMPORT) {
			new PostedRun(options, this.prefetch == Switch.ON, out(), err()).run();
		}
		else {
			new BookshopRun(options, this.prefetch == Switch.ON, this.xml, out(), err()).run();
		}
	}

	private String title() {
		if (this.job == JobChoice.IMPORT) {
			return "import of posted reviews";
		}
		return "job defined in " + (this.xml ? "XML" : "Java");
	}

	private Path reportFolder() {
		return (this.report != null) ? this.report : Path.of("target", "report").toAbsolutePath().normalize();
	}

	private void rejectWhatIsSwitchedOff() {
		if (this.prefetch == Switch.ON) {
			return;
		}
		reject(this.metrics, "--metrics measures what is prefetched, which is nothing with --prefetch=off");
		reject(this.leftOut,
				"--leave-out takes a path out of what is prefetched, which is nothing with --prefetch=off");
		reject(this.strictMode, "--strict watches what is not prefetched, and nothing is watched with --prefetch=off");
		reject(this.compared, "--compare runs rows once more without the library, as all are with --prefetch=off");
	}

	private void rejectWhatIsForReports() {
		if (this.job == JobChoice.REPORTS) {
			return;
		}
		String what = " is for the reports, and --job=import writes none";
		reject(this.report, "--report" + what);
		reject(this.leftOut, "--leave-out" + what);
		reject(this.strictMode, "--strict" + what);
		reject(this.xml ? this.job : null, "--xml" + what);
	}

	private static void reject(@Nullable Object argument, String message) {
		if (argument != null) {
			throw new BadInputException(message);
		}
	}

	private PrefetchOptions prefetchOptions() {
		StrictMode byDefault = (this.leftOut != null) ? StrictMode.WARN : StrictMode.OFF;
		return new PrefetchOptions(this.leftOut, (this.strictMode != null) ? this.strictMode : byDefault);
	}

}
