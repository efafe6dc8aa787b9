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
import java.util.Map;
import java.util.stream.Stream;

import io.github.memoizedprefetch.model.fleet.Fleet;
import io.github.memoizedprefetch.model.fleet.Fleet.BoxVan;
import io.github.memoizedprefetch.model.fleet.Fleet.Building;
import io.github.memoizedprefetch.model.fleet.Fleet.Clerk;
import io.github.memoizedprefetch.model.fleet.Fleet.Driver;
import io.github.memoizedprefetch.model.fleet.Fleet.Event;
import io.github.memoizedprefetch.model.fleet.Fleet.Garage;
import io.github.memoizedprefetch.model.fleet.Fleet.Trip;
import io.github.memoizedprefetch.model.fleet.Fleet.Truck;
import io.github.memoizedprefetch.model.fleet.Fleet.Van;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Collections of subclasses: of the rows of their table only some belong to them.
 */
class SubclassElementTests {

	@AutoClose
	private static final Database database = Database.open(Fleet.entities().toArray(Class<?>[]::new));

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			List<Fleet> fleets = new ArrayList<>();
			for (long id = 1; id <= 4; id++) {
				fleets.add(new Fleet(id));
			}
			fleets.forEach(entityManager::persist);
			for (int i = 0; i < 12; i++) {
				Fleet fleet = fleets.get(i % 4);
				Truck truck = new Truck(100 + i, fleet);
				Van van = (i % 3 == 0) ? new Van(200 + i, fleet) : new BoxVan(200 + i, fleet);
				Driver driver = new Driver(300 + i, fleet);
				Stream
					.of(truck, van, driver, new Clerk(400 + i, fleet), new Building(500 + i, fleet),
							new Garage(600 + i, fleet), new Event(700 + i, fleet), new Trip(800 + i, fleet))
					.forEach(entityManager::persist);
				fleets.get(i % 3).getRented().add(truck);
				fleets.get(i % 3).getTrained().add(driver);
				fleets.get(i % 2).getLent().put("place" + i, van);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "trucks", "rented", "lent", "drivers", "trained", "garages", "trips" })
	void should_have_their_own_only(String path) {
		Chunks<Fleet> chunks = new Chunks<>(database, Fleet.class, 3, (fleet) -> describe(fleet, path));
		List<String> plain = chunks.plain();
		assertThat(plain).hasSize(4).doesNotHaveDuplicates();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Fleet.class)
			.paths(path)
			.build();
		for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
				chunks.detached(prefetch::processChunk))) {
			assertThat(result.lines()).isEqualTo(plain);
			assertThat(result.lazy()).isEmpty();
		}
		assertThat(chunks.managed(prefetch::processChunk).prefetched()).containsExactly(0, 0);
	}

	private static String describe(Fleet fleet, String path) {
		return fleet.getId() + ": " + switch (path) {
			case "trucks" -> ids(fleet.getTrucks().stream().map(Truck::getId));
			case "rented" -> ids(fleet.getRented().stream().map(Truck::getId));
			case "lent" -> ids(fleet.getLent().entrySet().stream().map(SubclassElementTests::describe));
			case "drivers" -> ids(fleet.getDrivers().stream().map(Driver::getId));
			case "trained" -> ids(fleet.getTrained().stream().map(Driver::getId));
			case "garages" -> ids(fleet.getGarages().stream().map(Garage::getId));
			default -> ids(fleet.getTrips().stream().map(Trip::getId));
		};
	}

	private static String describe(Map.Entry<String, Van> entry) {
		return entry.getKey() + " " + entry.getValue().getId() + " " + entry.getValue().getClass().getSimpleName();
	}

	private static List<String> ids(Stream<?> elements) {
		return elements.map(String::valueOf).sorted().toList();
	}

}
