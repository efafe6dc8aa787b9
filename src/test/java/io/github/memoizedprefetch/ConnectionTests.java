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

import java.sql.Blob;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Catalogue;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.exception.JDBCConnectionException;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.resource.jdbc.spi.PhysicalConnectionHandlingMode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Connections that the prefetch takes, and gives back.
 */
class ConnectionTests {

	private static final Class<?>[] ENTITIES = { Author.class, Publisher.class, Category.class, Book.class,
			BookCategory.class, Review.class };

	@AutoClose
	private final HikariDataSource dataSource = new HikariDataSource();

	@BeforeEach
	void configure() {
		this.dataSource.setJdbcUrl("jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=mvcc;shutdown=true");
		this.dataSource.setUsername("sa");
		this.dataSource.setConnectionTimeout(1_000);
	}

	private EntityManagerFactory open(PhysicalConnectionHandlingMode mode, int connections) {
		EntityManagerFactory factory = open(mode, connections, ENTITIES);
		factory.runInTransaction(Catalogue::persist);
		return factory;
	}

	private EntityManagerFactory open(PhysicalConnectionHandlingMode mode, int connections, Class<?>... entities) {
		this.dataSource.setMaximumPoolSize(connections);
		return new HibernatePersistenceConfiguration("test").managedClasses(entities)
			.property("jakarta.persistence.nonJtaDataSource", this.dataSource)
			.property("jakarta.persistence.schema-generation.database.action", "create")
			.property("hibernate.connection.handling_mode", mode.name())
			.createEntityManagerFactory();
	}

	private static MemoizedPrefetch prefetch(EntityManagerFactory factory) {
		return MemoizedPrefetch.builder(factory)
			.itemType(Review.class)
			.paths("book.author", "book.publisher", "book.bookCategories.category")
			.config(MemoizedPrefetchConfig.of(Book.class, "book").fetch("author", "categories"))
			.config(MemoizedPrefetchConfig.of(Publisher.class).prefetchAll(true))
			.build();
	}

	private static List<Review> reviews(EntityManager entityManager) {
		return entityManager.createQuery("from Review", Review.class).getResultList();
	}

	private static void describe(List<Review> reviews) {
		assertThat(reviews).hasSize(Catalogue.REVIEWS)
			.allSatisfy((review) -> assertThat(review.getBook().getAuthor().getName()
					+ review.getBook().getPublisher().getName() + review.getBook().getCategories())
				.startsWith("Author"));
	}

	private int active() {
		return this.dataSource.getHikariPoolMXBean().getActiveConnections();
	}

	@ParameterizedTest
	@EnumSource(names = { "DELAYED_ACQUISITION_AND_HOLD", "DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION" })
	void should_need_no_more_than_one_connection(PhysicalConnectionHandlingMode mode) {
		try (EntityManagerFactory factory = open(mode, 1)) {
			List<Review> reviews = factory.callInTransaction(ConnectionTests::reviews);
			MemoizedPrefetch prefetch = prefetch(factory);
			prefetch.processChunk(reviews);
			assertThat(active()).isZero();
			describe(reviews);
		}
	}

