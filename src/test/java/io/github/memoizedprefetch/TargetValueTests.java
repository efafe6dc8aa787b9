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
package io.github.memoizedprefetch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

import io.github.memoizedprefetch.model.values.Currency;
import io.github.memoizedprefetch.model.values.Money;
import io.github.memoizedprefetch.model.values.Product;
import io.github.memoizedprefetch.model.values.Sale;
import io.github.memoizedprefetch.model.values.Size;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import org.hibernate.Session;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Targets with mutable and embedded values, versions and natural ids.
 */
class TargetValueTests {

	@AutoClose
	private final Database database = Database.open(Sale.class, Product.class, Currency.class);

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.itemType(Sale.class)
		.paths("product.price.currency", "paid.currency")
		.build();

	private final Chunks<Sale> chunks = new Chunks<>(this.database, Sale.class, 2, TargetValueTests::describe);

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			Currency euro = new Currency(1, "EUR");
			Currency franc = new Currency(2, "CHF");
			List.of(euro, franc).forEach(entityManager::persist);
			Product one = new Product(1, new Date(1_000), new byte[] { 1, 2 }, new Money(10, euro), new Size("S"));
			Product two = new Product(2, null, null, null, null);
			List.of(one, two).forEach(entityManager::persist);
			entityManager.persist(new Sale(1, one, new Money(9, franc)));
			entityManager.persist(new Sale(2, one, null));
			entityManager.persist(new Sale(3, two, new Money(11, euro)));
			entityManager.persist(new Sale(4, two, new Money(12, null)));
		});
	}

	private static String describe(Sale sale) {
		Product product = sale.getProduct();
		return describe(sale.getPaid()) + " for " + product.getId() + " v" + product.getVersion() + " "
				+ describe(product.getPrice()) + " " + product.getReleased() + Arrays.toString(product.getImage())
				+ ((product.getSize() != null) ? product.getSize().getLabel() : "");
	}

	private static String describe(Money money) {
		if (money == null) {
			return "nothing";
		}
		return money.getAmount() + ((money.getCurrency() != null) ? money.getCurrency().getCode() : "");
	}

	private static Sale sale(EntityManager entityManager) {
		return entityManager.find(Sale.class, 1);
	}

	@Test
	void should_serve_associations_in_embedded_values() {
		for (int run = 0; run < 2; run++) {
			for (Chunks.Result result : List.of(this.chunks.managed(this.prefetch::processChunk),
					this.chunks.detached(this.prefetch::processChunk))) {
				assertThat(result.lines()).hasSize(4).isEqualTo(this.chunks.plain());
				assertThat(result.lazy()).isEmpty();
			}
		}
		assertThat(this.prefetch.statistics().target(Currency.class).statements()).isLessThanOrEqualTo(2);
	}

	@Test
	void should_not_share_mutable_values() {
		// not the values of the first chunk: HSQLDB hands out the arrays that it stores
		this.chunks.managed(this.prefetch::processChunk);
		for (int chunk = 0; chunk < 2; chunk++) {
			Sale sale = this.database.read(TargetValueTests::sale);
			this.prefetch.processChunk(List.of(sale));
			Product product = sale.getProduct();
			product.getReleased().setTime(99);
			product.getImage()[0] = 99;
			product.getPrice().setAmount(99);
			product.getSize().setLabel("XXL");
		}
		assertThat(this.chunks.managed(this.prefetch::processChunk).lines()).isEqualTo(this.chunks.plain());
		assertThat(this.chunks.detached(this.prefetch::processChunk).lines()).isEqualTo(this.chunks.plain());
	}

	@Test
	void should_notice_a_change_inside_a_mutable_value() {
		for (int chunk = 1; chunk < 3; chunk++) {
			int number = chunk;
			this.prefetch.clear();
			this.database.inTransaction((entityManager) -> {
				Sale sale = sale(entityManager);
				this.prefetch.processChunk(List.of(sale));
				sale.getProduct().getReleased().setTime(number);
				assertThat(this.database.statements().during(entityManager::flush)).hasSize(1);
			});
			Product product = this.database.read((entityManager) -> entityManager.find(Product.class, 1));
			assertThat(product.getReleased().getTime()).isEqualTo(number);
			assertThat(product.getVersion()).isEqualTo(number);
		}
	}

	@Test
	void should_lock_optimistically_with_the_version_of_the_memo() throws SQLException {
		this.prefetch.processChunk(List.of(this.database.read(TargetValueTests::sale)));
		try (Connection outside = this.database.dataSource().getConnection();
				Statement statement = outside.createStatement()) {
			statement.executeUpdate("update Product set version = 5");
		}
		this.database.inTransaction((entityManager) -> {
			Sale sale = sale(entityManager);
			this.prefetch.processChunk(List.of(sale));
			sale.getProduct().getSize().setLabel("L");
			assertThatExceptionOfType(OptimisticLockException.class).isThrownBy(entityManager::flush);
			entityManager.clear();
		});
	}

	@Test
	void should_let_the_session_find_a_target_by_its_natural_id() {
		this.chunks.managed(this.prefetch::processChunk);
		this.database.inTransaction((entityManager) -> {
			Sale sale = sale(entityManager);
			this.prefetch.processChunk(List.of(sale));
			assertThat(this.database.statements()
				.during(() -> assertThat(
						entityManager.unwrap(Session.class).bySimpleNaturalId(Currency.class).load("CHF").getId())
					.isEqualTo(2)))
				.isEmpty();
		});
	}

}
