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
import java.util.Map;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.LooseProduct;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Keys that paths find in items, and prefetches that share a lookup. */
class LookupPathTests {

	@AutoClose
	private final Database database = Database.open(Product.class, LooseProduct.class);

	private final MemoizedLookup<String, Product> bySku = MemoizedLookup.one(Product.class, Product::getSku);

	private final MemoizedLookup<Integer, Product> byStock = MemoizedLookup.many(Product.class, "stock", Integer.class);

	record Line(String sku, Object any) {
	}

	record Order(String sku, long stock, List<Line> lines, String[] codes, Map<String, Line> named) {
	}

	private static final Order ORDER = new Order("a", 3, List.of(new Line("b", "c"), new Line(null, null)),
			new String[] { "a", "d" }, Map.of("one", new Line("e", 7)));

	@BeforeEach
	void fill() {
		this.database
			.inTransaction((em) -> List.of("a", "b", "c", "d", "e").forEach((sku) -> em.persist(new Product(sku, 3))));
		this.database.statements().reset();
	}

	private MemoizedPrefetch.Builder builder() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory());
	}

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> work.run());
	}

	/** The number of statements that find these, after the item was announced. */
	private int statements(MemoizedPrefetch prefetch, Object item, String... skus) {
		this.database.statements().reset();
		inTransaction(() -> {
			prefetch.processChunk(List.of(item));
			assertThat(skus).allSatisfy((sku) -> assertThat(this.bySku.get(sku).getSku()).isEqualTo(sku));
		});
		prefetch.close();
		return this.database.statements().count();
	}

	@Test
	void should_find_keys_in_properties_containers_and_entities() {
		assertThat(statements(builder().lookup(this.bySku, "sku").build(), ORDER, "a")).isEqualTo(1);
		assertThat(statements(
				builder().itemType(Order.class).lookup(this.bySku, "sku").lookup(this.bySku, "lines.sku").build(),
				ORDER, "a", "b"))
			.isEqualTo(2);
		assertThat(statements(builder().lookup(this.bySku, "codes").build(), ORDER, "a", "d")).isEqualTo(1);
		assertThat(statements(builder().lookup(this.bySku, "named.sku").build(), ORDER, "e")).isEqualTo(1);
		assertThat(statements(builder().lookup(this.bySku, "lines.any").build(), ORDER, "c")).isEqualTo(1);
		assertThat(statements(builder().lookup(this.bySku, "sku").build(), new Product("b", 0), "b")).isEqualTo(1);
		assertThat(statements(builder().lookup(this.bySku, "codes").build(), ORDER, "a", "b")).isEqualTo(2);
	}

	@Test
	void should_convert_numbers() {
		MemoizedPrefetch prefetch = builder().itemType(Order.class).lookup(this.byStock, "stock").build();
		inTransaction(() -> {
			prefetch.processChunk(List.of(ORDER, new Order("a", 4, List.of(), null, null)));
			assertThat(this.byStock.all(3)).hasSize(5);
			assertThat(this.byStock.all(4)).isEmpty();
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	@Test
	void should_leave_items_of_other_classes() {
		MemoizedPrefetch prefetch = builder().lookup(this.bySku, "any").build();
		assertThat(statements(prefetch, new Line("b", "c"), "c")).isEqualTo(1);
		inTransaction(() -> prefetch.processChunk(List.of("text", ORDER)));
	}

	@Test
	void should_say_which_property_was_meant() {
		assertMistake(builder().itemType(Order.class).lookup(this.bySku, "skuu"),
				"Order has no attribute 'skuu' (path 'skuu'); did you mean 'sku'?");
		assertMistake(builder().itemType(Order.class).lookup(this.bySku, "line.sku"),
				"Order has no attribute 'line' (path 'line.sku'); did you mean 'lines'?");
		assertMistake(builder().itemType(Product.class).lookup(this.bySku, "sku.code"),
				"String has no attribute 'code' (path 'sku.code')");
		MemoizedPrefetch prefetch = builder().lookup(this.bySku, "skuu").build();
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch.processChunk(List.of(ORDER)))
			.withMessage("Order has no attribute 'skuu' (path 'skuu'); did you mean 'sku'?");
	}

	@Test
	void should_say_what_type_keys_are_to_be_of() {
		assertMistake(builder().itemType(Order.class).lookup(this.bySku, "stock"),
				"The lookup Product.sku has keys of String, but 'Order.stock' is of Long; give a function that makes the"
						+ " key, as in .lookup(lookup, (Row row) -> ..)");
		assertMistake(builder().itemType(Order.class).lookup(this.byStock, "lines.sku"),
				"The lookup Product.stock has keys of Integer, but 'Order.lines.sku' is of String");
		MemoizedPrefetch prefetch = builder().lookup(this.bySku, "stock").build();
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch.processChunk(List.of(ORDER)))
			.withMessageContaining("has keys of String, but 'Order.stock' is of Long");
	}

	private static void assertMistake(MemoizedPrefetch.Builder builder, String message) {
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(message);
	}

	@Test
	void should_be_shared_by_prefetches() {
		MemoizedPrefetch rows = builder().lookup(this.bySku, Line::sku).build();
		MemoizedPrefetch orders = builder().lookup(this.bySku, "sku").build();
		inTransaction(() -> {
			rows.processChunk(List.of(new Line("b", null), new Line("c", null)));
			assertThat(this.bySku.exists("b")).isTrue();
			assertThat(this.bySku.exists("c")).isTrue();
			orders.processChunk(List.of(ORDER));
			assertThat(this.bySku.exists("a")).isTrue();
		});
		String name = Product.class.getName() + ".sku";
		assertThat(rows.statistics().target(name).references()).isEqualTo(2);
		assertThat(rows.statistics().target(name).statements()).isEqualTo(1);
		assertThat(orders.statistics().target(name).references()).isEqualTo(1);
		assertThat(this.database.statements().count()).isEqualTo(2);
		rows.close();
		inTransaction(() -> assertThat(this.bySku.exists("d")).isTrue());
		assertThat(orders.statistics().target(name).references()).isEqualTo(2);
	}

	@Test
	void should_not_be_shared_by_databases() {
		MemoizedPrefetch prefetch = builder().lookup(this.bySku).build();
		try (Database other = Database.open(Product.class)) {
			assertMistake(MemoizedPrefetch.builder(other.entityManagerFactory()).lookup(this.bySku),
					"The lookup Product.sku is one of MemoizedPrefetch[] already, of another EntityManagerFactory");
			prefetch.close();
			MemoizedPrefetch.builder(other.entityManagerFactory()).lookup(this.bySku).build();
			inTransaction(() -> assertThat(this.bySku.exists("a")).isFalse());
		}
	}

}
