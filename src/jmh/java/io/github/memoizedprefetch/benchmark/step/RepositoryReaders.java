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

import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.samples.bookshop.model.Review;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.data.builder.RepositoryItemReaderBuilder;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.data.repository.PagingAndSortingRepository;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/**
 * Readers of Spring Data repositories, which take part in the step's transaction.
 */
final class RepositoryReaders {

	private RepositoryReaders() {
	}

	static ItemReader<?> create(Work work, Strategy strategy, EntityManagerFactory factory, int pageSize, long rows) {
		JpaRepositoryFactory repositories = new JpaRepositoryFactory(
				SharedEntityManagerCreator.createSharedEntityManager(factory));
		Class<? extends PagingAndSortingRepository<?, ?>> type = (work.itemType() == Review.class)
				? ReviewRepository.class : BookRepository.class;
		return new RepositoryItemReaderBuilder<>().name("reader")
			.repository(repositories.getRepository(type))
			.methodName(method(strategy))
			.arguments(List.of(rows))
			.sorts(Map.of("id", Sort.Direction.ASC))
			.pageSize(pageSize)
			.build();
	}

	private static String method(Strategy strategy) {
		return switch (strategy) {
			case JOIN_FETCH -> "findWithJoins";
			case ENTITY_GRAPH -> "findWithGraphByIdLessThanEqual";
			default -> "findByIdLessThanEqual";
		};
	}

}
