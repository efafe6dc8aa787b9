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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.SimpleStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the steps of these tests share: 100 detached reviews, ten a chunk. Without a
 * prefetch they fail.
 */
@Configuration(proxyBeanMethods = false)
class BookshopConfiguration {

	static final List<String> lines = new ArrayList<>();

	@Bean
	Database database() {
		lines.clear();
		return Database.open().populate();
	}

	@Bean(destroyMethod = "")
	EntityManagerFactory entityManagerFactory(Database database) {
		return database.entityManagerFactory();
	}

	@Bean
	JobRepository jobRepository() {
		return new ResourcelessJobRepository();
	}

	static ChunkOrientedStepBuilder<Review, String> chunkOriented(Database database, JobRepository jobRepository,
			ItemProcessor<? super Review, String> processor) {
		return new StepBuilder("reviews", jobRepository).<Review, String>chunk(10)
			.reader(reader(database))
			.processor(processor)
			.writer((chunk) -> lines.addAll(chunk.getItems()));
	}

	@SuppressWarnings("removal")
	static SimpleStepBuilder<Review, String> tasklet(Database database, JobRepository jobRepository,
			ItemProcessor<? super Review, String> processor) {
		return new StepBuilder("reviews", jobRepository).<Review, String>chunk(10, new ResourcelessTransactionManager())
			.reader(reader(database))
			.processor(processor)
			.writer((chunk) -> lines.addAll(chunk.getItems()));
	}

	static ListItemReader<Review> reader(Database database) {
		return new ListItemReader<>(IntStream.range(0, 100)
			.mapToObj((id) -> database.read((entityManager) -> entityManager.find(Review.class, id)))
			.toList());
	}

}
