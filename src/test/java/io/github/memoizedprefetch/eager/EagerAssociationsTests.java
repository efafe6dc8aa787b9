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
package io.github.memoizedprefetch.eager;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.EagerAssociations;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.database.builder.JpaCursorItemReaderBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The hints, and the path.
 */
class EagerAssociationsTests {

	private static final String QUERY = "select p from Purchase p order by p.id";

	@AutoClose
	private final Database database = Database.open(Purchase.class, Customer.class, Line.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final EntityManagerFactory entityManagerFactory = this.database.entityManagerFactory();

	EagerAssociationsTests() {
		this.database.inTransaction((entityManager) -> {
			for (long id = 0; id < 6; id++) {
				Purchase purchase = new Purchase();
				purchase.id = id;
				purchase.customer = new Customer();
				purchase.customer.id = id;
				entityManager.persist(purchase.customer);
				entityManager.persist(purchase);
				Line line = new Line();
				line.id = id;
				line.purchase = purchase;
				line.customer = purchase.customer;
				entityManager.persist(line);
			}
		});
	}

	@Entity(name = "Purchase")
	@Table(name = "purchases")
	static class Purchase {

		@Id
		Long id;

		@ManyToOne
		Customer customer;

		@OneToMany(mappedBy = "purchase")
		List<Line> lines = new ArrayList<>();

	}

	@Entity(name = "Customer")
	static class Customer {

		@Id
		Long id;

	}

	@Entity(name = "Line")
	static class Line {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Purchase purchase;

		@ManyToOne
		Customer customer;

	}

	/** An item that is no entity. */
	record Row(Purchase purchase) {
	}

	private MemoizedPrefetch prefetch(Class<?> itemType, String... paths) {
		return MemoizedPrefetch.builder(this.entityManagerFactory).itemType(itemType).paths(paths).build();
	}

	@Test
	void should_keep_the_hints_that_there_are() {
		Map<String, Object> hints = EagerAssociations.lazy(this.entityManagerFactory, Purchase.class,
				Map.of("org.hibernate.fetchSize", 50));
		assertThat(hints).containsEntry("org.hibernate.fetchSize", 50)
			.containsOnlyKeys("org.hibernate.fetchSize", "jakarta.persistence.fetchgraph");
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_leave_a_graph_that_there_is() {
		Object graph = this.entityManagerFactory
			.callInTransaction((entityManager) -> entityManager.createEntityGraph(Purchase.class));
		for (String name : List.of("jakarta.persistence.fetchgraph", "jakarta.persistence.loadgraph",
				"javax.persistence.fetchgraph", "javax.persistence.loadgraph")) {
			assertThat(EagerAssociations.lazy(this.entityManagerFactory, Purchase.class, Map.of(name, graph)))
				.isEqualTo(Map.of(name, graph));
		}
		assertThat(this.log.warnings()).hasSize(4)
			.first()
			.isEqualTo("What is EAGER in Purchase is not made lazy: the hints of its query have a graph of their own"
					+ " [jakarta.persistence.fetchgraph].");
	}

	@Test
	void should_refuse_what_is_no_entity() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> EagerAssociations.lazy(this.entityManagerFactory, Row.class))
			.withMessage(Row.class.getName() + " is no entity of the EntityManagerFactory");
	}

	@Test
	void should_be_refused_by_native_queries() {
		Map<String, Object> hints = EagerAssociations.lazy(this.entityManagerFactory, Purchase.class);
		this.database.inTransaction((entityManager) -> assertThatThrownBy(() -> hints
			.forEach(entityManager.createNativeQuery("select * from purchases", Purchase.class)::setHint))
			.hasMessageContaining("native"));
	}

	@Test
	void should_serve_a_paging_reader() throws Exception {
		assertServed(new JpaPagingItemReaderBuilder<Purchase>().name("reader")
			.entityManagerFactory(this.entityManagerFactory)
			.queryString(QUERY)
			.hintValues(EagerAssociations.lazy(this.entityManagerFactory, Purchase.class))
			.build());
	}

	@Test
	void should_serve_a_cursor_reader() throws Exception {
		assertServed(new JpaCursorItemReaderBuilder<Purchase>().name("reader")
			.entityManagerFactory(this.entityManagerFactory)
			.queryString(QUERY)
			.hintValues(EagerAssociations.lazy(this.entityManagerFactory, Purchase.class))
			.build());
	}