	/** Categories bring something along, and are loaded after what brings nothing. */
	@ParameterizedTest
	@EnumSource(names = { "DELAYED_ACQUISITION_AND_HOLD", "DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION" })
	void should_need_no_more_than_one_for_loads_of_all_kinds(PhysicalConnectionHandlingMode mode) {
		try (EntityManagerFactory factory = open(mode, 1)) {
			List<Review> reviews = factory.callInTransaction(ConnectionTests::reviews);
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(factory)
				.itemType(Review.class)
				.paths("book.bookCategories.category")
				.config(MemoizedPrefetchConfig.of(Category.class).fetch("parent"))
				.build();
			prefetch.processChunk(reviews);
			assertThat(active()).isZero();
			assertThat(reviews).hasSize(Catalogue.REVIEWS)
				.allSatisfy((review) -> assertThat(review.getBook().getBookCategories())
					.allSatisfy((link) -> assertThat(link.getCategory().getName()).isNotNull()));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "IMMEDIATE_ACQUISITION_AND_HOLD", "DELAYED_ACQUISITION_AND_HOLD",
			"DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION" })
	void should_need_one_beside_that_of_the_step(PhysicalConnectionHandlingMode mode) {
		try (EntityManagerFactory factory = open(mode, 2)) {
			MemoizedPrefetch prefetch = prefetch(factory);
			factory.runInTransaction((entityManager) -> {
				List<Review> reviews = reviews(entityManager);
				prefetch.processChunk(reviews);
				assertThat(active()).isOne();
				describe(reviews);
			});
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "IMMEDIATE_ACQUISITION_AND_HOLD", "DELAYED_ACQUISITION_AND_HOLD" })
	void should_say_what_helps_if_there_is_no_connection(PhysicalConnectionHandlingMode mode) throws SQLException {
		try (EntityManagerFactory factory = open(mode, 2)) {
			MemoizedPrefetch prefetch = prefetch(factory);
			List<Review> reviews = factory.callInTransaction(ConnectionTests::reviews);
			try (Connection one = this.dataSource.getConnection(); Connection two = this.dataSource.getConnection()) {
				this.dataSource.setConnectionTimeout(250);
				assertThat(List.of(one, two)).doesNotHaveDuplicates();
				assertThatExceptionOfType(JDBCConnectionException.class)
					.isThrownBy(() -> prefetch.processChunk(reviews))
					.withMessageContaining("Let the connection pool have one more for each thread that prefetches");
			}
			assertThat(active()).isZero();
		}
	}

	/**
	 * A line is built before the next stage loads, for it has a companion. Building it
	 * loads its depot, which nothing else can load.
	 */
	@ParameterizedTest
	@EnumSource(names = { "DELAYED_ACQUISITION_AND_HOLD", "DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION" })
	void should_give_back_the_connection_that_building_has_taken(PhysicalConnectionHandlingMode mode) {
		try (EntityManagerFactory factory = open(mode, 1, Halt.class, Line.class, Depot.class, Carrier.class)) {
			factory.runInTransaction((entityManager) -> {
				Carrier carrier = new Carrier(1L);
				entityManager.persist(carrier);
				for (long id = 1; id <= 4; id++) {
					Depot depot = new Depot(id, null);
					entityManager.persist(depot);
					Line line = new Line(id, depot, carrier, null);
					entityManager.persist(line);
					Line next = new Line(10 + id, depot, carrier, line);
					entityManager.persist(next);
					entityManager.persist(new Halt(id, next));
				}
			});
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(factory)
				.itemType(Halt.class)
				.paths("line.former")
				.build();
			for (int i = 0; i < 2; i++) {
				List<Halt> halts = factory.callInTransaction(
						(entityManager) -> entityManager.createQuery("from Halt", Halt.class).getResultList());
				prefetch.processChunk(halts);
				assertThat(active()).isZero();
				assertThat(halts).extracting((halt) -> halt.line.getFormer().getDepot().getName())
					.containsExactly("depot 1", "depot 2", "depot 3", "depot 4");
				prefetch.clear();
			}
		}
	}

	/** The memo cannot keep it: its stream is of one session. */
	@Entity(name = "Depot")
	static class Depot {

		@Id
		Long id;

		String name;

		Blob plan;

		protected Depot() {
		}

		Depot(Long id, String name) {
			this.id = id;
			this.name = (name != null) ? name : "depot " + id;
		}

		String getName() {
			return this.name;
		}

	}

	@Entity(name = "Carrier")
	static class Carrier {

		@Id
		Long id;

		protected Carrier() {
		}

