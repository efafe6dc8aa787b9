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

import java.util.Map;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import org.springframework.batch.infrastructure.item.database.JpaCursorItemReader;
import org.springframework.batch.infrastructure.item.database.orm.AbstractJpaQueryProvider;

/**
 * A cursor reader in a transaction. Without one, Hibernate closes the cursor as soon as
 * it has initialised a lazy proxy of the reader's entity manager, from the second-level
 * cache too, and only the library could be measured.
 */
final class TransactedCursorItemReader extends JpaCursorItemReader<Object> {

	private final Provider provider;

	TransactedCursorItemReader(EntityManagerFactory factory, String query, Map<String, Object> hints, long rows) {
		super(factory);
		this.provider = new Provider(query);
		setName("reader");
		setQueryProvider(this.provider);
		setParameterValues(Map.of("rows", rows));
		setHintValues(hints);
	}

	@Override
	protected void doClose() {
		this.provider.endTransaction();
		super.doClose();
	}

	private static final class Provider extends AbstractJpaQueryProvider {

		private final String query;

		private Provider(String query) {
			this.query = query;
		}

		@Override
		public Query createQuery() {
			getEntityManager().getTransaction().begin();
			return getEntityManager().createQuery(this.query);
		}

		private void endTransaction() {
			getEntityManager().getTransaction().rollback();
		}

		@Override
		public void afterPropertiesSet() {
		}

	}

}
