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
package io.github.memoizedprefetch.data;

import java.util.List;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.StrictMode;
import io.github.memoizedprefetch.model.store.Delivery;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.strict.QueryWatch;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Strict mode names what is asked for item by item, with the line to add. */
class RepositoryQueryWatchTests {

	@AutoClose
	private final Database database = Database.open(Product.class, Delivery.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final EntityManager em = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private final GenericApplicationContext context = new GenericApplicationContext();

	private Deliveries all;

	private long id;

	record Row(Long product, String code, int number) {
	}

	record Line(Long product, String code) {
	}

	record Other(Object one, Object two) {
	}

	@BeforeEach
	void populate() {
		this.context.registerBean(RepositoryQueryWatch.class);
		this.context.registerBean("transactionManager", JpaTransactionManager.class,
				() -> new JpaTransactionManager(this.database.entityManagerFactory()));
		this.context.registerBean("deliveries", JpaRepositoryFactoryBean.class, () -> {
			JpaRepositoryFactoryBean<Deliveries, Delivery, Long> bean = new JpaRepositoryFactoryBean<>(
					Deliveries.class);
			bean.setEntityManager(this.em);
			bean.setCustomImplementation(new CustomDeliveries.Implementation());
			return bean;
		});
		this.context.refresh();
		this.all = this.context.getBean(Deliveries.class);
		this.database.inTransaction((entityManager) -> {
			for (int i = 0; i < 6; i++) {
				Product sold = new Product("sku" + i, 1);
				entityManager.persist(sold);
				this.id = sold.getId() - i;
				entityManager.persist(new Delivery(sold, "city", "code" + i, i));
			}
		});
	}

	@AfterEach
	void close() {
		QueryWatch.end(); // nobody else has this thread
		this.context.close();
	}

	private MemoizedPrefetch.Builder builder(StrictMode mode) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.lookup(MemoizedLookup.one(Product.class, Product::getSku)) // which nobody
																		// asks
			.strictMode(mode);
	}

	private List<Row> rows() {
		return List.of(row(0), row(1), row(2), row(3), row(4));
	}

	private Row row(int number) {
		return new Row(this.id + number, "code" + number, number);
	}

