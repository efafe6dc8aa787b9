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

import io.github.memoizedprefetch.model.codes.City;
import io.github.memoizedprefetch.model.codes.Country;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ForeignKeyToUniqueColumnTests {

	@AutoClose
	private final Database database = Database.open(City.class, Country.class);

	private final Chunks<City> chunks = new Chunks<>(this.database, City.class, 2,
			(city) -> city.getName() + ": " + city.getCountryByCode().getName());

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			// the code of the one is the primary key of the other
			Country one = new Country(1, 2, "One");
			Country two = new Country(2, 1, "Two");
			List.of(one, two).forEach(entityManager::persist);
			List.of(new City("A", one, two), new City("B", two, one), new City("C", one, one))
				.forEach(entityManager::persist);
		});
	}

	@Test
	void should_never_serve_the_row_whose_primary_key_has_the_same_value() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(City.class)
			.paths("countryByCode", "country")
			.build();
		assertThat(this.chunks.managed(prefetch::processChunk).lines()).containsExactly("A: One", "B: Two", "C: One");
		assertThat(this.chunks.detached(prefetch::processChunk).lines()).containsExactly("A: One", "B: Two", "C: One");
	}

	@Test
	void should_warn_that_hibernate_loads_it_with_its_owner() {
		try (LogCapture log = new LogCapture()) {
			MemoizedPrefetch.builder(this.database.entityManagerFactory())
				.itemType(City.class)
				.paths("countryByCode", "country")
				.build();
			assertThat(log.warnings())
				.containsExactly("Prefetching 'countryByCode' comes too late, the reader loads it with its owner: its"
						+ " @JoinColumn references another column than the primary key; leave the path out.");
		}
	}

	@Test
	void should_be_no_proxy_in_a_prefetched_owner() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(City.class)
			.paths("countryByCode")
			.build();
		this.database.inTransaction((entityManager) -> {
			City city = entityManager.getReference(City.class, "A");
			prefetch.processChunk(List.of(city));
			assertThat(city.getCountryByCode()).hasSameClassAs(new Country(1, 2, "One"));
			// as it fails where Hibernate has loaded the city
			entityManager.remove(city.getCountryByCode());
			assertThatThrownBy(entityManager::flush).hasMessageContaining("City.countryByCode");
			entityManager.clear();
		});
	}

}
