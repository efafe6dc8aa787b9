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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.memoizedprefetch.batch.StepReportListener;
import io.github.memoizedprefetch.samples.bookshop.measure.Comparison;
import io.github.memoizedprefetch.samples.bookshop.measure.Slice;
import io.github.memoizedprefetch.samples.bookshop.measure.StepFigures;
import io.github.memoizedprefetch.samples.bookshop.report.Report;

import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Runs the report steps once more without the library, on their first rows only, to tell
 * what the library saves and that it changes no line.
 */
@Component
class Baseline {

	private final StepFactory steps;

	private final JobRunner jobs;

	private final JobRepository jobRepository;

	private final BookshopOptions options;

	/** These steps are no beans, which would have it by themselves. */
	private final ObjectProvider<StepReportListener> reports;

	Baseline(StepFactory steps, JobRunner jobs, JobRepository jobRepository, BookshopOptions options,
			ObjectProvider<StepReportListener> reports) {
		this.steps = steps;
		this.jobs = jobs;
		this.jobRepository = jobRepository;
		this.options = options;
		this.reports = reports;
	}

	List<Comparison> compare(List<StepFigures> steps) {
		List<Comparison> comparisons = new ArrayList<>();
		for (Report<?, ?> report : List.of(Report.REVIEWS, Report.BOOKS)) {
			steps.stream()
				.filter((step) -> step.step().equals(report.name()))
				.forEach((step) -> comparisons.add(new Comparison(step, measure(report))));
		}
		return comparisons;
	}

	private Slice measure(Report<?, ?> report) {
		try {
			Path file = Files.createTempFile("without", ".csv");
			try {
				StepFigures figures = run(report, file);
				return new Slice(figures, startsWith(this.options.file(report), file));
			}
			finally {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private StepFigures run(Report<?, ?> report, Path file) {
		var builder = this.steps.lazy(report, file, this.options.compared());
		this.reports.ifAvailable((listener) -> builder.listener(listener));
		var step = builder.build();
		var job = new JobBuilder(report.name() + "-without", this.jobRepository).start(step).build();
		return JobRunner.figures(this.jobs.run(job)).get(0);
	}

	private static boolean startsWith(Path report, Path slice) throws IOException {
		List<String> expected = Files.readAllLines(slice);
		try (Stream<String> lines = Files.lines(report)) {
			return lines.limit(expected.size()).toList().equals(expected);
		}
	}

}
