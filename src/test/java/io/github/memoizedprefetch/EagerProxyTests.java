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

import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Transient;
import jakarta.persistence.TypedQuery;
import org.hibernate.Hibernate;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A proxy in an EAGER association is the user's own, unless a query has left the
 * association out; and a row that a config hides is there.
 */
class EagerProxyTests {

	@AutoClose
	private final Database database = Database.open(Letter.class, Town.class);

	@BeforeEach
	void insert() {
		this.database.inTransaction((em) -> {
			for (long id = 0; id < 4; id++) {
				Town town = new Town();
				town.id = id;
				em.persist(town);
				Letter letter = new Letter();
				letter.id = id;
				letter.town = town;
				em.persist(letter);
			}
		});
	}

	@Test
	void should_stay_in_a_new_item() {
		MemoizedPrefetch prefetch = builder().build();
		this.database.inTransaction((em) -> {
			Letter letter = letter(em, 1L);
			Town proxy = letter.town;
			prefetch.processChunk(List.of(letter));
			assertThat(letter.town).isSameAs(proxy);
			assertThat(em.getReference(Town.class, 1L)).isSameAs(proxy);
		});
	}

	@Test
	void should_stay_in_a_new_item_where_queries_of_its_class_leave_associations_out() {
		EagerAssociations.lazy(this.database.entityManagerFactory(), Letter.class);
		should_stay_in_a_new_item();
	}

	@Test
	void should_stay_in_a_new_item_if_a_restriction_hides_the_row() {
		MemoizedPrefetch prefetch = restricted();
		this.database.inTransaction((em) -> {
			Letter letter = letter(em, 1L);
			prefetch.processChunk(List.of(letter));
			em.persist(letter);
		});
		assertThat(this.database.<Long>read((em) -> em.find(Letter.class, 10L).town.id)).isEqualTo(1L);
	}

	@Test
	void should_stay_in_an_item_that_was_read_while_the_session_had_the_proxy() {
		List<Boolean> plain = this.database.read((em) -> {
			Town proxy = em.getReference(Town.class, 1L);
			List<Letter> letters = query(em).getResultList();
			assertThat(letters.get(1).town).isSameAs(proxy);
			return proxies(letters);
		});
		MemoizedPrefetch prefetch = builder().build();
		assertThat(this.database.<List<Boolean>>read((em) -> {
			em.getReference(Town.class, 1L);
			List<Letter> letters = query(em).getResultList();
			prefetch.processChunk(letters);
			return proxies(letters);
		})).isEqualTo(plain).containsExactly(false, true, false, false);
	}

	@Test
	void should_not_be_initialised_in_a_new_item_before_the_step_comes_to_it() {
		MemoizedPrefetch prefetch = builder().build();
		this.database.inTransaction((em) -> {
			Letter letter = letter(em, 1L);
			prefetch.processChunk(List.of(letter));
			assertThat(Hibernate.isInitialized(letter.town)).isFalse();
			this.database.statements().reset();
			assertThat(letter.town.loads()).isOne();
			assertThat(this.database.statements().count()).isZero();
		});
	}

	@Test
	void should_be_loaded_by_hibernate_if_it_was_left_out_and_a_restriction_hides_the_row() {
		MemoizedPrefetch prefetch = restricted();
		this.database.inTransaction((em) -> {
			TypedQuery<Letter> query = query(em);
			EagerAssociations.lazy(this.database.entityManagerFactory(), Letter.class).forEach(query::setHint);
			List<Letter> letters = query.getResultList();
			prefetch.processChunk(letters);
			assertThat(letters).extracting((letter) -> letter.town.loads()).containsExactly(1, 1, 1, 1);
			assertThat(proxies(letters)).containsExactly(false, true, false, true);
		});
		assertThat(this.database.<List<Long>>read((em) -> query(em).getResultStream().map((it) -> it.town.id).toList()))
			.containsExactly(0L, 1L, 2L, 3L);
	}

	private MemoizedPrefetch.Builder builder() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).itemType(Letter.class).paths("town");
	}

	private MemoizedPrefetch restricted() {
		return builder()
			.config(MemoizedPrefetchConfig.of(Town.class)
				.restriction((root, query, builder) -> builder
					.equal(builder.mod(root.<Long>get("id").as(Integer.class), 2), 0)))
			.build();
	}

	private static Letter letter(EntityManager em, Long town) {
		Letter letter = new Letter();
		letter.id = 10L;
		letter.town = em.getReference(Town.class, town);
		return letter;
	}

	private static TypedQuery<Letter> query(EntityManager em) {
		return em.createQuery("from EagerLetter order by id", Letter.class);
	}

	private static List<Boolean> proxies(List<Letter> letters) {
		return letters.stream().map((letter) -> letter.town instanceof HibernateProxy).toList();
	}

	/** The item. */
	@Entity(name = "EagerLetter")
	static class Letter {

		@Id
		Long id;

		@ManyToOne(optional = true)
		Town town;

	}

	/** Hears of it. */
	@Entity(name = "EagerTown")
	static class Town {

		@Id
		Long id;

		@Transient
		int loads;

		@PostLoad
		void loaded() {
			this.loads++;
		}

		int loads() {
			return this.loads;
		}

	}

}
