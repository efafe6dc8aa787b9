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
package io.github.memoizedprefetch.batch;

import java.util.List;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.lookups.Products;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MemoizedLookupFactoryBeanTests {

	@AutoClose
	private final Database database = Database.open(Product.class);

	private final Products products = new JpaRepositoryFactory(
			SharedEntityManagerCreator.createSharedEntityManager(this.database.entityManagerFactory()))
		.getRepository(Products.class);

	private final MemoizedLookupFactoryBean factory = new MemoizedLookupFactoryBean();

	/** A repository that is a class, and takes what it gets. */
	public static class Stocks {

		public record Stock(String sku, Integer count) {
		}

		public List<Stock> of(Iterable<String> skus) {
			return List.of(new Stock("a", 1), new Stock("b", null));
		}

		public List<Stock> all() {
			return List.of();
		}

	}

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> List.of("a", "b", "b").forEach((sku) -> em.persist(new Product(sku, 1))));
	}

	@SuppressWarnings("unchecked")
	private <V> MemoizedLookup<Object, V> lookup() {
		this.factory.afterPropertiesSet();
		MemoizedLookup<Object, V> lookup = (MemoizedLookup<Object, V>) this.factory.getObject();
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).build();
		lookup.prefetch(List.of("a", "b"));
		this.database.statements().reset();
		return lookup;
	}

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> work.run());
	}

	@Test
	void should_find_many_by_an_attribute() {
		this.factory.setEntity(Product.class);
		this.factory.setKey("sku");
		this.factory.setMany(true);
		MemoizedLookup<Object, Product> lookup = lookup();
		inTransaction(() -> {
			assertThat(lookup.all("a")).hasSize(1);
			assertThat(lookup.all("b")).hasSize(2);
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	record Key(String sku, int stock) {
	}

	@Test
	void should_find_many_by_several_attributes() {
		this.factory.setEntity(Product.class);
		this.factory.setKey("sku, stock");
		this.factory.setMany(true);
		assertThatIllegalArgumentException().isThrownBy(this::lookup)
			.withMessage("'sku, stock' are several attributes, whose keys are a record with a component for each, of"
					+ " which the class is to be given");
		this.factory.setKeyType(Key.class);
		this.factory.afterPropertiesSet();
		@SuppressWarnings("unchecked")
		MemoizedLookup<Key, Product> lookup = (MemoizedLookup<Key, Product>) this.factory.getObject();
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).build();
		this.database.statements().reset();
		inTransaction(() -> {
			lookup.prefetch(List.of(new Key("a", 1), new Key("b", 1), new Key("b", 2)));
			assertThat(lookup.all(new Key("a", 1))).hasSize(1);
			assertThat(lookup.all(new Key("b", 1))).hasSize(2);
			assertThat(lookup.all(new Key("b", 2))).isEmpty();
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	@Test
	void should_find_many_by_a_repository() {
		this.factory.setRepository(this.products);
		this.factory.setMethod("findBySkuIn");
		this.factory.setKey("sku");
		this.factory.setMany(true);
		MemoizedLookup<Object, Product> lookup = lookup();
		assertThat(lookup).hasToString("Product.sku");
		inTransaction(() -> {
			assertThat(lookup.all("a")).hasSize(1);
			assertThat(lookup.all("b")).hasSize(2);
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	@Test
	void should_find_values_by_any_bean() {
		this.factory.setRepository(new Stocks());
		this.factory.setMethod("of");
		this.factory.setKey("sku");
		this.factory.setValue("count");
		this.factory.setOrElse(0);
		MemoizedLookup<Object, Integer> lookup = lookup();
		inTransaction(() -> {
			assertThat(lookup.get("a")).isEqualTo(1);
			assertThat(lookup.get("b")).isEqualTo(0);
		});
	}

	@Test
	void should_say_what_is_missing() {
		assertMistake("either entity or repository is required");
		this.factory.setRepository(this.products);
		assertMistake("key is required");
		this.factory.setKey("sku");
		assertMistake("method is required with a repository");
		this.factory.setMethod("findBySku");
		assertMistake("Products has no method 'findBySku' that takes a list of keys; did you mean 'findBySkuIn'?");
		this.factory.setEntity(Product.class);
		assertMistake("either entity or repository is required");
		this.factory.setRepository(null);
		assertMistake("method and value are for a repository");
		this.factory.setEntity(null);
		this.factory.setRepository(new Stocks());
		this.factory.setMethod("all");
		assertMistake("Stocks has no method 'all' that takes a list of keys; it has of");
		this.factory.setMethod("of");
		this.factory.setMany(true);
		this.factory.setValue("count");
		assertMistake("many rows for a key have no single value; leave out many or value");
		this.factory.setMany(false);
		this.factory.setKey("sk");
		MemoizedLookup<Object, Integer> lookup = lookup();
		inTransaction(() -> assertThatIllegalArgumentException().isThrownBy(() -> lookup.exists("a"))
			.withMessage("Stock has no property 'sk'; did you mean 'sku'?"));
	}

	private void assertMistake(String message) {
		assertThatIllegalArgumentException().isThrownBy(this.factory::afterPropertiesSet).withMessage(message);
	}

}
