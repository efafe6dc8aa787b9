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

import io.github.memoizedprefetch.EagerAssociations;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The code of the page about EAGER associations: ten orders, one statement, two more for
 * what is EAGER in them.
 */
class EagerTests {

	@Test
	void should_leave_out_what_is_eager() throws Exception {
		try (Database database = open()) {
			EntityManagerFactory entityManagerFactory = database.entityManagerFactory();
			JpaPagingItemReader<Order> reader = new JpaPagingItemReaderBuilder<Order>().name("orders")
				.entityManagerFactory(entityManagerFactory)
				.queryString("select o from Order o order by o.id")
				.hintValues(EagerAssociations.lazy(entityManagerFactory, Order.class))
				.build();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
				.itemType(Order.class)
				.paths(EagerAssociations.PATH)
				.build();
			reader.open(new ExecutionContext());
			List<Order> orders = new ArrayList<>();
			for (Order order = reader.read(); order != null; order = reader.read()) {
				orders.add(order);
			}
			assertThat(database.statements().count()).isEqualTo(2);
			prefetch.processChunk(orders);
			assertThat(orders).hasSize(10)
				.allSatisfy((order) -> assertThat(Hibernate.isInitialized(order.customer)).isTrue());
			assertThat(database.statements().count()).isEqualTo(4);
			reader.close();
		}
	}

	@Test
	void should_leave_out_what_is_eager_by_a_repository() {
		try (Database database = open();
				EntityManager entityManager = database.entityManagerFactory().createEntityManager()) {
			Orders orders = new JpaRepositoryFactory(entityManager).getRepository(Orders.class);
			assertThat(orders.findAllBy(PageRequest.ofSize(20))).hasSize(10)
				.allSatisfy((order) -> assertThat(Hibernate.isInitialized(order.customer)).isFalse());
			assertThat(database.statements().count()).isEqualTo(1);
		}
	}

	private static Database open() {
		Database database = Database.open(Order.class, Customer.class, Shop.class);
		database.inTransaction((entityManager) -> {
			for (long id = 0; id < 10; id++) {
				Order order = new Order();
				order.id = id;
				order.customer = new Customer();
				order.customer.id = id;
				order.shop = new Shop();
				order.shop.id = id;
				List.of(order.customer, order.shop, order).forEach(entityManager::persist);
			}
		});
		database.statements().reset();
		return database;
	}

	/** The repository of the page. */
	interface Orders extends JpaRepository<Order, Long> {

		@EntityGraph(attributePaths = {})
		Page<Order> findAllBy(Pageable pageable);

	}

	@Entity(name = "Order")
	@Table(name = "orders")
	static class Order {

		@Id
		Long id;

		@ManyToOne
		Customer customer;

		@ManyToOne
		Shop shop;

	}

	@Entity(name = "Customer")
	static class Customer {

		@Id
		Long id;

	}

	@Entity(name = "Shop")
	static class Shop {

		@Id
		Long id;

	}

}
