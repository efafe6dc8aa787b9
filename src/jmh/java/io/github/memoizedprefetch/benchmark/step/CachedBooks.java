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
package io.github.memoizedprefetch.benchmark.step;

import io.github.memoizedprefetch.samples.bookshop.model.Book;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A service whose answers Spring remembers, in a Caffeine cache that is empty at first.
 */
class CachedBooks {

	private final BooksByIsbn books;

	CachedBooks(BooksByIsbn books) {
		this.books = books;
	}

	/** As Spring makes it. */
	static AnnotationConfigApplicationContext context(BooksByIsbn books) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Caching.class);
		context.registerBean(CachedBooks.class, () -> new CachedBooks(books));
		context.refresh();
		return context;
	}

	@Cacheable("books")
	@Nullable Book findByIsbn(String isbn) {
		return this.books.findByIsbn(isbn);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

		@Bean
		CacheManager cacheManager() {
			return new CaffeineCacheManager("books");
		}

	}

}
