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
package io.github.memoizedprefetch.batch;

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.SimpleStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Step-scoped beans in Java, whose cache size is bound late.
 */
class StepScopedBeanTests {

	private static Database database;

	private static AnnotationConfigApplicationContext context;

	@BeforeAll
	static void open() {
		database = Database.open().populate();
		context = new AnnotationConfigApplicationContext();
		context.getBeanFactory().registerSingleton("entityManagerFactory", database.entityManagerFactory());
		context.register(Steps.class);
		context.refresh();
	}

	@AfterAll
	static void close() {
		context.close();
		database.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "scopedPrefetch", "scopedPrefetchInTasklet", "scopedListener", "scopedListenerInTasklet",
			"scopedListenerInFaultTolerantTasklet", "scopedChunkListener", "scopedChunkListenerInTasklet" })
	void should_bind_the_cache_size_late(String step) {
		assertThat(loads(step, 1)).isEqualTo(10 * 5);
		assertThat(loads(step, 1000)).isEqualTo(ReviewReport.LOADS);
		assertThat(loads(step, 1)).isEqualTo(10 * 5);
	}

	private static int loads(String name, long cacheSize) {
		Steps steps = context.getBean(Steps.class);
		List<String> expected = ReportLine.all(database);
		steps.lines.clear();
		database.statements().reset();
		StepExecution execution = StepRunner.run(context.getBean(name, Step.class), steps.jobRepository,
				new JobParametersBuilder().addLong("cacheSize", cacheSize).toJobParameters());
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(steps.lines).isEqualTo(expected);
		return database.statements().count() - database.statements().selectsFrom("Review");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@SuppressWarnings({ "removal", "deprecation" })
	static class Steps {

		final List<String> lines = new ArrayList<>();

		@Autowired
		JobRepository jobRepository;

		@Autowired
		JpaPagingItemReader<Review> reader;

		@Bean
		static JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
			return new JpaTransactionManager(entityManagerFactory);
		}

		@Bean
		@StepScope
		static JpaPagingItemReader<Review> reader(EntityManagerFactory entityManagerFactory) {
			JpaPagingItemReader<Review> reader = new JpaPagingItemReader<>(entityManagerFactory);
			reader.setQueryString("select r from Review r order by r.id");
			reader.setSaveState(false);
			return reader;
		}

		@Bean
		@StepScope
		static MemoizedPrefetch prefetch(EntityManagerFactory entityManagerFactory,
				@Value("#{jobParameters['cacheSize']}") long cacheSize) {
			return MemoizedPrefetch.builder(entityManagerFactory).paths(ReportLine.PATHS).cacheSize(cacheSize).build();
		}

		@Bean
		@StepScope
		static MemoizedPrefetchItemReadListener<Review> listener(EntityManagerFactory entityManagerFactory,
				@Value("#{jobParameters['cacheSize']}") long cacheSize) {
			return new MemoizedPrefetchItemReadListener<>(prefetch(entityManagerFactory, cacheSize));
		}

		@Bean
		@StepScope
		static MemoizedPrefetchChunkListener<Review, String> chunkListener(EntityManagerFactory entityManagerFactory,
				@Value("#{jobParameters['cacheSize']}") long cacheSize) {
			return new MemoizedPrefetchChunkListener<>(prefetch(entityManagerFactory, cacheSize));
		}

		@Bean
		Step scopedPrefetch(JpaTransactionManager transactionManager, MemoizedPrefetch prefetch) {
			return chunkOriented(transactionManager).listener(new MemoizedPrefetchItemReadListener<>(prefetch)).build();
		}

		@Bean
		Step scopedPrefetchInTasklet(JpaTransactionManager transactionManager, MemoizedPrefetch prefetch) {
			return tasklet(transactionManager).listener(new MemoizedPrefetchItemReadListener<>(prefetch)).build();
		}

		@Bean
		Step scopedListener(JpaTransactionManager transactionManager,
				MemoizedPrefetchItemReadListener<Review> listener) {
			return chunkOriented(transactionManager).listener(listener).build();
		}

		@Bean
		Step scopedListenerInTasklet(JpaTransactionManager transactionManager,
				MemoizedPrefetchItemReadListener<Review> listener) {
			return tasklet(transactionManager).listener(listener).build();
		}

		@Bean
		Step scopedListenerInFaultTolerantTasklet(JpaTransactionManager transactionManager,
				MemoizedPrefetchItemReadListener<Review> listener) {
			return tasklet(transactionManager).faultTolerant().listener(listener).build();
		}

		@Bean
		Step scopedChunkListener(JpaTransactionManager transactionManager,
				MemoizedPrefetchChunkListener<Review, String> chunkListener) {
			return chunkOriented(transactionManager).listener(chunkListener).build();
		}

		@Bean
		Step scopedChunkListenerInTasklet(JpaTransactionManager transactionManager,
				MemoizedPrefetchChunkListener<Review, String> chunkListener) {
			return tasklet(transactionManager).listener(chunkListener).build();
		}

		private ChunkOrientedStepBuilder<Review, String> chunkOriented(JpaTransactionManager transactionManager) {
			return new StepBuilder("step", this.jobRepository).<Review, String>chunk(10)
				.transactionManager(transactionManager)
				.reader(this.reader)
				.processor(ReportLine::of)
				.writer((chunk) -> this.lines.addAll(chunk.getItems()));
		}

		private SimpleStepBuilder<Review, String> tasklet(JpaTransactionManager transactionManager) {
			return new StepBuilder("step", this.jobRepository).<Review, String>chunk(10, transactionManager)
				.reader(this.reader)
				.processor(ReportLine::of)
				.writer((chunk) -> this.lines.addAll(chunk.getItems()));
		}

	}

}
