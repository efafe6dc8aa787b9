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
import java.util.Set;
import java.util.function.BiConsumer;

import io.github.memoizedprefetch.model.customers.Customer;
import io.github.memoizedprefetch.model.customers.Purchase;
import io.github.memoizedprefetch.model.customers.Purchases;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.Status;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Targets that a config makes read-only, compared with those that
 * {@code session.setReadOnly} does.
 */
class ReadOnlyTargetTests {

	@AutoClose
	private final Database database = Purchases.open();

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.paths("payer")
		.config(MemoizedPrefetchConfig.of(Customer.class, "customer").readOnly(true))
		.build();

	private static EntityEntry entry(EntityManager entityManager, Object entity) {
		return entityManager.unwrap(SessionImplementor.class)
			.getPersistenceContextInternal()
			.getEntry(Hibernate.unproxy(entity));
	}

	/** Twice: the second time from the memo. */
	private void managed(BiConsumer<EntityManager, Purchase> work) {
		for (int i = 0; i < 2; i++) {
			this.database.inTransaction((entityManager) -> {
				Purchase purchase = Purchases.purchase(entityManager);
				this.prefetch.processChunk(List.of(purchase));
				work.accept(entityManager, purchase);
			});
		}
	}

	@Test
	void should_have_neither_loaded_state_nor_dirty_check() {
		managed((entityManager, purchase) -> {
			for (Customer customer : List.of(purchase.getCustomer(), purchase.getPayer())) {
				assertThat(entry(entityManager, customer).getStatus()).isEqualTo(Status.READ_ONLY);
				assertThat(entry(entityManager, customer).getLoadedState()).isNull();
				assertThat(entityManager.unwrap(Session.class).isReadOnly(customer)).isTrue();
				assertThat(Hibernate.isInitialized(customer)).isTrue();
				customer.setName("changed");
				customer.getSince().setTime(9);
			}
			assertThat(this.database.statements().during(entityManager::flush)).isEmpty();
		});
		assertThat(customers()).containsExactly("customer 1 v0 0 of 2 [new]", "customer 2 v0 0 of null [new]");
	}

	private List<String> customers() {
		return this.database
			.read((entityManager) -> entityManager.createQuery("from Customer order by id", Customer.class)
				.getResultStream()
				.map(Customer::toString)
				.toList());
	}

	/** Its proxy says so too, and it is one only there. */
	@Test
	void should_leave_items_and_what_hibernate_loads_as_they_are() {
		this.database.inTransaction((entityManager) -> {
			Purchase purchase = Purchases.purchase(entityManager);
			Hibernate.initialize(purchase.getPayer());
			this.prefetch.processChunk(List.of(purchase));
			assertThat(entityManager.unwrap(Session.class).isReadOnly(purchase)).isFalse();
			assertThat(entityManager.unwrap(Session.class).isReadOnly(purchase.getPayer())).isFalse();
			assertThat(entityManager.unwrap(Session.class).isReadOnly(purchase.getCustomer())).isTrue();
			purchase.setState("paid");
			purchase.getPayer().setName("changed");
			purchase.getCustomer().setName("changed");
		});
		assertThat(customers()).containsExactly("customer 1 v0 0 of 2 [new]", "changed v1 0 of null [new]");
		assertThat(this.database.<String>read((entityManager) -> Purchases.purchase(entityManager).getState()))
			.isEqualTo("paid");
	}

	@Test
	void should_not_concern_other_prefetches_and_targets() {
		MemoizedPrefetch other = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("customer", "payer")
			.build();
		this.database.inTransaction((entityManager) -> {
			Purchase purchase = Purchases.purchase(entityManager);
			other.processChunk(List.of(purchase));
			this.prefetch.processChunk(List.of(purchase));
			assertThat(entry(entityManager, purchase.getCustomer()).getStatus()).isEqualTo(Status.MANAGED);
			purchase.getCustomer().setName("changed");
		});
		assertThat(customers().get(0)).startsWith("changed v1");
	}

	@Test
	void should_change_nothing_of_detached_items() {
		Purchase purchase = this.database.read(Purchases::purchase);
		this.prefetch.processChunk(List.of(purchase));
		purchase.getCustomer().setName("changed");
		this.database.inTransaction((entityManager) -> entityManager.merge(purchase.getCustomer()));
		assertThat(customers().get(0)).startsWith("changed v1");
	}

