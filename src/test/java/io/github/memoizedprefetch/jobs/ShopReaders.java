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

package io.github.memoizedprefetch.jobs;

import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** What the steps of the jobs have in common. */
final class ShopReaders {

	/** Items of a page and of a chunk. */
	static final int CHUNK = 20;

	private ShopReaders() {
	}

	static <I, O> ChunkOrientedStepBuilder<I, O> step(JobRepository jobRepository,
			PlatformTransactionManager transactionManager) {
		return new StepBuilder("step", jobRepository).<I, O>chunk(CHUNK).transactionManager(transactionManager);
	}

	static <T> JpaPagingItemReader<T> paging(EntityManagerFactory entityManagerFactory, String query) {
		return new JpaPagingItemReaderBuilder<T>().name("reader")
			.entityManagerFactory(entityManagerFactory)
			.queryString(query)
			.pageSize(CHUNK)
			.build();
	}

}
