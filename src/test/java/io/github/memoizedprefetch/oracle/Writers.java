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

package io.github.memoizedprefetch.oracle;

import java.util.List;

import javax.sql.DataSource;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MergePrefetchItemWriter;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.persister.entity.EntityPersister;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes the writer of a case.
 */
final class Writers {

	private final OracleCase oracleCase;

	private final Attributes attributes;

	private final Sessions sessions;

	private final DataSource dataSource;

	Writers(OracleCase oracleCase, Attributes attributes, Sessions sessions, DataSource dataSource) {
		this.oracleCase = oracleCase;
		this.attributes = attributes;
		this.sessions = sessions;
		this.dataSource = dataSource;
	}

	ItemWriter<Object> writer(MemoizedPrefetch prefetch, List<String> changes) {
		ItemWriter<Object> writer = switch (this.oracleCase.writer()) {
			case NONE -> (chunk) -> {
			};
			case MERGE -> merging(prefetch != null);
			case PERSIST -> jpa(true);
			case JDBC -> this::update;
			case REMOVE -> this::remove;
			case LATER -> new LaterTargets(this.oracleCase, this.attributes, this.sessions, changes);
		};
		// the library cannot see what is changed without Hibernate
		boolean stale = this.oracleCase.writer() == WriterKind.JDBC || !Oracle.FRESHNESS;
		return (prefetch == null || !stale) ? writer : (chunk) -> {
			writer.write(chunk);
			prefetch.clear();
		};
	}

	private ItemWriter<Object> merging(boolean prefetched) {
		ItemWriter<Object> writer = jpa(false);
		return (prefetched && Oracle.MERGES.equals("true"))
				? new MergePrefetchItemWriter<>(writer, this.sessions.factory()) : writer;
	}

	private ItemWriter<Object> jpa(boolean persist) {
		JpaItemWriter<Object> writer = new JpaItemWriter<>(this.sessions.factory());
		writer.setUsePersist(persist);
		return writer;
	}

	private void remove(Chunk<?> items) {
		Session session = this.sessions.step();
		items.forEach((item) -> session.remove(session.merge(item)));
		session.flush();
	}

	private void update(Chunk<?> items) {
		JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);
		for (Object item : items) {
			EntityPersister persister = this.attributes.entity(Hibernate.unproxy(item));
			Object serial = persister.findAttributeMapping("serial").getValue(Hibernate.unproxy(item));
			jdbc.update("update " + persister.getIdentifierTableName() + " set serial = ? where serial = ?",
					-1 - (Integer) serial, serial);
		}
	}

}
