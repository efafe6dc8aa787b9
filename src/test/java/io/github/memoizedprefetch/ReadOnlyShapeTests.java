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

import java.util.List;

import io.github.memoizedprefetch.model.animals.Animal;
import io.github.memoizedprefetch.model.animals.Cat;
import io.github.memoizedprefetch.model.animals.Dog;
import io.github.memoizedprefetch.model.animals.Person;
import io.github.memoizedprefetch.model.animals.Vet;
import io.github.memoizedprefetch.model.animals.Visit;
import io.github.memoizedprefetch.model.customers.Customer;
import io.github.memoizedprefetch.model.customers.Purchase;
import io.github.memoizedprefetch.model.customers.Purchases;
import io.github.memoizedprefetch.model.deferred.Desk;
import io.github.memoizedprefetch.model.eager.Card;
import io.github.memoizedprefetch.model.eager.Invoice;
import io.github.memoizedprefetch.model.eager.Member;
import io.github.memoizedprefetch.model.eager.Region;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which entities a read-only target concerns, by whatever way they are put into a
 * session.
 */
class ReadOnlyShapeTests {

	@AutoClose
	private final Database database = Purchases.open();

	private static Status status(EntityManager entityManager, Object entity) {
		return entityManager.unwrap(SessionImplementor.class)
			.getPersistenceContextInternal()
			.getEntry(Hibernate.unproxy(entity))
			.getStatus();
	}

	@Test
	void should_concern_what_a_key_finds() {
		MemoizedPrefetchConfig<Customer> config = new MemoizedPrefetchConfig<>(Customer.class);
		config.setReadOnly(true); // as in XML
		MemoizedPrefetch keys = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemsAreIdsOf(Customer.class, "sponsor")
			.config(config)
			.build();
		this.database.inTransaction((entityManager) -> {
			keys.processChunk(List.of(1L), entityManager);
			Customer customer = entityManager.find(Customer.class, 1L);
			assertThat(status(entityManager, customer)).isEqualTo(Status.READ_ONLY);
			assertThat(status(entityManager, customer.getSponsor())).isEqualTo(Status.READ_ONLY);
		});
	}

