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
package io.github.memoizedprefetch.batch;

import java.util.List;

import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps that write entities: a prefetched step changes what the same step without
 * changes, with the same statements.
 */
class WriterTests {

	private static final String RATINGS = "select r.rating from Review r order by r.id";

	private static final String NAMES = "select a.name from Author a order by a.id";

	@ParameterizedTest
	@EnumSource(names = { "PAGING", "PAGING_NOT_TRANSACTED", "REPOSITORY" })
	void should_change_items_with_the_same_statements(ReviewReaders reader) {
		for (Kind kind : Kind.values()) {
			try (Database with = Database.open().populate(); Database without = Database.open().populate()) {
				run(with, kind, reader, true, false);
				run(without, kind, reader, false, false);
				assertThat(changes(with)).containsExactlyInAnyOrderElementsOf(changes(without));
				assertThat(read(with, RATINGS)).isEqualTo(read(without, RATINGS)).contains(6);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PAGING", "REPOSITORY" })
	void should_change_prefetched_entities_as_lazily_loaded_ones(ReviewReaders reader) {
		for (Kind kind : Kind.values()) {
			try (Database with = Database.open().populate(); Database without = Database.open().populate()) {
				run(with, kind, reader, true, true);
				run(without, kind, reader, false, true);
				assertThat(read(with, NAMES)).isEqualTo(read(without, NAMES));
			}
		}
	}

	private static void run(Database database, Kind kind, ReviewReaders reader, boolean prefetched,
			boolean changeAuthors) {
		JpaItemWriter<Object> writer = new JpaItemWriter<>(database.entityManagerFactory());
		TestStep<Object, Object> step = new TestStep<Object, Object>(kind).chunkSize(10)
			.transactionManager(new JpaTransactionManager(database.entityManagerFactory()))
			.reader(reader.open(database))
			.processor((item) -> change((Review) item, changeAuthors))
			.writer(writer);
		if (prefetched) {
			step.listener(new MemoizedPrefetchItemReadListener<>(ReviewReport.prefetch(database)));
		}
		database.statements().reset();
		assertThat(step.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	private static Review change(Review review, boolean changeAuthor) {
		Author author = review.getBook().getAuthor();
		assertThat(review.getBook().getCategories()).hasSize(review.getBook().getId().intValue() % 4);
		review.setRating(review.getRating() + 1);
		if (changeAuthor && review.getId() % 25 == 0) {
			author.setName("the author of review " + review.getId());
		}
		return review;
	}

	private static List<String> changes(Database database) {
		return database.statements().statements().stream().filter((sql) -> !sql.startsWith("select")).toList();
	}

	private static List<Object> read(Database database, String query) {
		return database.read((entityManager) -> entityManager.createQuery(query, Object.class).getResultList());
	}

}
