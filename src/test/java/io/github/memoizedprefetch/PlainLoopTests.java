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
package io.github.memoizedprefetch;

import java.util.List;
import java.util.function.Consumer;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Loops with an EntityManager of their own, in a transaction that is not Spring's.
 */
class PlainLoopTests {

	@AutoClose
	private final Database database = Database.open().populate();

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final MemoizedLookup<String, Author> authors = MemoizedLookup.one(Author.class, Author::getName);

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.key(Row::bookId, Book.class, "author")
		.lookup(this.authors, Row::author)
		.build();

	private static final List<Row> ROWS = List.of(new Row(1, "Author 1"), new Row(2, "Author 3"),
			new Row(3, "Author 99"));

	record Row(long bookId, String author) {
	}

	private void inOwnTransaction(Consumer<EntityManager> work) {
		this.database.statements().reset();
		try (EntityManager entityManager = this.database.entityManagerFactory().createEntityManager()) {
			entityManager.getTransaction().begin();
			work.accept(entityManager);
			entityManager.getTransaction().commit();
		}
	}

	@Test
	void should_put_into_the_given_entity_manager() {
		inOwnTransaction((entityManager) -> {
			this.prefetch.processChunk(ROWS, entityManager);
			assertThat(ROWS).extracting((row) -> entityManager.find(Book.class, row.bookId()).getAuthor().getName())
				.hasSize(3)
				.allMatch((name) -> name.startsWith("Author "));
			assertThat(this.database.statements().count()).isEqualTo(2);
			Author first = this.authors.get("Author 1");
			assertThat(entityManager.contains(first)).isTrue();
			assertThat(this.authors.find("Author 99")).isEmpty();
			assertThat(entityManager.contains(this.authors.get("Author 3"))).isTrue();
			assertThat(this.database.statements().count()).isEqualTo(3);
			first.setName("renamed");
			entityManager.persist(new Author(99L, "Author 99"));
			assertThat(this.authors.exists("Author 1")).isFalse();
			assertThat(this.authors.exists("Author 99")).isTrue();
		});
		assertThat(this.log.warnings()).isEmpty();
		List<String> names = this.database.read((entityManager) -> entityManager
			.createQuery("select name from Author where name in ('renamed', 'Author 99')", String.class)
			.getResultList());
		assertThat(names).hasSize(2);
	}

	/** The entity manager is the thread's until its transaction ends. */
	@Test
	void should_leave_the_entity_manager_when_its_transaction_has_ended() {
		inOwnTransaction((entityManager) -> this.prefetch.processChunk(ROWS, entityManager));
		inOwnTransaction((entityManager) -> {
			this.prefetch.processChunk(ROWS);
			assertThat(entityManager.contains(this.authors.get("Author 1"))).isFalse();
			assertThat(entityManager.contains(this.authors.get("Author 3"))).isFalse();
		});
		assertThat(this.log.warnings()).singleElement().asString().contains("are not put into the session of the step");
	}

	/** A repository would find the session of Spring's transaction. */
	@Test
	void should_ask_the_session_of_spring_s_transaction_first() {
		TransactionTemplate transaction = new TransactionTemplate(
				new JpaTransactionManager(this.database.entityManagerFactory()));
		inOwnTransaction((entityManager) -> transaction.executeWithoutResult((status) -> {
			this.prefetch.processChunk(ROWS, entityManager);
			assertThat(entityManager.contains(entityManager.getReference(Book.class, 1L))).isTrue();
			int before = this.database.statements().count();
			assertThat(entityManager.find(Book.class, 2L)).isNotNull();
			assertThat(this.database.statements().count()).isEqualTo(before);
			EntityManager spring = EntityManagerFactoryUtils
				.getTransactionalEntityManager(this.database.entityManagerFactory());
			assertThat(spring.contains(this.authors.get("Author 1"))).isTrue();
		}));
	}

	@Test
	void should_refuse_the_entity_manager_of_another_factory() {
		try (Database other = Database.open();
				EntityManager entityManager = other.entityManagerFactory().createEntityManager()) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.prefetch.processChunk(ROWS, entityManager))
				.withMessage("The EntityManager is of another EntityManagerFactory");
		}
	}

}
