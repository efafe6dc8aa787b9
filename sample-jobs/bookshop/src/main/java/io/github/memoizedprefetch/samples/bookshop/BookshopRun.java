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
import io.github.memoizedprefetch.batch.StepReport;
import io.github.memoizedprefetch.samples.bookshop.console.Summary;
import io.github.memoizedprefetch.samples.bookshop.measure.Comparison;
import io.github.memoizedprefetch.samples.bookshop.measure.StepFigures;
import io.github.memoizedprefetch.samples.bookshop.metrics.MetricsPage;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchListeners;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchMeters;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import io.github.memoizedprefetch.samples.bookshop.statements.StatementReports;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

/**
 * One run of the application: the job, and what it cost.
 */
final class BookshopRun {

	private final BookshopOptions options;

	private final boolean prefetch;

	private final boolean xml;

	private final PrintStream out;

	private final PrintStream err;

	private final @Nullable PrefetchMeters meters;

	BookshopRun(BookshopOptions options, boolean prefetch, boolean xml, PrintStream out, PrintStream err) {
		this.options = options;
		this.prefetch = prefetch;
		this.xml = xml;
		this.out = out;
		this.err = err;
		this.meters = (options.metricsFolder() != null) ? new PrefetchMeters() : null;
	}

	List<StepFigures> run() {
		this.out.println("Starting ..");
		try (DatabaseFolder database = DatabaseFolder.create();
				ConfigurableApplicationContext context = start(database)) {
			JobExecution execution = context.getBean(JobRunner.class).run(context.getBean("bookshopJob", Job.class));
			Path metrics = writeMetrics();
			StatementReports reports = context.getBean(StatementReports.class);
			List<StepReport> ran = reports.list();
			List<StepFigures> figures = JobRunner.figures(execution);
			Summary summary = new Summary(this.out);
			summary.steps(figures);
			if (this.prefetch) {
				PrefetchNotes notes = context.getBean(PrefetchNotes.class);
				summary.prefetched(notes.statistics());
				if (this.options.prefetch().strictMode() != StrictMode.OFF) {
					summary.lazyLoads(notes.lazyLoads());
				}
				this.out.printf("%nNow without the library, to compare ..%n");
				List<Comparison> comparisons = context.getBean(Baseline.class).compare(figures);
				summary.without(comparisons);
				Assert.state(comparisons.stream().allMatch((row) -> row.without().sameLines()),
						"The library has changed a report");
				finish(metrics);
				reports.show(reports.after(ran), ran, this.options.statementsFolder(), this.out);
				summary.toRemember(comparisons.get(0));
			}
			else {
				finish(metrics);
				reports.show(ran, List.of(), this.options.statementsFolder(), this.out);
			}
			return figures;
		}
	}

	private void finish(@Nullable Path metrics) {
		this.out.printf("%nReports: %s%n         %s%n", this.options.file(Report.REVIEWS),
				this.options.file(Report.BOOKS));
		if (metrics != null) {
			this.out.printf("Metrics: %s%n", metrics);
		}
	}

	private @Nullable Path writeMetrics() {
		Path folder = this.options.metricsFolder();
		return (folder != null && this.meters != null) ? new MetricsPage(this.meters).write(folder) : null;
	}

	private ConfigurableApplicationContext start(DatabaseFolder database) {
		return new BookshopContext(this.options, (this.meters != null) ? this.meters : PrefetchListeners.NONE, this.err)
			.start(database.arguments(), (context) -> {
			}, this.prefetch ? "prefetch" : "no-prefetch", this.xml ? "xml" : "java", reader());
	}

	/** What loads lazily needs the session of a page. */
	private String reader() {
		return (this.prefetch && this.options.prefetch().leftOut() == null) ? "cursor" : "pages";
	}

}
