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
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Server;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** PostgreSQL is given the keys of a chunk in one array. */
class KeyArrayTests {

	private static final String ARRAY = "any(?)";

	@AutoClose
	private final Database database = Server.POSTGRESQL.open(null, Product.class);

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> List.of("a", "A", "b ", "it's {\"so\"}, null")
			.forEach((sku) -> em.persist(new Product(sku, sku.length()))));
	}

	private <K> List<String> statements(Database asked, MemoizedLookup<K, Product> lookup, List<K> keys,
			Function<Product, K> key) {
		MemoizedPrefetch.builder(asked.entityManagerFactory()).lookup(lookup).build();
		return asked.statements()
			.during(() -> new TransactionTemplate(new JpaTransactionManager(asked.entityManagerFactory()))
				.executeWithoutResult((status) -> {
					lookup.prefetch(keys);
					for (K one : keys) {
						List<Product> all = asked
							.read((em) -> em.createQuery("from Product", Product.class).getResultList());
						assertThat(lookup.all(one)).as("%s", one)
							.extracting(Product::getId)
							.containsExactlyInAnyOrderElementsOf(all.stream()
								.filter((product) -> key.apply(product).equals(one))
								.map(Product::getId)
								.toList());
					}
				}));
	}

	@Test
	void should_find_texts() {
		assertThat(statements(this.database, MemoizedLookup.many(Product.class, Product::getSku),
				List.of("a", "A", "b", "b ", "it's {\"so\"}, null", "none"), Product::getSku))
			.filteredOn((sql) -> sql.contains(ARRAY))
			.hasSize(1);
	}

	/** Hibernate keeps the statements of queries that have no list for a parameter. */
	@Test
	void should_be_planned_once() {
		MemoizedLookup<String, Product> lookup = MemoizedLookup.many(Product.class, Product::getSku);
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).build();
		assertThat(hits(() -> {
			lookup.prefetch(List.of("a", "none"));
			assertThat(lookup.all("a")).hasSize(1);
		})).isEqualTo(hits(() -> this.database
			.read((em) -> em.createQuery("select p.sku, p from Product p where p.sku in (?1, ?2)", Object[].class)
				.setParameter(1, "a")
				.setParameter(2, "A")
				.getResultList())));
	}

	/** How often something of a query was known, when it is asked for the second time. */
	private long hits(Runnable query) {
		Statistics statistics = this.database.entityManagerFactory().unwrap(SessionFactory.class).getStatistics();
		TransactionTemplate transaction = new TransactionTemplate(
				new JpaTransactionManager(this.database.entityManagerFactory()));
		transaction.executeWithoutResult((status) -> query.run());
		statistics.setStatisticsEnabled(true);
		statistics.clear();
		transaction.executeWithoutResult((status) -> query.run());
		return statistics.getQueryPlanCacheHitCount();
	}

	@Test
	void should_find_numbers() {
		assertThat(statements(this.database, MemoizedLookup.many(Product.class, Product::getStock), List.of(1, 2, 30),
				Product::getStock))
			.filteredOn((sql) -> sql.contains(ARRAY))
			.hasSize(1);
		Long id = this.database
			.read((em) -> em.createQuery("select max(id) from Product", Long.class).getSingleResult());
		assertThat(statements(this.database, MemoizedLookup.many(Product.class, "id", Long.class), List.of(id, -1L),
				Product::getId))
			.filteredOn((sql) -> sql.contains(ARRAY))
			.hasSize(1);
	}

	/** The column may be of a type that compares otherwise than texts do. */
	@Test
	void should_not_be_given_texts_of_an_unspecified_type() throws SQLException {
		try (Database unspecified = unspecified()) {
			assertThat(statements(unspecified, MemoizedLookup.many(Product.class, Product::getSku), List.of("a", "b"),
					Product::getSku))
				.noneMatch((sql) -> sql.contains(ARRAY));
			assertThat(statements(unspecified, MemoizedLookup.many(Product.class, Product::getStock), List.of(1, 2),
					Product::getStock))
				.anyMatch((sql) -> sql.contains(ARRAY));
		}
	}

	private Database unspecified() throws SQLException {
		HikariDataSource dataSource = new HikariDataSource();
		try (Connection connection = this.database.dataSource().getConnection()) {
			String url = connection.getMetaData().getURL();
			dataSource.setJdbcUrl(url + (url.contains("?") ? "&" : "?") + "stringtype=unspecified");
			dataSource.setUsername(connection.getMetaData().getUserName());
		}
		return Database.open(dataSource,
				(statements) -> new HibernatePersistenceConfiguration("unspecified").managedClasses(Product.class)
					.property("jakarta.persistence.nonJtaDataSource", dataSource)
					.property("hibernate.session_factory.statement_inspector", statements)
					.createEntityManagerFactory()
					.unwrap(SessionFactory.class));
	}

}
