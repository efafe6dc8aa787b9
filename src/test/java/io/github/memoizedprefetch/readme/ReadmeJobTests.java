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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the steps of the README and the reference: 100 reviews in one page.
 */
class ReadmeJobTests {

	private final Database database = Database.open().populate();

	private final List<String> lines = new ArrayList<>();

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void should_take_one_statement_for_each_target() throws Exception {
		run(new AnnotationConfigApplicationContext(), "reviewStep");
		assertThat(this.database.statements().count()).as("a page, books, authors, publishers, links, categories")
			.isEqualTo(1 + 5);
		assertThat(this.lines).hasSize(100);
	}

	@Test
	void should_bind_the_cache_size_late() throws Exception {
		run(new AnnotationConfigApplicationContext(), "lateStep");
		assertThat(this.database.statements().selectsFrom("Author")).isPositive();
		assertThat(this.lines).hasSize(100);
	}

	@Test
	void should_load_ahead() throws Exception {
		run(new AnnotationConfigApplicationContext(), "aheadStep");
		assertThat(this.lines).hasSize(100);
	}

	@Test
	void should_take_one_statement_for_each_target_with_several_threads() throws Exception {
		run(new AnnotationConfigApplicationContext(), "concurrentStep");
		assertThat(this.database.statements().count()).as("a page, books, authors, publishers, links, categories")
			.isEqualTo(1 + 5);
		assertThat(this.lines).hasSize(100);
	}

	@Test
	void should_run_the_xml_job_of_the_readme() throws Exception {
		GenericXmlApplicationContext context = new GenericXmlApplicationContext();
		context.load(getClass(), "quick-start.xml");
		run(context, "reviews");
		assertThat(this.database.statements().count()).as("a page, books, authors, publishers, links, categories")
			.isEqualTo(1 + 5);
		assertThat(this.lines).hasSize(100);
	}

	@Test
	void should_run_the_xml_job_with_late_binding() throws Exception {
		GenericXmlApplicationContext context = new GenericXmlApplicationContext();
		context.load(getClass(), "readme-job.xml");
		run(context, "reviews");
		assertThat(this.lines).hasSize(100);
		assertThat(this.database.statements().selectsFrom("Author")).isOne();
	}

	private void run(GenericApplicationContext context, String stepName) throws Exception {
		JpaPagingItemReader<Review> reader = new JpaPagingItemReader<>(this.database.entityManagerFactory());
		reader.setQueryString("select r from Review r order by r.id");
		reader.setPageSize(1_000);
		reader.setSaveState(false);
		ItemWriter<String> writer = (chunk) -> this.lines.addAll(chunk.getItems());
		context.getBeanFactory().registerSingleton("entityManagerFactory", this.database.entityManagerFactory());
		context.getBeanFactory()
			.registerSingleton("transactionManager", new JpaTransactionManager(this.database.entityManagerFactory()));
		context.getBeanFactory().registerSingleton("taskExecutor", new SimpleAsyncTaskExecutor());
		context.getBeanFactory().registerSingleton("reader", reader);
		context.getBeanFactory().registerSingleton("writer", writer);
		context.getBeanFactory().registerSingleton("processor", new ReviewProcessor());
		if (context instanceof AnnotationConfigApplicationContext annotated) {
			annotated.register(ReadmeJob.class);
		}
		try (context) {
			context.refresh();
			execute(context.getBean(JobRepository.class), context.getBean(stepName, Step.class));
		}
	}

	private void execute(JobRepository jobRepository, Step step) throws Exception {
		JobParameters parameters = new JobParametersBuilder().addLong("authorCacheSize", 10L).toJobParameters();
		JobInstance instance = jobRepository.createJobInstance("readme", parameters);
		JobExecution job = jobRepository.createJobExecution(instance, parameters, new ExecutionContext());
		StepExecution execution = jobRepository.createStepExecution(step.getName(), job);
		this.database.statements().reset();
		step.execute(execution);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

}
