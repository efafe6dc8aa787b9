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

import java.util.List;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Entities that are remembered across chunks, with their keys. */
class LookupEntityMemoTests {

	@AutoClose
	private final Database database = Database.open(Product.class);

	private final EntityManager entityManager = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private final MemoizedLookup<String, Product> products = MemoizedLookup.one(Product.class, Product::getSku)
		.memoized();

	private MemoizedPrefetch prefetch;

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> List.of("a", "b").forEach((sku) -> em.persist(new Product(sku, 1))));
		this.prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(this.products).build();
		this.database.statements().reset();
	}

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> work.run());
	}

	/** The stocks of the products of a, b, x, and how many statements that took. */
	private void chunk(int statements, Integer a, Integer b, Integer x) {
		this.products.prefetch(List.of("a", "b", "x"));
		int before = this.database.statements().count();
		assertThat(List.of("a", "b", "x"))
			.extracting((sku) -> this.products.find(sku).map(Product::getStock).orElse(null))
			.containsExactly(a, b, x);
		assertThat(this.database.statements().count() - before).isEqualTo(statements);
		List.of("a", "b").forEach((sku) -> assertThat(this.entityManager.contains(this.products.get(sku))).isTrue());
	}

	@Test
	void should_be_asked_for_once_in_all_chunks() {
		inTransaction(() -> chunk(2, 1, 1, null)); // keys, and rows
		inTransaction(() -> chunk(0, 1, 1, null));
		inTransaction(() -> assertThat(this.products.get("a").getStock()).isEqualTo(1)); // nobody
																							// announced
																							// it
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(2);
	}

	@Test
	void should_be_instances_of_the_session_that_are_written() {
		inTransaction(() -> chunk(2, 1, 1, null));
		inTransaction(() -> {
			this.products.get("a").setStock(5);
			this.products.get("b").setSku("x");
		});
		List<String> written = this.database
			.read((em) -> em.createQuery("select concat(sku, stock) from Product order by id", String.class)
				.getResultList());
		assertThat(written).containsExactly("a5", "x1");
		this.database.statements().reset();
		inTransaction(() -> assertThat(this.products.find("b")).isEmpty());
		inTransaction(() -> assertThat(this.products.get("x").getStock()).isEqualTo(1));
		inTransaction(() -> assertThat(this.products.get("a").getStock()).isEqualTo(5));
		// a key and a row each, but for the one that is gone
		assertThat(this.database.statements().count()).isEqualTo(5);
	}

	@Test
	void should_be_read_only_as_their_config_says() {
		MemoizedLookup<String, Product> others = MemoizedLookup.one(Product.class, Product::getSku).memoized();
		MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.lookup(others)
			.config(new MemoizedPrefetchConfig<>(Product.class).readOnly(true))
			.build();
		for (int i = 0; i < 2; i++) {
			inTransaction(() -> {
				others.prefetch(List.of("a", "b"));
				Product product = others.get("a");
				assertThat(this.entityManager.unwrap(Session.class).isReadOnly(product)).isTrue();
				product.setStock(9);
				product.setSku("z");
				assertThat(others.find("a")).containsSame(product); // as a query has it
				assertThat(others.find("z")).isEmpty();
			});
		}
		inTransaction(() -> chunk(2, 1, 1, null));
	}

	@Test
	void should_be_asked_for_anew_when_others_commit() {
		inTransaction(() -> chunk(2, 1, 1, null));
		this.database.inTransaction((em) -> em.persist(new Product("x", 7)));
		inTransaction(() -> chunk(2, 1, 1, 7)); // all keys, and a row
		inTransaction(() -> chunk(0, 1, 1, 7));
	}

	@Test
	void should_be_those_of_the_own_transaction_and_leave_no_trace_of_it() {
		inTransaction(() -> chunk(2, 1, 1, null));
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> {
				this.entityManager.createQuery("update Product set stock = 0 where sku = 'a'").executeUpdate();
				this.entityManager.persist(new Product("x", 2));
				this.entityManager.flush();
				chunk(1, 0, 1, 2); // the entities in one
				status.setRollbackOnly();
			});
		inTransaction(() -> chunk(0, 1, 1, null));
	}

	@Test
	void should_be_forgotten_when_told() {
		inTransaction(() -> chunk(2, 1, 1, null));
		this.prefetch.evict(Product.class);
		inTransaction(() -> chunk(2, 1, 1, null));
		this.prefetch.clear();
		inTransaction(() -> chunk(2, 1, 1, null));
	}

	/** In a session that nobody knows before it is asked, they are those of a chunk. */
	@Test
	void should_be_asked_for_without_a_transaction() {
		inTransaction(() -> chunk(2, 1, 1, null));
		this.products.prefetch(List.of("a", "b"));
		int before = this.database.statements().count();
		assertThat(this.products.get("a").getStock()).isEqualTo(1);
		assertThat(this.database.statements().count() - before).isEqualTo(1);
	}

	/** Until the prefetch is told, or something is committed that it hears of. */
	@Test
	void should_be_as_they_were_where_nobody_hears_of_changes() {
		inTransaction(() -> chunk(2, 1, 1, null));
		this.database.execute("update product set sku = 'y' where sku = 'b'");
		inTransaction(() -> assertThat(this.products.find("y")).get().extracting(Product::getSku).isEqualTo("b"));
	}

}
