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
package io.github.memoizedprefetch.faults;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a chunk is like after a fault: each reference is either complete or as Hibernate
 * made it, and the memo knows nothing wrong.
 */
class ChunkFaultTests {

	private static Stream<Arguments> faults() {
		return Stream.of(FaultDatabase.Kind.values())
			.flatMap((database) -> Stream.of(Fault.ERROR, Fault.IN_RESULT, Fault.DROP, Fault.COMMIT)
				.map((fault) -> Arguments.of(database, fault)));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void should_leave_detached_items_complete_or_alone(FaultDatabase.Kind kind, Fault fault) {
		try (FaultDatabase database = new FaultDatabase(kind)) {
			Map<Long, String> lines = database.read(ChunkFaultTests::lines);
			boolean happened = true;
			for (int n = 1; happened; n++) {
				MemoizedPrefetch prefetch = ReportJob.prefetch(database);
				List<Review> reviews = database.read(ChunkFaultTests::reviews);
				happened = fails(database, prefetch, reviews, fault, n);
				reviews.forEach(ChunkFaultTests::assertCompleteOrAlone);
				prefetch.processChunk(reviews);
				assertThat(reviews).allSatisfy((review) -> assertRead(review, lines));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("faults")
	void should_leave_managed_items_usable_by_hibernate(FaultDatabase.Kind kind, Fault fault) {
		try (FaultDatabase database = new FaultDatabase(kind)) {
			Map<Long, String> lines = database.read(ChunkFaultTests::lines);
			boolean[] happened = { true };
			for (int n = 1; happened[0]; n++) {
				int statement = n;
				MemoizedPrefetch prefetch = ReportJob.prefetch(database);
				database.read((entityManager) -> {
					List<Review> reviews = reviews(entityManager);
					happened[0] = fails(database, prefetch, reviews, fault, statement);
					assertThat(reviews).allSatisfy((review) -> assertRead(review, lines));
					entityManager.flush();
					return null;
				});
				List<Review> next = database.read(ChunkFaultTests::reviews);
				prefetch.processChunk(next);
				assertThat(next).allSatisfy((review) -> assertRead(review, lines));
			}
		}
	}

	private static boolean fails(FaultDatabase database, MemoizedPrefetch prefetch, List<Review> reviews, Fault fault,
			int n) {
		int connections = database.connectionsInUse();
		database.dataSource().arm(fault, n);
		boolean happened;
		try {
			prefetch.processChunk(reviews);
			happened = database.dataSource().disarm();
			assertThat(happened).isFalse();
		}
		catch (RuntimeException ex) {
			happened = database.dataSource().disarm();
			assertThat(Stream.iterate((Throwable) ex, (cause) -> cause != null, Throwable::getCause))
				.contains(database.dataSource().thrown());
		}
		assertThat(database.connectionsInUse()).isEqualTo(connections);
		return happened;
	}

	private static List<Review> reviews(EntityManager entityManager) {
		return entityManager.createQuery("from Review where id < 30", Review.class).getResultList();
	}

	private static Map<Long, String> lines(EntityManager entityManager) {
		return reviews(entityManager).stream().collect(Collectors.toMap(Review::getId, ReportJob::line));
	}

	private static void assertRead(Review review, Map<Long, String> lines) {
		assertThat(ReportJob.line(review)).isEqualTo(lines.get(review.getId()));
	}

	private static void assertCompleteOrAlone(Review review) {
		Book book = review.getBook();
		if (!Hibernate.isInitialized(book)) {
			assertThatThrownBy(book::getTitle).isInstanceOf(LazyInitializationException.class);
			return;
		}
		long id = book.getId();
		assertThat(book.getTitle()).isEqualTo("Book " + id);
		Author author = book.getAuthor();
		if (Hibernate.isInitialized(author)) {
			assertThat(author.getName()).isEqualTo("Author " + id % 12);
		}
		if (Hibernate.isInitialized(book.getCategories())) {
			assertThat(book.getCategories()).hasSize((int) id % 4).extracting(Category::getName).doesNotContainNull();
		}
	}

}
