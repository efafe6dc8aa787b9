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
import java.util.Map;
import java.util.UUID;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.Server;
import jakarta.persistence.EntityManager;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.jpa.HibernateHints;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Native queries that return rows and change some, as PostgreSQL's {@code returning}.
 */
class NativeSelectTests {

	private static final String UPDATE = "select id from final table (update Author set name = 'changed' where id = 7)";

	@AutoClose
	private final Database database = Database
		.open(Map.of("jakarta.persistence.nonJtaDataSource", dataSource()), Author.class, Publisher.class,
				Category.class, Book.class, BookCategory.class, Review.class)
		.populate();

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.itemType(Book.class)
		.paths("author")
		.build();

	private static JdbcDataSource dataSource() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		return dataSource;
	}

	@Test
	void should_be_seen_when_they_are_committed_and_said_once() {
		assertThat(prefetched()).isEqualTo("Author 7");
		for (int i = 0; i < 2; i++) {
			this.database.inTransaction((em) -> em.createNativeQuery(UPDATE, Long.class).getResultList());
		}
		assertThat(prefetched()).isEqualTo("changed");
		assertThat(this.log.warnings()).singleElement().asString().contains("org.hibernate.query.native.spaces");
	}

	@Test
	void should_be_seen_by_their_own_transaction() {
		assertThat(prefetched()).isEqualTo("Author 7");
		this.database.inTransaction((em) -> {
			em.createNativeQuery(UPDATE, Long.class).getResultList();
			assertThat(prefetched(em)).isEqualTo("changed");
		});
	}

	@Test
	void should_keep_what_they_do_not_concern_if_they_tell_their_tables() {
		assertThat(prefetched()).isEqualTo("Author 7");
		this.database.inTransaction((em) -> em.createNativeQuery("select id from Publisher", Long.class)
			.setHint(HibernateHints.HINT_NATIVE_SPACES, "Publisher")
			.getResultList());
		Book book = this.database.read((em) -> em.find(Book.class, 7));
		assertThat(this.database.statements().during(() -> this.prefetch.processChunk(List.of(book)))).isEmpty();
		assertThat(this.log.warnings()).isEmpty();
	}

	/** What PostgreSQL returns the rows of that it changes; those of book 7. */
	enum Returning {

		UPDATE("update Author set name = 'changed' where id = 7 returning id", "changed [70, 71, 72]"),

		INSERT("insert into BookCategory (id, book_id, category_id) values (79, 7, 1) returning id",
				"Author 7 [70, 71, 72, 79]"),

		DELETE("delete from BookCategory where id = 71 returning id", "Author 7 [70, 72]");

		private final String sql;

		private final String line;

		Returning(String sql, String line) {
			this.sql = sql;
			this.line = line;
		}

		void execute(EntityManager em) {
			assertThat(em.createNativeQuery(this.sql, Long.class).getResultList()).hasSize(1);
		}

	}

	@ParameterizedTest
	@EnumSource
	void should_be_seen_with_returning_when_they_are_committed(Returning returning) {
		try (Database postgres = postgres(); MemoizedPrefetch prefetch = prefetch(postgres)) {
			fill(postgres, prefetch);
			postgres.inTransaction(returning::execute);
			postgres.inTransaction((em) -> {
				Book book = em.find(Book.class, 7);
				// the author and the collection
				assertThat(postgres.statements().during(() -> prefetch.processChunk(List.of(book)))).hasSize(2);
				assertThat(describe(book)).isEqualTo(postgres.read((other) -> describe(other.find(Book.class, 7))))
					.isEqualTo(returning.line);
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_be_seen_with_returning_by_their_own_transaction_alone(Returning returning) {
		try (Database postgres = postgres(); MemoizedPrefetch prefetch = prefetch(postgres)) {
			fill(postgres, prefetch);
			try (EntityManager own = postgres.entityManagerFactory().createEntityManager()) {
				own.getTransaction().begin();
				returning.execute(own);
				assertThat(prefetched(own, prefetch)).isEqualTo(returning.line);
				assertThat(postgres.<String>read((other) -> prefetched(other, prefetch)))
					.isEqualTo("Author 7 [70, 71, 72]");
				own.getTransaction().rollback();
			}
			assertThat(postgres.<String>read((other) -> prefetched(other, prefetch)))
				.isEqualTo("Author 7 [70, 71, 72]");
		}
	}

	private static Database postgres() {
		return Server.POSTGRESQL
			.open(null, Author.class, Publisher.class, Category.class, Book.class, BookCategory.class, Review.class)
			.populate();
	}

	private static MemoizedPrefetch prefetch(Database postgres) {
		return MemoizedPrefetch.builder(postgres.entityManagerFactory())
			.itemType(Book.class)
			.paths("author", "bookCategories")
			.build();
	}

	/** Then nothing is loaded any more. */
	private static void fill(Database postgres, MemoizedPrefetch prefetch) {
		for (int statements : new int[] { 2, 0 }) {
			Book book = postgres.read((em) -> em.find(Book.class, 7));
			assertThat(postgres.statements().during(() -> prefetch.processChunk(List.of(book)))).hasSize(statements);
			assertThat(describe(book)).isEqualTo("Author 7 [70, 71, 72]");
		}
	}

	private static String prefetched(EntityManager em, MemoizedPrefetch prefetch) {
		Book book = em.find(Book.class, 7);
		prefetch.processChunk(List.of(book));
		return describe(book);
	}

	private static String describe(Book book) {
		return book.getAuthor().getName() + " "
				+ book.getBookCategories().stream().map(BookCategory::getId).sorted().toList();
	}

	private String prefetched() {
		return this.database.read(this::prefetched);
	}

	private String prefetched(EntityManager em) {
		Book book = em.find(Book.class, 7);
		this.prefetch.processChunk(List.of(book));
		return book.getAuthor().getName();
	}

}
