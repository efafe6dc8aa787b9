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
package io.github.memoizedprefetch.readme;

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the README's processor in an application that enables auto-configuration.
 */
class ReadmeBootTests {

	private final Database database = Database.open().populate();

	private static final List<String> lines = new ArrayList<>();

	@AfterEach
	void close() {
		this.database.close();
	}

	@EnableAutoConfiguration
	@Import(ReportProcessor.class)
	static class Application {

		@Bean
		JobRepository jobRepository() {
			return new ResourcelessJobRepository();
		}

		@Bean
		Step step(JobRepository jobRepository, EntityManagerFactory entityManagerFactory, ReportProcessor processor) {
			List<Review> reviews = entityManagerFactory.callInTransaction(
					(entityManager) -> entityManager.createQuery("from Review", Review.class).getResultList());
			return new StepBuilder("reviews", jobRepository).<Review, String>chunk(100)
				.reader(new ListItemReader<>(reviews))
				.processor(processor)
				.writer((chunk) -> lines.addAll(chunk.getItems()))
				.build();
		}

	}

	@Test
	void should_prefetch_what_the_processor_needs() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withBean(EntityManagerFactory.class, this.database::entityManagerFactory,
					(definition) -> definition.setDestroyMethodName(""))
			.run((context) -> {
				JobRepository jobRepository = context.getBean(JobRepository.class);
				JobExecution job = jobRepository.createJobExecution(
						jobRepository.createJobInstance("job", new JobParameters()), new JobParameters(),
						new ExecutionContext());
				StepExecution execution = jobRepository.createStepExecution("reviews", job);
				context.getBean(Step.class).execute(execution);
				assertThat(execution.getFailureExceptions()).isEmpty();
				assertThat(lines).hasSize(100);
				assertThat(this.database.statements().count()).as("reviews, books, authors, publishers")
					.isEqualTo(1 + 3);
			});
	}

}
