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

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.memoizedprefetch.samples.bookshop.console.PostedSummary;
import io.github.memoizedprefetch.samples.bookshop.console.Summary;
import io.github.memoizedprefetch.samples.bookshop.measure.Comparison;
import io.github.memoizedprefetch.samples.bookshop.measure.Slice;
import io.github.memoizedprefetch.samples.bookshop.metrics.MetricsPage;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchListeners;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchMeters;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFile;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFileWriter;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedTables;
import io.github.memoizedprefetch.samples.bookshop.posted.SkippedRows;
import io.github.memoizedprefetch.samples.bookshop.statements.StatementReports;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;

/**
 * Imports posted reviews with the library, and the first of them once more without it, to
 * tell what the library saves and that it changes no row.
 */
final class PostedRun {

	private final BookshopOptions options;

	private final boolean prefetch;

	private final PrintStream out;

	private final PrintStream err;

	private final @Nullable PrefetchMeters meters;

	PostedRun(BookshopOptions options, boolean prefetch, PrintStream out, PrintStream err) {
		this.options = options;
		this.prefetch = prefetch;
		this.out = out;
		this.err = err;
		this.meters = (options.metricsFolder() != null) ? new PrefetchMeters() : null;
	}

	void run() {
		try {
			Path folder = Files.createTempDirectory("posted");
			try {
				runIn(folder);
			}
			finally {
				FileSystemUtils.deleteRecursively(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void runIn(Path folder) throws IOException {
		this.out.println("Writing the file of posted reviews ..");
		PostedFile file = new PostedFileWriter(this.options.catalogue()).write(folder.resolve("posted.csv"),
				this.options.limit());
		this.out.println("Starting ..");
		try (PostedImport all = PostedImport.run(this.options, file, this.prefetch, folder.resolve("all"),
				(this.meters != null) ? this.meters : PrefetchListeners.NONE, this.err)) {
			PostedSummary summary = new PostedSummary(this.out);
			summary.imported(all.figures(), all.bean(SkippedRows.class), all.bean(PostedTables.class));
			if (this.prefetch) {
				new Summary(this.out).prefetched(all.bean(PrefetchNotes.class).statistics());
				compare(all, file, folder.resolve("slice"), summary);
			}
			else {
				StatementReports reports = all.bean(StatementReports.class);
				reports.show(reports.list(), List.of(), this.options.statementsFolder(), this.out);
			}
		}
	}

	private void compare(PostedImport all, PostedFile file, Path folder, PostedSummary summary) {
		this.out.printf("%nNow without the library, to compare ..%n");
		try (PostedImport slice = PostedImport.run(this.options, file.first(this.options.compared()), false, folder,
				PrefetchListeners.NONE, this.err)) {
			PostedTables first = slice.bean(PostedTables.class);
			Comparison comparison = new Comparison(all.figures(),
					new Slice(slice.figures(), all.bean(PostedTables.class).startsWith(first)));
			summary.without(comparison, first);
			Assert.state(comparison.without().sameLines(), "The library has changed what is imported");
			writeMetrics();
			StatementReports reports = all.bean(StatementReports.class);
			reports.show(slice.bean(StatementReports.class).list(), reports.list(), this.options.statementsFolder(),
					this.out);
			new Summary(this.out).toRemember(comparison);
		}
	}

	private void writeMetrics() {
		Path folder = this.options.metricsFolder();
		if (folder != null && this.meters != null) {
			this.out.printf("%nMetrics: %s%n", new MetricsPage(this.meters).write(folder));
		}
	}

}
