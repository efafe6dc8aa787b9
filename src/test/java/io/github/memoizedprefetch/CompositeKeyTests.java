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
import java.util.function.Function;

import io.github.memoizedprefetch.model.keys.Booking;
import io.github.memoizedprefetch.model.keys.CrewMember;
import io.github.memoizedprefetch.model.keys.Flight;
import io.github.memoizedprefetch.model.keys.Licence;
import io.github.memoizedprefetch.model.keys.Pilot;
import io.github.memoizedprefetch.model.keys.Seat;
import io.github.memoizedprefetch.model.keys.SeatId;
import io.github.memoizedprefetch.model.keys.Shift;
import io.github.memoizedprefetch.model.keys.ShiftId;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Targets whose ids have several columns, or are those of other entities.
 */
class CompositeKeyTests {

	@AutoClose
	private static final Database database = Database.open(Booking.class, Seat.class, Flight.class, CrewMember.class,
			Pilot.class, Licence.class, Shift.class);

	@BeforeAll
	static void populate() {
		database.inTransaction((entityManager) -> {
			List<Seat> seats = new ArrayList<>();
			List<Flight> flights = new ArrayList<>();
			List<Pilot> pilots = new ArrayList<>();
			List<Licence> licences = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				seats.add(new Seat(new SeatId(i / 2, (i % 2 == 0) ? "A" : "B"), "Seat " + i));
				flights.add(new Flight((i % 2 == 0) ? "AA" : "BB", i / 2, "City " + i));
				pilots.add(new Pilot(i, "Pilot " + i));
				licences.add(new Licence(pilots.get(i), "L" + i));
			}
			List.of(seats, flights, pilots, licences).forEach((list) -> list.forEach(entityManager::persist));
			for (int i = 0; i < 5; i++) {
				seats.get(i).getNeighbours().addAll(List.of(seats.get((i + 1) % 5), seats.get((i + 3) % 5)));
				for (int j = 0; j < i; j++) {
					Pilot pilot = pilots.get((i + j) % 5);
					entityManager.persist(new CrewMember(flights.get(i), pilot, "role " + j));
					entityManager.persist(new Shift(new ShiftId(flights.get(i), pilot), "shift " + j));
				}
			}
			for (int id = 0; id < 12; id++) {
				entityManager
					.persist(new Booking(id, seats.get(3 * id % 5), flights.get(2 * id % 5), licences.get(4 * id % 5)));
			}
		});
	}

	private static void assertServed(int statements, Function<Booking, String> processor, String... paths) {
		Chunks<Booking> chunks = new Chunks<>(database, Booking.class, 6, processor);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Booking.class)
			.paths(paths)
			.build();
		assertThat(chunks.managed(prefetch::processChunk).prefetched()).containsExactly(statements, 0, 0);
		for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
				chunks.detached(prefetch::processChunk))) {
			assertThat(result.lines()).hasSize(12).isEqualTo(chunks.plain());
			assertThat(result.lazy()).isEmpty();
			assertThat(result.prefetched()).containsOnly(0);
		}
	}

	@Test
	void should_serve_targets_with_an_embedded_id() {
		assertServed(1, (booking) -> booking.getSeat().getName(), "seat");
	}

	@Test
	void should_serve_collections_of_targets_with_an_embedded_id() {
		assertServed(2,
				(booking) -> booking.getSeat().getNeighbours().stream().map(Seat::getName).sorted().toList().toString(),
				"seat.neighbours");
	}

	@Test
	void should_serve_targets_with_an_id_class() {
		assertServed(1, (booking) -> booking.getFlight().getDestination() + booking.getFlight().getAirline()
				+ booking.getFlight().getNumber(), "flight");
	}

	@Test
	void should_serve_targets_whose_id_is_that_of_another_entity() {
		assertServed(2, (booking) -> booking.getLicence().getNumber() + booking.getLicence().getPilot().getName(),
				"licence.pilot");
	}

	@Test
	void should_serve_a_through_entity_whose_associations_are_its_id() {
		assertServed(3,
				(booking) -> booking.getFlight()
					.getCrew()
					.stream()
					.map((member) -> member.getRole() + " " + member.getPilot().getName() + " "
							+ member.getFlight().getDestination())
					.sorted()
					.toList()
					.toString(),
				"flight.crew.pilot");
	}

	@Test
	void should_leave_a_through_entity_whose_associations_are_inside_its_id_and_say_so() {
		Chunks<Booking> chunks = new Chunks<>(database, Booking.class, 6,
				(booking) -> booking.getFlight().getDestination() + booking.getFlight()
					.getShifts()
					.stream()
					.map((shift) -> shift.getName() + " " + shift.getId().getPilot().getName())
					.sorted()
					.toList());
		try (LogCapture log = new LogCapture()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Booking.class)
				.paths("flight.shifts")
				.build();
			assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
			assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
			assertThat(log.warnings()).containsExactly("'flight.shifts' is not prefetched: the id of Shift holds an"
					+ " association, which cannot outlive its session; map it beside the id, with @MapsId or an @IdClass.");
		}
	}

	@Test
	void should_bind_no_more_keys_than_there_are() {
		List<Booking> bookings = database
			.read((entityManager) -> entityManager.createQuery("from Booking", Booking.class).getResultList());
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.paths("flight.crew")
			.build();
		List<String> statements = database.statements().during(() -> prefetch.processChunk(bookings));
		assertThat(statements).hasSize(2);
		assertThat(statements.get(1).chars().filter((character) -> character == '?')).hasSize(10);
	}

	@Test
	void should_serve_items_whose_associations_are_their_id() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(CrewMember.class)
			.paths("flight", "pilot")
			.build();
		database.inTransaction((entityManager) -> {
			List<CrewMember> crew = entityManager.createQuery("from CrewMember order by role", CrewMember.class)
				.getResultList();
			assertThat(database.statements().during(() -> prefetch.processChunk(crew))).hasSize(2);
			assertThat(database.statements()
				.during(() -> crew
					.forEach((member) -> assertThat(member.getFlight().getDestination() + member.getPilot().getName())
						.doesNotContain("null"))))
				.isEmpty();
			assertThat(database.statements().during(entityManager::flush)).isEmpty();
		});
	}

}
