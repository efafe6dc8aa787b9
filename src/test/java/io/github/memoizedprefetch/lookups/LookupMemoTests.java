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
package io.github.memoizedprefetch.lookups;

import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.LooseProduct;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Values that are remembered across chunks. */
class LookupMemoTests {

	@AutoClose
	private final Database database = Database.open(Product.class, LooseProduct.class);

	private final EntityManager entityManager = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private final MemoizedLookup<String, Long> stock = MemoizedLookup.values(this::sums, Sum::sku, Sum::stock)
		.orElse(0L)
		.memoized(Product.class);

	private MemoizedPrefetch prefetch;

	record Sum(String sku, Long stock) {
	}

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> List.of("a", "b").forEach((sku) -> em.persist(new Product(sku, 1))));
		this.prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(this.stock).build();
		this.database.statements().reset();
	}

	private List<Sum> sums(List<String> skus) {
		return this.entityManager
			.createQuery("select sku, sum(stock) from Product where sku in :skus group by sku", Sum.class)
			.setParameter("skus", skus)
			.getResultList();
	}

	private void inTransaction(Runnable work) {
		inTransaction(Connection.TRANSACTION_READ_COMMITTED, false, work);
	}

	private void inTransaction(int isolation, boolean rollback, Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> {
				Session session = this.entityManager.unwrap(Session.class);
				session.doWork((connection) -> connection.setTransactionIsolation(isolation));
				work.run();
				if (rollback) {
					status.setRollbackOnly();
				}
			});
	}

	/** What the keys have, and how many statements that took. */
	private void chunk(int statements, Long a, Long b, Long x) {
		this.stock.prefetch(List.of("a", "b", "x"));
		int before = this.database.statements().count();
		assertThat(List.of("a", "b", "x")).extracting(this.stock::get).containsExactly(a, b, x);
		assertThat(this.database.statements().count() - before).isEqualTo(statements);
	}

	private void sell(String sku) {
		this.entityManager.createQuery("update Product set stock = 0 where sku = :sku")
			.setParameter("sku", sku)
			.executeUpdate();
	}

	@Test
	void should_be_asked_for_once_in_all_chunks() {
		inTransaction(() -> chunk(1, 1L, 1L, 0L));
		inTransaction(() -> chunk(0, 1L, 1L, 0L));
		// in a session that is not known before
		chunk(1, 1L, 1L, 0L);
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(2);
	}

	@Test
	void should_be_asked_for_anew_when_others_commit() {
		inTransaction(() -> chunk(1, 1L, 1L, 0L));
		inTransaction(() -> this.entityManager.persist(new Product("x", 5)));
		inTransaction(() -> chunk(1, 1L, 1L, 5L));
		inTransaction(() -> this.entityManager.persist(new LooseProduct("x")));
		inTransaction(() -> chunk(0, 1L, 1L, 5L));
	}

	@Test
	void should_be_those_of_the_own_transaction_and_leave_no_trace_of_it() {
		inTransaction(() -> chunk(1, 1L, 1L, 0L));
		TransactionTemplate template = new TransactionTemplate(
				new JpaTransactionManager(this.database.entityManagerFactory()));
		template.executeWithoutResult((status) -> {
			sell("a");
			chunk(1, 0L, 1L, 0L);
			status.setRollbackOnly();
		});
		inTransaction(() -> chunk(0, 1L, 1L, 0L));
		inTransaction(() -> {
			chunk(0, 1L, 1L, 0L);
			this.entityManager.persist(new Product("x", 2));
			assertThat(this.stock.get("x")).isEqualTo(2);
		});
		inTransaction(() -> chunk(1, 1L, 1L, 2L));
	}

	@Test
	void should_be_forgotten_when_told() {
		inTransaction(() -> chunk(1, 1L, 1L, 0L));
		this.prefetch.evict(Product.class);
		inTransaction(() -> chunk(1, 1L, 1L, 0L));
		this.prefetch.clear();
		inTransaction(() -> chunk(1, 1L, 1L, 0L));
	}

	@ParameterizedTest
	@ValueSource(ints = { Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE })
	void should_not_be_remembered_of_transactions_that_repeat_their_reads(int isolation) {
		List<String> messages = LogCapture.messages(() -> {
			inTransaction(isolation, false, () -> chunk(1, 1L, 1L, 0L));
			inTransaction(isolation, false, () -> chunk(1, 1L, 1L, 0L));
		});
		assertThat(messages).filteredOn((message) -> message.contains("remembers nothing beyond a chunk: its"))
			.hasSize(1);
	}

	@Test
	void should_be_no_entities() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.stock.memoized())
			.withMessageStartingWith("memoized() needs the entities that the lookup ");
		MemoizedLookup<String, Product> loaded = MemoizedLookup
			.<String, Product>one(
					(skus) -> this.entityManager.createQuery("from Product where sku in :skus", Product.class)
						.setParameter("skus", skus)
						.getResultList(),
					Product::getSku)
			.memoized(Product.class);
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(loaded).build();
		List<String> messages = LogCapture.messages(() -> {
			for (int chunk = 0; chunk < 2; chunk++) {
				inTransaction(() -> {
					loaded.prefetch(List.of("a", "b"));
					assertThat(this.entityManager.contains(loaded.get("a"))).isTrue();
				});
			}
		});
		assertThat(messages).filteredOn((message) -> message.contains("what it finds are entities")).hasSize(1);
	}

	/** An EntityManager of the caller's own, in a transaction of its own. */
	@Test
	void should_be_those_of_a_session_that_only_the_loader_knows() {
		AtomicReference<EntityManager> current = new AtomicReference<>(this.entityManager);
		MemoizedLookup<String, Long> sums = MemoizedLookup
			.values((List<String> skus) -> current.get()
				.createQuery("select sku, sum(stock) from Product where sku in :skus group by sku", Sum.class)
				.setParameter("skus", skus)
				.getResultList(), Sum::sku, Sum::stock)
			.memoized(Product.class);
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(sums).build();
		inTransaction(() -> {
			sums.prefetch(List.of("a", "b"));
			assertThat(sums.get("a")).isEqualTo(1);
		});
		try (EntityManager own = this.database.entityManagerFactory().createEntityManager()) {
			current.set(own);
			own.getTransaction().begin();
			own.createQuery("from Product where sku = 'a'", Product.class).getSingleResult().setStock(7);
			sums.prefetch(List.of("a", "b"));
			assertThat(sums.get("a")).isEqualTo(7);
			own.getTransaction().rollback();
		}
		current.set(this.entityManager);
		inTransaction(() -> {
			sums.prefetch(List.of("a", "b"));
			int before = this.database.statements().count();
			assertThat(sums.get("a")).isEqualTo(1);
			assertThat(this.database.statements().count()).isEqualTo(before);
		});
	}

	/** What a query reads of which Hibernate does not know the tables. */
	@Test
	void should_be_remembered_by_the_tables_that_are_declared() {
		MemoizedLookup<String, Long> nativeSums = MemoizedLookup
			.values((List<String> skus) -> rows(skus), Sum::sku, Sum::stock)
			.memoized(Product.class);
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(nativeSums).build();
		for (int chunk = 0; chunk < 2; chunk++) {
			int before = this.database.statements().count();
			inTransaction(() -> {
				nativeSums.prefetch(List.of("a", "b"));
				assertThat(nativeSums.get("a")).isEqualTo(1);
			});
			assertThat(this.database.statements().count() - before).isEqualTo((chunk == 0) ? 1 : 0);
		}
		inTransaction(() -> sell("a"));
		inTransaction(() -> assertThat(nativeSums.get("a")).isZero());
	}

	/** Whatever happens in the transaction, and beside it. */
	@Test
	void should_be_what_the_query_finds_at_that_moment() {
		for (int seed = 1; seed <= 100; seed++) {
			Random random = new Random(seed);
			for (int chunk = 0; chunk < 5; chunk++) {
				this.stock.prefetch(List.of("a", "b", "x"));
				boolean rollback = random.nextInt(4) == 0;
				int current = seed;
				inTransaction(Connection.TRANSACTION_READ_COMMITTED, rollback, () -> {
					for (int i = random.nextInt(5); i > 0; i--) {
						String key = key(random);
						change(random.nextInt(14), key, random.nextInt(9));
						Long found = this.stock.get(key);
						assertThat(found).as("seed %d, %s", current, key)
							.isEqualTo(sums(List.of(key)).stream().mapToLong(Sum::stock).sum());
					}
				});
			}
		}
		assertThat(this.prefetch.statistics().total().hits()).isGreaterThan(100);
	}

	private static String key(Random random) {
		return List.of("a", "b", "x").get(random.nextInt(3));
	}

	private void change(int action, String key, int number) {
		switch (action) {
			case 0 -> this.entityManager.persist(new Product(key, number));
			case 1 -> sell(key);
			case 2 -> this.entityManager
				.createNativeQuery("update product set stock = %d where sku = '%s'".formatted(number, key))
				.executeUpdate();
			case 3 -> this.entityManager.createQuery("delete Product where sku = :sku")
				.setParameter("sku", key)
				.executeUpdate();
			case 4 -> this.entityManager.createQuery("from Product where sku = :sku", Product.class)
				.setParameter("sku", key)
				.getResultList()
				.forEach((product) -> product.setStock(number));
			case 5 -> this.database.inTransaction((other) -> other.persist(new Product(key, number)));
			default -> {
			}
		}
	}

	@SuppressWarnings("unchecked")
	private List<Sum> rows(List<String> skus) {
		List<Object[]> rows = this.entityManager
			.createNativeQuery("select sku, sum(stock) from Product where sku in (:skus) group by sku")
			.setParameter("skus", skus)
			.getResultList();
		return rows.stream().map((row) -> new Sum((String) row[0], ((Number) row[1]).longValue())).toList();
	}

}
