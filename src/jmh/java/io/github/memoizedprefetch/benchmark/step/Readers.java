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

import java.util.HashMap;
import java.util.Map;

import io.github.memoizedprefetch.batch.StatelessSessionItemReader;
import jakarta.persistence.EntityManager;
import org.hibernate.SessionFactory;
import org.hibernate.graph.GraphParser;
import org.hibernate.jpa.HibernateHints;
import org.hibernate.jpa.SpecHints;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;

/**
 * Makes the readers, set up as their users would.
 */
final class Readers {

	static final int FETCH_SIZE = 1_000;

	private Readers() {
	}

	/**
	 * @param rows the highest id to read
	 */
	static ItemReader<?> create(ReaderKind kind, Work work, Strategy strategy, SessionFactory factory, int pageSize,
			long rows) {
		String query = work.query(strategy == Strategy.JOIN_FETCH || strategy == Strategy.JOIN_FETCH_READ_ONLY);
		Map<String, Object> hints = hints(kind, work, strategy, factory);
		return switch (kind) {
			case CURSOR -> new TransactedCursorItemReader(factory, query, hints, rows);
			case PAGING -> new JpaPagingItemReaderBuilder<>().name("reader")
				.entityManagerFactory(factory)
				.queryString(query)
				.parameterValues(Map.of("rows", rows))
				.hintValues(hints)
				.pageSize(pageSize)
				.build();
			case REPOSITORY -> RepositoryReaders.create(work, strategy, factory, pageSize, rows);
			case STATELESS -> StatelessSessionItemReader.builder()
				.name("reader")
				.entityManagerFactory(factory)
				.queryString(query)
				.itemType(work.itemType())
				.parameterValues(Map.of("rows", rows))
				.hintValues(hints)
				.fetchSize(FETCH_SIZE)
				.build();
		};
	}

	private static Map<String, Object> hints(ReaderKind kind, Work work, Strategy strategy, SessionFactory factory) {
		Map<String, Object> hints = new HashMap<>();
		if (kind == ReaderKind.CURSOR) {
			hints.put(HibernateHints.HINT_FETCH_SIZE, FETCH_SIZE);
		}
		if (strategy == Strategy.JOIN_FETCH_READ_ONLY) {
			hints.put(HibernateHints.HINT_READ_ONLY, true);
		}
		if (strategy == Strategy.ENTITY_GRAPH) {
			try (EntityManager entityManager = factory.createEntityManager()) {
				hints.put(SpecHints.HINT_SPEC_LOAD_GRAPH,
						GraphParser.parse(work.itemType(), work.graph(), entityManager));
			}
		}
		return hints;
	}

}
