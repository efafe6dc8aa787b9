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

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.Server;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Transactions that see the rows as they were when these began, while others commit.
 */
class IsolationTests {

	private static final String WARNING = "The transactions of a step are %s, but associations are prefetched as"
			+ " READ COMMITTED would read them: as others have committed them since. keepRepeatableReads(true) leaves"
			+ " them to Hibernate.";

	@AutoClose
	private final LogCapture log = new LogCapture();

	private static Database open(Server server) {
		return server
			.open(null, Author.class, Publisher.class, Category.class, Book.class, BookCategory.class, Review.class)
			.populate();
	}

	private static MemoizedPrefetch prefetch(Database database, boolean keep) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.paths("author")
			.keepRepeatableReads(keep)
			.build();
	}

	/** Another transaction commits after this one has begun. */
	private static String read(Database database, int level, Consumer<Book> prefetch) {
		try (Session session = database.entityManagerFactory().unwrap(SessionFactory.class).openSession()) {
			session.beginTransaction();
			session.doWork((connection) -> {
				if (connection.getTransactionIsolation() != level) {
					connection.setTransactionIsolation(level);
				}
			});
			Book book = session.find(Book.class, 7);
			database
				.inTransaction((other) -> other.createQuery("update Author set name = concat(name, '!') where id = 7")
					.executeUpdate());
			prefetch.accept(book);
			String name = book.getAuthor().getName();
			session.getTransaction().commit();
			return name;
		}
	}

	private static void isServed(MemoizedPrefetch prefetch, Book book) {
		prefetch.processChunk(List.of(book));
		assertThat(Hibernate.isInitialized(book.getAuthor())).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "POSTGRESQL, 4, REPEATABLE READ", "POSTGRESQL, 8, SERIALIZABLE", "HSQLDB, 4, REPEATABLE READ",
			"H2, 4, REPEATABLE READ", "H2, 8, SERIALIZABLE", "MARIADB, 4, REPEATABLE READ",
			"MARIADB, 8, SERIALIZABLE" })
	void should_serve_what_others_have_committed_and_say_so_once(Server server, int level, String name) {
		try (Database database = open(server)) {
			MemoizedPrefetch prefetch = prefetch(database, false);
			for (int run = 1; run <= 2; run++) {
				assertThat(read(database, level, (book) -> isServed(prefetch, book))).as("committed meanwhile")
					.isEqualTo("Author 7" + "!".repeat(run));
				prefetch.clear();
			}
		}
		assertThat(this.log.warnings()).containsExactly(WARNING.formatted(name));
	}

	/** H2 reads anew in REPEATABLE READ, MariaDB in SERIALIZABLE. */
	@ParameterizedTest
	@CsvSource({ "POSTGRESQL, 4, REPEATABLE READ", "POSTGRESQL, 8, SERIALIZABLE", "HSQLDB, 4, REPEATABLE READ",
			"H2, 8, SERIALIZABLE", "MARIADB, 4, REPEATABLE READ" })
	void should_read_as_plain_hibernate_if_told_to_keep_repeatable_reads(Server server, int level, String name) {
		try (Database database = open(server)) {
			assertThat(read(database, level, (book) -> {
			})).as("plain").isEqualTo("Author 7");
			MemoizedPrefetch prefetch = prefetch(database, true);
			assertThat(read(database, level, (book) -> {
				prefetch.processChunk(List.of(book));
				assertThat(Hibernate.isInitialized(book.getAuthor())).isFalse();
			})).as("one commit later").isEqualTo("Author 7!");
		}
		assertThat(this.log.warnings()).containsExactly("A reference at 'author' is left as Hibernate made it: its"
				+ " transaction is " + name + ", which would not see what others have committed since it began, and"
				+ " keepRepeatableReads is true.");
	}

	/**
	 * The level that a step has which sets none. Its transaction spans two chunks, and
	 * another commits between these.
	 */
	private static List<String> chunks(Database database, Consumer<List<Book>> prefetch) {
		return database.read((entityManager) -> {
			entityManager.unwrap(Session.class)
				.doWork((connection) -> assertThat(connection.getTransactionIsolation())
					.isEqualTo(Connection.TRANSACTION_REPEATABLE_READ));
			List<String> lines = new ArrayList<>();
			for (int id : new int[] { 7, 8 }) {
				List<Book> items = List.of(entityManager.find(Book.class, id));
				prefetch.accept(items);
				items.forEach((book) -> lines.add(book.getTitle() + " of " + book.getAuthor().getName() + " at "
						+ book.getPublisher().getName()));
				database.inTransaction((other) -> List.of("Book set title", "Author set name", "Publisher set name")
					.forEach((what) -> other.createQuery("update " + what + " = 'new'").executeUpdate()));
			}
			return lines;
		});
	}

	@Test
	void should_serve_what_is_newer_than_the_item_at_the_level_that_is_mariadbs_own() {
		try (Database database = open(Server.MARIADB)) {
			MemoizedPrefetch prefetch = prefetch(database, false);
			assertThat(chunks(database, prefetch::processChunk)).containsExactly("Book 7 of Author 7 at Publisher 3",
					"Book 8 of new at Publisher 0");
		}
		assertThat(this.log.warnings()).containsExactly(WARNING.formatted("REPEATABLE READ"));
	}

	@Test
	void should_leave_chunks_at_that_level_to_hibernate_if_told_to() {
		try (Database database = open(Server.MARIADB)) {
			List<String> plain = chunks(database, (items) -> {
			});
			assertThat(plain).containsExactly("Book 7 of Author 7 at Publisher 3", "Book 8 of Author 8 at Publisher 0");
			restore(database);
			MemoizedPrefetch prefetch = prefetch(database, true);
			assertThat(chunks(database,
					(items) -> assertThat(database.statements().during(() -> prefetch.processChunk(items))).isEmpty()))
				.isEqualTo(plain);
		}
	}

	private static void restore(Database database) {
		database.inTransaction((entityManager) -> List
			.of("Book set title = concat('Book ', id)", "Author set name = concat('Author ', id)",
					"Publisher set name = concat('Publisher ', id)")
			.forEach((what) -> entityManager.createQuery("update " + what).executeUpdate()));
	}

	@ParameterizedTest
	@EnumSource(Server.class)
	void should_serve_read_committed_in_silence(Server server) {
		try (Database database = open(server)) {
			for (boolean keep : new boolean[] { true, false }) {
				MemoizedPrefetch prefetch = prefetch(database, keep);
				read(database, Connection.TRANSACTION_READ_COMMITTED, (book) -> isServed(prefetch, book));
			}
		}
		assertThat(this.log.warnings()).isEmpty();
	}

	/** Without a transaction each statement sees what is committed. */
	@Test
	void should_serve_sessions_without_a_transaction_and_detached_items() throws SQLException {
		try (Database database = Database.open(
				Map.of("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_HOLD"), Author.class,
				Publisher.class, Category.class, Book.class, BookCategory.class, Review.class);
				Connection kept = database.dataSource().getConnection()) {
			database.populate();
			database.execute("set database default isolation level serializable");
			database.dataSource().getHikariPoolMXBean().softEvictConnections(); // the
																				// database
																				// lives
																				// by one
			MemoizedPrefetch prefetch = prefetch(database, true);
			isServed(prefetch, database.read((entityManager) -> entityManager.find(Book.class, 7)));
			try (Session session = database.entityManagerFactory().unwrap(SessionFactory.class).openSession()) {
				isServed(prefetch, session.find(Book.class, 7));
				session.doWork((connection) -> assertThat(connection.getTransactionIsolation())
					.isEqualTo(Connection.TRANSACTION_SERIALIZABLE));
			}
		}
		assertThat(this.log.warnings()).isEmpty();
	}

}
