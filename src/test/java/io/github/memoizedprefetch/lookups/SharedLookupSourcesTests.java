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

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.model.eager.Card;
import io.github.memoizedprefetch.model.eager.Customer;
import io.github.memoizedprefetch.model.eager.Region;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Formula;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What shared entities are made of, besides their own rows. */
class SharedLookupSourcesTests {

	@AutoClose
	private final Database database = Database.open(Customer.class, Region.class, Card.class, Place.class);

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> {
			Region region = new Region(1, "north", null);
			em.persist(region);
			Customer customer = new Customer(1, "Ann", region);
			customer.getVisited().add(region);
			customer.getPhones().add("1");
			em.persist(customer);
			em.persist(new Place());
		});
	}

	private <V> V find(MemoizedLookup<String, V> lookup, String key) {
		return new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.execute((status) -> {
				lookup.prefetch(List.of(key, "another"));
				return lookup.get(key);
			});
	}

	private MemoizedPrefetch prefetch(MemoizedLookup<?, ?> lookup, MemoizedPrefetchConfig<?>... configs) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).config(configs).build();
	}

	@Test
	void should_be_made_anew_when_what_comes_along_is_changed() {
		MemoizedLookup<String, Customer> customers = MemoizedLookup.one(Customer.class, "name", String.class).shared();
		for (MemoizedPrefetchConfig<?> config : List.of(new MemoizedPrefetchConfig<>(Customer.class),
				new MemoizedPrefetchConfig<>(Customer.class).prefetchAll(true))) {
			try (MemoizedPrefetch prefetch = prefetch(customers, config)) {
				Customer first = find(customers, "Ann");
				assertThat(find(customers, "Ann")).isSameAs(first);
				String region = first.getRegion().getName() + "+";
				this.database.inTransaction((em) -> em.createQuery("update Region set name = :name")
					.setParameter("name", region)
					.executeUpdate());
				assertThat(find(customers, "Ann").getRegion().getName()).isEqualTo(region);
				String phone = first.getPhones().size() + "+";
				this.database.inTransaction((em) -> em.find(Customer.class, 1).getPhones().add(phone));
				assertThat(find(customers, "Ann").getPhones()).contains(phone);
				assertThat(prefetch.statistics().total().statements()).isPositive();
			}
		}
	}

	@Test
	void should_not_be_shared_if_nobody_knows_what_they_are_made_of() {
		MemoizedLookup<String, Place> places = MemoizedLookup.one(Place.class, "name", String.class).shared();
		List<String> messages = LogCapture.messages(() -> {
			try (MemoizedPrefetch prefetch = prefetch(places)) {
				assertThat(find(places, "here").region).isEqualTo("north");
				this.database.inTransaction((em) -> em.createQuery("update Region set name = 'south'").executeUpdate());
				assertThat(find(places, "here").region).isEqualTo("south");
			}
		});
		assertThat(messages).filteredOn((message) -> message.contains("remembers nothing beyond a chunk")).hasSize(1);
	}

	@Entity(name = "Place")
	static class Place {

		@Id
		Long id = 1L;

		String name = "here";

		@Formula("(select r.name from Region r where r.id = 1)")
		String region;

	}

}
