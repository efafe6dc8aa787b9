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
package io.github.memoizedprefetch.autoconfigure;

import java.util.List;

import io.github.memoizedprefetch.model.post.Parcel;
import io.github.memoizedprefetch.model.post.Parcels;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps that name nothing, with one property.
 */
class AutomaticConfigurationTests {

	private static final int CHUNKS = 6;

	private static final int SIZE = 10;

	/** The pages, of which the last is empty. */
	private static final int READER = CHUNKS + 1;

	/** Content, material, stamps and two papers of each item. */
	private static final int PLAIN = 5 * CHUNKS * SIZE;

	private static final int DECLARED = 3 * CHUNKS;

	private static final int AUTOMATIC = 3 * CHUNKS + 1;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class))
		.withPropertyValues("memoized-prefetch.targets.content.prefetch-all=false",
				"memoized-prefetch.targets.material.prefetch-all=false");

	@ParameterizedTest
	@CsvSource({ "memoized-prefetch.mode=declared, 300", "memoized-prefetch.mode=automatic, 19",
			"memoized-prefetch.steps.parcels.mode=automatic, 19",
			"memoized-prefetch.steps.others.mode=automatic, 300" })
	void should_prefetch_what_a_step_touches(String property, int statements) {
		this.runner.withUserConfiguration(PlainStep.class)
			.withPropertyValues(property)
			.run((context) -> assertThat(run(context)).isEqualTo(statements));
	}

	@Test
	void should_leave_a_step_that_is_to_be_left() {
		this.runner.withUserConfiguration(PlainStep.class)
			.withPropertyValues("memoized-prefetch.mode=automatic", "memoized-prefetch.steps.parcels.mode=declared")
			.run((context) -> assertThat(run(context)).isEqualTo(PLAIN));
	}

	@Test
	void should_prefetch_in_a_tasklet_step() {
		this.runner.withUserConfiguration(PlainTaskletStep.class)
			.withPropertyValues("memoized-prefetch.mode=automatic")
			.run((context) -> assertThat(run(context)).isEqualTo(AUTOMATIC));
	}

	@Test
	void should_prefetch_in_a_step_that_is_no_bean() {
		this.runner.withUserConfiguration(InlineStep.class)
			.withPropertyValues("memoized-prefetch.mode=automatic")
			.run((context) -> assertThat(run(context)).isEqualTo(AUTOMATIC));
	}

	@Test
	void should_prefetch_in_a_step_of_a_scoped_reader_and_processor() {
		this.runner.withUserConfiguration(ScopedParts.class)
			.withPropertyValues("memoized-prefetch.mode=automatic")
			.run((context) -> assertThat(run(context)).isEqualTo(AUTOMATIC));
	}

	@Test
	void should_prefetch_what_is_declared_and_what_is_touched() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.run((context) -> assertThat(run(context)).isEqualTo(PLAIN - (CHUNKS * SIZE) + CHUNKS));
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.mode=automatic")
			.run((context) -> assertThat(run(context)).isEqualTo(AUTOMATIC));
	}

	@Test
	void should_begin_the_next_execution_with_what_was_learnt() {
		this.runner.withUserConfiguration(PlainStep.class)
			.withPropertyValues("memoized-prefetch.mode=automatic")
			.run((context) -> {
				assertThat(run(context)).isEqualTo(AUTOMATIC);
				assertThat(run(context)).isEqualTo(DECLARED);
			});
	}

	@Test
	void should_log_the_line_to_declare_instead() {
		List<String> messages = LogCapture.messages(() -> this.runner.withUserConfiguration(PlainStep.class)
			.withPropertyValues("memoized-prefetch.mode=automatic")
			.run(AutomaticConfigurationTests::run));

		assertThat(messages)
			.contains("Step parcels learnt: @MemoizedPrefetchPaths({\"content.material\", \"stamps.paper\"})");
	}

	@Test
	void should_do_nothing_without_an_entity_manager_factory() {
		this.runner.withUserConfiguration(NoFactory.class)
			.withPropertyValues("memoized-prefetch.mode=automatic")
			.run((context) -> assertThat(execute(context).getStatus()).isEqualTo(BatchStatus.COMPLETED));
	}

	/** How many statements a job takes but those of the reader. */
	private static int run(ApplicationContext context) {
		Database database = context.getBean(Database.class);
		database.statements().reset();
		assertThat(execute(context).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return database.statements().count() - READER;
	}

	private static JobExecution execute(ApplicationContext context) {
		JobRepository jobRepository = context.getBean(JobRepository.class);
		JobParameters parameters = new JobParameters();
		JobExecution execution = jobRepository.createJobExecution(jobRepository.createJobInstance("job", parameters),
				parameters, new ExecutionContext());
		try {
			context.getBean(Job.class).execute(execution);
		}
		catch (JobInterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return execution;
	}

	private static JpaPagingItemReader<Parcel> parcelReader(Database database) {
		JpaPagingItemReader<Parcel> reader = new JpaPagingItemReader<>(database.entityManagerFactory());
		reader.setName("parcels");
		reader.setQueryString("from Parcel order by id");
		reader.setPageSize(SIZE);
		return reader;
	}

	private static Step step(Database database, JobRepository jobRepository) {
		return step(jobRepository, parcelReader(database), Parcels::all);
	}

	private static Step step(JobRepository jobRepository, JpaPagingItemReader<Parcel> reader,
			ItemProcessor<Parcel, String> processor) {
		return new StepBuilder("parcels", jobRepository).<Parcel, String>chunk(SIZE)
			.reader(reader)
			.processor(processor)
			.writer((chunk) -> {
			})
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	static class Base {

		@Bean
		Database database() {
			return Parcels.open(CHUNKS * SIZE);
		}

		@Bean(destroyMethod = "")
		EntityManagerFactory entityManagerFactory(Database database) {
			return database.entityManagerFactory();
		}

		@Bean
		JobRepository jobRepository() {
			return new ResourcelessJobRepository();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Base.class)
	static class PlainStep {

		@Bean
		Step parcels(Database database, JobRepository jobRepository) {
			return step(database, jobRepository);
		}

		@Bean
		Job job(JobRepository jobRepository, Step parcels) {
			return new JobBuilder("job", jobRepository).start(parcels).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Base.class)
	static class PlainTaskletStep {

		@Bean
		@SuppressWarnings("removal")
		Job job(Database database, JobRepository jobRepository) {
			return new JobBuilder("job", jobRepository).start(new StepBuilder("parcels", jobRepository)
				.<Parcel, String>chunk(SIZE, new ResourcelessTransactionManager())
				.reader(parcelReader(database))
				.processor(Parcels::all)
				.writer((chunk) -> {
				})
				.build()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Base.class)
	static class InlineStep {

		@Bean
		Job job(Database database, JobRepository jobRepository) {
			return new JobBuilder("job", jobRepository).start(step(database, jobRepository)).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Base.class, org.springframework.batch.core.scope.StepScope.class })
	static class ScopedParts {

		@Bean
		@StepScope
		JpaPagingItemReader<Parcel> reader(Database database) {
			return parcelReader(database);
		}

		@Bean
		@StepScope
		AllProcessor processor() {
			return new AllProcessor();
		}

		@Bean
		Job job(JobRepository jobRepository, JpaPagingItemReader<Parcel> reader, AllProcessor processor) {
			return new JobBuilder("job", jobRepository).start(step(jobRepository, reader, processor)).build();
		}

	}

	static class AllProcessor implements ItemProcessor<Parcel, String> {

		@Override
		public String process(Parcel parcel) {
			return Parcels.all(parcel);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Base.class)
	static class AnnotatedStep {

		@Bean
		@MemoizedPrefetchPaths("content")
		Step parcels(Database database, JobRepository jobRepository) {
			return step(database, jobRepository);
		}

		@Bean
		Job job(JobRepository jobRepository, Step parcels) {
			return new JobBuilder("job", jobRepository).start(parcels).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NoFactory {

		@Bean
		Database database() {
			return Parcels.open(CHUNKS * SIZE);
		}

		@Bean
		JobRepository jobRepository() {
			return new ResourcelessJobRepository();
		}

		@Bean
		Job job(Database database, JobRepository jobRepository) {
			return new JobBuilder("job", jobRepository).start(step(database, jobRepository)).build();
		}

	}

}
