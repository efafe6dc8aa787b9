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
package io.github.memoizedprefetch.eager;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.memoizedprefetch.EagerAssociations;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import org.hibernate.Hibernate;
import org.hibernate.Version;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SQLSelect;
import org.hibernate.annotations.SoftDelete;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each kind of association that Hibernate loads with an item, as it is and left out: the
 * same is seen, and the statements of the query, of the prefetch, and of the rest.
 */
class EagerMappingTests {

	private static final int ITEMS = 4;

	@AutoClose
	private final LogCapture log = new LogCapture();

	@Entity(name = "Region")
	static class Region {

		@Id
		Long id;

		String name;

		@ManyToOne
		Region country;

		Region() {
		}

		Region(long id, Region country) {
			this.id = id;
			this.name = "region " + id;
			this.country = country;
		}

	}

	private static Region region(EntityManager entityManager, long id) {
		Region country = new Region(1_000 + id, null);
		Region region = new Region(id, country);
		entityManager.persist(country);
		entityManager.persist(region);
		return region;
	}

	private static String text(Region region) {
		if (region == null) {
			return "-";
		}
		assertThat(Hibernate.isInitialized(region)).isTrue();
		Region loaded = (Region) Hibernate.unproxy(region);
		return loaded.name + ((loaded.country != null) ? " in " + text(loaded.country) : "");
	}

	private static <T> void assertSame(EagerRun<T> run, int plain, int read, int prefetched) {
		EagerRun.Result before = run.plain();
		assertThat(before.lines()).hasSize(ITEMS);
		assertThat(before.counts()).containsExactly(plain, 0, 0);
		EagerRun.Result managed = run.served();
		assertThat(managed.lines()).isEqualTo(before.lines());
		assertThat(managed.counts()).containsExactly(read, prefetched, 0);
		EagerRun.Result detached = run.detached();
		assertThat(detached.lines()).isEqualTo(before.lines());
		assertThat(detached.counts()).containsExactly(read, prefetched, 0);
	}

	@Embeddable
	static class Address {

		String street;

		@ManyToOne
		Region region;

	}

	/** Two that are EAGER by default, one of an embeddable, each with one behind it. */
	@Entity(name = "Order")
	@jakarta.persistence.Table(name = "orders")
	static class Order {

		@Id
		Long id;

		@ManyToOne(optional = false)
		Region from;

		@OneToOne
		@Fetch(FetchMode.JOIN)
		Region to;

		@Embedded
		Address address = new Address();

		@ManyToOne(fetch = FetchType.LAZY)
		Region lazy;

	}

