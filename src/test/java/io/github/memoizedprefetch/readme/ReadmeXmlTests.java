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

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.support.ScopeConfiguration;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportResource;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Runs the reference's XML, the same text, in each kind of application: 100 reviews, ten
 * a chunk.
 */
class ReadmeXmlTests {

	private static final String SNIPPET = "classpath:io/github/memoizedprefetch/readme/readme-prefetch.xml";

	private static final int PAGES = 11;

	private final Database database = Database.open().populate();

	private final List<String> lines = new ArrayList<>();

	/** Of each step execution, as its last chunk is written. */
	private final List<Long> authorsMissed = new ArrayList<>();

	@AfterEach
	void close() {
		this.database.close();
	}

	@EnableBatchProcessing
	@Import(JavaStep.class)
	@ImportResource(SNIPPET)
	static class BatchProcessing {

	}

	/** Spring Boot's own configuration of Spring Batch imports the scopes. */
	@EnableAutoConfiguration
	@Import({ JavaStep.class, ScopeConfiguration.class })
	@ImportResource(SNIPPET)
	static class BootApplication {

		@Bean
		JobRepository jobRepository() {
			return new ResourcelessJobRepository();
		}

	}

	@EnableBatchProcessing
	@Import(JavaStep.class)
	@ImportResource("classpath:io/github/memoizedprefetch/readme/no-scoped-proxy.xml")
	static class NoScopedProxy {

	}

	static class JavaStep {

		@Bean
		Step reviews(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				JpaPagingItemReader<Review> reader, ItemProcessor<Review, String> processor, ItemWriter<String> writer,
				MemoizedPrefetchItemReadListener<Review> listener) {
			return new StepBuilder("reviews", jobRepository).<Review, String>chunk(10)
				.transactionManager(transactionManager)
				.reader(reader)
				.processor(processor)
				.writer(writer)
				.listener(listener)
				.build();
		}

	}

	@Test
	void should_bind_late_in_the_batch_namespace() throws Exception {
		GenericXmlApplicationContext context = new GenericXmlApplicationContext();
		context.load(getClass(), "readme-prefetch-job.xml");
		register(context);
		context.refresh();
		assertThatEachStepExecutionHasItsOwn(context);
	}

	@Test
	void should_bind_late_where_a_configuration_imports_it() throws Exception {
		assertThatEachStepExecutionHasItsOwn(annotated(BatchProcessing.class));
	}

	@Test
	void should_bind_late_in_an_application_of_spring_boot() throws Exception {
		SpringApplication application = new SpringApplication(BootApplication.class);
		application.addInitializers(this::register);
		assertThatEachStepExecutionHasItsOwn(application.run("--spring.main.banner-mode=off"));
	}

	@Test
	void should_be_told_where_the_scoped_proxy_is_missing() {
		assertThatThrownBy(() -> annotated(NoScopedProxy.class).close())
			.hasStackTraceContaining("Error creating bean with name 'prefetch'")
			.hasStackTraceContaining("Scope 'step' is not active")
			.hasStackTraceContaining("consider defining a scoped proxy");
	}

	private AnnotationConfigApplicationContext annotated(Class<?> configuration) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(configuration);
		register(context);
		context.refresh();
		return context;
	}

	private void register(ConfigurableApplicationContext context) {
		JpaPagingItemReader<Review> reader = new JpaPagingItemReader<>(this.database.entityManagerFactory());
		reader.setQueryString("select r from Review r order by r.id");
		reader.setPageSize(10);
		reader.setSaveState(false);
		ItemProcessor<Review, String> processor = Bookshop::credits;
		ItemWriter<String> writer = (chunk) -> {
			this.lines.addAll(chunk.getItems());
			if (this.lines.size() % 100 == 0) {
				this.authorsMissed.add(context.getBean(MemoizedPrefetch.class)
					.statistics()
					.targets()
					.get(Author.class.getName())
					.misses());
			}
		};
		context.getBeanFactory().registerSingleton("entityManagerFactory", this.database.entityManagerFactory());
		context.getBeanFactory()
			.registerSingleton("transactionManager", new JpaTransactionManager(this.database.entityManagerFactory()));
		context.getBeanFactory().registerSingleton("reader", reader);
		context.getBeanFactory().registerSingleton("writer", writer);
		context.getBeanFactory().registerSingleton("processor", processor);
	}

	/** Statistics of a prefetch that steps share would add up. */
	private void assertThatEachStepExecutionHasItsOwn(ConfigurableApplicationContext context) throws Exception {
		try (context) {
			int small = statements(context, 1);
			int large = statements(context, 1_000);
			assertThat(large).as("books, authors, publishers").isEqualTo(PAGES + 4 + 3 + 1);
			assertThat(small).as("authors for each chunk").isEqualTo(PAGES + 4 + 10 + 1);
			assertThat(statements(context, 1)).isEqualTo(small);
			assertThat(statements(context, 1_000)).isEqualTo(large);
		}
		assertThat(this.authorsMissed).isEqualTo(List.of(60L, 12L, 60L, 12L));
		assertThat(this.lines).hasSize(400);
		assertThat(this.lines.subList(0, 100)).isEqualTo(this.lines.subList(100, 200));
	}

	private int statements(ConfigurableApplicationContext context, long authorCacheSize) throws Exception {
		JobRepository jobRepository = context.getBean(JobRepository.class);
		JobParameters parameters = new JobParametersBuilder().addLong("authorCacheSize", authorCacheSize)
			.addLong("run", (long) this.lines.size())
			.toJobParameters();
		JobExecution job = jobRepository.createJobExecution(jobRepository.createJobInstance("readme", parameters),
				parameters, new ExecutionContext());
		StepExecution execution = jobRepository.createStepExecution("reviews", job);
		this.database.statements().reset();
		context.getBean("reviews", Step.class).execute(execution);
		assertThat(execution.getFailureExceptions()).isEmpty();
		return this.database.statements().count();
	}

}
