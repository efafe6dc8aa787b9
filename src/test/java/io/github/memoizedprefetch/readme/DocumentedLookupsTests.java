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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.autoconfigure.MemoizedPrefetchPaths;
import io.github.memoizedprefetch.lookups.Products;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.model.store.Stored;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** The code of lookups.md. */
class DocumentedLookupsTests {

	@AutoClose
	private final Database database = Database.open(Product.class, Stored.class);

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

	record Place(String sku, Integer shelf) {
	}

	@Test
	void should_be_found_by_several_attributes() {
		record OrderRow(String sku, int shelf) {
		}
		EntityManagerFactory entityManagerFactory = this.entityManagerFactory;
		MemoizedLookup<Place, Stored> stored = MemoizedLookup.one(Stored.class, "sku, shelf", Place.class);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.lookup(stored, (OrderRow row) -> new Place(row.sku(), row.shelf()))
			.build();
		this.database.inTransaction((em) -> List.of(1, 2).forEach((shelf) -> em.persist(new Stored("a", shelf))));
		this.database.statements().reset();
		inTransaction(() -> {
			prefetch.processChunk(List.of(new OrderRow("a", 1), new OrderRow("a", 2), new OrderRow("b", 1)));
			assertThat(stored.get(new Place("a", 2)).getShelf()).isEqualTo(2);
			assertThat(stored.get(new Place("a", 1)).getShelf()).isEqualTo(1);
			assertThat(stored.exists(new Place("b", 1))).isFalse();
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
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

	@Test
	void should_be_remembered_across_chunks() {
		Products repository = this.repository;
		// @formatter:off
		MemoizedLookup<String, Integer> stocks = MemoizedLookup
			.values(repository::findBySkuIn, Product::getSku, Product::getStock)
			.memoized(Product.class);
		// @formatter:on
		MemoizedPrefetch.builder(this.entityManagerFactory).lookup(stocks).build();
		inTransaction(() -> repository.save(new Product("sku1", 7)));
		this.database.statements().reset();
		for (int chunk = 0; chunk < 2; chunk++) {
			inTransaction(() -> {
				stocks.prefetch(List.of("sku1", "sku2"));
				assertThat(stocks.get("sku1")).isEqualTo(7);
				assertThat(stocks.exists("sku2")).isFalse();
			});
		}
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	@Test
	void should_share_entities_between_chunks() {
		MemoizedLookup<String, Product> products = MemoizedLookup.one(Product.class, Product::getSku).shared();
		MemoizedPrefetch.builder(this.entityManagerFactory)
			.lookup(products)
			.config(MemoizedPrefetchConfig.of(Product.class).prefetchAll(true))
			.build();
		inTransaction(() -> this.repository.save(new Product("sku1", 7)));
		List<Product> found = new ArrayList<>();
		for (int chunk = 0; chunk < 2; chunk++) {
			inTransaction(() -> found.add(products.get("sku1")));
		}
		assertThat(found.get(1)).isSameAs(found.get(0));
	}

	@Test
	void should_remember_entities_across_chunks() {
		MemoizedLookup<String, Product> products = MemoizedLookup.one(Product.class, Product::getSku).memoized();
		MemoizedPrefetch.builder(this.entityManagerFactory).lookup(products).build();
		inTransaction(() -> this.repository.save(new Product("sku1", 7)));
		this.database.statements().reset();
		for (int chunk = 0; chunk < 2; chunk++) {
			inTransaction(() -> {
				products.prefetch(List.of("sku1", "sku2"));
				assertThat(products.get("sku1").getStock()).isEqualTo(7);
				assertThat(products.exists("sku2")).isFalse();
			});
		}
		assertThat(this.database.statements().count()).isEqualTo(2);
	}

	@Test
	void should_be_defined_in_xml() {
		inTransaction(() -> this.repository.save(new Product("sku1", 7)));
		try (GenericXmlApplicationContext context = new GenericXmlApplicationContext()) {
			context.getBeanFactory().registerSingleton("entityManagerFactory", this.entityManagerFactory);
			context.getBeanFactory().registerSingleton("productRepository", this.repository);
			context.load(getClass(), "lookups.xml");
			context.refresh();
			MemoizedLookup<Object, Product> products = lookup(context, "products");
			MemoizedLookup<Object, Integer> stocks = lookup(context, "stocks");
			this.database.statements().reset();
			inTransaction(() -> {
				context.getBean(MemoizedPrefetch.class)
					.processChunk(List.of(new OrderRow("sku1"), new OrderRow("sku2")));
				assertThat(stocks.get("sku1")).isEqualTo(7);
				assertThat(stocks.exists("sku2")).isFalse();
				assertThat(products.get("sku1").getStock()).isEqualTo(7);
				assertThat(products.exists("sku2")).isFalse();
			});
			assertThat(this.database.statements().count()).isEqualTo(2);
		}
	}

	@SuppressWarnings("unchecked")
	private static <V> MemoizedLookup<Object, V> lookup(GenericXmlApplicationContext context, String name) {
		return context.getBean(name, MemoizedLookup.class);
	}

	@Bean
	MemoizedLookup<String, Product> products() {
		return MemoizedLookup.one(Product.class, Product::getSku);
	}

	@Test
	void should_be_named_by_an_annotation() {
		MemoizedLookup<String, Product> products = products();
		MemoizedPrefetchPaths.Lookup lookup = OrderRowProcessor.class.getAnnotation(MemoizedPrefetchPaths.class)
			.lookups()[0];
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.entityManagerFactory)
			.lookup(products, lookup.value())
			.build();
		inTransaction(() -> List.of("a", "b").forEach((sku) -> this.repository.save(new Product(sku, 0))));
		List<OrderRow> rows = List.of(new OrderRow("a"), new OrderRow("b"), new OrderRow("a"));
		this.database.statements().reset();
		inTransaction(() -> {
			prefetch.processChunk(rows);
			OrderRowProcessor processor = new OrderRowProcessor(products);
			assertThat(rows).extracting(processor::process).extracting(Product::getSku).containsExactly("a", "b", "a");
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	// @formatter:off
	@MemoizedPrefetchPaths(lookups = @MemoizedPrefetchPaths.Lookup(value = "sku", bean = "products"))
	static class OrderRowProcessor implements ItemProcessor<OrderRow, Product> {

		private final MemoizedLookup<String, Product> products;

		OrderRowProcessor(MemoizedLookup<String, Product> products) {
			this.products = products;
		}

		@Override
		public Product process(OrderRow row) {
			return this.products.get(row.sku());
		}
	}
	// @formatter:on

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.entityManagerFactory))
			.executeWithoutResult((status) -> work.run());
	}

}
