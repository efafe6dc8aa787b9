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
package io.github.memoizedprefetch.samples.remoteworkers.worker;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.stat.Statistics;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The worker's memo, for partitions and for chunks.
 */
@Configuration(proxyBeanMethods = false)
class PrefetchConfiguration {

	@Bean
	MemoizedPrefetch prefetch(EntityManagerFactory entityManagerFactory,
			@Value("${sample.cache-size}") long cacheSize) {
		return MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths("book.author", "book.translator", "book.publisher", "book.categories")
			.cacheSize(cacheSize)
			.build();
	}

	@Bean
	WorkerMeter workerMeter(Statistics statistics, MemoizedPrefetch prefetch) {
		return new WorkerMeter(statistics, prefetch);
	}

}
