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
import java.util.Map;
import java.util.function.Function;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.keys.Booking;
import io.github.memoizedprefetch.model.keys.CrewMember;
import io.github.memoizedprefetch.model.keys.Flight;
import io.github.memoizedprefetch.model.keys.Licence;
import io.github.memoizedprefetch.model.keys.Pilot;
import io.github.memoizedprefetch.model.keys.Seat;
import io.github.memoizedprefetch.model.keys.SeatId;
import io.github.memoizedprefetch.model.keys.Shift;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LimitedDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chunks with more ids than one statement can bind.
 */
class ParameterLimitTests {

	private static final int IDS = 3_000;

	@ParameterizedTest
	@ValueSource(classes = { LimitedDialect.Oracle.class, LimitedDialect.SqlServer.class })
	void should_split_entities_join_tables_and_collections(Class<?> dialect) {
		try (Database database = open(dialect, Author.class, Publisher.class, Category.class, Book.class,
				BookCategory.class)) {
			populateBooks(database);
			Chunks<Book> books = new Chunks<>(database, Book.class, IDS,
					(book) -> book.getAuthor().getName() + Bookshop.categories(book) + book.getBookCategories().size());
			assertServed(books, database, prefetch(database, Book.class, "author", "categories", "bookCategories"));
		}
	}

	@Test
	void should_split_what_is_loaded_with_a_restriction() {
		try (Database database = open(LimitedDialect.SqlServer.class, Author.class, Publisher.class, Category.class,
				Book.class, BookCategory.class)) {
			populateBooks(database);
			Chunks<Book> books = new Chunks<>(database, Book.class, IDS, (book) -> book.getAuthor().getName());
			assertServed(books, database,
					MemoizedPrefetch.builder(database.entityManagerFactory())
						.itemType(Book.class)
						.config(MemoizedPrefetchConfig.of(Author.class, "author")
							.restriction((root, query, builder) -> builder.like(root.get("name"), "Author%")))
						.build());
		}
	}

	@Test
	void should_split_ids_of_several_columns() {
		try (Database database = open(LimitedDialect.Oracle.class, Booking.class, Seat.class, Flight.class,
				CrewMember.class, Pilot.class, Licence.class, Shift.class)) {
			populateSeats(database);
			Chunks<Booking> bookings = new Chunks<>(database, Booking.class, IDS,
					(booking) -> booking.getSeat().getName()
							+ booking.getSeat().getNeighbours().stream().map(Seat::getName).toList());
			assertServed(bookings, database, prefetch(database, Booking.class, "seat.neighbours"));
		}
	}

	private static Database open(Class<?> dialect, Class<?>... entities) {
		return Database.open(Map.of("hibernate.dialect", dialect), entities);
	}

	private static MemoizedPrefetch prefetch(Database database, Class<?> itemType, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(itemType).paths(paths).build();
	}

	private static void populateBooks(Database database) {
		database.inTransaction((entityManager) -> {
			for (int id = 0; id < IDS; id++) {
				Author author = new Author(id, "Author " + id);
				Category category = new Category(id, "Category " + id, null);
				Book book = new Book(id, "Book " + id, author, null, null);
				book.getCategories().add(category);
				List.of(author, category, book, new BookCategory(id, book, category)).forEach(entityManager::persist);
			}
		});
	}

	private static void populateSeats(Database database) {
		database.inTransaction((entityManager) -> {
			List<Seat> seats = new ArrayList<>();
			for (int id = 0; id < IDS; id++) {
				seats.add(new Seat(new SeatId(id / 2, (id % 2 == 0) ? "A" : "B"), "Seat " + id));
				entityManager.persist(seats.get(id));
				entityManager.persist(new Booking(id, seats.get(id), null, null));
			}
			for (int id = 0; id < IDS; id++) {
				seats.get(id).getNeighbours().add(seats.get((id + 1) % IDS));
			}
		});
	}

	private static <T> void assertServed(Chunks<T> chunks, Database database, MemoizedPrefetch prefetch) {
		int limit = database.entityManagerFactory()
			.unwrap(SessionFactoryImplementor.class)
			.getJdbcServices()
			.getDialect()
			.getInExpressionCountLimit();
		List<String> plain = chunks.plain();
		for (Function<MemoizedPrefetch, Chunks.Result> kind : kinds(chunks, database, limit)) {
			prefetch.clear();
			Chunks.Result result = kind.apply(prefetch);
			assertThat(result.lines()).hasSize(IDS).isEqualTo(plain);
			assertThat(result.lazy()).isEmpty();
		}
	}

	private static <T> List<Function<MemoizedPrefetch, Chunks.Result>> kinds(Chunks<T> chunks, Database database,
			int limit) {
		return List.of((prefetch) -> chunks.managed((items) -> assertBinds(limit, database, prefetch, items)),
				(prefetch) -> chunks.detached((items) -> assertBinds(limit, database, prefetch, items)));
	}

	/** The one more is what a restriction binds itself. */
	private static void assertBinds(int limit, Database database, MemoizedPrefetch prefetch, List<?> items) {
		int before = database.statements().count();
		prefetch.processChunk(items);
		List<String> statements = database.statements().statements();
		assertThat(statements.subList(before, statements.size())).allSatisfy(
				(sql) -> assertThat(sql.chars().filter((c) -> c == '?').count()).isLessThanOrEqualTo(limit + 1));
	}

}
