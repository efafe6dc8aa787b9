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

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Review;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Beans of the README and the reference.
 */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
class ReadmeJob {

	@Bean
	Step reviewStep(JobRepository jobRepository, PlatformTransactionManager transactionManager,
			EntityManagerFactory entityManagerFactory, ItemReader<Review> reader, ItemWriter<String> writer) {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths("book.author", "book.translator", "book.publisher", "book.categories")
			.build();
		return new StepBuilder("reviews", jobRepository).<Review, String>chunk(1_000)
			.transactionManager(transactionManager)
			.reader(reader)
			.processor(new ReviewProcessor())
			.writer(writer)
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.build();
	}

	@Bean
	@StepScope
	MemoizedPrefetch authorPrefetch(EntityManagerFactory entityManagerFactory,
			@Value("#{jobParameters['authorCacheSize']}") long authorCacheSize) {
		return MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.config(MemoizedPrefetchConfig.of(Author.class, "book.author").cacheSize(authorCacheSize))
			.build();
	}

	@Bean
	Step lateStep(JobRepository jobRepository, PlatformTransactionManager transactionManager,
			MemoizedPrefetch authorPrefetch, ItemReader<Review> reader, ItemWriter<String> writer) {
		return new StepBuilder("late", jobRepository).<Review, String>chunk(10)
			.transactionManager(transactionManager)
			.reader(reader)
			.processor(new ReviewProcessor())
			.writer(writer)
			.listener(new MemoizedPrefetchItemReadListener<Review>(authorPrefetch))
			.build();
	}

	@Bean
	Step concurrentStep(JobRepository jobRepository, PlatformTransactionManager transactionManager,
			EntityManagerFactory entityManagerFactory, ItemReader<Review> reader, ItemWriter<String> writer,
			AsyncTaskExecutor taskExecutor) {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths("book.author", "book.translator", "book.publisher", "book.categories")
			.build();
		MemoizedPrefetchItemReader<Review> windows = MemoizedPrefetchItemReader.<Review>builder(reader, prefetch)
			.windowSize(1_000)
			.build();
		return new StepBuilder("concurrent", jobRepository).<Review, String>chunk(100)
			.transactionManager(transactionManager)
			.reader(windows)
			.processor(new ReviewProcessor())
			.writer(writer)
			.taskExecutor(taskExecutor)
			.build();
	}

	@Bean
	Step aheadStep(JobRepository jobRepository, PlatformTransactionManager transactionManager,
			EntityManagerFactory entityManagerFactory, ItemReader<Review> reader, ItemWriter<String> writer) {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths("book.author", "book.translator", "book.publisher", "book.categories")
			.build();
		MemoizedPrefetchItemReader<Review> ahead = MemoizedPrefetchItemReader.<Review>builder(reader, prefetch)
			.windowSize(10_000)
			.prefetchSize(1_000)
			.loadAhead(2)
			.build();
		return new StepBuilder("ahead", jobRepository).<Review, String>chunk(1_000)
			.transactionManager(transactionManager)
			.reader(ahead)
			.processor(new ReviewProcessor())
			.writer(writer)
			.build();
	}

}
