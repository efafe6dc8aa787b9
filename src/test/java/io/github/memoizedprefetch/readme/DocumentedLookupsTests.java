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
package io.github.memoizedprefetch.readme;

import java.util.List;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.lookups.Products;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** The code of lookups.md. */
class DocumentedLookupsTests {

	@AutoClose
	private final Database database = Database.open(Product.class);

	private final EntityManagerFactory entityManagerFactory = this.database.entityManagerFactory();

	private final Products repository = new JpaRepositoryFactory(
			SharedEntityManagerCreator.createSharedEntityManager(this.entityManagerFactory))
		.getRepository(Products.class);

	record OrderRow(String sku) {
	}

	@Test
	void should_be_found_for_each_row() {
		EntityManagerFactory entityManagerFactory = this.entityManagerFactory;
		MemoizedLookup<String, Product> products = MemoizedLookup.one(Product.class, Product::getSku);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.lookup(products, OrderRow::sku)
			.build();
		List<OrderRow> rows = List.of(new OrderRow("a"), new OrderRow("b"), new OrderRow("a"));
		inTransaction(() -> {
			prefetch.processChunk(rows);
			rows.forEach((row) -> after(row, this.repository, products));
		});
		inTransaction(() -> rows.forEach((row) -> before(row, this.repository)));
		assertThat(this.repository.count()).isEqualTo(2);
	}

	private static void before(OrderRow row, Products repository) {
		Product product = repository.findBySku(row.sku()).orElseGet(() -> repository.save(new Product(row.sku(), 0)));
		assertThat(product.getSku()).isEqualTo(row.sku());
	}

	private static void after(OrderRow row, Products repository, MemoizedLookup<String, Product> products) {
		Product product = products.find(row.sku()).orElseGet(() -> repository.save(new Product(row.sku(), 0)));
		assertThat(product.getSku()).isEqualTo(row.sku());
	}

	@Test
	void should_be_found_in_a_loop() {
		MemoizedLookup<String, Product> products = MemoizedLookup.one(Product.class, Product::getSku);
		MemoizedPrefetch.builder(this.entityManagerFactory).lookup(products).build();
		inTransaction(() -> this.repository.save(new Product("sku1", 0)));
		this.database.statements().reset();
		inTransaction(() -> {
			products.prefetch(List.of("sku1", "sku2"));
			assertThat(products.exists("sku1")).isTrue();
			assertThat(products.exists("sku2")).isFalse();
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.entityManagerFactory))
			.executeWithoutResult((status) -> work.run());
	}

}