	@Test
	void should_leave_out_to_one_associations() {
		try (Database database = Database.open(Region.class, Order.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= ITEMS; id++) {
					Order order = new Order();
					order.id = id;
					order.from = region(entityManager, id);
					order.to = (id > 1) ? region(entityManager, 10 + id) : null;
					order.address.street = "street " + id;
					order.address.region = region(entityManager, 20 + id);
					order.lazy = region(entityManager, 30 + id);
					entityManager.persist(order);
				}
			});
			EagerRun<Order> run = new EagerRun<>(database, Order.class, (order) -> {
				assertThat(Hibernate.isInitialized(order.lazy)).isFalse();
				return text(order.from) + ", " + text(order.to) + ", " + text(order.address.region);
			});
			assertSame(run, 12, 1, 1);
			assertThat(this.log.warnings()).isEmpty();
		}
	}

	@Entity(name = "Person")
	static class Person {

		@Id
		Long id;

		@OneToOne(mappedBy = "person")
		Passport passport;

		@OneToOne(mappedBy = "person", fetch = FetchType.LAZY)
		Licence licence;

		@OneToOne(mappedBy = "person", optional = false)
		Diary diary;

		String name;

	}

	@Entity(name = "Passport")
	static class Passport {

		@Id
		Long id;

		@OneToOne
		Person person;

		@ManyToOne
		Region issuer;

	}

	@Entity(name = "Licence")
	static class Licence {

		@Id
		Long id;

		@OneToOne(fetch = FetchType.LAZY)
		Person person;

		@ElementCollection(fetch = FetchType.EAGER)
		Set<String> classes = new TreeSet<>();

	}

	@Entity(name = "Diary")
	static class Diary {

		@Id
		Long id;

		@OneToOne
		@MapsId
		Person person;

		@ManyToOne
		Region written;

	}

	/** As where nothing is left out: what tells classes apart, or reads fields, may. */
	@Test
	void should_put_entities_and_no_proxies_into_the_items() {
		try (Database database = Database.open(Region.class, Order.class, Named.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= ITEMS; id++) {
					Order order = new Order();
					order.id = id;
					Region known = entityManager.find(Region.class, id % 2);
					order.from = (known != null) ? known : region(entityManager, id % 2);
					order.address.region = order.from;
					entityManager.persist(order);
					Named named = new Named();
					named.id = id;
					named.setRegion(order.from);
					entityManager.persist(named);
				}
			});
			EagerRun<Named> named = new EagerRun<>(database, Named.class,
					(item) -> item.region.getClass().getSimpleName() + item.region.name + item.sets);
			assertSame(named, 3, 1, 1);
			EagerRun<Order> mixed = new EagerRun<>(database, Order.class, (order) -> text(order.from));
			assertSame(mixed, 3, 1, 1);
			database.inTransaction((entityManager) -> {
				var query = entityManager.createQuery("from Named order by id", Named.class);
				EagerAssociations.lazy(database.entityManagerFactory(), Named.class).forEach(query::setHint);
				List<Named> items = query.getResultList();
				named.prefetch().processChunk(items);
				assertThat(items.get(0).region).isSameAs(items.get(2).region)
					.isSameAs(entityManager.getReference(Region.class, 1L));
				assertThat(entityManager.contains(items.get(0).region)).isTrue();
				items.get(0).region.name = "changed";
				assertThat(database.statements().during(entityManager::flush)).hasSize(1);
			});
		}
	}

	/** Property access: Hibernate has called the setter, and nobody calls it again. */
	@Entity(name = "Named")
	@Access(AccessType.PROPERTY)
	static class Named {

		private Long id;

		Region region;

		int sets;

		@Id
		public Long getId() {
			return this.id;
		}

		public void setId(Long id) {
			this.id = id;
		}

		@ManyToOne
		public Region getRegion() {
			return this.region;
		}

		public void setRegion(Region region) {
			this.region = region;
			this.sets++;
		}

	}

	/** The database of a legacy application has no foreign keys. */
	@Test
	void should_see_null_where_a_row_is_missing() {
		try (Database database = Database.open(Region.class, Named.class, Order.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= ITEMS; id++) {
					Named named = new Named();
					named.id = id;
					named.setRegion(region(entityManager, id));
					entityManager.persist(named);
				}
			});
			database.execute("set database referential integrity false");
			database.execute("delete from region where id = 2");
			EagerRun<Named> run = new EagerRun<>(database, Named.class, (named) -> text(named.region));
			assertSame(run, 5, 1, 1);
			assertThat(run.served().lines().get(1)).isEqualTo("-");
		}
	}

	/** What cannot be left out is joined; what is EAGER behind that is left out again. */
	@Test
	void should_join_the_inverse_side_of_a_one_to_one() {
		try (Database database = Database.open(Region.class, Person.class, Passport.class, Licence.class,
				Diary.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= ITEMS; id++) {
					persistPerson(entityManager, id);
				}
			});
			EagerRun<Person> run = new EagerRun<>(database, Person.class, (person) -> person.name + " "
					+ ((person.passport != null) ? text(person.passport.issuer) + (person.passport.person == person)
							: "-")
					+ " " + ((person.licence != null) ? person.licence.classes.toString() : "-") + " "
					+ text(((Diary) Hibernate.unproxy(person.diary)).written));
			assertThat(run.plain().read().size()).isGreaterThan(10);
			EagerRun.Result served = run.served();
			assertThat(served.lines()).isEqualTo(run.plain().lines());
			assertThat(served.counts()).containsExactly(1, 2, 0);
			EagerRun.Result detached = run.detached();
			assertThat(detached.lines()).isEqualTo(served.lines());
			assertThat(detached.counts()).containsExactly(1, 2, 0);
		}
	}

	private static void persistPerson(EntityManager entityManager, long id) {
		Person person = new Person();
		person.id = id;
		person.name = "person " + id;
		entityManager.persist(person);
		if (id != 2) {
			Passport passport = new Passport();
			passport.id = 10 + id;
			passport.person = person;
			passport.issuer = region(entityManager, id);
			entityManager.persist(passport);
		}
		if (id != 3) {
			Licence licence = new Licence();
			licence.id = 20 + id;
			licence.person = person;
			licence.classes.add("class " + id);
			entityManager.persist(licence);
		}
		Diary diary = new Diary();
		diary.person = person;
		diary.written = region(entityManager, 50 + id);
		entityManager.persist(diary);
	}

	@Entity(name = "Sealed")
	static final class Sealed {

		@Id
		Long id;

		String name;

	}

	@Entity(name = "Coded")
	static class Coded {

		@Id
		Long id;

		@Column(unique = true)
		String code;

	}

	@Entity(name = "Hidden")
	@SQLRestriction("gone = false")
	static class Hidden {

		@Id
		Long id;

		boolean gone;

	}

	@Entity(name = "Soft")
	@SoftDelete
	static class Soft {

		@Id
		Long id;

		String name;

	}

	@Entity(name = "Scan")
	static class Scan {

		@Id
		Long id;

		@Lob
		java.sql.Clob content;

		String name;

	}

	@Entity(name = "Odd")
	static class Odd {

		@Id
		Long id;

		@ManyToOne
		@NotFound(action = NotFoundAction.IGNORE)
		Region found;

		@ManyToOne
		Sealed sealed;

		@ManyToOne
		@JoinColumn(referencedColumnName = "code")
		Coded coded;

		@ManyToOne
		Hidden hidden;

		@ManyToOne
		Soft soft;

		@ManyToOne
		Scan scan;

		@Any
		@AnyKeyJavaClass(Long.class)
		@JoinColumn(name = "any_id")
		@Column(name = "any_type")
		@AnyDiscriminatorValue(discriminator = "S", entity = Sealed.class)
		Object any;

		@Embedded
		OddPart part = new OddPart();

	}

	@Embeddable
	static class OddPart {

		String name;

		@ManyToOne
		Sealed inner;

	}

	/** Also what nobody could prefetch, and what an EAGER association hides. */
	@Test
	void should_join_what_cannot_be_left_out() {
		try (Database database = Database.open(Region.class, Sealed.class, Coded.class, Hidden.class, Soft.class,
				Scan.class, Odd.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= ITEMS; id++) {
					persistOdd(entityManager, id);
				}
			});
			database.execute("update soft set deleted = true where id = 2");
			EagerRun<Odd> run = new EagerRun<>(database, Odd.class,
					(odd) -> text(odd.found) + " " + odd.sealed.name + " " + odd.coded.code + " "
							+ ((odd.hidden != null) ? odd.hidden.id : "-") + " "
							+ ((odd.soft != null) ? odd.soft.name : "-") + " " + odd.scan.name + " "
							+ ((Sealed) odd.any).name + " " + odd.part.inner.name);
			boolean joined = !Version.getVersionString().startsWith("7.2"); // which joins
																			// no @Any
			assertSame(run, 1 + 8 * ITEMS, joined ? 1 : 1 + ITEMS, 1);
		}
	}

	private static void persistOdd(EntityManager entityManager, long id) {
		Odd odd = new Odd();
		odd.id = id;
		odd.found = region(entityManager, id);
		odd.sealed = sealed(entityManager, id);
		odd.any = sealed(entityManager, 10 + id);
		odd.part.name = "part";
		odd.part.inner = sealed(entityManager, 20 + id);
		odd.coded = new Coded();
		odd.coded.id = id;
		odd.coded.code = "code " + id;
		odd.hidden = new Hidden();
		odd.hidden.id = id;
		odd.hidden.gone = id == 1;
		odd.soft = new Soft();
		odd.soft.id = id;
		odd.soft.name = "soft " + id;
		odd.scan = new Scan();
		odd.scan.id = id;
		odd.scan.name = "scan " + id;
		List.of(odd.coded, odd.hidden, odd.soft, odd.scan, odd).forEach(entityManager::persist);
	}

	private static Sealed sealed(EntityManager entityManager, long id) {
		Sealed sealed = new Sealed();
		sealed.id = id;
		sealed.name = "sealed " + id;
		entityManager.persist(sealed);
		return sealed;
	}

	@Embeddable
	static class Part {

		String name;

		@ManyToOne
		Region region;

	}

	@Entity(name = "Box")
	static class Box {

		@Id
		Long id;

		@ManyToMany(fetch = FetchType.EAGER)
		@JoinTable(name = "box_set")
		Set<Region> set = new HashSet<>();

		@ManyToMany(fetch = FetchType.EAGER)
		@JoinTable(name = "box_bag")
		@Fetch(FetchMode.SUBSELECT)
		List<Region> bag = new ArrayList<>();

		@OneToMany(fetch = FetchType.EAGER, mappedBy = "box")
		@Fetch(FetchMode.SELECT)
		Set<Content> contents = new HashSet<>();

		@ManyToMany(fetch = FetchType.EAGER)
		@JoinTable(name = "box_map")
		@MapKeyColumn(name = "name")
		Map<String, Region> map = new TreeMap<>();

		@ElementCollection(fetch = FetchType.EAGER)
		@OrderColumn
		List<String> words = new ArrayList<>();

		@ElementCollection(fetch = FetchType.EAGER)
		List<Part> parts = new ArrayList<>();

		@ElementCollection(fetch = FetchType.EAGER)
		@CollectionTable(name = "box_codes")
		@OrderColumn(name = "pos")
		@Column(name = "code")
		String[] codes;

	}

	@Entity(name = "Content")
	static class Content {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Box box;

		@ManyToOne
		Region region;

	}

	/** Arrays are never lazy. */
	@Test
	void should_leave_out_collections() {
		try (Database database = Database.open(Region.class, Content.class, Box.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= ITEMS; id++) {
					persistBox(entityManager, id);
				}
			});
			EagerRun<Box> run = new EagerRun<>(database, Box.class, (box) -> texts(box.set) + texts(box.bag) + texts(
					box.contents.stream().map((content) -> ((Content) Hibernate.unproxy(content)).region).toList())
					+ texts(box.map.values()) + box.words
					+ texts(box.parts.stream().map((part) -> part.region).toList()) + List.of(box.codes));
			EagerRun.Result plain = run.plain();
			assertThat(plain.read()).hasSize(26);
			EagerRun.Result served = run.served();
			assertThat(served.lines()).isEqualTo(plain.lines());
			assertThat(served.counts()).containsExactly(1 + ITEMS, 6, 0);
			assertThat(run.detached().lines()).isEqualTo(plain.lines());
		}
	}

	private static String texts(Iterable<Region> regions) {
		Set<String> texts = new TreeSet<>();
		regions.forEach((region) -> texts.add(text(region)));
		return texts.toString();
	}

	private static void persistBox(EntityManager entityManager, long id) {
		Box box = new Box();
		box.id = id;
		for (long i = 1; i < id; i++) {
			Region region = region(entityManager, 10 * id + i);
			box.set.add(region);
			box.bag.add(region);
			box.map.put("name " + i, region);
			box.words.add("word " + i);
			Part part = new Part();
			part.name = "part " + i;
			part.region = region;
			box.parts.add(part);
			Content content = new Content();
			content.id = 10 * id + i;
			content.box = box;
			content.region = region;
			entityManager.persist(content);
		}
		box.codes = new String[] { "code " + id };
		entityManager.persist(box);
	}

	@Entity(name = "Animal")
	static class Animal {

		@Id
		Long id;

		@ManyToOne
		Animal mother;

	}

	@Entity(name = "Dog")
	static class Dog extends Animal {

		@ManyToOne
		Region home;

		@ElementCollection(fetch = FetchType.EAGER)
		Set<String> names = new TreeSet<>();

	}

	@Test
	void should_leave_out_what_subclasses_have() {
		try (Database database = Database.open(Region.class, Animal.class, Dog.class)) {
			database.inTransaction((entityManager) -> {
				Animal mother = null;
				for (long id = 1; id <= ITEMS; id++) {
					Animal animal = (id % 2 == 0) ? new Dog() : new Animal();
					animal.id = id;
					animal.mother = mother;
					if (animal instanceof Dog dog) {
						dog.home = region(entityManager, id);
						dog.names.add("dog " + id);
					}
					entityManager.persist(animal);
					mother = animal;
				}
			});
			EagerRun<Animal> run = new EagerRun<>(database, Animal.class,
					(animal) -> ((animal.mother != null) ? animal.mother.id : "-")
							+ ((animal instanceof Dog dog) ? text(dog.home) + dog.names : ""));
			assertSame(run, 5, 1, 2);
		}
	}

	static class SeatId implements java.io.Serializable {

		Long row;

		Integer number;

		@Override
		public boolean equals(Object other) {
			return other instanceof SeatId id && id.row.equals(this.row) && id.number.equals(this.number);
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

	@Entity(name = "Seat")
	@IdClass(SeatId.class)
	static class Seat {

		@Id
		@ManyToOne
		Region row;

		@Id
		Integer number;

	}

	@Embeddable
	static class PlaceId implements java.io.Serializable {

		@ManyToOne
		Region region;

		Integer number;

		@Override
		public boolean equals(Object other) {
			return other instanceof PlaceId id && id.number.equals(this.number);
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

	@Entity(name = "Place")
	static class Place {

		@EmbeddedId
		PlaceId id;

	}

	@Test
	void should_leave_out_associations_of_ids() {
		try (Database database = Database.open(Region.class, Seat.class, Place.class)) {
			database.inTransaction((entityManager) -> {
				for (int id = 1; id <= ITEMS; id++) {
					Seat seat = new Seat();
					seat.row = region(entityManager, id);
					seat.number = id;
					entityManager.persist(seat);
					Place place = new Place();
					place.id = new PlaceId();
					place.id.region = seat.row;
					place.id.number = id;
					entityManager.persist(place);
				}
			});
			EagerRun<Seat> seats = new EagerRun<>(database, Seat.class, (seat) -> text(seat.row))
				.query("select i from Seat i order by i.number");
			assertSame(seats, 5, 1, 1);
			EagerRun<Place> places = new EagerRun<>(database, Place.class, (place) -> text(place.id.region))
				.query("select i from Place i order by i.id.number");
			assertSame(places, 5, 1, 1);
		}
	}

	@Entity(name = "Route")
	static class Route {

		@Id
		Long id;

		@OneToMany(mappedBy = "route")
		Set<Stop> stops = new HashSet<>();

	}

	@Entity(name = "Stop")
	static class Stop {

		@Id
		Long id;

		@ManyToOne
		Route route;

		@ManyToOne
		Region region;

	}

	/** A graph is one of the whole query. */
	@Test
	void should_leave_out_what_is_eager_behind_what_the_query_fetches() {
		try (Database database = Database.open(Region.class, Route.class, Stop.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= ITEMS; id++) {
					Route route = new Route();
					route.id = id;
					entityManager.persist(route);
					for (long i = 0; i < 2; i++) {
						Stop stop = new Stop();
						stop.id = 10 * id + i;
						stop.route = route;
						stop.region = region(entityManager, stop.id);
						entityManager.persist(stop);
					}
				}
			});
			EagerRun<Route> run = new EagerRun<>(database, Route.class,
					(route) -> texts(route.stops.stream().map((stop) -> stop.region).toList()))
				.query("select distinct i from Route i join fetch i.stops order by i.id")
				.paths("stops." + EagerAssociations.PATH);
			assertSame(run, 9, 1, 1);
		}
	}

	@Entity(name = "Chosen")
	@SQLSelect(sql = "select id, name from chosen where id = ? and name <> 'hidden'")
	static class Chosen {

		@Id
		Long id;

		String name;

	}

	@Entity(name = "Chooser")
	static class Chooser {

		@Id
		Long id;

		@ManyToOne
		Region region;

		@ManyToOne
		Chosen chosen;

	}

	@Entity(name = "Pointer")
	static class Pointer {

		@Id
		Long id;

		@Any
		@AnyKeyJavaClass(Long.class)
		@JoinColumn(name = "any_id")
		@Column(name = "any_type")
		@AnyDiscriminatorValue(discriminator = "R", entity = Region.class)
		Object any;

	}

	/** Then nothing changes: not a statement, and not a result. */
	@Test
	void should_leave_out_nothing_where_something_would_be_missing() {
		try (Database database = Database.open(Region.class, Chosen.class, Chooser.class, Pointer.class)) {
			assertThat(EagerAssociations.lazy(database.entityManagerFactory(), Chooser.class)).isEmpty();
			assertThat(EagerAssociations.lazy(database.entityManagerFactory(), Pointer.class)).isEmpty();
			assertThat(this.log.warnings()).containsExactly(
					"What is EAGER in Chooser is not made lazy: 'chosen' would be missing, because Chosen is loaded by a"
							+ " query of its own (@SQLSelect, @HQLSelect or <loader>), one at a time; what an"
							+ " @SQLRestriction hides can be prefetched.",
					"What is EAGER in Pointer is not made lazy: 'any' would be missing, because no path leads over an"
							+ " @Any association to what is EAGER behind it.");
		}
	}

}
