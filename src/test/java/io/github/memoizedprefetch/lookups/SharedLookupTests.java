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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Entities that all chunks share. */
class SharedLookupTests {

	private static final List<String> SKUS = List.of("a", "b", "x");

	@AutoClose
	private final Database database = Database.open(Product.class);

	private final EntityManager entityManager = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private final MemoizedLookup<String, Product> products = MemoizedLookup.one(Product.class, Product::getSku)
		.shared();

	@AutoClose
	private MemoizedPrefetch prefetch;

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> List.of("a", "b").forEach((sku) -> em.persist(new Product(sku, 1))));
		this.prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(this.products).build();
		this.database.statements().reset();
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()));
	}

	private Product chunk(int statements, Integer a, Integer b, Integer x) {
		return transaction().execute((status) -> {
			Product found = find(statements, a, b, x);
			assertThat(this.entityManager.contains(found)).isFalse();
			return found;
		});
	}

	private Product find(int statements, Integer a, Integer b, Integer x) {
		this.products.prefetch(SKUS);
		int before = this.database.statements().count();
		for (int i = 0; i < 2; i++) {
			assertThat(SKUS).extracting((sku) -> this.products.find(sku).map(Product::getStock).orElse(null))
				.containsExactly(a, b, x);
		}
		assertThat(this.database.statements().count() - before).isEqualTo(statements);
		return this.products.get("a");
	}

	@Test
	void should_be_one_instance_in_all_chunks() {
		Product first = chunk(1, 1, 1, null);
		assertThat(chunk(0, 1, 1, null)).isSameAs(first);
		Product unannounced = transaction().execute((status) -> this.products.get("a"));
		assertThat(unannounced).isSameAs(first);
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(1);
	}

	@Test
	void should_be_given_to_threads() {
		Product first = chunk(1, 1, 1, null);
		assertThat(CompletableFuture.supplyAsync(() -> chunk(0, 1, 1, null)).join()).isSameAs(first);
	}

	@Test
	void should_be_found_anew_when_something_is_committed() {
		Product first = chunk(1, 1, 1, null);
		this.database.inTransaction((em) -> {
			em.createQuery("update Product set stock = 7 where sku = 'b'").executeUpdate();
			em.persist(new Product("x", 3));
		});
		assertThat(chunk(1, 1, 7, 3)).isNotSameAs(first);
	}

	@Test
	void should_show_what_the_own_transaction_has_changed() {
		chunk(1, 1, 1, null);
		transaction().executeWithoutResult((status) -> {
			find(0, 1, 1, null);
			this.entityManager.persist(new Product("x", 3));
			assertThat(this.products.get("x").getStock()).isEqualTo(3);
			Product own = this.products.get("a");
			assertThat(this.entityManager.contains(own)).isTrue();
			own.setStock(5);
			assertThat(this.products.get("a")).isSameAs(own);
			status.setRollbackOnly();
		});
		chunk(0, 1, 1, null);
	}

	@Test
	void should_create_what_is_not_there_once() {
		transaction().executeWithoutResult((status) -> {
			this.products.prefetch(SKUS);
			for (int i = 0; i < 2; i++) {
				this.products.getOrCreate("x", () -> {
					Product created = new Product("x", 2);
					this.entityManager.persist(created);
					return created;
				});
			}
		});
		chunk(1, 1, 1, 2);
	}

	@Test
	void should_be_loaded_whole_when_misses_keep_coming() {
		this.database.inTransaction((em) -> IntStream.range(0, 60).forEach((i) -> em.persist(new Product("p" + i, i))));
		this.database.statements().reset();
		for (int chunk = 0; chunk < 10; chunk++) {
			List<String> skus = IntStream.range(5 * chunk, 5 * chunk + 5).mapToObj((i) -> "p" + i).toList();
			transaction().executeWithoutResult((status) -> {
				this.products.prefetch(skus);
				assertThat(skus).allMatch((sku) -> sku.equals("p" + this.products.get(sku).getStock()));
			});
		}
		// of five chunks, a count, and the table
		assertThat(this.database.statements().count()).isEqualTo(7);
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(7);
		transaction().executeWithoutResult((status) -> assertThat(this.products.find("p60")).isEmpty());
		assertThat(this.database.statements().count()).isEqualTo(8);
	}

	@Test
	void should_be_loaded_at_first_if_told_so() {
		MemoizedLookup<String, Product> others = MemoizedLookup.one(Product.class, Product::getSku).shared();
		try (MemoizedPrefetch whole = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.lookup(others)
			.config(new MemoizedPrefetchConfig<>(Product.class).prefetchAll(true))
			.build()) {
			for (int chunk = 0; chunk < 2; chunk++) {
				transaction().executeWithoutResult((status) -> {
					others.prefetch(List.of("a", "b"));
					assertThat(others.get("b").getStock()).isEqualTo(1);
				});
			}
			assertThat(this.database.statements().count()).isEqualTo(2); // one counts
			assertThat(whole.statistics().total().statements()).isEqualTo(2);
		}
	}

	@Test
	void should_say_that_the_table_is_too_large() {
		MemoizedLookup<String, Product> others = MemoizedLookup.one(Product.class, Product::getSku).shared();
		try (MemoizedPrefetch small = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.lookup(others)
			.cacheSize(1)
			.config(new MemoizedPrefetchConfig<>(Product.class).prefetchAll(true))
			.build()) {
			assertThat(LogCapture.messages(() -> transaction().executeWithoutResult((status) -> {
				others.prefetch(SKUS);
				assertThat(SKUS).filteredOn((sku) -> others.find(sku).isPresent()).containsExactly("a", "b");
			}))).containsOnlyOnce("The lookup " + Product.class.getName() + ".sku: its table has 2 rows, but the"
					+ " cacheSize is 1: prefetchAll loads nothing, a statement a chunk finds what it needs. A cacheSize of"
					+ " 2 would hold all of them.");
			assertThat(small.statistics().total().statements()).isEqualTo(2);
		}
	}

	@Test
	void should_be_forgotten_when_the_step_ends() {
		Product first = chunk(1, 1, 1, null);
		this.prefetch.clear();
		assertThat(chunk(1, 1, 1, null)).isNotSameAs(first);
	}

	@Test
	void should_be_asked_in_the_session_where_reads_repeat() {
		assertThat(LogCapture.messages(() -> transaction().executeWithoutResult((status) -> {
			this.entityManager.unwrap(Session.class)
				.doWork((connection) -> connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ));
			this.products.prefetch(SKUS);
			assertThat(this.entityManager.contains(this.products.get("a"))).isTrue();
		}))).anyMatch((message) -> message.contains("remembers nothing beyond a chunk: its transaction is"));
	}

	@Test
	void should_be_refused_for_loaders() {
		MemoizedLookup<String, Product> loaded = MemoizedLookup.one((List<String> skus) -> List.<Product>of(),
				Product::getSku);
		assertThatIllegalArgumentException().isThrownBy(loaded::shared)
			.withMessage("The lookup Product.sku cannot be shared(): its loader asks in the session of the step;"
					+ " take MemoizedLookup.one(Product.class, Product::getSku).shared()");
	}

}
