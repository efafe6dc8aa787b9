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

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.LooseProduct;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NonUniqueResultException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What lookups answer, what they refuse, and what that takes. */
class LookupTests {

	@AutoClose
	private final Database database = Database.open(Product.class, LooseProduct.class);

	private final EntityManager entityManager = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private final Products products = LookupRandomTests.repository(this.database.entityManagerFactory(),
			Products.class);

	private record Sum(String sku, Long stock) {
	}

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> List.of("a", "b", "c").forEach((sku) -> em.persist(new Product(sku, 1))));
		this.database.statements().reset();
	}

	private <L extends MemoizedLookup<?, ?>> L given(L lookup) {
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).build();
		return lookup;
	}

	private MemoizedLookup<String, Product> bySku() {
		return given(MemoizedLookup.one(Product.class, Product::getSku));
	}

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> work.run());
	}

	private List<Sum> sums(List<String> skus) {
		return this.entityManager
			.createQuery("select sku, sum(stock) from Product where sku in :skus group by sku", Sum.class)
			.setParameter("skus", skus)
			.getResultList();
	}

	@Test
	void should_answer_managed_instances() {
		MemoizedLookup<String, Product> lookup = bySku();
		inTransaction(() -> {
			lookup.prefetch(Arrays.asList("a", "b", null, "x", "a"));
			lookup.get("a").setStock(7);
			assertThat(this.entityManager.contains(lookup.get("a"))).isTrue();
			assertThat(lookup.find("x")).isEmpty();
			assertThat(lookup.exists("b")).isTrue();
			assertThat(lookup.all("b")).hasSize(1);
			assertThat(lookup.find(null)).isEmpty();
			assertThat(this.database.statements().count()).isEqualTo(1);
		});
		assertThat(this.products.findBySku("a").orElseThrow().getStock()).isEqualTo(7);
	}

	@Test
	void should_ask_alone_for_a_key_that_nobody_announced() {
		MemoizedLookup<String, Product> lookup = bySku();
		inTransaction(() -> {
			assertThat(lookup.exists("a")).isTrue();
			assertThat(lookup.exists("a")).isTrue();
			assertThat(lookup.exists("x")).isFalse();
			assertThat(lookup.exists("x")).isFalse();
		});
		assertThat(this.database.statements().count()).isEqualTo(2);
	}

	@Test
	void should_find_by_id() {
		MemoizedLookup<Long, Product> lookup = given(MemoizedLookup.one(Product.class, Product::getId));
		List<Long> ids = this.products.findAll().stream().map(Product::getId).sorted().toList();
		inTransaction(() -> {
			Product created = this.products.save(new Product("d", 4));
			lookup.prefetch(ids);
			this.database.statements().reset();
			assertThat(ids).extracting(lookup::get)
				.extracting(Product::getSku)
				.containsExactlyInAnyOrder("a", "b", "c");
			assertThat(this.database.statements().statements()).filteredOn((sql) -> sql.startsWith("select"))
				.hasSize(1);
			assertThat(lookup.get(created.getId())).isSameAs(created);
			this.products.delete(lookup.get(ids.get(0)));
			assertThat(lookup.exists(ids.get(0))).isFalse();
		});
	}

	@Test
	void should_count_what_nobody_announced() {
		MemoizedLookup<String, Product> lookup = MemoizedLookup.one(Product.class, Product::getSku);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.lookup(lookup)
			.build();
		inTransaction(() -> {
			lookup.prefetch(List.of("a", "b"));
			List.of("a", "x", "b", "c", "x").forEach(lookup::exists);
		});
		var statistics = prefetch.statistics().target(Product.class.getName() + ".sku");
		assertThat(statistics.unannounced()).isEqualTo(3);
		assertThat(statistics.references()).isEqualTo(5);
		assertThat(statistics.statements()).isEqualTo(3);
		assertThat(prefetch.statistics().total().plus(statistics).unannounced()).isEqualTo(6);
		assertThat(prefetch.statistics().minus(prefetch.statistics()).total().unannounced()).isZero();
	}

	@Test
	void should_answer_values_and_their_absence() {
		MemoizedLookup<String, Long> stock = given(MemoizedLookup.values(this::sums, Sum::sku, Sum::stock)).orElse(0L);
		inTransaction(() -> {
			stock.prefetch(List.of("a", "x"));
			assertThat(stock.get("a")).isEqualTo(1);
			assertThat(stock.get("x")).isZero();
			assertThat(stock.find("x")).isEmpty();
			assertThat(this.database.statements().count()).isEqualTo(1);
		});
	}

	/** Pending changes of what the query reads, flushed as it would have flushed them. */
	@Test
	void should_ask_again_for_values_that_the_transaction_has_changed() {
		MemoizedLookup<String, Long> stock = given(MemoizedLookup.values(this::sums, Sum::sku, Sum::stock));
		inTransaction(() -> {
			stock.prefetch(List.of("a", "b"));
			assertThat(stock.get("a")).isEqualTo(1);
			this.products.findBySku("b").orElseThrow().setStock(5);
			assertThat(stock.get("b")).isEqualTo(5);
			this.entityManager.persist(new Product("a", 3));
			assertThat(stock.get("a")).isEqualTo(4);
		});
	}

	/** What was loaded is compared, and that is another state after a flush. */
	@Test
	void should_see_what_is_changed_back_after_a_flush() {
		MemoizedLookup<String, Long> totals = given(MemoizedLookup.values(this::totals, Sum::sku, Sum::stock));
		inTransaction(() -> {
			Product product = this.products.findBySku("a").orElseThrow();
			totals.prefetch(List.of("a", "b"));
			IntStream.range(0, 4).forEach((i) -> assertThat(totals.get("a")).isEqualTo(3));
			product.setStock(2);
			assertThat(totals.get("c")).isEqualTo(4);
			product.setStock(1);
			assertThat(totals.get("c")).isEqualTo(3);
		});
	}

	/** The stock of all, for each. */
	private List<Sum> totals(List<String> skus) {
		return this.entityManager
			.createQuery("select sku, (select sum(stock) from Product) from Product where sku in :skus", Sum.class)
			.setParameter("skus", skus)
			.getResultList();
	}

	@Test
	void should_notice_changes_however_often_there_were_none() {
		MemoizedLookup<String, Long> stock = given(MemoizedLookup.values(this::sums, Sum::sku, Sum::stock));
		inTransaction(() -> {
			Product product = this.products.findBySku("a").orElseThrow();
			stock.prefetch(List.of("a", "b"));
			IntStream.range(0, 4).forEach((i) -> assertThat(stock.get("a")).isEqualTo(1));
			product.setStock(2);
			assertThat(stock.get("a")).isEqualTo(2);
			this.database.statements().reset();
			IntStream.range(0, 4).forEach((i) -> assertThat(stock.get("a")).isEqualTo(2));
			assertThat(this.database.statements().count()).isZero();
		});
	}

	@Test
	void should_not_ask_again_because_of_other_tables() {
		MemoizedLookup<String, Long> stock = given(MemoizedLookup.values(this::sums, Sum::sku, Sum::stock));
		inTransaction(() -> {
			stock.prefetch(List.of("a", "b"));
			assertThat(stock.get("a")).isEqualTo(1);
			this.entityManager.persist(new LooseProduct("other"));
			this.entityManager.flush();
			this.database.statements().reset();
			assertThat(stock.get("b")).isEqualTo(1);
			assertThat(this.database.statements().count()).isZero();
		});
	}

	@Test
	void should_create_once() {
		MemoizedLookup<String, Product> lookup = bySku();
		List<Product> created = new ArrayList<>();
		inTransaction(() -> {
			lookup.prefetch(List.of("a", "x", "x"));
			for (String key : List.of("a", "x", "x")) {
				created.add(lookup.getOrCreate(key, () -> new Product(key, 0))); // a
																					// writer
																					// persists
																					// it
			}
			this.entityManager.persist(created.get(1));
			assertThat(lookup.get("x")).isSameAs(created.get(1)).isSameAs(created.get(2));
			assertThat(this.database.statements().selectsFrom("product")).isEqualTo(1);
		});
		inTransaction(() -> assertThat(this.products.count()).isEqualTo(4));
	}

	/** As those of a converter that makes the same of several keys. */
	private record Spelling(String text) {
	}

	@Test
	void should_ask_alone_for_keys_that_rows_may_have_in_another_spelling() {
		MemoizedLookup<Spelling, Product> lookup = given(MemoizedLookup.one(
				(List<Spelling> keys) -> this.products
					.findBySkuIn(keys.stream().map((key) -> key.text().toLowerCase(Locale.ROOT)).toList()),
				(Product product) -> new Spelling(product.getSku())));
		inTransaction(() -> {
			lookup.prefetch(List.of(new Spelling("A"), new Spelling("a"), new Spelling("x")));
			assertThat(lookup.exists(new Spelling("a"))).isTrue();
			assertThat(lookup.exists(new Spelling("A"))).isTrue();
			assertThat(lookup.exists(new Spelling("x"))).isFalse();
		});
	}

	@Test
	void should_ask_alone_for_times_that_columns_round() {
		LocalDateTime noon = LocalDateTime.of(2026, 7, 1, 12, 0);
		MemoizedLookup<LocalDateTime, Sum> lookup = given(MemoizedLookup.one((List<LocalDateTime> keys) -> keys.stream()
			.map((key) -> key.truncatedTo(ChronoUnit.SECONDS))
			.distinct()
			.filter((key) -> !key.isAfter(noon))
			.map((key) -> new Sum(key.toString(), 1L))
			.toList(), (Sum sum) -> LocalDateTime.parse(sum.sku())));
		lookup.prefetch(List.of(noon, noon.plusNanos(5), noon.plusSeconds(1)));
		inTransaction(() -> {
			assertThat(lookup.exists(noon)).isTrue();
			assertThat(lookup.exists(noon.plusNanos(5))).isTrue();
			assertThat(lookup.exists(noon.plusSeconds(1))).isFalse();
		});
	}

	@Test
	void should_create_again_what_was_removed() {
		MemoizedLookup<String, Product> lookup = bySku();
		inTransaction(() -> {
			lookup.prefetch(List.of("a", "x"));
			Product first = lookup.getOrCreate("x", () -> this.products.save(new Product("x", 1)));
			this.products.delete(first);
			assertThat(lookup.getOrCreate("x", () -> this.products.save(new Product("x", 2)))).isNotSameAs(first);
		});
		assertThat(this.products.findBySku("x")).hasValueSatisfying((x) -> assertThat(x.getStock()).isEqualTo(2));
	}

	/** As a writer persists it, and somebody removes it before it is flushed. */
	@Test
	void should_create_again_what_was_persisted_later_and_removed() {
		MemoizedLookup<String, Product> lookup = bySku();
		inTransaction(() -> {
			lookup.prefetch(List.of("a", "x"));
			Product first = lookup.getOrCreate("x", () -> new Product("x", 1));
			assertThat(lookup.getOrCreate("x", () -> new Product("x", 3))).isSameAs(first);
			this.entityManager.persist(first);
			assertThat(lookup.getOrCreate("x", () -> new Product("x", 3))).isSameAs(first);
			this.entityManager.remove(first);
			assertThat(lookup.getOrCreate("x", () -> this.products.save(new Product("x", 2)))).isNotSameAs(first);
		});
		assertThat(this.products.findBySku("x")).hasValueSatisfying((x) -> assertThat(x.getStock()).isEqualTo(2));
	}

	@Test
	void should_create_again_what_queries_have_removed() {
		MemoizedLookup<String, Product> lookup = bySku();
		inTransaction(() -> {
			lookup.prefetch(List.of("a", "x"));
			lookup.getOrCreate("x", () -> this.products.save(new Product("x", 1)));
			this.entityManager.createQuery("delete Product where sku = 'x'").executeUpdate();
			lookup.getOrCreate("x", () -> this.products.save(new Product("x", 2)));
		});
		assertThat(this.products.findBySku("x")).hasValueSatisfying((x) -> assertThat(x.getStock()).isEqualTo(2));
	}

	/** Whether there is one loads nothing that a repository would. */
	@Test
	void should_read_what_queries_have_changed_since_it_was_only_said_to_exist() {
		MemoizedLookup<String, Product> lookup = bySku();
		for (List<String> announced : List.of(List.of("a", "b"), List.<String>of())) {
			this.database.inTransaction((em) -> em.createQuery("update Product set stock = 1").executeUpdate());
			inTransaction(() -> {
				lookup.prefetch(announced);
				assertThat(lookup.exists("a")).isTrue();
				this.entityManager.createQuery("update Product set stock = 5").executeUpdate();
				assertThat(lookup.get("a").getStock()).isEqualTo(5);
			});
		}
	}

	@Test
	void should_read_what_queries_have_changed_since_another_lookup_has_loaded_it() {
		MemoizedLookup<String, Product> first = bySku();
		MemoizedLookup<String, Product> second = given(MemoizedLookup.one(this.products::findBySkuIn, Product::getSku));
		inTransaction(() -> {
			first.prefetch(List.of("a", "b"));
			assertThat(first.get("b").getStock()).isEqualTo(1);
			this.entityManager.createQuery("update Product set stock = 5").executeUpdate();
			assertThat(second.get("a").getStock()).isEqualTo(5);
		});
	}

	@Test
	void should_forget_with_a_rollback() {
		MemoizedLookup<String, Product> lookup = bySku();
		lookup.prefetch(List.of("x", "y"));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> inTransaction(() -> {
			lookup.getOrCreate("x", () -> this.products.save(new Product("x", 0)));
			throw new IllegalStateException();
		}));
		inTransaction(() -> assertThat(lookup.find("x")).isEmpty());
		assertThat(this.database.statements().selectsFrom("product")).isEqualTo(2);
	}

	@Test
	void should_see_what_others_commit() {
		MemoizedLookup<String, Product> lookup = bySku();
		inTransaction(() -> {
			lookup.prefetch(List.of("a", "x", "y"));
			assertThat(lookup.find("x")).isEmpty();
			this.database.inTransaction((other) -> other.persist(new Product("x", 0)));
			assertThat(lookup.find("x")).isPresent();
			assertThat(lookup.find("y")).isEmpty();
		});
		assertThat(this.database.statements().selectsFrom("product")).isEqualTo(2);
	}

	/** Without Spring: a query tells which session it is asked in. */
	@Test
	void should_see_the_changes_of_an_entity_manager_that_the_loader_uses() {
		this.database.inTransaction((em) -> {
			MemoizedLookup<String, Product> lookup = given(MemoizedLookup
				.one((List<String> skus) -> em.createQuery("from Product where sku in :skus", Product.class)
					.setParameter("skus", skus)
					.getResultList(), Product::getSku));
			lookup.prefetch(List.of("a", "x", "b"));
			assertThat(lookup.find("x")).isEmpty();
			em.persist(new Product("x", 0));
			assertThat(lookup.find("x")).isPresent();
			em.remove(lookup.get("b"));
			assertThat(lookup.find("b")).isEmpty();
		});
	}

	@Test
	void should_answer_detached_instances_without_a_transaction() {
		for (MemoizedLookup<String, Product> lookup : List.of(bySku(),
				given(MemoizedLookup.one(this.products::findBySkuIn, Product::getSku)))) {
			this.database.statements().reset();
			lookup.prefetch(List.of("a", "b", "x"));
			Product found = lookup.get("a");
			assertThat(lookup.get("a")).isSameAs(found);
			assertThat(lookup.exists("b")).isTrue();
			assertThat(lookup.exists("x")).isFalse();
			assertThat(this.database.statements().count()).isEqualTo(1);
		}
	}

	@Test
	void should_say_what_is_missing() {
		MemoizedLookup<String, Product> lookup = bySku();
		inTransaction(() -> assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> lookup.get("x"))
			.withMessage("There is nothing for the key 'x' of the lookup Product.sku"));
	}

	@Test
	void should_say_what_is_not_unique() {
		MemoizedLookup<String, Product> lookup = bySku();
		this.database.inTransaction((em) -> em.persist(new Product("a", 2)));
		inTransaction(() -> {
			lookup.prefetch(List.of("a", "b"));
			assertThatExceptionOfType(NonUniqueResultException.class).isThrownBy(() -> lookup.find("a"))
				.withMessageMatching(
						"There are 2 values for the key 'a' of the lookup Product.sku: Product#\\d+, Product#\\d+; .*")
				.withMessageContaining("MemoizedLookup.many");
			assertThat(lookup.exists("a")).isTrue();
			assertThat(lookup.all("a")).hasSize(2);
		});
	}

	@Test
	void should_refuse_attributes_that_do_not_exist() {
		assertMistake(MemoizedLookup.one(Product.class, "skuu", String.class),
				"Product has no attribute 'skuu'; did you mean 'sku'?");
		assertMistake(MemoizedLookup.one(Product.class, "sku", Long.class),
				"Product.sku is of String, but the lookup's keys are to be of Long");
		assertMistake(MemoizedLookup.one(String.class, "sku", String.class),
				"java.lang.String is no entity of the EntityManagerFactory");
	}

	private void assertMistake(MemoizedLookup<?, ?> lookup, String message) {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> given(lookup))
			.withMessageContaining(message);
	}

	@Test
	void should_belong_to_a_prefetch() {
		MemoizedLookup<String, Product> lookup = MemoizedLookup.one(Product.class, Product::getSku);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> lookup.find("a"))
			.withMessageContaining("was not given to a prefetch");
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.lookup(lookup)
			.build();
		assertThat(lookup.exists("a")).isTrue();
		prefetch.close();
		given(lookup);
		assertThat(lookup.exists("a")).isTrue();
	}

	@Test
	void should_want_all_of_many() {
		MemoizedLookup<String, Product> lookup = given(MemoizedLookup.many(Product.class, Product::getSku));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> lookup.find("a"))
			.withMessageContaining("ask for all(key)");
	}

	@Test
	void should_refuse_what_a_loader_must_not_return() {
		assertFailure((skus) -> null, "has returned null; let it return an empty list");
		assertFailure((skus) -> Arrays.asList((Product) null), "has returned a null row");
		assertFailure((skus) -> List.of(new Product(null, 0)), "has returned a row whose key is null");
		assertFailure((skus) -> this.products.findAll(),
				"was asked for [b, x] and found a row with the key a, which is none of these");
	}

	private void assertFailure(Function<List<String>, List<Product>> loader, String message) {
		MemoizedLookup<String, Product> lookup = given(MemoizedLookup.one(loader, Product::getSku));
		lookup.prefetch(List.of("b", "x"));
		inTransaction(() -> assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> lookup.find("b"))
			.withMessageContaining(message));
	}

	@Test
	void should_follow_items_of_its_own_class_only() {
		MemoizedLookup<String, Product> lookup = MemoizedLookup.one(Product.class, Product::getSku);
		Consumer<List<?>> prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.lookup(lookup, Sum::sku)
			.build()::processChunk;
		inTransaction(() -> {
			prefetch.accept(List.of("no row", new Sum("a", 0L), new Object[] { new Sum("b", 0L) }));
			assertThat(lookup.exists("a")).isTrue();
			assertThat(lookup.exists("b")).isTrue();
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

}
