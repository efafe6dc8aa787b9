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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.memoizedprefetch.model.customers.Customer;
import io.github.memoizedprefetch.model.customers.Purchase;
import io.github.memoizedprefetch.model.customers.Purchases;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.engine.spi.EntityEntryExtraState;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.event.spi.EventType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What strict mode says of changes that are not written, because a config makes the
 * target read-only.
 */
class ReadOnlyStrictModeTests {

	private static final String REMEDY = ", which its config makes read-only; remove readOnly(true), or call"
			+ " session.setReadOnly(.., false) before the change";

	private static final String NAME = "Changed and not written: name of Customer#1" + REMEDY;

	@AutoClose
	private final Database database = Purchases.open();

	@AutoClose
	private final LogCapture log = new LogCapture();

	private MemoizedPrefetch prefetch(StrictMode mode) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Customer.class, "customer.sponsor", "payer").readOnly(true))
			.strictMode(mode)
			.build();
	}

	private void change(MemoizedPrefetch prefetch, BiConsumer<Session, Customer> change) {
		this.database.inTransaction((entityManager) -> {
			Purchase purchase = Purchases.purchase(entityManager);
			prefetch.processChunk(List.of(purchase));
			change.accept(entityManager.unwrap(Session.class), purchase.getCustomer());
		});
	}

	private void change(MemoizedPrefetch prefetch, Consumer<Customer> change) {
		change(prefetch, (session, customer) -> change.accept(customer));
	}

	@Test
	void should_warn_once_a_class_until_the_memo_is_cleared() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.WARN);
		for (int i = 0; i < 2; i++) {
			change(prefetch, (customer) -> {
				customer.setName("changed");
				customer.getSponsor().setName("changed");
			});
		}
		assertThat(this.log.warnings()).hasSize(1)
			.allMatch((warning) -> warning.equals(NAME) || warning.equals(NAME.replace("#1", "#2")));
		prefetch.clear();
		change(prefetch, (customer) -> customer.setName("changed"));
		assertThat(this.log.warnings()).hasSize(2).endsWith(NAME);
	}

	@Test
	void should_name_all_attributes_that_a_flush_would_write() {
		change(prefetch(StrictMode.WARN), (customer) -> {
			customer.getSince().setTime(7);
			customer.setSponsor(null);
			customer.setName("changed");
		});
		assertThat(this.log.warnings())
			.containsExactly("Changed and not written: name, since, sponsor of Customer#1" + REMEDY);
	}

	@Test
	void should_fail_the_flush() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL);
		change(prefetch, (session, customer) -> {
			customer.setName("changed");
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(session::flush).withMessage(NAME);
			customer.setName("customer 1");
		});
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> change(prefetch, (customer) -> customer.setName("changed")))
			.withStackTraceContaining(NAME);
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_say_so_of_what_is_merged() {
		change(prefetch(StrictMode.WARN), (session, customer) -> {
			Customer other = new Customer(1, customer.getSponsor());
			other.setTags(customer.getTags());
			other.setName("changed");
			session.merge(other);
		});
		assertThat(this.log.warnings()).containsExactly(NAME);
	}

	@Test
	void should_say_so_of_what_was_refreshed_before() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.WARN);
		change(prefetch, (session, customer) -> {
			this.database.execute("update Customer set name = 'other' where id = 1");
			session.refresh(customer);
			session.flush();
			assertThat(customer.getName()).isEqualTo("other");
			assertThat(this.log.warnings()).isEmpty();
			customer.setName("changed");
		});
		assertThat(this.log.warnings()).containsExactly(NAME);
	}

	@Test
	void should_be_silent_where_nothing_is_lost() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL);
		change(prefetch, (customer) -> {
			customer.setName("changed");
			customer.setName("customer 1");
		});
		change(prefetch, (session, customer) -> session.remove(session.find(Purchase.class, 1)));
		populateAnew();
		change(prefetch, (session, customer) -> {
			session.setReadOnly(customer, false);
			customer.setName("changed");
			session.flush();
			session.setReadOnly(customer, true);
		});
		change(prefetch, (session, customer) -> {
			customer.setName("again");
			session.evict(customer);
		});
		assertThat(this.database.<String>read((entityManager) -> entityManager.find(Customer.class, 1L).getName()))
			.isEqualTo("changed");
		assertThat(this.log.warnings()).isEmpty();
	}

	private void populateAnew() {
		this.database.inTransaction((entityManager) -> entityManager
			.persist(new Purchase(1, entityManager.find(Customer.class, 1L), entityManager.find(Customer.class, 2L))));
	}

	/** What users have made read-only is their own affair. */
	@Test
	void should_be_silent_of_what_is_read_only_anyway() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.FAIL);
		this.database.inTransaction((entityManager) -> {
			entityManager.unwrap(Session.class).setDefaultReadOnly(true);
			Purchase purchase = Purchases.purchase(entityManager);
			prefetch.processChunk(List.of(purchase));
			purchase.getCustomer().setName("changed");
			entityManager.flush();
		});
		this.database.inTransaction((entityManager) -> {
			Purchase purchase = Purchases.purchase(entityManager);
			entityManager.unwrap(Session.class).setReadOnly(purchase.getCustomer(), true);
			prefetch.processChunk(List.of(purchase));
			purchase.getCustomer().setName("changed");
			entityManager.flush();
		});
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_cost_nothing_when_off() {
		MemoizedPrefetch prefetch = prefetch(StrictMode.OFF);
		SessionFactoryImplementor factory = this.database.entityManagerFactory()
			.unwrap(SessionFactoryImplementor.class);
		change(prefetch, (session, customer) -> {
			customer.setName("changed");
			assertThat(session.unwrap(SessionImplementor.class)
				.getPersistenceContextInternal()
				.getEntry(Hibernate.unproxy(customer))
				.getExtraState(EntityEntryExtraState.class)).isNull();
		});
		assertThat(this.log.warnings()).isEmpty();
		// nor when no target is read-only
		MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("customer")
			.strictMode(StrictMode.FAIL)
			.build();
		assertThat(factory.getEventListenerRegistry().getEventListenerGroup(EventType.FLUSH_ENTITY).count()).isOne();
	}

}
