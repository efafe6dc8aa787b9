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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.model.getters.House;
import io.github.memoizedprefetch.model.getters.Lease;
import io.github.memoizedprefetch.model.getters.Person;
import io.github.memoizedprefetch.model.getters.Room;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Property access, and getters that return something else than Hibernate has set.
 */
class GetterTests {

	private static final int HOUSES = 6;

	@AutoClose
	private final Database database = Database.open(House.class, Person.class, Room.class);

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			List<House> houses = new ArrayList<>();
			for (int id = 0; id < HOUSES; id++) {
				houses.add(new House(id));
			}
			List<Person> persons = new ArrayList<>();
			for (int id = 0; id < 4; id++) {
				persons.add(new Person(id, houses.get(id)));
			}
			houses.forEach((house) -> move(house, persons));
			persons.forEach(entityManager::persist);
			houses.forEach(entityManager::persist);
			for (int id = 0; id < 12; id++) {
				entityManager.persist(new Room(id, houses.get(id % 5), persons.get(id % 4)));
			}
		});
	}

	private static void move(House house, List<Person> persons) {
		int id = house.getId();
		house.setOwner(persons.get(id % 4));
		house.setTenant(persons.get((id + 1) % 4));
		house.setArchitect(persons.get((id + 2) % 4));
		house.setNeighbour(persons.get((id + 3) % 4));
		house.setHeir((id != 3) ? persons.get(id % 3) : null);
		house.setLease((id != 4) ? new Lease(persons.get(id % 2)) : null);
	}

	private MemoizedPrefetch prefetch(String... paths) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).paths(paths).build();
	}

	private void assertServed(Function<House, String> processor, int cold, String... paths) {
		List<String> plain = managed((houses) -> {
		}, processor, Integer.MAX_VALUE);
		MemoizedPrefetch managed = prefetch(paths);
		MemoizedPrefetch detached = prefetch(paths);
		for (int statements : new int[] { cold, 0 }) {
			assertThat(managed((houses) -> assertPrefetched(managed, houses, statements), processor, 0))
				.isEqualTo(plain);
			List<House> houses = detached();
			assertPrefetched(detached, houses, statements);
			assertThat(houses.stream().map(processor)).containsExactlyElementsOf(plain);
		}
	}

	private void assertPrefetched(MemoizedPrefetch prefetch, List<House> houses, int statements) {
		assertThat(this.database.statements().during(() -> prefetch.processChunk(houses))).hasSize(statements);
	}

	private List<String> managed(Consumer<List<House>> prefetch, Function<House, String> processor, int lazy) {
		return this.database.read((entityManager) -> {
			List<House> houses = houses(entityManager);
			prefetch.accept(houses);
			List<String> lines = new ArrayList<>();
			assertThat(this.database.statements()
				.during(() -> houses.forEach((house) -> lines.add(processor.apply(house)))))
				.hasSizeLessThanOrEqualTo(lazy);
			entityManager.clear();
			return lines;
		});
	}

	private static String name(Person person) {
		return (person != null) ? person.getName() : "nobody";
	}

	private static String painters(List<Room> rooms) {
		return rooms.stream().map((room) -> room.getId() + name(room.getPainter())).sorted().toList().toString();
	}

	@Test
	void should_serve_references_whose_getters_unproxy() {
		assertServed((house) -> name(house.getOwner()) + name(house.getHeir()), 1, "owner", "heir");
	}

	@Test
	void should_serve_a_mixture_of_accesses() {
		assertServed((house) -> name(house.getNeighbour()) + name(house.getArchitect()), 1, "neighbour", "architect");
	}

	/** Hibernate calls them to compare embeddables, when it loads the owner already. */
	@Test
	void should_serve_references_in_an_embeddable_whose_getters_unproxy_and_copy() {
		assertServed((house) -> (house.getLease() != null) ? name(house.getLease().getWitness()) : "no lease", 0,
				"lease.witness");
	}

	@Test
	void should_serve_collections_that_are_shown_as_views() {
		assertServed((house) -> painters(house.getRooms()), 2, "rooms.painter");
	}

	@Test
	void should_serve_collections_that_are_copied_from_a_field_of_another_name() {
		assertServed((house) -> painters(house.getKept()), 2, "kept.painter");
	}

	@Test
	void should_serve_collections_that_are_made_when_they_are_asked_for() {
		assertServed((house) -> painters(house.getListing()), 2, "listing.painter");
	}

	@Test
	void should_serve_what_is_behind_an_entity_with_such_getters() {
		MemoizedPrefetch prefetch = prefetch("birthplace.rooms.painter", "birthplace.kept", "birthplace.heir",
				"birthplace.tenant");
		Function<Person, String> processor = (person) -> painters(person.getBirthplace().getRooms())
				+ person.getBirthplace().getKept().size() + name(person.getBirthplace().getHeir())
				+ name(person.getBirthplace().getTenant());
		Chunks<Person> chunks = new Chunks<>(this.database, Person.class, 10, processor);
		for (int run = 0; run < 2; run++) {
			for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
					chunks.detached(prefetch::processChunk))) {
				assertThat(result.lines()).isEqualTo(chunks.plain());
				assertThat(result.lazy()).isEmpty();
			}
		}
	}

	/** Of a managed item, Hibernate tells what the getter is about to load. */
	@Test
	void should_serve_a_managed_reference_whose_getter_unproxies_a_field_of_another_name() {
		MemoizedPrefetch prefetch = prefetch("tenant");
		for (int statements = 1; statements >= 0; statements--) {
			int expected = statements;
			assertThat(managed((houses) -> assertPrefetched(prefetch, houses, expected),
					(house) -> name(house.getTenant()), 0))
				.startsWith("Person 1", "Person 2");
		}
	}

	@Test
	void should_leave_a_detached_reference_whose_getter_cannot_be_called_and_say_so() {
		List<House> houses = detached();
		MemoizedPrefetch prefetch = prefetch("tenant", "owner");
		try (LogCapture log = new LogCapture()) {
			assertThatNoException().isThrownBy(() -> prefetch.processChunk(houses));
			assertThatNoException().isThrownBy(() -> prefetch.processChunk(detached()));
			assertThat(log.warnings()).singleElement()
				.asString()
				.contains("'tenant' is left as Hibernate made it", "getter");
		}
		assertThat(houses.get(2).getOwner().getName()).isEqualTo("Person 2");
	}

	@Test
	void should_not_fail_where_a_getter_fails() {
		House house = new House(77);
		Person owner = this.database.read((entityManager) -> entityManager.getReference(Person.class, 3));
		house.setOwner(owner);
		assertThatNoException()
			.isThrownBy(() -> prefetch("architect.birthplace", "owner").processChunk(List.of(house)));
		assertThat(house.getOwner().getName()).isEqualTo("Person 3");
	}

	@Test
	void should_read_what_was_replaced() {
		List<House> houses = detached();
		Room room = this.database.read((entityManager) -> entityManager.find(Room.class, 11));
		for (House house : houses) {
			house.setRooms(new ArrayList<>(List.of(room)));
			house.setOwner(houses.get(5 - house.getId()).getOwnerReference());
		}
		prefetch("rooms.painter", "owner").processChunk(houses);
		assertThat(painters(houses.get(0).getRooms())).isEqualTo("[11Person 3]");
		assertThat(houses.get(0).getOwner().getName()).isEqualTo("Person 1");
	}

	/** What the processor of an earlier chunk has done to a collection. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void should_not_load_what_a_wrapper_would(boolean managed) {
		MemoizedPrefetch prefetch = prefetch("listing.painter");
		Function<List<House>, String> work = (houses) -> {
			houses.forEach((house) -> house.setListing(Collections.unmodifiableList(house.getListing())));
			assertThat(this.database.statements().during(() -> prefetch.processChunk(houses))).hasSize(managed ? 2 : 0);
			return managed ? painters(houses.get(1).getListing()) : "";
		};
		if (managed) {
			String painters = this.database.read((entityManager) -> {
				List<House> houses = houses(entityManager);
				String line = work.apply(houses);
				entityManager.clear();
				return line;
			});
			assertThat(painters).isEqualTo("[11Person 3, 1Person 1, 6Person 2]");
		}
		else {
			var unused = work.apply(detached());
		}
	}

	/** Without the flush, which would call all getters. */
	private List<House> detached() {
		return this.database.read((entityManager) -> {
			List<House> houses = houses(entityManager);
			entityManager.clear();
			return houses;
		});
	}

	private static List<House> houses(EntityManager entityManager) {
		return entityManager.createQuery("from House order by id", House.class).getResultList();
	}

	/** An item that is no entity. */
	public record Visit(House house, List<Room> rooms) {
	}

	@Test
	void should_leave_elements_that_are_not_loaded_of_an_item_that_is_no_entity() {
		MemoizedPrefetch prefetch = prefetch("rooms.painter", "house.owner");
		List<Visit> detached = visits(detached());
		try (LogCapture log = new LogCapture()) {
			assertThat(this.database.statements().during(() -> prefetch.processChunk(detached))).hasSize(1);
			assertThat(log.warnings()).singleElement().asString().contains("'rooms'", "not loaded");
		}
		assertThat(detached.get(2).house().getOwner().getName()).isEqualTo("Person 2");
		this.database.inTransaction((entityManager) -> {
			List<Visit> managed = visits(houses(entityManager));
			assertThat(this.database.statements().during(() -> prefetch.processChunk(managed))).isEmpty();
			assertThat(painters(managed.get(1).rooms())).isEqualTo("[11Person 3, 1Person 1, 6Person 2]");
			entityManager.clear();
		});
	}

	private static List<Visit> visits(List<House> houses) {
		return houses.stream().map((house) -> new Visit(house, house.getRooms())).toList();
	}

	@Test
	void should_find_in_strict_mode_what_is_behind_such_getters() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("heir")
			.strictMode(StrictMode.WARN)
			.build();
		this.database.inTransaction((entityManager) -> {
			List<House> houses = houses(entityManager);
			prefetch.processChunk(houses);
			houses.forEach((house) -> {
				Hibernate.initialize(house.getOwner());
				painters(house.getRooms());
				painters(house.getKept());
			});
			entityManager.clear();
		});
		assertThat(prefetch.lazyLoads()).containsOnly(Map.entry("house.rooms", (long) HOUSES),
				Map.entry("house.kept", (long) HOUSES), Map.entry("house.neighbour", 1L));
	}

}