	private void assertServed(ItemStreamReader<Purchase> reader) throws Exception {
		MemoizedPrefetch prefetch = prefetch(Purchase.class, EagerAssociations.PATH);
		reader.open(new ExecutionContext());
		this.database.statements().reset();
		List<Purchase> purchases = new ArrayList<>();
		for (Purchase purchase = reader.read(); purchase != null; purchase = reader.read()) {
			purchases.add(purchase);
		}
		assertThat(this.database.statements().selectsFrom("customer")).isZero();
		assertThat(purchases).hasSize(6)
			.allSatisfy((purchase) -> assertThat(Hibernate.isInitialized(purchase.customer)).isFalse());
		prefetch.processChunk(purchases);
		assertThat(this.database.statements().selectsFrom("customer")).isEqualTo(1);
		assertThat(purchases).allSatisfy((purchase) -> assertThat(Hibernate.isInitialized(purchase.customer)).isTrue());
		reader.close();
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_serve_items_that_hold_entities() {
		MemoizedPrefetch prefetch = prefetch(Row.class, "purchase." + EagerAssociations.PATH);
		this.database.inTransaction((entityManager) -> {
			var query = entityManager.createQuery(QUERY, Purchase.class);
			EagerAssociations.lazy(this.entityManagerFactory, Purchase.class).forEach(query::setHint);
			List<Row> rows = query.getResultList().stream().map(Row::new).toList();
			this.database.statements().reset();
			prefetch.processChunk(rows);
			assertThat(this.database.statements().count()).isEqualTo(1);
			assertThat(rows).allSatisfy((row) -> assertThat(Hibernate.isInitialized(row.purchase().customer)).isTrue());
		});
	}

	/** The hints have told the factory; who reads without them is not concerned. */
	@Test
	void should_serve_what_is_left_out_with_any_paths() {
		MemoizedPrefetch prefetch = prefetch(Purchase.class, "lines");
		MemoizedPrefetch automatic = MemoizedPrefetch.builder(this.entityManagerFactory).automatic().build();
		List<Purchase> before = read(Map.of());
		assertThat(this.database.statements().during(() -> prefetch.processChunk(before))).hasSize(1);
		List<Purchase> purchases = read(EagerAssociations.lazy(this.entityManagerFactory, Purchase.class));
		assertThat(this.database.statements().during(() -> prefetch.processChunk(purchases))).hasSize(1);
		assertThat(purchases)
			.allSatisfy((purchase) -> assertThat(purchase.customer.getClass()).isSameAs(Customer.class));
		List<Purchase> others = read(EagerAssociations.lazy(this.entityManagerFactory, Purchase.class));
		assertThat(this.database.statements().during(() -> automatic.processChunk(others))).hasSize(1);
		assertThat(others).allSatisfy((purchase) -> assertThat(purchase.customer.getClass()).isSameAs(Customer.class));
		assertThat(this.database.statements().during(() -> prefetch.processChunk(read(Map.of())))).hasSize(7);
		assertThat(this.log.warnings()).isEmpty();
	}

	private List<Purchase> read(Map<String, Object> hints) {
		return this.database.read((entityManager) -> {
			var query = entityManager.createQuery(QUERY, Purchase.class);
			hints.forEach(query::setHint);
			return query.getResultList();
		});
	}

	@Test
	void should_say_that_the_reader_has_no_hints() {
		MemoizedPrefetch prefetch = prefetch(Purchase.class, EagerAssociations.PATH);
		this.database.inTransaction((entityManager) -> {
			List<Purchase> purchases = entityManager.createQuery(QUERY, Purchase.class).getResultList();
			prefetch.processChunk(purchases);
		});
		assertThat(this.log.warnings()).containsExactly("Prefetching 'customer' comes too late, the reader loads it"
				+ " with its owner: it is EAGER; let the reader's query leave it out with the hints of"
				+ " EagerAssociations.lazy(..), or map it with fetch = FetchType.LAZY.");
	}

	@Test
	void should_refuse_a_path_to_nothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch(Customer.class, "*eager"))
			.withMessage("Customer has no EAGER association that could be prefetched (path '*eager'); leave it out");
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch(Row.class, "*eager"))
			.withMessage("'*eager' stands behind an entity only (path '*eager'); give the path to one, like"
					+ " 'order.*eager'");
		assertThatIllegalArgumentException().isThrownBy(() -> prefetch(Purchase.class, "*eager.customer"))
			.withMessageContaining("Purchase has no attribute '*eager'");
	}

}
