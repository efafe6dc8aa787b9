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

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.batch.MemoizedPrefetchFactoryBean;
import io.github.memoizedprefetch.model.keys.Booking;
import io.github.memoizedprefetch.model.keys.CrewMember;
import io.github.memoizedprefetch.model.keys.CrewMemberId;
import io.github.memoizedprefetch.model.keys.Flight;
import io.github.memoizedprefetch.model.keys.FlightId;
import io.github.memoizedprefetch.model.keys.Licence;
import io.github.memoizedprefetch.model.keys.Pilot;
import io.github.memoizedprefetch.model.keys.Seat;
import io.github.memoizedprefetch.model.keys.SeatId;
import io.github.memoizedprefetch.model.keys.Shift;
import io.github.memoizedprefetch.model.keys.ShiftId;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Ids of several properties, which a key names.
 */
class NamedIdTests {

	@AutoClose
	private final Database database = Database.open(Flight.class, Pilot.class, CrewMember.class, Shift.class,
			Seat.class, Licence.class, Booking.class);

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			for (int i = 1; i <= 4; i++) {
				Flight flight = new Flight("a" + i % 2, i, "destination " + i);
				Pilot pilot = new Pilot(i, "pilot " + i);
				Seat seat = new Seat(new SeatId(i, "s"), "seat " + i);
				List.of(flight, pilot, seat).forEach(entityManager::persist);
				entityManager.persist(new CrewMember(flight, pilot, "role " + i));
				entityManager.persist(new Shift(new ShiftId(flight, pilot), "shift " + i));
				entityManager.persist(new Booking(i, seat, flight, null));
			}
		});
	}

	private MemoizedPrefetch build(UnaryOperator<MemoizedPrefetch.Builder> keys) {
		return keys.apply(MemoizedPrefetch.builder(this.database.entityManagerFactory())).build();
	}

	/** How many statements it takes, with what is asserted by the processing. */
	private int statements(MemoizedPrefetch prefetch, List<?> items, Consumer<EntityManager> processing) {
		this.database.statements().reset();
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> {
				prefetch.processChunk(items);
				processing.accept(
						EntityManagerFactoryUtils.getTransactionalEntityManager(this.database.entityManagerFactory()));
			});
		return this.database.statements().count();
	}

	private int flights(MemoizedPrefetch prefetch, Object... items) {
		return statements(prefetch, Arrays.asList(items), (session) -> {
			assertThat(session.find(Flight.class, new FlightId("a1", 1)).getDestination()).isEqualTo("destination 1");
			assertThat(session.find(Flight.class, new FlightId("a0", 2)).getDestination()).isEqualTo("destination 2");
		});
	}

	@Test
	void should_name_the_properties_of_an_id_class() {
		record Row(String airline, Integer number) {
		}
		MemoizedPrefetch prefetch = build(
				(builder) -> builder.itemType(Row.class).key("airline, number", Flight.class));
		assertThat(flights(prefetch, new Row("a1", 1), new Row("a0", 2))).isEqualTo(1);
		assertThat(flights(prefetch, new Row("a1", 1), new Row("a0", 2))).isZero();
	}

	/** In any order, with numbers of another type. */
	@Test
	void should_say_which_property_is_what() {
		record Carrier(String code) {
		}
		record Row(long flightNumber, Carrier carrier) {
		}
		MemoizedPrefetch prefetch = build((builder) -> builder.itemType(Row.class)
			.key("number=flightNumber,airline = carrier.code", Flight.class, "crew.pilot"));
		Row one = new Row(1, new Carrier("a1"));
		assertThat(statements(prefetch, List.of(one, new Row(2, new Carrier("a0"))), (session) -> {
			Flight flight = session.find(Flight.class, new FlightId("a1", 1));
			assertThat(flight.getCrew()).singleElement()
				.satisfies((member) -> assertThat(member.getPilot().getName()).isEqualTo("pilot 1"));
		})).isEqualTo(3);
	}

	@Test
	void should_name_the_properties_of_an_embedded_id() {
		record Row(int line, String letter) {
		}
		MemoizedPrefetch prefetch = build((builder) -> builder.itemType(Row.class).key("line, letter", Seat.class));
		assertThat(statements(prefetch, List.of(new Row(1, "s"), new Row(2, "s")), (session) -> {
			assertThat(session.find(Seat.class, new SeatId(1, "s")).getName()).isEqualTo("seat 1");
			assertThat(session.find(Seat.class, new SeatId(2, "s")).getName()).isEqualTo("seat 2");
		})).isEqualTo(1);
	}

	@Test
	void should_take_objects_for_what_an_id_refers_to() {
		record Row(FlightId flight, long pilotId) {
		}
		MemoizedPrefetch prefetch = build(
				(builder) -> builder.itemType(Row.class).key("flight, pilot=pilotId", CrewMember.class));
		assertThat(statements(prefetch, List.of(new Row(new FlightId("a1", 1), 1)),
				(session) -> assertThat(
						session.find(CrewMember.class, new CrewMemberId(new FlightId("a1", 1), 1L)).getRole())
					.isEqualTo("role 1")))
			.isEqualTo(1);
	}

	/** Each of several lines has an id of its own. */
	@Test
	void should_read_the_properties_of_what_a_path_leads_to() {
		record Leg(String airline, int number) {
		}
		record Trip(List<Leg> legs) {
		}
		MemoizedPrefetch prefetch = build(
				(builder) -> builder.itemType(Trip.class).key("legs.airline, legs.number", Flight.class));
		assertThat(flights(prefetch, new Trip(List.of(new Leg("a1", 1), new Leg("a0", 2))), new Trip(List.of())))
			.isEqualTo(1);
	}

	/** Of entities that the items refer to, which are not loaded for that. */
	@Test
	void should_read_ids_of_associations() {
		MemoizedPrefetch prefetch = build((builder) -> builder.itemType(Shift.class)
			.key("flight=id.flight, pilot=id.pilot", Shift.class)
			.key("line=id.pilot.id, letter=name", Seat.class));
		this.database.inTransaction((entityManager) -> {
			entityManager.persist(new Seat(new SeatId(1, "shift 1"), "seat of the first"));
		});
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> {
				EntityManager session = EntityManagerFactoryUtils
					.getTransactionalEntityManager(this.database.entityManagerFactory());
				List<Shift> shifts = session.createQuery("from Shift order by name", Shift.class).getResultList();
				this.database.statements().reset();
				prefetch.processChunk(shifts);
				assertThat(Hibernate.isInitialized(shifts.get(0).getId().getPilot())).isFalse();
				assertThat(session.find(Seat.class, new SeatId(1, "shift 1")).getName()).isEqualTo("seat of the first");
				assertThat(this.database.statements().count()).isEqualTo(1);
			});
	}

	@Test
	void should_take_a_missing_value_for_no_id() {
		record Row(String airline, Integer number) {
		}
		MemoizedPrefetch prefetch = build(
				(builder) -> builder.itemType(Row.class).key("airline, number", Flight.class));
		assertThat(statements(prefetch, List.of(new Row("a1", null), new Row(null, 1)), (session) -> {
		})).isZero();
	}

	@Test
	void should_be_named_in_xml() {
		record Row(String airline, Integer flightNumber) {
		}
		MemoizedPrefetchFactoryBean bean = new MemoizedPrefetchFactoryBean();
		bean.setEntityManagerFactory(this.database.entityManagerFactory());
		bean.setItemType(Row.class);
		bean.setKeys(Map.of("airline, number=flightNumber", Flight.class));
		bean.setKeyPaths(Map.of("airline, number=flightNumber", new String[] { "crew" }));
		bean.afterPropertiesSet();
		assertThat(flights(bean.getObject(), new Row("a1", 1), new Row("a0", 2))).isEqualTo(2);
	}

	record Row(String airline, Integer number, String gate, List<Integer> numbers) {
	}

	private void assertRefused(String key, Class<?> entity, String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> build((builder) -> builder.itemType(Row.class).key(key, entity)))
			.withMessage(message);
	}

	@Test
	void should_refuse_names_that_an_id_does_not_have() {
		assertRefused("airline, gate", Flight.class, "Flight's id has no attribute 'gate' (key 'airline, gate');"
				+ " say which one it is, as in 'airline=gate'; it has airline, number");
		assertRefused("airline, nummer=number", Flight.class,
				"Flight's id has no attribute 'nummer' (key 'airline, nummer=number');"
						+ " say which one it is, as in 'airline=number'; did you mean 'number'?");
		assertRefused("airline, number, gate", Flight.class,
				"Flight's id has no attribute 'gate' (key 'airline, number, gate');"
						+ " say which one it is, as in 'airline=gate'; it has airline, number");
		assertRefused("airline=gate", Flight.class,
				"Flight's id has airline, number, of which the key 'airline=gate' does not name number");
		assertRefused("airline=gate, airline, number", Flight.class,
				"Key 'airline=gate, airline, number' has two values for 'airline'");
		assertRefused("airline, number", Pilot.class,
				"Pilot's id is one value, not several as in the key 'airline, number'");
	}

	@Test
	void should_refuse_properties_that_items_do_not_have() {
		assertRefused("airline, number=nummer", Flight.class,
				"Row has no attribute 'nummer' (path 'nummer'); did you mean 'number' or 'numbers'?");
		assertRefused("airline, ", Flight.class,
				"'' is no path; a path is a sequence of attributes, like 'book.author' or 'book__author'");
		assertRefused("airline, number=gate", Flight.class,
				"'number' of Flight's id is an Integer, but 'gate' is a String; give a function that makes the id, as in"
						+ " .key((Item item) -> .., Flight.class)");
	}

	@Test
	void should_refuse_several_values_of_one_property() {
		MemoizedPrefetch prefetch = build(
				(builder) -> builder.itemType(Row.class).key("airline, number=numbers", Flight.class));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> prefetch.processChunk(List.of(new Row("a1", 1, "", List.of(1, 2)))))
			.withMessage("'numbers' has several values in one item; an id has one of each");
	}

}
