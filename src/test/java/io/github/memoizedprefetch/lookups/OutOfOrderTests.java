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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys are asked for in another order than they were announced in. */
class OutOfOrderTests {

	@AutoClose
	private final Database database = Database.open(Product.class);

	private final Products products = LookupRandomTests.repository(this.database.entityManagerFactory(),
			Products.class);

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> keys(40).forEach((sku) -> em.persist(new Product(sku, 1))));
	}

	private static List<String> keys(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "sku" + i).toList();
	}

	/** How products are looked up. */
	enum Way {

		ATTRIBUTE, METHOD

	}

	private MemoizedLookup<String, Product> lookup(Way way) {
		MemoizedLookup<String, Product> lookup = (way == Way.ATTRIBUTE)
				? MemoizedLookup.one(Product.class, Product::getSku)
				: MemoizedLookup.one(this.products::findBySkuIn, Product::getSku);
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).build();
		return lookup;
	}

	/** The statements of a transaction. */
	private int statements(MemoizedLookup<String, Product> lookup, List<String> keys) {
		this.database.statements().reset();
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory())).executeWithoutResult(
				(status) -> assertThat(keys).extracting((key) -> lookup.get(key).getSku()).isEqualTo(keys));
		return this.database.statements().count();
	}

	private static List<String> reversed(List<String> keys) {
		List<String> reversed = new ArrayList<>(keys);
		Collections.reverse(reversed);
		return reversed;
	}

	@ParameterizedTest
	@EnumSource
	void should_ask_once_for_a_chunk_in_any_order(Way way) {
		MemoizedLookup<String, Product> lookup = lookup(way);
		lookup.prefetch(keys(20));
		assertThat(statements(lookup, reversed(keys(20)))).isEqualTo(1);
		for (int seed = 0; seed < 5; seed++) {
			List<String> shuffled = new ArrayList<>(keys(20));
			Collections.shuffle(shuffled, new Random(seed));
			lookup.prefetch(keys(20));
			assertThat(statements(lookup, shuffled)).isEqualTo(1);
		}
	}

	/** Of a window that is announced once, chunks of ten are asked for. */
	@ParameterizedTest
	@EnumSource
	void should_ask_once_for_each_chunk_of_a_window(Way way) {
		MemoizedLookup<String, Product> lookup = lookup(way);
		lookup.prefetch(keys(40));
		assertThat(statements(lookup, reversed(keys(10)))).isEqualTo(1);
		assertThat(statements(lookup, reversed(keys(40).subList(10, 20)))).isEqualTo(1);
		assertThat(statements(lookup, reversed(keys(40).subList(20, 30)))).isEqualTo(1);
		assertThat(statements(lookup, keys(40).subList(30, 40))).isEqualTo(1);
	}

	/** What was passed over is asked for together, not key by key. */
	@ParameterizedTest
	@EnumSource
	void should_ask_together_for_what_was_passed_over(Way way) {
		MemoizedLookup<String, Product> lookup = lookup(way);
		Supplier<List<String>> oddThenEven = () -> {
			List<String> keys = new ArrayList<>();
			IntStream.range(0, 10).forEach((i) -> keys.add("sku" + (2 * i + 11)));
			IntStream.range(0, 10).forEach((i) -> keys.add("sku" + (2 * i + 10)));
			return keys;
		};
		lookup.prefetch(keys(40));
		assertThat(statements(lookup, keys(10))).isEqualTo(1);
		assertThat(statements(lookup, oddThenEven.get())).isLessThanOrEqualTo(3);
	}

}
