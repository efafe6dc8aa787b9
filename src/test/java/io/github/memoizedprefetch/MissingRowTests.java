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

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.model.codes.City;
import io.github.memoizedprefetch.model.codes.Country;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import org.hibernate.Hibernate;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MissingRowTests {

	@AutoClose
	private final Database database = Database.open(City.class, Country.class);

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.itemType(City.class)
		.paths("country", "neighbours", "visitors")
		.build();

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			Country one = new Country(1, 10, "One");
			entityManager.persist(one);
			City dangling = new City("A", null, entityManager.getReference(Country.class, 404));
			dangling.getVisitors().add(one);
			City sound = new City("B", null, one);
			sound.getNeighbours().add(one);
			City danglingLink = new City("C", null, entityManager.getReference(Country.class, 404));
			danglingLink.getNeighbours().addAll(List.of(one, entityManager.getReference(Country.class, 405)));
			List.of(dangling, sound, danglingLink).forEach(entityManager::persist);
		});
	}

	private static List<City> cities(EntityManager entityManager) {
		return entityManager.createQuery("from City order by name", City.class).getResultList();
	}

	@Test
	void should_watch_lazy_loads_after_a_reference_was_found_dangling() {
		MemoizedPrefetch watching = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("neighbours")
			.strictMode(StrictMode.WARN)
			.build();
		this.database.inTransaction((entityManager) -> {
			City city = cities(entityManager).get(0);
			watching.processChunk(List.of(city));
			assertThatExceptionOfType(EntityNotFoundException.class).isThrownBy(() -> city.getCountry().getName());
			assertThat(city.getVisitors()).extracting(Country::getName).containsExactly("One");
		});
	}

	@Test
	void should_leave_the_dangling_references_to_hibernate_and_serve_the_rest() {
		this.database.inTransaction((entityManager) -> {
			List<City> cities = cities(entityManager);
			this.prefetch.processChunk(cities);
			assertThat(this.database.statements().during(() -> {
				assertThat(cities.get(0).getVisitors()).extracting(Country::getName).containsExactly("One");
				assertThat(cities.get(1).getCountry().getName()).isEqualTo("One");
				assertThat(cities.get(1).getNeighbours()).extracting(Country::getName).containsExactly("One");
				assertThat(cities.get(2).getVisitors()).isEmpty();
			})).isEmpty();
			assertThat(Hibernate.isInitialized(cities.get(0).getCountry())).isFalse();
			assertThatExceptionOfType(EntityNotFoundException.class)
				.isThrownBy(() -> cities.get(0).getCountry().getName());
		});
	}

	@Test
	void should_serve_the_rest_of_detached_items_too() {
		List<City> cities = this.database.read(MissingRowTests::cities);
		this.prefetch.processChunk(cities);
		assertThat(Hibernate.isInitialized(cities.get(0).getCountry())).isFalse();
		assertThat(cities.get(0).getVisitors()).extracting(Country::getName).containsExactly("One");
		assertThat(cities.get(1).getCountry().getName()).isEqualTo("One");
		assertThat(cities.get(1).getNeighbours()).extracting(Country::getName).containsExactly("One");
		assertThat(cities.get(2).getNeighbours()).extracting(Country::getName).containsExactly("One");
	}

	@Test
	void should_pass_over_a_reference_that_was_found_dangling_before() {
		try (Database bookshop = Database.open();
				MemoizedPrefetch nested = MemoizedPrefetch.builder(bookshop.entityManagerFactory())
					.paths("book.author")
					.build()) {
			Review detached = bookshop.read((entityManager) -> {
				Review review = new Review(1, 5, entityManager.getReference(Book.class, 404));
				assertThatExceptionOfType(EntityNotFoundException.class).isThrownBy(() -> review.getBook().getTitle());
				nested.processChunk(List.of(review));
				return review;
			});
			nested.processChunk(List.of(detached));
		}
	}

	@Test
	void should_read_a_collection_with_a_dangling_link_as_plain_hibernate_does() {
		List<String> plain = this.database.read(MissingRowTests::neighbours);
		List<String> prefetched = this.database.read((entityManager) -> {
			this.prefetch.processChunk(cities(entityManager));
			int before = this.database.statements().count();
			List<String> found = neighbours(entityManager);
			assertThat(this.database.statements().count()).isEqualTo(before);
			return found;
		});
		assertThat(prefetched).isEqualTo(plain);
	}

	/** Another transaction has deleted the row, and left the link. */
	@ParameterizedTest
	@CsvSource({ "false, false", "true, false", "true, true" })
	void should_not_find_an_element_that_is_in_the_session_alone(boolean prefetched, boolean remembered) {
		this.database.inTransaction((entityManager) -> {
			Country two = new Country(2, 20, "Two");
			entityManager.persist(two);
			entityManager.find(City.class, "C").getNeighbours().add(two);
		});
		List<String> found = this.database.read((entityManager) -> {
			assertThat(entityManager.find(Country.class, 2).getName()).isEqualTo("Two");
			if (remembered) {
				this.prefetch.processChunk(this.database.read(MissingRowTests::cities));
			}
			this.database.inTransaction((other) -> other.remove(other.find(Country.class, 2)));
			if (prefetched) {
				this.prefetch.processChunk(cities(entityManager));
			}
			return neighbours(entityManager);
		});
		assertThat(found).containsExactly("One");
	}

	private static List<String> neighbours(EntityManager entityManager) {
		return entityManager.find(City.class, "C").getNeighbours().stream().map(Country::getName).toList();
	}

	@Test
	void should_ask_for_an_absent_row_once_a_chunk() {
		List<City> cities = this.database.read(MissingRowTests::cities);
		// two roles and their targets in one statement, of which the absent rows are part
		assertThat(this.database.statements().during(() -> this.prefetch.processChunk(cities))).hasSize(3);
		assertThat(this.prefetch.statistics().target(Country.class).misses()).isEqualTo(2);
		assertThat(this.prefetch.statistics().target(Country.class).loads()).isOne();
	}

	@Test
	void should_say_once_which_collection_is_left() {
		MemoizedPrefetch restricted = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("neighbours")
			.config(MemoizedPrefetchConfig.of(Country.class)
				.restriction((root, query, builder) -> builder.equal(root.get("name"), "None")))
			.build();
		try (LogCapture log = new LogCapture()) {
			restricted.processChunk(this.database.read(MissingRowTests::cities));
			restricted.processChunk(this.database.read(MissingRowTests::cities));
			assertThat(log.warnings()).containsExactly("A reference at 'neighbours' is left as Hibernate made it:"
					+ " an element of the collection is missing or restricted.");
		}
	}

}
