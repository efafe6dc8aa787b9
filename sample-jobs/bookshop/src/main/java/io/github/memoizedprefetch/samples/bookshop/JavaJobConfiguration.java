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

import java.nio.file.Path;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvRow;
import io.github.memoizedprefetch.samples.bookshop.console.StepProgress;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The job in Java. {@code bookshop-job.xml} defines the same in XML.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!xml")
class JavaJobConfiguration {

	@Bean
	Job bookshopJob(JobRepository jobRepository, Step importStep, Step reviewsStep, Step booksStep) {
		return new JobBuilder("bookshop", jobRepository).start(importStep).next(reviewsStep).next(booksStep).build();
	}

	@Bean
	Step importStep(StepFactory steps, ItemReader<CsvRow> importReader, ItemWriter<CsvRow> importWriter,
			StepProgress progress) {
		return steps.<CsvRow, CsvRow>chunks("import", 5_000)
			.reader(importReader)
			.writer(importWriter)
			.listener(progress)
			.build();
	}

	@Bean
	Step reviewsStep(StepFactory steps, @Nullable MemoizedPrefetch reviewsPrefetch, StepProgress progress,
			PrefetchNotes notes, BookshopOptions options) {
		return report(Report.REVIEWS, steps, reviewsPrefetch, notes, options).listener(progress).build();
	}

	@Bean
	Step booksStep(StepFactory steps, @Nullable MemoizedPrefetch booksPrefetch, StepProgress progress,
			PrefetchNotes notes, BookshopOptions options) {
		return report(Report.BOOKS, steps, booksPrefetch, notes, options).listener(progress).build();
	}

	private static <T, L> ChunkOrientedStepBuilder<T, L> report(Report<T, L> report, StepFactory steps,
			@Nullable MemoizedPrefetch prefetch, PrefetchNotes notes, BookshopOptions options) {
		Path file = options.file(report);
		boolean lazy = prefetch == null || options.prefetch().leftOut() != null;
		var step = lazy ? steps.lazy(report, file, Integer.MAX_VALUE) : steps.detached(report, file);
		if (prefetch != null) {
			step.listener(new MemoizedPrefetchItemReadListener<>(prefetch)).listener(notes);
		}
		return step;
	}

}
