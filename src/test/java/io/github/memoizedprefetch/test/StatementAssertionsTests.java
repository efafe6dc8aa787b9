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
package io.github.memoizedprefetch.test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static io.github.memoizedprefetch.test.StatementAssertions.assertStatements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StatementAssertionsTests {

	private static final String LIST = """

			Associations that were fetched one by one:
			       10 x Book
			       10 x Book.categories
			        6 x Author
			        4 x Publisher
			Queries and changes:
			        1 x query: from Review where id < 10
			        1 x update of a Review""";

	@AutoClose
	private final Database database = Database.open().populate();

	private final EntityManagerFactory entityManagerFactory = this.database.entityManagerFactory();

	private static List<Review> reviews(EntityManager entityManager) {
		return entityManager.createQuery("from Review where id < 10", Review.class).getResultList();
	}

	private void loadLazily() {
		this.database.inTransaction((entityManager) -> {
			List<Review> reviews = reviews(entityManager);
			reviews.forEach(Bookshop::credits);
			reviews.forEach(Bookshop::categories);
			reviews.get(0).setRating(42);
		});
	}

	@Test
	void should_count_what_is_prepared() throws Exception {
		this.database.statements().reset();
		StatementAssertions statements = assertStatements(this.entityManagerFactory, this::loadLazily);
		assertThat(statements.count()).isEqualTo(this.database.statements().count());
		statements.isAtMost(statements.count()).isEqualTo(statements.count());
	}

	@Test
	void should_tell_what_the_statements_were_for() throws Exception {
		StatementAssertions statements = assertStatements(this.entityManagerFactory, this::loadLazily);
		assertFails(() -> statements.isAtMost(7), "Expected at most 7 statements, but there were 32");
		assertFails(() -> statements.isEqualTo(39), "Expected 39 statements, but there were 32");
		assertFails(statements::hasNoSingleFetches, "Expected that no association is fetched by itself, but 30 were");
	}

	private static void assertFails(Runnable assertion, String expectation) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run)
			.satisfies((ex) -> assertThat(ex.getMessage()).isEqualToNormalizingNewlines(expectation + LIST));
	}

	@Test
	void should_see_no_single_fetches_of_a_prefetch() throws Exception {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.entityManagerFactory)
			.paths("book.author", "book.translator", "book.publisher", "book.categories")
			.build();
		assertStatements(this.entityManagerFactory, () -> this.database.inTransaction((entityManager) -> {
			List<Review> reviews = reviews(entityManager);
			prefetch.processChunk(reviews);
			reviews.forEach(Bookshop::credits);
			reviews.forEach(Bookshop::categories);
		})).hasNoSingleFetches().isEqualTo(6);
	}

	@Test
	void should_count_all_threads_but_nothing_before_and_after() throws Exception {
		loadLazily();
		StatementAssertions statements = assertStatements(this.entityManagerFactory,
				() -> CompletableFuture.runAsync(() -> this.database.read(StatementAssertionsTests::reviews)).join());
		loadLazily();
		statements.isEqualTo(1).hasNoSingleFetches();
	}

	@Test
	void should_leave_statistics_as_they_were() throws Exception {
		var statistics = this.entityManagerFactory.unwrap(SessionFactory.class).getStatistics();
		assertStatements(this.entityManagerFactory, this::loadLazily);
		assertThat(statistics.isStatisticsEnabled()).isFalse();
		statistics.setStatisticsEnabled(true);
		loadLazily();
		long before = statistics.getPrepareStatementCount();
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> assertStatements(this.entityManagerFactory, () -> {
				throw new IllegalStateException("what the action throws");
			}))
			.withMessage("what the action throws");
		assertThat(statistics.isStatisticsEnabled()).isTrue();
		assertThat(statistics.getPrepareStatementCount()).isEqualTo(before);
	}

	@Test
	void should_refuse_a_factory_that_is_not_hibernates() {
		EntityManagerFactory other = (EntityManagerFactory) java.lang.reflect.Proxy.newProxyInstance(
				getClass().getClassLoader(), Set.of(EntityManagerFactory.class).toArray(Class[]::new),
				(proxy, method, args) -> {
					throw new jakarta.persistence.PersistenceException();
				});
		assertThatIllegalArgumentException().isThrownBy(() -> assertStatements(other, this::loadLazily))
			.withMessageContaining("only Hibernate ORM is supported");
	}

}