	@Test
	void should_be_as_ever_in_a_session_that_is_read_only() {
		this.database.inTransaction((entityManager) -> {
			entityManager.unwrap(Session.class).setDefaultReadOnly(true);
			Purchase purchase = Purchases.purchase(entityManager);
			this.prefetch.processChunk(List.of(purchase));
			entityManager.unwrap(Session.class).setReadOnly(purchase.getCustomer(), false);
			purchase.getCustomer().setName("changed");
			purchase.getPayer().setName("changed");
		});
		assertThat(customers().get(0)).startsWith("changed v1");
		assertThat(customers().get(1)).startsWith("customer 2 v0");
	}

	/** What is done with the customer of a purchase, which is a proxy. */
	private enum Deed {

		NOTHING {
			@Override
			void on(Session session, Purchase purchase) {
			}
		},

		SETTERS {
			@Override
			void on(Session session, Purchase purchase) {
				purchase.getCustomer().setName("changed");
				purchase.getCustomer().setSponsor(null);
			}
		},

		MUTABLE_VALUE {
			@Override
			void on(Session session, Purchase purchase) {
				purchase.getCustomer().getSince().setTime(7);
			}
		},

		COLLECTION {
			@Override
			void on(Session session, Purchase purchase) {
				purchase.getCustomer().setName("changed");
				purchase.getCustomer().getTags().add("old");
			}
		},

		OTHER_COLLECTION {
			@Override
			void on(Session session, Purchase purchase) {
				purchase.getCustomer().setTags(Set.of("other"));
			}
		},

		REFRESH {
			@Override
			void on(Session session, Purchase purchase) {
				purchase.getCustomer().setName("changed");
				session.refresh(purchase.getCustomer());
				assertThat(purchase.getCustomer().getName()).isEqualTo("customer 1");
				purchase.getCustomer().setName("changed again");
			}
		},

		REMOVE {
			@Override
			void on(Session session, Purchase purchase) {
				Customer customer = purchase.getCustomer();
				customer.setName("changed");
				purchase.setCustomer(null);
				session.remove(customer);
			}
		},

		MERGE {
			@Override
			void on(Session session, Purchase purchase) {
				session.merge(new Customer(1, null));
			}
		},

		LOCK {
			@Override
			void on(Session session, Purchase purchase) {
				session.lock(purchase.getCustomer(), LockModeType.PESSIMISTIC_WRITE);
			}
		},

		INCREMENT {
			@Override
			void on(Session session, Purchase purchase) {
				session.lock(purchase.getCustomer(), LockModeType.OPTIMISTIC_FORCE_INCREMENT);
			}
		},

		WRITABLE {
			@Override
			void on(Session session, Purchase purchase) {
				purchase.getCustomer().setSponsor(null);
				session.setReadOnly(purchase.getCustomer(), false);
				purchase.getCustomer().setName("changed");
			}
		},

		EVICT {
			@Override
			void on(Session session, Purchase purchase) {
				session.evict(purchase.getCustomer());
				session.find(Customer.class, 1L).setName("changed");
			}
		};

		abstract void on(Session session, Purchase purchase);

	}

	private record Outcome(Class<?> failure, List<String> statements, List<String> customers, Boolean readOnly) {
	}

	private Outcome outcome(Deed deed, BiConsumer<Session, Purchase> preparation) {
		Class<?> failure = null;
		Boolean[] readOnly = { null };
		List<String> statements = new ArrayList<>();
		try {
			this.database.inTransaction((entityManager) -> {
				Session session = entityManager.unwrap(Session.class);
				Purchase purchase = Purchases.purchase(entityManager);
				preparation.accept(session, purchase);
				Object proxy = purchase.getCustomer();
				statements.addAll(this.database.statements().during(() -> {
					deed.on(session, purchase);
					session.flush();
				}));
				readOnly[0] = session.contains(proxy) ? session.isReadOnly(proxy) : null;
			});
		}
		catch (RuntimeException ex) {
			failure = ex.getClass();
		}
		return new Outcome(failure, statements, customers(), readOnly[0]);
	}

	@ParameterizedTest
	@EnumSource
	void should_be_as_what_hibernate_makes_read_only(Deed deed) {
		Outcome plain = outcome(deed,
				(session, purchase) -> List.of(purchase.getCustomer(), purchase.getPayer()).forEach((customer) -> {
					Hibernate.initialize(customer);
					session.setReadOnly(customer, true);
				}));
		this.database.execute("delete from Customer_tags");
		this.database.execute("delete from Purchase");
		this.database.execute("delete from Customer");
		Purchases.populate(this.database);
		Outcome prefetched = outcome(deed, (session, purchase) -> this.prefetch.processChunk(List.of(purchase)));
		assertThat(prefetched).isEqualTo(plain);
	}

}
