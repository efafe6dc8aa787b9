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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.model.eager.Card;
import io.github.memoizedprefetch.model.eager.Customer;
import io.github.memoizedprefetch.model.eager.Invoice;
import io.github.memoizedprefetch.model.eager.Region;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.hibernate.Hibernate;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Targets that Hibernate loads more with: it comes from the memo too.
 */
class EagerTargetTests {

	@AutoClose
	private final Database database = Database.open(Invoice.class, Customer.class, Region.class, Card.class);

	private final Chunks<Invoice> chunks = new Chunks<>(this.database, Invoice.class, 4, EagerTargetTests::describe);

	private MemoizedPrefetch prefetch(long cacheSize, String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Invoice.class)
			.paths(paths)
			.cacheSize(cacheSize)
			.build();
	}

	private static String describe(Invoice invoice) {
		Customer customer = invoice.getCustomer();
		Region region = customer.getRegion();
		Region country = (region != null) ? region.getCountry() : null;
		Card card = customer.getCard();
		return customer.getGreeting() + customer.getPostLoads() + ((region != null) ? region.getName() : "")
				+ ((country != null) ? country.getName() : "")
				+ customer.getVisited().stream().map(Region::getName).sorted().toList()
				+ customer.getPhones().stream().sorted().toList() + ((card != null) ? card.getNumber() : "");
	}

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			List<Region> regions = new ArrayList<>();
			for (int id = 0; id < 6; id++) {
				regions.add(new Region(id, "Region " + id, (id < 2) ? null : regions.get(id % 2)));
			}
			regions.forEach(entityManager::persist);
			List<Customer> customers = new ArrayList<>();
			for (int id = 0; id < 5; id++) {
				Customer customer = new Customer(id, "Customer " + id, (id == 4) ? null : regions.get(id + 1));
				for (int i = 0; i < id; i++) {
					customer.getVisited().add(regions.get((id + i) % 6));
					customer.getPhones().add("phone " + id + i);
				}
				entityManager.persist(customer);
				customers.add(customer);
				if (id % 2 == 0) {
					entityManager.persist(new Card(id + 10, "Card " + id, customer));
				}
			}
			for (int id = 0; id < 12; id++) {
				entityManager.persist(new Invoice(id, customers.get(id % 5)));
			}
		});
	}

	@Test
	void should_serve_managed_items_as_plain_hibernate_does() {
		for (long cacheSize : new long[] { 1, 100 }) {
			Chunks.Result result = this.chunks.managed(prefetch(cacheSize, "customer")::processChunk);
			assertThat(result.lines()).hasSize(12).isEqualTo(this.chunks.plain());
			assertThat(result.lazy()).isEmpty();
		}
	}

	@Test
	void should_serve_detached_items_as_plain_hibernate_does() {
		for (long cacheSize : new long[] { 1, 100 }) {
			Chunks.Result result = this.chunks.detached(prefetch(cacheSize, "customer")::processChunk);
			assertThat(result.lines()).hasSize(12).isEqualTo(this.chunks.plain());
			assertThat(result.lazy()).isEmpty();
		}
	}

	@Test
	void should_issue_no_statement_for_what_comes_from_the_memo() {
		MemoizedPrefetch prefetch = prefetch(100, "customer");
		this.chunks.managed(prefetch::processChunk);
		for (Chunks.Result result : List.of(this.chunks.managed(prefetch::processChunk),
				this.chunks.detached(prefetch::processChunk))) {
			assertThat(result.prefetched()).containsOnly(0);
			assertThat(result.lazy()).isEmpty();
		}
	}

	@Test
	void should_load_what_comes_along_by_joins_as_hibernate_does() {
		List<Invoice> invoices = this.database
			.read((entityManager) -> entityManager.createQuery("from Invoice", Invoice.class).getResultList());
		List<String> statements = this.database.statements()
			.during(() -> prefetch(100, "customer").processChunk(invoices));
		// Hibernate asks for the inverse side of a one-to-one for each owner
		assertThat(statements).filteredOn((sql) -> sql.contains("from Card")).hasSize(5);
		assertThat(statements).filteredOn((sql) -> !sql.contains("from Card")).hasSize(1);
	}

	@Test
	void should_fire_post_load_once_for_each_instance() {
		MemoizedPrefetch prefetch = prefetch(100, "customer");
		for (int chunk = 0; chunk < 2; chunk++) {
			this.database.inTransaction((entityManager) -> {
				List<Invoice> invoices = entityManager.createQuery("from Invoice", Invoice.class).getResultList();
				prefetch.processChunk(invoices);
				assertThat(invoices).extracting((invoice) -> invoice.getCustomer().getPostLoads()).containsOnly(1);
				assertThat(invoices.get(3).getCustomer().getGreeting()).isEqualTo("Dear Customer 3");
			});
		}
	}

	@Test
	void should_prefetch_on_through_the_inverse_side_of_a_one_to_one() {
		MemoizedPrefetch prefetch = prefetch(100, "customer.card");
		Chunks.Result result = this.chunks.managed(prefetch::processChunk);
		assertThat(result.lines()).isEqualTo(this.chunks.plain());
		assertThat(result.lazy()).isEmpty();
	}

	/** Flushing tells a reference to a proxy from one to an entity that is removed. */
	@Test
	void should_make_lazy_references_proxies_as_hibernate_does() {
		this.database.inTransaction((entityManager) -> {
			Invoice invoice = entityManager.getReference(Invoice.class, 3L);
			prefetch(100, "customer.card").processChunk(List.of(invoice));
			Customer customer = ((Invoice) Hibernate.unproxy(invoice)).getCustomer();
			this.database.statements().reset();
			assertThat(customer).isInstanceOf(HibernateProxy.class);
			assertThat(customer.getGreeting()).isEqualTo("Dear Customer 3");
			assertThat(this.database.statements().count()).isZero();
		});
	}

	@Test
	void should_leave_lazy_what_is_lazy() {
		Card card = this.database.read((entityManager) -> entityManager.find(Card.class, 10));
		assertThat(Hibernate.isInitialized(card.getCustomer())).isFalse();
		MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("customer")
			.build()
			.processChunk(List.of(card));
		assertThat(card.getCustomer().getCard().getNumber()).isEqualTo("Card 0");
	}

}
