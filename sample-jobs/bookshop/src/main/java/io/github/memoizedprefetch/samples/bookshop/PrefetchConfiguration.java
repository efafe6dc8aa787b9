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

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchListeners;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * What the library is told: which associations the processors touch.
 */
@Configuration(proxyBeanMethods = false)
@Profile("prefetch & !xml")
class PrefetchConfiguration {

	@Bean
	MemoizedPrefetch reviewsPrefetch(EntityManagerFactory entityManagerFactory, PrefetchOptions options,
			PrefetchListeners listeners) {
		return MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths(options.prefetched("book.author", "book.translator", "book.publisher", "book.categories"))
			.strictMode(options.strictMode())
			.listener(listeners.of(Report.REVIEWS.name()))
			.build();
	}

	@Bean
	MemoizedPrefetch booksPrefetch(EntityManagerFactory entityManagerFactory, PrefetchOptions options,
			PrefetchListeners listeners) {
		return MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Book.class)
			.paths(options.prefetched("author", "translator", "publisher", "categories"))
			.strictMode(options.strictMode())
			.listener(listeners.of(Report.BOOKS.name()))
			.build();
	}

}
