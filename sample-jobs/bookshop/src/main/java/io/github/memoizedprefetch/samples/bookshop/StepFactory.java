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

import io.github.memoizedprefetch.samples.bookshop.measure.StepMeter;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Starts to build steps, all with their statements counted.
 */
@Component
class StepFactory {

	private final JobRepository jobRepository;

	private final PlatformTransactionManager transactionManager;

	private final EntityManagerFactory entityManagerFactory;

	private final StepMeter stepMeter;

	StepFactory(JobRepository jobRepository, PlatformTransactionManager transactionManager,
			EntityManagerFactory entityManagerFactory, StepMeter stepMeter) {
		this.jobRepository = jobRepository;
		this.transactionManager = transactionManager;
		this.entityManagerFactory = entityManagerFactory;
		this.stepMeter = stepMeter;
	}

	<I, O> ChunkOrientedStepBuilder<I, O> chunks(String name, int size) {
		return new StepBuilder(name, this.jobRepository).<I, O>chunk(size)
			.transactionManager(this.transactionManager)
			.listener(this.stepMeter);
	}

	/** The items are detached: all of their associations are to be prefetched. */
	<T, L> ChunkOrientedStepBuilder<T, L> detached(Report<T, L> report, Path file) {
		return report(report, file).reader(report.cursor(this.entityManagerFactory));
	}

	/** Associations can be loaded lazily. */
	<T, L> ChunkOrientedStepBuilder<T, L> lazy(Report<T, L> report, Path file, int maxItems) {
		return report(report, file).reader(report.pages(this.entityManagerFactory, maxItems));
	}

	private <T, L> ChunkOrientedStepBuilder<T, L> report(Report<T, L> report, Path file) {
		return this.<T, L>chunks(report.name(), Report.CHUNK_SIZE)
			.processor(report.processor())
			.writer(report.writer(file));
	}

}
