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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.model.eager.Card;
import io.github.memoizedprefetch.model.eager.Customer;
import io.github.memoizedprefetch.model.eager.Invoice;
import io.github.memoizedprefetch.model.eager.Region;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes along with a target is known from the mapping: its changes are not missed
 * although they were made before anything was loaded.
 */
class CompanionTests {

	private final Database database = Database
		.open(Map.of("hibernate.jdbc.batch_size", 10), Author.class, Publisher.class, Category.class, Book.class,
				BookCategory.class, Review.class, Invoice.class, Customer.class, Region.class, Card.class)
		.populate();

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> {
			Region land = new Region(1, "land", null);
			em.persist(land);
			Region region = new Region(2, "region", land);
			em.persist(region);
			Customer customer = new Customer(1, "customer", region);
			customer.getVisited().add(region);
			customer.getPhones().add("1");
			em.persist(customer);
			em.persist(new Invoice(1, customer));
			var graph = em.createEntityGraph(Book.class);
			graph.addAttributeNodes("publisher");
			graph.addSubgraph("bookCategories").addSubgraph("category").addAttributeNodes("parent");
			this.database.entityManagerFactory().addNamedEntityGraph("deep", graph);
		});
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	/** What is changed, and where it comes along. */
	enum Companion {

		EAGER(Invoice.class, (em) -> em.createQuery("update Region set name = 'changed' where id = 2").executeUpdate(),
				(item) -> ((Invoice) item).getCustomer().getRegion().getName()),

		EAGER_BEHIND_EAGER(Invoice.class,
				(em) -> em.createQuery("update Region set name = 'x' where id = 1").executeUpdate(),
				(item) -> ((Invoice) item).getCustomer().getRegion().getCountry().getName()),

		EAGER_VALUES(Invoice.class, (em) -> em.find(Customer.class, 1).getPhones().add("2"),
				(item) -> ((Invoice) item).getCustomer().getPhones().size()),

		EAGER_LINKS(Invoice.class, (em) -> em.find(Customer.class, 1).getVisited().clear(),
				(item) -> ((Invoice) item).getCustomer().getVisited().size()),

		FETCHED(BookCategory.class, (em) -> em.find(Author.class, 7).setName("changed"),
				(item) -> ((BookCategory) item).getBook().getAuthor().getName()),

		FETCHED_COLLECTION(BookCategory.class,
				(em) -> em.find(Book.class, 7).getCategories().removeIf((category) -> category.getId() == 8),
				(item) -> ((BookCategory) item).getBook().getCategories().size()),

		FETCHED_FROM_ELEMENTS(BookCategory.class,
				(em) -> em.createQuery("update Category set name = 'changed'").executeUpdate(),
				(item) -> ((BookCategory) item).getBook()
					.getCategories()
					.stream()
					.map((category) -> (category.getParent() != null) ? category.getParent().getName() : "")
					.sorted()
					.toList()),

		GRAPH(Review.class, (em) -> em.createQuery("update Publisher set name = 'changed'").executeUpdate(),
				(item) -> ((Review) item).getBook().getPublisher().getName()),

		SUBGRAPH(Review.class, (em) -> em.createQuery("update Category set name = 'changed'").executeUpdate(),
				(item) -> ((Review) item).getBook()
					.getBookCategories()
					.stream()
					.map((link) -> link.getCategory().getName())
					.sorted()
					.toList());

		private final Class<?> item;

		private final Consumer<EntityManager> change;

		private final Function<Object, Object> reader;

		Companion(Class<?> item, Consumer<EntityManager> change, Function<Object, Object> reader) {
			this.item = item;
			this.change = change;
			this.reader = reader;
		}

		Object find(EntityManager em) {
			String restriction = (this.item == Invoice.class) ? "" : " and e.book.id = 7";
			return em
				.createQuery("from " + this.item.getName() + " e where 1 = 1" + restriction + " order by id", this.item)
				.setMaxResults(1)
				.getSingleResult();
		}

	}

	/** Planned when it is built: without the type, the first chunk makes the plan. */
	private MemoizedPrefetch prefetch(Companion companion) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(companion.item);
		if (companion.item == Invoice.class) {
			return builder.paths("customer").build();
		}
		MemoizedPrefetchConfig<Book> config = MemoizedPrefetchConfig.of(Book.class, "book");
		return builder
			.config((companion.item == Review.class) ? config.entityGraph("deep")
					: config.fetch("author", "categories.parent"))
			.build();
	}

	@ParameterizedTest
	@EnumSource
	void should_be_seen_as_the_own_transaction_has_changed_it_before(Companion companion) {
		MemoizedPrefetch prefetch = prefetch(companion);
		this.database.inTransaction((em) -> {
			companion.change.accept(em);
			em.flush();
			em.clear();
			Object item = companion.find(em);
			prefetch.processChunk(List.of(item));
			Object prefetched = companion.reader.apply(item);
			em.clear();
			assertThat(prefetched).isEqualTo(companion.reader.apply(companion.find(em)));
		});
	}

	@ParameterizedTest
	@EnumSource
	void should_be_seen_when_another_transaction_commits_that_has_begun_before(Companion companion) {
		// no other prefetch: what one watches is noted for all
		MemoizedPrefetch prefetch = prefetch(companion);
		Object before = plain(companion);
		this.database.inTransaction((em) -> {
			companion.change.accept(em);
			em.flush();
			assertThat(read(companion, prefetch)).isEqualTo(before);
		});
		assertThat(read(companion, prefetch)).isNotEqualTo(before).isEqualTo(plain(companion));
	}

	private Object plain(Companion companion) {
		return this.database.read((em) -> companion.reader.apply(companion.find(em)));
	}

	private Object read(Companion companion, MemoizedPrefetch prefetch) {
		return this.database.read((em) -> {
			Object item = companion.find(em);
			prefetch.processChunk(List.of(item));
			return companion.reader.apply(item);
		});
	}

	@Test
	void should_be_seen_that_a_loader_has_brought_and_another_transaction_commits() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(BookCategory.class)
			.config(MemoizedPrefetchConfig.of(Book.class, "book")
				.loader((ids, em) -> em.createQuery("from Book b join fetch b.author where b.id in :ids", Book.class)
					.setParameter("ids", ids)
					.getResultList()))
			.build();
		Companion companion = Companion.FETCHED;
		this.database.inTransaction((em) -> {
			companion.change.accept(em);
			em.flush();
			assertThat(read(companion, prefetch)).isEqualTo("Author 7");
		});
		assertThat(read(companion, prefetch)).isEqualTo("changed");
		BookCategory again = this.database.read((em) -> (BookCategory) companion.find(em));
		assertThat(this.database.statements().during(() -> prefetch.processChunk(List.of(again)))).isEmpty();
	}

	/** Nothing has told by then that books depend on authors. */
	@Test
	void should_be_seen_that_a_loader_has_brought_and_that_changes_before_the_loader_returns() {
		Companion companion = Companion.FETCHED;
		AtomicBoolean first = new AtomicBoolean(true);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Book.class, "book").loader((ids, em) -> {
				List<Book> books = em.createQuery("from Book b join fetch b.author where b.id in :ids", Book.class)
					.setParameter("ids", ids)
					.getResultList();
				if (first.getAndSet(false)) {
					this.database.inTransaction(companion.change);
				}
				return books;
			}))
			.build();
		assertThat(read(companion, prefetch)).isEqualTo("Author 7");
		assertThat(read(companion, prefetch)).isEqualTo("changed");
		BookCategory again = this.database.read((em) -> (BookCategory) companion.find(em));
		assertThat(this.database.statements().during(() -> prefetch.processChunk(List.of(again)))).isEmpty();
	}

	@Test
	void should_not_be_remembered_if_a_loader_has_it_from_a_transaction_that_may_roll_back() {
		try (LogCapture log = new LogCapture()) {
			EntityManager[] step = new EntityManager[1];
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
				.config(MemoizedPrefetchConfig.of(Author.class, "author")
					.loader((ids, em) -> step[0].createQuery("from Author where id in :ids", Author.class)
						.setParameter("ids", ids)
						.getResultList()))
				.build();
			Book detached = this.database.read((em) -> em.find(Book.class, 7));
			step[0] = this.database.entityManagerFactory().createEntityManager();
			step[0].getTransaction().begin();
			step[0].find(Author.class, 7).setName("rolled back");
			step[0].flush();
			prefetch.processChunk(List.of(detached));
			assertThat(detached.getAuthor().getName()).isEqualTo("rolled back");
			step[0].getTransaction().rollback();
			step[0].clear();
			Book again = this.database.read((em) -> em.find(Book.class, 7));
			prefetch.processChunk(List.of(again));
			assertThat(again.getAuthor().getName()).isEqualTo("Author 7");
			step[0].close();
			assertThat(log.warnings()).containsExactly("Author is not remembered beyond a chunk: its loader returns"
					+ " entities of another session than that of the EntityManager that it is given, which may have read"
					+ " what is not committed; use the one that it is given, as in"
					+ " loader((ids, entityManager) -> entityManager.createQuery(..)).");
		}
	}

	@Test
	void should_follow_what_a_restriction_reads() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Author.class, "author").restriction((author, query, builder) -> {
				var publishers = query.subquery(Integer.class);
				publishers.select(builder.literal(1))
					.where(builder.equal(publishers.from(Publisher.class).get("name"), "gone"));
				return builder.not(builder.exists(publishers));
			}))
			.build();
		Function<Book, Boolean> initialized = (book) -> org.hibernate.Hibernate.isInitialized(book.getAuthor());
		for (int i = 0; i < 2; i++) {
			Book book = this.database.read((em) -> em.find(Book.class, 7));
			int statements = this.database.statements().during(() -> prefetch.processChunk(List.of(book))).size();
			assertThat(statements).isEqualTo((i == 0) ? 1 : 0);
			assertThat(initialized.apply(book)).isTrue();
		}
		this.database.inTransaction((em) -> em.createQuery("update Publisher set name = 'gone'").executeUpdate());
		Book book = this.database.read((em) -> em.find(Book.class, 7));
		prefetch.processChunk(List.of(book));
		assertThat(initialized.apply(book)).isFalse();
	}

}