	/** By the target that fetches it along, whose own is none. */
	@Test
	void should_concern_what_is_fetched_along() {
		MemoizedPrefetch along = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Customer.class, "customer").fetch("sponsor").readOnly(true))
			.build();
		this.database.inTransaction((entityManager) -> {
			Purchase purchase = Purchases.purchase(entityManager);
			along.processChunk(List.of(purchase));
			assertThat(this.database.statements()
				.during(() -> assertThat(purchase.getCustomer().getSponsor().getName()).isEqualTo("customer 2")))
				.isEmpty();
			assertThat(status(entityManager, purchase.getCustomer().getSponsor())).isEqualTo(Status.READ_ONLY);
		});
	}

	/** The class of the config, and not the others of its hierarchy. */
	@Test
	void should_concern_a_class_and_its_subclasses() {
		try (Database animals = Database.open(Animal.class, Cat.class, Dog.class, Person.class, Vet.class,
				Visit.class)) {
			animals.inTransaction((entityManager) -> {
				entityManager.persist(new Cat(1, "Tom", null));
				entityManager.persist(new Dog(2, "Rex", null));
				entityManager.persist(new Visit(1, entityManager.getReference(Animal.class, 1L), null, null));
				entityManager.persist(new Visit(2, entityManager.getReference(Animal.class, 2L), null, null));
			});
			for (Class<? extends Animal> type : List.of(Dog.class, Animal.class)) {
				MemoizedPrefetch visits = MemoizedPrefetch.builder(animals.entityManagerFactory())
					.paths("animal")
					.config(new MemoizedPrefetchConfig<>(type).readOnly(true))
					.build();
				animals.inTransaction((entityManager) -> {
					List<Visit> all = entityManager.createQuery("from Visit order by id", Visit.class).getResultList();
					visits.processChunk(all);
					assertThat(status(entityManager, all.get(0).getAnimal()))
						.isEqualTo((type == Animal.class) ? Status.READ_ONLY : Status.MANAGED);
					assertThat(status(entityManager, all.get(1).getAnimal())).isEqualTo(Status.READ_ONLY);
				});
			}
		}
	}

	/** A callback changes it when the step comes to it, which is not written then. */
	@Test
	void should_concern_what_waits_for_the_step() {
		try (Database desks = Database.open(Desk.class, Desk.Letter.class, Desk.Leaf.class, Desk.Listened.class,
				Desk.Heard.class, Desk.Trimmed.class, Desk.Coded.class, Desk.Folder.class);
				LogCapture log = new LogCapture()) {
			desks.inTransaction((entityManager) -> {
				Desk.Listened listened = new Desk.Listened(1);
				Desk desk = new Desk(3);
				desk.fill(null, List.of(new Desk.Letter(1, "", null)), listened, null, null, null, null);
				desk.getLetters().clear();
				desk.getByName().clear();
				entityManager.persist(listened);
				entityManager.persist(desk);
			});
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(desks.entityManagerFactory())
				.config(MemoizedPrefetchConfig.of(Desk.Listened.class, "listened").readOnly(true))
				.strictMode(StrictMode.WARN)
				.build();
			desks.inTransaction((entityManager) -> {
				Desk desk = entityManager.find(Desk.class, 3L);
				prefetch.processChunk(List.of(desk));
				assertThat(Hibernate.isInitialized(desk.getListened())).isFalse();
				desks.statements().reset();
				assertThat(desk.getListened().getName()).isEqualTo("listened1*");
				assertThat(status(entityManager, desk.getListened())).isEqualTo(Status.READ_ONLY);
				entityManager.flush();
				assertThat(desks.statements().statements()).isEmpty();
			});
			assertThat(log.warnings()).hasSize(1).first().asString().contains("name of Listened#1");
		}
	}

	/** Of EAGER targets, and both sides of a one-to-one, each by its own config. */
	@Test
	void should_concern_what_is_loaded_along() {
		try (Database invoices = Database.open(Invoice.class, io.github.memoizedprefetch.model.eager.Customer.class,
				Region.class, Card.class, Member.class); LogCapture log = new LogCapture()) {
			invoices.inTransaction((entityManager) -> {
				Region country = new Region(1, "country", null);
				Region region = new Region(2, "region", country);
				var customer = new io.github.memoizedprefetch.model.eager.Customer(1, "customer", region);
				customer.getVisited().add(new Region(3, "other", country));
				List.of(country, region, customer.getVisited().iterator().next(), customer,
						new Card(1, "card", customer), new Invoice(1, customer))
					.forEach(entityManager::persist);
			});
			for (Class<?> type : List.of(Region.class, Card.class)) {
				MemoizedPrefetch prefetch = MemoizedPrefetch.builder(invoices.entityManagerFactory())
					.itemType(Invoice.class)
					.paths("customer")
					.config(new MemoizedPrefetchConfig<>(type).readOnly(true))
					.build();
				invoices.inTransaction((entityManager) -> {
					Invoice invoice = entityManager.find(Invoice.class, 1L);
					prefetch.processChunk(List.of(invoice));
					var customer = invoice.getCustomer();
					Status region = (type == Region.class) ? Status.READ_ONLY : Status.MANAGED;
					assertThat(status(entityManager, customer)).isEqualTo(Status.MANAGED);
					assertThat(status(entityManager, customer.getRegion())).isEqualTo(region);
					assertThat(status(entityManager, customer.getRegion().getCountry())).isEqualTo(region);
					assertThat(status(entityManager, customer.getVisited().iterator().next())).isEqualTo(region);
					assertThat(status(entityManager, customer.getCard()))
						.isEqualTo((type == Region.class) ? Status.MANAGED : Status.READ_ONLY);
				});
			}
			assertThat(log.warnings()).noneMatch((warning) -> warning.contains("has no effect"));
		}
	}

	/** It reads what it merges, and the session has others only. */
	@Test
	void should_not_concern_what_is_merged_with_a_merge_prefetch() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Customer.class, "payer").readOnly(true))
			.strictMode(StrictMode.FAIL)
			.build();
		Customer changed = this.database.read((entityManager) -> entityManager.find(Customer.class, 1L));
		changed.setName("changed");
		this.database.inTransaction((entityManager) -> {
			Purchase purchase = Purchases.purchase(entityManager);
			prefetch.processChunk(List.of(purchase));
			assertThat(status(entityManager, purchase.getPayer())).isEqualTo(Status.READ_ONLY);
			MergePrefetch.of(this.database.entityManagerFactory()).load(entityManager, List.of(changed));
			assertThat(status(entityManager, entityManager.merge(changed))).isEqualTo(Status.MANAGED);
		});
		assertThat(this.database.<String>read((entityManager) -> entityManager.find(Customer.class, 1L).getName()))
			.isEqualTo("changed");
	}

}
