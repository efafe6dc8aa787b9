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
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.chunk.AheadPrefetch;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Catalogue;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items that hold ids: what the ids are those of is found in the session of the
 * transaction, with the results that there are without.
 */
class KeyTests {

	@AutoClose
	private final Database database = Database.open().populate();

	@AutoClose
	private final LogCapture log = new LogCapture();

	private MemoizedPrefetch.Builder builder() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory());
	}

	private <R> R inTransaction(BiFunction<EntityManager, Void, R> work) {
		TransactionTemplate transactions = new TransactionTemplate(
				new JpaTransactionManager(this.database.entityManagerFactory()));
		return transactions.execute((status) -> work.apply(
				EntityManagerFactoryUtils.getTransactionalEntityManager(this.database.entityManagerFactory()), null));
	}

	private void inTransaction(Consumer<EntityManager> work) {
		inTransaction((entityManager, nothing) -> {
			work.accept(entityManager);
			return true;
		});
	}

	private static List<Row> rows() {
		return LongStream.range(0, 30).mapToObj((id) -> new Row(id, 7 * id % Catalogue.BOOKS)).toList();
	}

	/** Process rows in one transaction; what was seen. */
	private List<String> process(List<Row> rows, MemoizedPrefetch prefetch) {
		return inTransaction((entityManager, nothing) -> {
			prefetch.processChunk(rows);
			List<String> lines = new ArrayList<>();
			rows.forEach((row) -> lines.add(row.id + ": " + describe(entityManager.find(Book.class, row.bookId))));
			return lines;
		});
	}

	private static String describe(Book book) {
		return (book != null) ? book.getId() + " " + book.getTitle() : "none";
	}

	private List<String> plain(List<Row> rows) {
		List<String> lines = new ArrayList<>();
		this.database.inTransaction((entityManager) -> rows
			.forEach((row) -> lines.add(row.id + ": " + describe(entityManager.find(Book.class, row.bookId)))));
		return lines;
	}

	@Test
	void should_find_what_a_property_is_the_id_of() {
		List<String> plain = plain(rows());
		this.database.statements().reset();
		MemoizedPrefetch prefetch = builder().itemType(Row.class).key("bookId", Book.class).build();
		assertThat(process(rows(), prefetch)).isEqualTo(plain);
		assertThat(this.database.statements().count()).isEqualTo(1);
		assertThat(process(rows(), prefetch)).isEqualTo(plain);
		assertThat(this.database.statements().count()).isEqualTo(1);
		assertThat(prefetch.statistics().target(Book.class).references()).isEqualTo(60);
	}

	@Test
	void should_find_what_a_function_gets_the_id_of() {
		List<String> plain = plain(rows());
		this.database.statements().reset();
		assertThat(process(rows(), builder().itemType(Row.class).key(Row::bookId, Book.class).build()))
			.isEqualTo(plain);
		assertThat(process(rows(), builder().key((Row row) -> (int) (row.id * 7 % 40), Book.class).build()))
			.isEqualTo(plain);
		assertThat(this.database.statements().count()).isEqualTo(2);
	}

	@Test
	void should_find_what_the_items_are_the_ids_of() {
		MemoizedPrefetch prefetch = builder().itemType(Long.class)
			.itemsAreIdsOf(Book.class, "author", "publisher", "translator")
			.build();
		List<Long> ids = LongStream.range(0, 40).boxed().toList();
		List<String> lines = new ArrayList<>();
		this.database.statements().reset();
		inTransaction((entityManager) -> {
			prefetch.processChunk(ids);
			ids.forEach((id) -> lines.add(Bookshop.credits(entityManager.find(Book.class, id))));
		});
		assertThat(this.database.statements().count()).isEqualTo(3);
		List<String> plain = new ArrayList<>();
		this.database.inTransaction((entityManager) -> ids
			.forEach((id) -> plain.add(Bookshop.credits(entityManager.find(Book.class, id)))));
		assertThat(lines).isEqualTo(plain);
	}

	@Test
	void should_serve_paths_over_collections_behind() {
		MemoizedPrefetch prefetch = builder().itemType(Row.class)
			.key(Row::bookId, Book.class, "categories", "bookCategories.category.parent")
			.build();
		BiFunction<EntityManager, Row, String> describe = (entityManager, row) -> {
			Book book = entityManager.find(Book.class, row.bookId);
			return Bookshop.categories(book) + Bookshop.linkedCategories(book);
		};
		this.database.statements().reset();
		List<String> lines = inTransaction((entityManager, nothing) -> {
			prefetch.processChunk(rows());
			return rows().stream().map((row) -> describe.apply(entityManager, row)).toList();
		});
		assertThat(this.database.statements().count()).isLessThanOrEqualTo(6);
		this.database.inTransaction(
				(entityManager) -> assertThat(rows().stream().map((row) -> describe.apply(entityManager, row)).toList())
					.isEqualTo(lines));
	}

	/** Associations and keys that lead to one entity have one statement together. */
	@Test
	void should_load_associations_and_keys_together() {
		MemoizedPrefetch prefetch = builder().key((Review review) -> (review.getId() + 1) % 40, Book.class)
			.paths("book.publisher")
			.build();
		List<String> lines = inTransaction((entityManager, nothing) -> {
			List<Review> reviews = entityManager.createQuery("from Review order by id", Review.class)
				.setMaxResults(5)
				.getResultList();
			this.database.statements().reset();
			prefetch.processChunk(reviews);
			assertThat(this.database.statements().count()).isEqualTo(2);
			return reviews.stream()
				.map((review) -> review.getBook().getTitle()
						+ entityManager.find(Book.class, (review.getId() + 1) % 40).getTitle()
						+ review.getBook().getPublisher().getName())
				.toList();
		});
		assertThat(this.database.statements().count()).isEqualTo(2);
		assertThat(lines.get(1)).isEqualTo("Book 7Book 2Publisher 3");
	}

	@Test
	void should_read_ids_behind_associations_and_in_collections() {
		MemoizedPrefetch prefetch = builder().itemType(Order.class)
			.key("review.book.id", Author.class)
			.key("lines.bookId", Book.class)
			.key("publishers", Publisher.class)
			.build();
		List<String> lines = new ArrayList<>();
		inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 13L);
			Order order = new Order(review, List.of(new Row(1, 2), new Row(2, 3)), new Integer[] { 1, 2, null });
			this.database.statements().reset();
			prefetch.processChunk(Arrays.asList(order, null));
			lines.add(entityManager.find(Author.class, review.getBook().getId()).getName());
			order.lines.forEach((row) -> lines.add(entityManager.find(Book.class, row.bookId).getTitle()));
			lines.add(entityManager.find(Publisher.class, 1L).getName());
			lines.add(entityManager.find(Publisher.class, 2L).getName());
		});
		assertThat(lines).containsExactly("Author 11", "Book 2", "Book 3", "Publisher 1", "Publisher 2");
		assertThat(this.database.statements().count()).isEqualTo(3);
	}

	@Test
	void should_skip_null_ids_and_ids_without_a_row() {
		MemoizedPrefetch prefetch = builder().itemType(Ids.class).key("id", Book.class).build();
		this.database.statements().reset();
		inTransaction((entityManager) -> {
			prefetch.processChunk(List.of(new Ids(null), new Ids(4711), new Ids(1), new Ids(4711)));
			assertThat(this.database.statements().count()).isEqualTo(1);
			assertThat(entityManager.find(Book.class, 1L)).isNotNull();
			assertThat(this.database.statements().count()).isEqualTo(1);
			assertThat(entityManager.find(Book.class, 4711L)).isNull();
			assertThat(this.database.statements().count()).isEqualTo(2);
		});
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_initialise_proxies_and_leave_what_is_there() {
		MemoizedPrefetch prefetch = builder().key("bookId", Book.class).build();
		inTransaction((entityManager) -> {
			Book proxy = entityManager.getReference(Book.class, 1L);
			Book there = entityManager.find(Book.class, 2L);
			there.setTitle("changed");
			Book removed = entityManager.find(Book.class, 3L);
			Book fresh = new Book(1000, "fresh", null, null, null);
			entityManager.persist(fresh);
			this.database.statements().reset();
			prefetch.processChunk(LongStream.of(1, 2, 4, 1000).mapToObj((id) -> new Row(id, id)).toList());
			assertThat(this.database.statements().count()).isEqualTo(1);
			assertThat(Hibernate.isInitialized(proxy)).isTrue();
			assertThat(proxy.getTitle()).isEqualTo("Book 1");
			assertThat(entityManager.find(Book.class, 2L)).isSameAs(there);
			assertThat(there.getTitle()).isEqualTo("changed");
			assertThat(entityManager.find(Book.class, 1000L)).isSameAs(fresh);
			assertThat(entityManager.contains(removed)).isTrue();
			assertThat(this.database.statements().count()).isEqualTo(1);
		});
	}

	/** What the transaction has changed is read by Hibernate. */
	@Test
	void should_leave_what_the_transaction_has_changed() {
		MemoizedPrefetch prefetch = builder().key("bookId", Book.class).build();
		process(rows(), prefetch);
		inTransaction((entityManager) -> {
			entityManager.createQuery("update Book set title = 'x' where id = 1").executeUpdate();
			this.database.statements().reset();
			prefetch.processChunk(List.of(new Row(1, 1)));
			assertThat(entityManager.find(Book.class, 1L).getTitle()).isEqualTo("x");
			assertThat(this.database.statements().count()).isEqualTo(1);
		});
		this.database.statements().reset();
		assertThat(process(List.of(new Row(1, 1)), prefetch)).containsExactly("1: 1 x");
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	@Test
	void should_have_a_rollback_leave_no_trace() {
		MemoizedPrefetch prefetch = builder().key("bookId", Book.class).build();
		process(rows(), prefetch);
		TransactionTemplate transactions = new TransactionTemplate(
				new JpaTransactionManager(this.database.entityManagerFactory()));
		transactions.executeWithoutResult((status) -> {
			prefetch.processChunk(rows());
			EntityManager entityManager = EntityManagerFactoryUtils
				.getTransactionalEntityManager(this.database.entityManagerFactory());
			entityManager.find(Book.class, 1L).setTitle("x");
			entityManager.flush();
			status.setRollbackOnly();
		});
		assertThat(process(List.of(new Row(1, 1)), prefetch)).containsExactly("1: 1 Book 1");
	}

	@Test
	void should_write_nothing_but_changes() {
		MemoizedPrefetch prefetch = builder().key("bookId", Book.class, "categories", "author").build();
		inTransaction((entityManager) -> {
			prefetch.processChunk(rows());
			this.database.statements().reset();
			entityManager.flush();
			assertThat(this.database.statements().count()).isZero();
			entityManager.find(Book.class, 7L).setTitle("seven");
			entityManager.flush();
			assertThat(this.database.statements().statements()).hasSize(1).allMatch((sql) -> sql.startsWith("update"));
		});
		this.database.inTransaction(
				(entityManager) -> assertThat(entityManager.find(Book.class, 7L).getTitle()).isEqualTo("seven"));
	}

	@Test
	void should_merge_without_a_select() {
		Author detached = this.database.read((entityManager) -> entityManager.find(Author.class, 5L));
		detached.setName("merged");
		MemoizedPrefetch prefetch = builder().key(Author::getId, Author.class).build();
		this.database.statements().reset();
		inTransaction((entityManager) -> {
			prefetch.processChunk(List.of(detached));
			entityManager.merge(detached);
		});
		assertThat(this.database.statements().statements()).hasSize(2);
		this.database.inTransaction(
				(entityManager) -> assertThat(entityManager.find(Author.class, 5L).getName()).isEqualTo("merged"));
	}

	@Test
	void should_keep_a_session_read_only() {
		MemoizedPrefetch prefetch = builder().key("bookId", Book.class).build();
		inTransaction((entityManager) -> {
			Session session = entityManager.unwrap(Session.class);
			session.setDefaultReadOnly(true);
			prefetch.processChunk(rows());
			Book book = entityManager.find(Book.class, 1L);
			assertThat(session.isReadOnly(book)).isTrue();
			book.setTitle("x");
		});
		this.database.inTransaction(
				(entityManager) -> assertThat(entityManager.find(Book.class, 1L).getTitle()).isEqualTo("Book 1"));
	}

	/** There is no session that find(..) would look into. */
	@Test
	void should_say_once_that_there_is_no_transaction() {
		MemoizedPrefetch prefetch = builder().key("bookId", Book.class).build();
		this.database.statements().reset();
		prefetch.processChunk(rows());
		prefetch.processChunk(rows());
		assertThat(this.database.statements().count()).isZero();
		assertThat(this.log.warnings()).singleElement()
			.asString()
			.isEqualTo("The entities of 'bookId' are not put into the session of the step: no transaction of a"
					+ " JpaTransactionManager for the EntityManagerFactory of the prefetch is in progress on this thread,"
					+ " so that there is no session to put them into; give the step such a transaction manager, and no"
					+ " task executor. A lookup finds them wherever it is asked, by a statement a chunk:"
					+ " MemoizedLookup.one(Book.class, Book::getId).");
	}

	@Test
	void should_leave_sessions_with_filters() {
		MemoizedPrefetch prefetch = builder().key("bookId", Book.class).build();
		inTransaction((entityManager) -> {
			entityManager.unwrap(Session.class).getSessionFactory();
			entityManager.setProperty("org.hibernate.cacheMode", "IGNORE");
			prefetch.processChunk(rows());
		});
		assertThat(prefetch.statistics().target(Book.class).references()).isEqualTo(30);
	}

	@Test
	void should_memoize_ahead_and_serve_later() {
		MemoizedPrefetch prefetch = builder().key("bookId", Book.class, "author").build();
		this.database.statements().reset();
		inTransaction((entityManager) -> {
			((AheadPrefetch) prefetch).processAhead(rows(), List.of());
			assertThat(entityManager.unwrap(Session.class).getStatistics().getEntityCount()).isZero();
		});
		assertThat(this.database.statements().count()).isEqualTo(2);
		inTransaction((entityManager) -> {
			((AheadPrefetch) prefetch).processKeys(rows().subList(0, 3), false);
			assertThat(entityManager.unwrap(Session.class).getStatistics().getEntityCount()).isEqualTo(6);
			assertThat(entityManager.find(Book.class, 7L).getAuthor().getName()).isEqualTo("Author 7");
			assertThat(this.database.statements().count()).isEqualTo(2);
			entityManager.find(Book.class, 21L);
			assertThat(this.database.statements().count()).isEqualTo(3);
		});
	}

	record Row(long id, long bookId) {
	}

	record Ids(Integer id) {
	}

	record Order(Review review, List<Row> lines, Integer[] publishers) {
	}

}
