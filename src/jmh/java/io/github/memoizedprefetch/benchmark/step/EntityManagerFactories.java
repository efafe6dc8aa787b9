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

import javax.sql.DataSource;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.github.memoizedprefetch.samples.bookshop.model.Author;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Category;
import io.github.memoizedprefetch.samples.bookshop.model.Publisher;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.CacheSettings;
import org.hibernate.cfg.FetchSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Sets up Hibernate for a strategy.
 */
final class EntityManagerFactories {

	private static final int BATCH_SIZE = 1_000;

	private EntityManagerFactories() {
	}

	static SessionFactory create(Work work, Strategy strategy, DataSource dataSource, StatementInspector inspector) {
		var configuration = new HibernatePersistenceConfiguration("benchmark")
			.managedClasses(Author.class, Publisher.class, Category.class, Book.class, Review.class)
			.property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
			.property(JdbcSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true)
			.property(JdbcSettings.STATEMENT_INSPECTOR, inspector)
			.property(FetchSettings.USE_SUBSELECT_FETCH, strategy == Strategy.SUBSELECT);
		if (strategy.usesBatches()) {
			configuration.property(FetchSettings.DEFAULT_BATCH_FETCH_SIZE, BATCH_SIZE);
		}
		if (strategy.usesCache()) {
			cache(work, configuration);
		}
		return configuration.createEntityManagerFactory();
	}

	/** The targets only: the items are read once. */
	private static void cache(Work work, HibernatePersistenceConfiguration configuration) {
		configuration.property(CacheSettings.CACHE_REGION_FACTORY, "jcache")
			.property("hibernate.javax.cache.provider", CaffeineCachingProvider.class.getName())
			.property("hibernate.javax.cache.missing_cache_strategy", "create")
			.property(CacheSettings.JAKARTA_SHARED_CACHE_MODE, "ENABLE_SELECTIVE");
		for (Class<?> target : work.targets()) {
			configuration.property(CacheSettings.CLASS_CACHE_PREFIX + "." + target.getName(), "nonstrict-read-write");
		}
		if (work.usesCollections()) {
			configuration.property(CacheSettings.COLLECTION_CACHE_PREFIX + "." + Book.class.getName() + ".categories",
					"nonstrict-read-write");
		}
	}

}