	private void chunk(MemoizedPrefetch prefetch, List<?> items, Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> {
				prefetch.processChunk(items);
				work.run();
			});
	}

	private void rows(MemoizedPrefetch prefetch, Consumer<Row> processor) {
		List<Row> rows = rows();
		chunk(prefetch, rows, () -> rows.forEach(processor));
	}

	@ParameterizedTest
	@EnumSource(names = { "WARN", "FAIL" })
	void should_name_a_method_once(StrictMode mode) {
		MemoizedPrefetch prefetch = builder(mode).build();
		rows(prefetch, (row) -> this.all.findByNumber(row.number()));
		rows(prefetch, (row) -> this.all.findByNumber(row.number()));
		assertThat(this.log.warnings()).containsExactly("Asked for item by item: Deliveries.findByNumber;"
				+ " RepositoryLookup.one(deliveries::findByNumber) asks once a chunk");
		prefetch.clear();
		rows(prefetch, (row) -> this.all.findByNumber(row.number()));
		assertThat(this.log.warnings()).hasSize(2);
	}

	@Test
	void should_name_the_kind_of_lookup() {
		MemoizedPrefetch prefetch = builder(StrictMode.WARN).build();
		rows(prefetch, (row) -> {
			this.all.findByProductId(row.product());
			this.all.existsByCode(row.code());
			this.all.findByCodeOrderByNumberDesc(row.code());
			this.all.findByCodeInAndOpenTrue(List.of(row.code()));
			this.all.findByCodeAndNumber(row.code(), row.number());
			this.all.countByCode(row.code());
			this.all.findByPlaceCityOrderByNumber(row.code());
		});
		assertThat(this.log.warnings()).extracting((text) -> text.replaceFirst("Asked for item by item: ", ""))
			.satisfiesExactly((text) -> assertThat(text).contains("RepositoryLookup.many(deliveries::findByProductId)"),
					(text) -> assertThat(text).contains("RepositoryLookup.exists(deliveries::existsByCode)"),
					(text) -> assertThat(text)
						.contains("RepositoryLookup.many(deliveries::findByCodeOrderByNumberDesc)"),
					(text) -> assertThat(text).contains("RepositoryLookup.manyIn(deliveries::findByCodeInAndOpenTrue)"),
					(text) -> assertThat(text).startsWith("Deliveries.findByCodeAndNumber")
						.contains("2 parameters", "MemoizedLookup.many(Delivery.class, \"code, number\", Key.class)"),
					(text) -> assertThat(text).startsWith("Deliveries.countByCode").contains("MemoizedLookup.values"),
					(text) -> assertThat(text).contains("Add List<Delivery> findByPlaceCityInOrderByNumber("));
	}

	@Test
	void should_name_what_is_found_by_its_id() {
		MemoizedPrefetch prefetch = builder(StrictMode.WARN).build();
		List<Line> lines = rows().stream().map((row) -> new Line(row.product(), row.code())).toList();
		chunk(prefetch, lines, () -> lines.forEach((line) -> this.em.find(Product.class, line.product())));
		List<Long> ids = rows().stream().map(Row::product).toList();
		prefetch.clear();
		chunk(prefetch, ids, () -> ids.forEach((id) -> this.em.find(Product.class, id)));
		prefetch.clear();
		chunk(prefetch, ids.stream().map((id) -> new Other(id, id)).toList(),
				() -> ids.forEach((id) -> this.em.find(Product.class, id)));
		rows(prefetch, (row) -> this.all.findById((long) row.number()));
		assertThat(this.log.warnings()).containsExactly(
				"Asked for item by item: Product by find(..) or findById(..); .key(\"product\", Product.class) loads those"
						+ " of a chunk at once",
				"Asked for item by item: Product by find(..) or findById(..); .itemsAreIdsOf(Product.class) loads those of"
						+ " a chunk at once",
				"Asked for item by item: Product by find(..) or findById(..); .key(Other::.., Product.class) loads those of"
						+ " a chunk at once",
				"Asked for item by item: Delivery by find(..) or findById(..); .key(\"number\", Delivery.class) loads those of"
						+ " a chunk at once");
	}

	@Test
	void should_name_nothing_that_is_no_query_an_item() {
		MemoizedPrefetch prefetch = builder(StrictMode.FAIL).build();
		rows(prefetch, (row) -> {
			if (row.number() < 2) { // twice is chance
				this.all.findByNumber(row.number());
				this.em.find(Product.class, row.product());
			}
			this.em.find(Product.class, this.id); // the session has it
			this.em.find(Product.class, row.product(), LockModeType.PESSIMISTIC_WRITE);
			this.em.getReference(Delivery.class, row.number());
			this.all.findLockedByCode(row.code());
			this.all.closeByCode(row.code());
			this.all.deleteByCode("none");
			this.all.findByNumberAndCustom(row.code());
			this.em.createQuery("from Delivery where code = :code", Delivery.class)
				.setParameter("code", row.code())
				.getResultList();
			this.em.merge(new Product(row.code(), 1));
		});
		List<Product> merged = this.database
			.read((entityManager) -> entityManager.createQuery("from Product", Product.class).getResultList());
		chunk(prefetch, merged, () -> merged.forEach(this.em::merge));
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_name_nothing_that_keys_and_lookups_serve() {
		MemoizedLookup<String, Delivery> partner = RepositoryLookup.many(this.all::findByCodeOrderByNumberDesc);
		MemoizedLookup<Integer, Delivery> numbers = RepositoryLookup.one(this.all::findByNumber);
		MemoizedPrefetch prefetch = builder(StrictMode.FAIL).key("product", Product.class)
			.lookup(partner)
			.lookup(numbers, Row::number)
			.build();
		rows(prefetch, (row) -> {
			this.em.find(Product.class, row.product());
			this.em.find(Product.class, -row.product()); // of which nobody remembers that
															// there is none
			assertThat(partner.all(row.code())).hasSize(1); // not announced
			assertThat(numbers.get(row.number()).getCode()).isEqualTo(row.code());
		});
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_name_nothing_if_it_is_off() {
		rows(builder(StrictMode.OFF).build(), (row) -> {
			this.all.findByNumber(row.number());
			this.em.find(Product.class, row.product());
		});
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_name_nothing_after_the_step() throws InterruptedException {
		MemoizedPrefetch prefetch = builder(StrictMode.WARN).build();
		rows(prefetch, (row) -> {
		});
		Thread other = new Thread(prefetch::clear); // where the last partition ends
		other.start();
		other.join();
		rows().forEach((row) -> this.all.findByNumber(row.number()));
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_name_nothing_of_other_threads() throws InterruptedException {
		MemoizedPrefetch prefetch = builder(StrictMode.WARN).build();
		rows(prefetch, (row) -> {
		});
		Thread other = new Thread(() -> rows().forEach((row) -> this.all.findByNumber(row.number())));
		other.start();
		other.join();
		assertThat(this.log.warnings()).isEmpty();
	}

}