		Carrier(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Line")
	static class Line {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.EAGER)
		@Fetch(FetchMode.SELECT)
		Depot depot;

		@ManyToOne(fetch = FetchType.EAGER)
		Carrier carrier;

		@ManyToOne(fetch = FetchType.LAZY)
		Line former;

		protected Line() {
		}

		Line(Long id, Depot depot, Carrier carrier, Line former) {
			this.id = id;
			this.depot = depot;
			this.carrier = carrier;
			this.former = former;
		}

		Line getFormer() {
			return this.former;
		}

		Depot getDepot() {
			return this.depot;
		}

	}

	@Entity(name = "Halt")
	static class Halt {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Line line;

		protected Halt() {
		}

		Halt(Long id, Line line) {
			this.id = id;
			this.line = line;
		}

	}

	/** As Spring Boot does it. */
	private void withSpring(UnaryOperator<DataSource> wrapper, Consumer<EntityManagerFactory> work) {
		LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();
		bean.setDataSource(wrapper.apply(this.dataSource));
		bean.setPackagesToScan(Review.class.getPackageName());
		bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		bean.getJpaPropertyMap().put("jakarta.persistence.schema-generation.database.action", "drop-and-create");
		bean.setManagedTypes(org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes
			.of(java.util.Arrays.stream(ENTITIES).map(Class::getName).toArray(String[]::new)));
		bean.afterPropertiesSet();
		try {
			work.accept(bean.getObject());
		}
		finally {
			bean.destroy();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void should_need_no_more_than_one_connection_with_spring(int threads) throws Exception {
		this.dataSource.setMaximumPoolSize(1);
		withSpring(UnaryOperator.identity(), (factory) -> {
			factory.runInTransaction(Catalogue::persist);
			List<List<Review>> chunks = java.util.stream.Stream
				.generate(() -> factory.callInTransaction(ConnectionTests::reviews))
				.limit(threads)
				.toList();
			MemoizedPrefetch prefetch = prefetch(factory);
			this.dataSource.setConnectionTimeout(20_000);
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			try {
				for (Future<?> future : chunks.stream()
					.map((chunk) -> executor.submit(() -> prefetch.processChunk(chunk)))
					.toList()) {
					future.get();
				}
			}
			catch (InterruptedException | ExecutionException ex) {
				throw new AssertionError(ex);
			}
			finally {
				executor.shutdownNow();
			}
			assertThat(active()).isZero();
			chunks.forEach(ConnectionTests::describe);
		});
	}

	@Test
	void should_leave_the_transaction_of_a_step_alone_with_spring() {
		this.dataSource.setMaximumPoolSize(2);
		withSpring(LazyConnectionDataSourceProxy::new, (factory) -> {
			TransactionTemplate transaction = new TransactionTemplate(new JpaTransactionManager(factory));
			EntityManager entityManager = SharedEntityManagerCreator.createSharedEntityManager(factory);
			transaction.executeWithoutResult((status) -> Catalogue.persist(entityManager));
			transaction.executeWithoutResult((status) -> {
				entityManager.createQuery("update Review set rating = 9").executeUpdate();
				List<Review> reviews = reviews(entityManager);
				prefetch(factory).processChunk(reviews);
				describe(reviews);
				status.setRollbackOnly();
			});
			assertThat(transaction.<Long>execute(
					(status) -> entityManager.createQuery("select count(*) from Review where rating = 9", Long.class)
						.getSingleResult()))
				.isZero();
		});
	}

	@Test
	void should_refuse_a_data_source_that_shares_the_connection_of_a_step() {
		List<UnaryOperator<DataSource>> wrappers = List.of(TransactionAwareDataSourceProxy::new,
				(target) -> new LazyConnectionDataSourceProxy(new TransactionAwareDataSourceProxy(target)),
				(target) -> new TransactionAwareDataSourceProxy(target) {
				});
		for (UnaryOperator<DataSource> wrapper : wrappers) {
			withSpring(wrapper,
					(factory) -> assertThatIllegalArgumentException().isThrownBy(() -> prefetch(factory))
						.withMessageContaining("TransactionAwareDataSourceProxy")
						.withMessageContaining("Give the EntityManagerFactory the proxy's target DataSource"));
		}
	}

}
