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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions whose references are left to them, because they would read something else than
 * what is memoized.
 */
class SessionGuardTests {

	@AutoClose
	private final LogCapture log = new LogCapture();

	/** Another session has memoized all of the collection before. */
	@Test
	void should_leave_a_session_with_filters_to_hibernate() {
		try (Database database = Database.open(Board.class, Notice.class)) {
			database.inTransaction((entityManager) -> {
				Notice shown = new Notice(1, true);
				Notice hidden = new Notice(2, false);
				entityManager.persist(shown);
				entityManager.persist(hidden);
				entityManager.persist(new Board(1, List.of(shown, hidden)));
			});
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Board.class)
				.paths("notices")
				.build();
			database.inTransaction((entityManager) -> {
				Board board = entityManager.find(Board.class, 1);
				prefetch.processChunk(List.of(board));
				assertThat(board.notices).hasSize(2);
			});
			database.inTransaction((entityManager) -> {
				entityManager.unwrap(Session.class).enableFilter("shown");
				Board board = entityManager.find(Board.class, 1);
				prefetch.processChunk(List.of(board));
				assertThat(Hibernate.isInitialized(board.notices)).isFalse();
				assertThat(board.notices).extracting((notice) -> notice.id).containsExactly(1);
			});
		}
		assertThat(this.log.warnings()).containsExactly("A reference at 'notices' is left as Hibernate made it:"
				+ " its session has filters enabled ([shown]), which memoized rows do not know.");
	}

	@Test
	void should_leave_a_session_of_another_factory_to_hibernate() {
		try (Database archive = Database.open().populate(); Database live = Database.open().populate()) {
			live.inTransaction(
					(entityManager) -> entityManager.createQuery("update Author set name = 'live'").executeUpdate());
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(archive.entityManagerFactory())
				.itemType(Book.class)
				.paths("author")
				.build();
			prefetch.processChunk(archive.read(SessionGuardTests::books));
			live.inTransaction((entityManager) -> {
				List<Book> books = books(entityManager);
				prefetch.processChunk(books);
				assertThat(books).extracting(Book::getAuthor).noneMatch(Hibernate::isInitialized);
				assertThat(books).allMatch((book) -> book.getAuthor().getName().equals("live"));
			});
		}
		assertThat(this.log.warnings()).containsExactly("A reference at 'author' is left as Hibernate made it:"
				+ " it belongs to a session of another EntityManagerFactory; give that one a prefetch of its own.");
	}

	private static List<Book> books(EntityManager entityManager) {
		return entityManager.createQuery("from Book where author is not null order by id", Book.class)
			.setMaxResults(3)
			.getResultList();
	}

	@Entity(name = "Board")
	static class Board {

		@Id
		Integer id;

		@ManyToMany
		@Filter(name = "shown")
		List<Notice> notices = new ArrayList<>();

		protected Board() {
		}

		Board(int id, List<Notice> notices) {
			this.id = id;
			this.notices.addAll(notices);
		}

	}

	@Entity(name = "Notice")
	@FilterDef(name = "shown", defaultCondition = "shown = true")
	static class Notice {

		@Id
		Integer id;

		boolean shown;

		protected Notice() {
		}

		Notice(int id, boolean shown) {
			this.id = id;
			this.shown = shown;
		}

	}

}
