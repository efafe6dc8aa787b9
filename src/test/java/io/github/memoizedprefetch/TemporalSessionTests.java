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

import java.time.Instant;
import java.util.List;

import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.Hibernate;
import org.hibernate.SessionBuilder;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Temporal;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session that reads tables as they were is left to Hibernate.
 */
@EnabledIf("isKnown")
class TemporalSessionTests {

	@AutoClose
	private final Database database = Database.open(Offer.class, Price.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	/** Since Hibernate 7.4. */
	static boolean isKnown() {
		return List.of(LoadQueryInfluencers.class.getMethods())
			.stream()
			.anyMatch((method) -> method.getName().equals("getTemporalIdentifier"));
	}

	@Test
	void should_not_serve_current_rows_to_a_session_of_an_earlier_time() throws InterruptedException {
		this.database.inTransaction((entityManager) -> {
			Price price = new Price(1L, 10);
			entityManager.persist(price);
			entityManager.persist(new Offer(1L, price));
		});
		Thread.sleep(20); // the instants of rows are those of the clock
		Instant before = Instant.now();
		Thread.sleep(20);
		this.database.inTransaction((entityManager) -> entityManager.find(Price.class, 1L).amount = 20);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Offer.class)
			.paths("price")
			.build();
		this.database.inTransaction((entityManager) -> {
			Offer offer = entityManager.find(Offer.class, 1L);
			prefetch.processChunk(List.of(offer));
			assertThat(this.database.statements().during(() -> assertThat(offer.price.getAmount()).isEqualTo(20)))
				.isEmpty();
		});
		assertThat(this.log.warnings()).isEmpty();
		SessionBuilder past = this.database.entityManagerFactory()
			.unwrap(SessionFactory.class)
			.withOptions()
			.asOf(before);
		try (var session = past.openSession()) {
			Offer offer = session.find(Offer.class, 1L);
			prefetch.processChunk(List.of(offer));
			assertThat(offer.price.getAmount()).isEqualTo(10);
		}
		assertThat(this.log.warnings()).singleElement().asString().contains("price", "an earlier time");
	}

	/** Detached items that a step merges whose session reads the past. */
	@Test
	void should_leave_detached_items_of_a_step_whose_session_is_of_an_earlier_time() {
		this.database.inTransaction((entityManager) -> {
			Price price = new Price(1L, 10);
			entityManager.persist(price);
			entityManager.persist(new Offer(1L, price));
		});
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Offer.class)
			.paths("price")
			.build();
		Offer offer = this.database.read((entityManager) -> entityManager.find(Offer.class, 1L));
		step(Instant.now(), () -> prefetch.processChunk(List.of(offer)));
		assertThat(Hibernate.isInitialized(offer.price)).isFalse();
		assertThat(this.log.warnings()).singleElement()
			.asString()
			.contains("price", "it is detached, and the session of the thread's transaction, which may merge it, reads"
					+ " the rows of an earlier time, and only the current ones are memoized.");
		step(null, () -> prefetch.processChunk(List.of(offer)));
		assertThat(offer.price.getAmount()).isEqualTo(10);
	}

	/** In a step of Spring's whose session is of a time; of now if that is null. */
	private void step(Instant time, Runnable work) {
		SessionFactory factory = this.database.entityManagerFactory().unwrap(SessionFactory.class);
		JpaTransactionManager transactions = new JpaTransactionManager(factory) {

			@Override
			protected EntityManager createEntityManagerForTransaction() {
				SessionBuilder options = factory.withOptions();
				return ((time != null) ? options.asOf(time) : options).openSession();
			}

		};
		new TransactionTemplate(transactions).executeWithoutResult((status) -> work.run());
	}

	@Entity(name = "Offer")
	static class Offer {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Price price;

		Offer() {
		}

		Offer(Long id, Price price) {
			this.id = id;
			this.price = price;
		}

	}

	@Entity(name = "Price")
	@Temporal
	static class Price {

		@Id
		Long id;

		int amount;

		Price() {
		}

		Price(Long id, int amount) {
			this.id = id;
			this.amount = amount;
		}

		int getAmount() {
			return this.amount;
		}

	}

}
