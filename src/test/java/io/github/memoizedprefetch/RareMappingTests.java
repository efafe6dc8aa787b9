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

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.Server;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mappings that are seldom seen.
 */
class RareMappingTests {

	@ParameterizedTest
	@ValueSource(strings = { "numbers", "words", "neighbours" })
	void should_leave_arrays(String path) {
		try (Database database = Database.open(Gauge.class); LogCapture log = new LogCapture()) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= 3; id++) {
					Gauge next = new Gauge(10 + id, null);
					entityManager.persist(next);
					entityManager.persist(new Gauge(id, next));
				}
			});
			Chunks<Gauge> chunks = new Chunks<>(database, Gauge.class, 2, (gauge) -> gauge.describe());
			List<String> plain = chunks.plain();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Gauge.class)
				.paths(path, "next." + path)
				.strictMode(StrictMode.WARN)
				.build();
			assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(plain);
			assertThat(chunks.detached(prefetch::processChunk).lines()).isEqualTo(plain);
			assertThat(log.warnings()).anySatisfy((warning) -> assertThat(warning).contains("'" + path + "'",
					"arrays cannot be initialised in place"));
		}
	}

	@Test
	void should_read_ids_of_an_id_class_that_are_associations() {
		try (Database database = Database.open(House.class, Roof.class, Visit.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= 3; id++) {
					House house = new House();
					house.id = id;
					house.name = "house " + id;
					entityManager.persist(house);
					Roof roof = new Roof();
					roof.house = house;
					roof.name = "roof " + id;
					entityManager.persist(roof);
					Visit visit = new Visit();
					visit.id = id;
					visit.house = house;
					visit.roof = roof;
					entityManager.persist(visit);
				}
			});
			Chunks<Visit> chunks = new Chunks<>(database, Visit.class, 2,
					(visit) -> visit.house.getName() + visit.house.getRoof().getName());
			List<String> plain = chunks.plain();
			Chunks<House> houses = new Chunks<>(database, House.class, 2, (house) -> house.getRoof().getName());
			MemoizedPrefetch byHouse = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(House.class)
				.paths("roof.house")
				.build();
			assertThat(houses.managed(byHouse::processChunk).lines()).isEqualTo(houses.plain());
			assertThat(houses.detached(byHouse::processChunk).lines()).isEqualTo(houses.plain());
			for (String path : List.of("house", "house.roof", "house.roof.house", "roof", "roof.house")) {
				MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
					.itemType(Visit.class)
					.paths("house", path)
					.build();
				assertThat(chunks.managed(prefetch::processChunk).lines()).as(path).isEqualTo(plain);
				assertThat(chunks.detached(prefetch::processChunk).lines()).as(path).isEqualTo(plain);
			}
		}
	}

	/** The inverse side knows the key's association, not the key. */
	@ParameterizedTest
	@ValueSource(strings = { "house", "house.roof", "house.chimney", "house.chimney.house", "roof", "roof.house",
			"roof.house.chimney", "chimney", "chimney.house", "chimney.house.roof" })
	void should_find_by_an_inverse_side_what_has_the_association_as_its_key(String path) {
		try (Database database = Database.open(Manor.class, ManorRoof.class, Chimney.class, Tour.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= 4; id++) {
					Tour tour = new Tour();
					tour.id = id;
					tour.house = new Manor(id, "manor " + id);
					tour.roof = new ManorRoof(tour.house, "roof " + id);
					tour.chimney = (id != 3) ? new Chimney(tour.house, "chimney " + id) : null;
					Stream.of(tour.house, tour.roof, tour.chimney, tour)
						.filter(Objects::nonNull)
						.forEach(entityManager::persist);
				}
			});
			Chunks<Tour> chunks = new Chunks<>(database, Tour.class, 2, Tour::describe);
			List<String> plain = chunks.plain();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Tour.class)
				.paths("house", "roof", "chimney", path)
				.build();
			for (int i = 0; i < 2; i++) {
				assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(plain);
				assertThat(chunks.detached(prefetch::processChunk).lines()).isEqualTo(plain);
			}
		}
	}

	@Test
	void should_fill_a_proxy_that_is_an_interface() {
		String hbm = """
				<import class="%1$s$Drawing" rename="Drawing"/>
				<class name="%1$s$Shape" table="shape" proxy="%1$s$Named">
					<id name="id" type="long" access="field"/>
					<property name="name" access="field"/>
					<many-to-one name="parent" access="field" class="%1$s$Shape"/>
				</class>
				<class name="%1$s$Drawing" table="drawing">
					<id name="id" type="long" access="field"/>
					<many-to-one name="shape" access="field" class="%1$s$Shape"/>
					<set name="shapes" table="drawing_shapes" access="field">
						<key column="drawing_id"/>
						<many-to-many class="%1$s$Shape" column="shape_id"/>
					</set>
				</class>
				""".formatted(RareMappingTests.class.getName());
		try (Database database = Server.HSQLDB.open(hbm)) {
			database.inTransaction((entityManager) -> {
				Shape last = null;
				for (long id = 6; id >= 1; id--) {
					Shape shape = new Shape();
					shape.id = id;
					shape.parent = (id % 3 == 0) ? null : last;
					last = shape;
					shape.name = "shape " + id;
					entityManager.persist(shape);
					Drawing drawing = new Drawing();
					drawing.id = id;
					drawing.shape = shape;
					drawing.shapes.add(shape);
					entityManager.persist(drawing);
				}
			});
			Chunks<Drawing> chunks = new Chunks<>(database, Drawing.class, 3, Drawing::describe);
			List<String> plain = chunks.plain();
			for (List<String> paths : List.of(List.of("shape"), List.of("shapes"), List.of("shape.parent", "shapes"),
					List.of("shape.parent.parent", "shapes.parent"))) {
				MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
					.itemType(Drawing.class)
					.paths(paths.toArray(new String[0]))
					.build();
				assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(plain);
				assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(plain);
				if (paths.size() == 2) {
					Chunks.Result detached = chunks.detached(prefetch::processChunk);
					assertThat(detached.lines()).isEqualTo(plain);
					assertThat(detached.lazy()).isEmpty();
				}
			}
		}
	}

	@Test
	void should_follow_a_path_over_an_embedded_id_without_a_getter() {
		try (Database database = Database.open(Area.class, Plot.class, Fence.class)) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= 3; id++) {
					Area area = new Area();
					area.id = id;
					area.name = "area " + id;
					entityManager.persist(area);
					Plot plot = new Plot();
					plot.key = new PlotId();
					plot.key.area = area;
					plot.key.number = 1;
					entityManager.persist(plot);
				}
			});
			Chunks<Plot> chunks = new Chunks<>(database, Plot.class, 2, (plot) -> plot.key.area.getName());
			List<String> plain = chunks.plain();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Plot.class)
				.paths("key.area")
				.build();
			Chunks.Result managed = chunks.managed(prefetch::processChunk);
			assertThat(managed.lines()).isEqualTo(plain);
			assertThat(managed.lazy()).isEmpty();
			Chunks.Result detached = chunks.detached(prefetch::processChunk);
			assertThat(detached.lines()).isEqualTo(plain);
			assertThat(detached.lazy()).isEmpty();
		}
	}

	@Entity(name = "Gauge")
	static class Gauge {

		@Id
		Long id;

		@ElementCollection(fetch = FetchType.LAZY)
		@OrderColumn
		int[] numbers = { 1, 2 };

		@ElementCollection
		@OrderColumn
		String[] words = { "a", "b" };

		@jakarta.persistence.ManyToMany
		@OrderColumn
		Gauge[] neighbours = {};

		@ManyToOne(fetch = FetchType.LAZY)
		Gauge next;

		protected Gauge() {
		}

		Gauge(long id, Gauge next) {
			this.id = id;
			this.next = next;
			this.neighbours = new Gauge[] { this };
		}

		String describe() {
			return List.of(this.numbers[1], this.words[1], this.neighbours.length)
					+ ((this.next != null) ? this.next.describe() : "");
		}

	}

	@Entity(name = "House")
	static class House {

		@Id
		Long id;

		String name;

		@OneToOne(mappedBy = "house", fetch = FetchType.LAZY)
		Roof roof;

		String getName() {
			return this.name;
		}

		Roof getRoof() {
			return this.roof;
		}

	}

	@Entity(name = "Roof")
	@IdClass(RoofId.class)
	static class Roof {

		@Id
		@OneToOne(fetch = FetchType.LAZY)
		@JoinColumn
		House house;

		String name;

		String getName() {
			return this.name;
		}

	}

	static class RoofId implements Serializable {

		Long house;

		@Override
		public boolean equals(Object other) {
			return other instanceof RoofId id && Objects.equals(id.house, this.house);
		}

		@Override
		public int hashCode() {
			return Objects.hashCode(this.house);
		}

	}

	@Entity(name = "Visit")
	static class Visit {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		House house;

		@ManyToOne(fetch = FetchType.LAZY)
		Roof roof;

	}

	@Entity(name = "Manor")
	static class Manor {

		@Id
		Long id;

		String name;

		@OneToOne(mappedBy = "house", fetch = FetchType.LAZY)
		ManorRoof roof;

		@OneToOne(mappedBy = "house", fetch = FetchType.LAZY)
		Chimney chimney;

		protected Manor() {
		}

		Manor(Long id, String name) {
			this.id = id;
			this.name = name;
		}

		String describe() {
			return this.name + ((this.roof != null) ? this.roof.getName() : "")
					+ ((this.chimney != null) ? this.chimney.getName() : "");
		}

	}

	@Entity(name = "ManorRoof")
	@IdClass(RoofId.class)
	static class ManorRoof {

		@Id
		@OneToOne(fetch = FetchType.LAZY)
		Manor house;

		String name;

		protected ManorRoof() {
		}

		ManorRoof(Manor house, String name) {
			this.house = house;
			this.name = name;
		}

		String getName() {
			return this.name;
		}

		Manor getHouse() {
			return this.house;
		}

	}

	@Entity(name = "Chimney")
	@IdClass(RoofId.class)
	static class Chimney {

		@Id
		@OneToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "house_number")
		Manor house;

		String name;

		protected Chimney() {
		}

		Chimney(Manor house, String name) {
			this.house = house;
			this.name = name;
		}

		String getName() {
			return this.name;
		}

		Manor getHouse() {
			return this.house;
		}

	}

	@Entity(name = "Tour")
	static class Tour {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Manor house;

		@ManyToOne(fetch = FetchType.LAZY)
		ManorRoof roof;

		@ManyToOne(fetch = FetchType.LAZY)
		Chimney chimney;

		String describe() {
			return this.house.describe() + this.roof.getName() + this.roof.getHouse().describe()
					+ ((this.chimney != null) ? this.chimney.getName() + this.chimney.getHouse().describe() : "");
		}

	}

	public interface Named {

		Named getParent();

		Long getId();

		String getName();

	}

	public static class Shape implements Named {

		Long id;

		String name;

		Named parent;

		@Override
		public Long getId() {
			return this.id;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public Named getParent() {
			return this.parent;
		}

	}

	public static class Drawing {

		Long id;

		Named shape;

		Set<Named> shapes = new HashSet<>();

		String describe() {
			TreeSet<String> names = new TreeSet<>();
			this.shapes.forEach((shape) -> names.add(shape.getName()));
			Named parent = this.shape.getParent();
			return this.shape.getName() + names + ((parent != null) ? parent.getName() : "");
		}

	}

	@Entity(name = "Area")
	static class Area {

		@Id
		Long id;

		String name;

		String getName() {
			return this.name;
		}

	}

	@Embeddable
	static class PlotId implements Serializable {

		@ManyToOne(fetch = FetchType.LAZY)
		Area area;

		int number;

		@Override
		public boolean equals(Object other) {
			return other instanceof PlotId id && id.number == this.number && id.area == this.area;
		}

		@Override
		public int hashCode() {
			return this.number;
		}

	}

	@Entity(name = "Plot")
	static class Plot {

		@EmbeddedId
		PlotId key;

	}

	@Entity(name = "Fence")
	@Access(AccessType.FIELD)
	static class Fence {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Plot plot;

	}

}
