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

import io.github.memoizedprefetch.samples.bookshop.console.StepProgress;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFile;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedReview;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedRow;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedRowProcessor;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedRowReader;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedTables;
import io.github.memoizedprefetch.samples.bookshop.posted.SkippedRows;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JpaItemWriterBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The job that imports posted reviews, but for what finds books and readers.
 */
@Configuration(proxyBeanMethods = false)
@Profile("posted")
class PostedConfiguration {

	static final String STEP = "posted";

	private static final int CHUNK_SIZE = 1_000;

	@Bean
	Job postedJob(JobRepository jobRepository, Step importStep, Step postedStep) {
		return new JobBuilder(STEP, jobRepository).start(importStep).next(postedStep).build();
	}

	@Bean
	SkippedRows skippedRows() {
		return new SkippedRows();
	}

	@Bean
	PostedTables postedTables(JdbcTemplate jdbcTemplate) {
		return new PostedTables(jdbcTemplate);
	}

	static ChunkOrientedStepBuilder<PostedRow, PostedReview> step(StepFactory steps, PostedFile file,
			PostedRowProcessor processor, EntityManagerFactory entityManagerFactory, StepProgress progress) {
		return steps.<PostedRow, PostedReview>chunks(STEP, CHUNK_SIZE)
			.reader(new PostedRowReader(file))
			.processor(processor)
			.writer(writer(entityManagerFactory))
			.listener(progress);
	}

	private static JpaItemWriter<PostedReview> writer(EntityManagerFactory entityManagerFactory) {
		return new JpaItemWriterBuilder<PostedReview>().entityManagerFactory(entityManagerFactory)
			.usePersist(true)
			.build();
	}

}
