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

import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two rows where the mapping has one: Hibernate refuses to load what they belong to, and
 * so it does with the library.
 */
class RepeatedRowTests {

	@AutoClose
	private final Database database = Database.open(Trip.class, Traveller.class, Passport.class, Visa.class, Card.class,
			Badge.class, Country.class, Place.class);

	private final Chunks<Trip> touching = new Chunks<>(this.database, Trip.class, 3, RepeatedRowTests::tried);

	private final Chunks<Trip> passing = new Chunks<>(this.database, Trip.class, 3,
			(trip) -> (trip.id % 3 == 1) ? "not touched" : tried(trip));

	@BeforeEach
	void populate() {
		this.database.inTransaction((em) -> {
			for (long id = 0; id < 6; id++) {
				Country country = new Country();
				country.id = id;
				country.code = "c" + id;
				em.persist(country);
				Place place = new Place();
				place.id = id;
				place.latitude = (int) id;
				place.longitude = 1;
				em.persist(place);
				Traveller traveller = new Traveller();
				traveller.id = id;
				traveller.home.country = country;
				traveller.birthplace = place;
				em.persist(traveller);
				Passport passport = new Passport();
				passport.id = id;
				passport.holder = (id != 5) ? traveller : null;
				em.persist(passport);
				Visa visa = new Visa();
				visa.id = id;
				visa.grant.holder = (id != 5) ? traveller : null;
				em.persist(visa);
				Badge badge = new Badge();
				badge.id = id;
				badge.holder = (id != 5) ? traveller : null;
				em.persist(badge);
				Trip trip = new Trip();
				trip.id = id;
				trip.traveller = traveller;
				em.persist(trip);
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "'update Passport set holder_id = 1 where id = 5', holder",
			"'update Visa set grant_id = 1 where id = 5', 'grant.holder'",
			"'update Badge set holder_id = 1 where id = 5', holder",
			"'update Country set code = ''c1'' where id = 5', code",
			"'update Place set latitude = 1 where id = 5', birthplace" })
	void should_be_refused_where_the_step_comes_to_them(String change, String attribute) {
		spoil(change);
		assertThat(this.touching.plain()).hasSize(6)
			.filteredOn((line) -> line.startsWith("failed"))
			.isNotEmpty()
			.allMatch((line) -> line.contains("Duplicate row was found"));
		for (Chunks<Trip> chunks : List.of(this.touching, this.passing)) {
			MemoizedPrefetch prefetch = prefetch();
			try (LogCapture log = new LogCapture()) {
				for (int run = 0; run < 2; run++) {
					assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
				}
				assertThat(log.warnings())
					.anyMatch((warning) -> warning.contains("two rows of") && warning.contains(attribute));
			}
		}
	}

	@Test
	void should_be_served_where_there_is_one() {
		Chunks.Result result = this.touching.managed(prefetch()::processChunk);
		assertThat(result.lines()).isEqualTo(this.touching.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched()).containsExactly(1, 1, 0);
	}

	private MemoizedPrefetch prefetch() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Trip.class)
			.paths("traveller")
			.build();
	}

	/** In a database without the constraints that Hibernate would create. */
	private void spoil(String change) {
		this.database.inTransaction((em) -> {
			for (String kind : List.of("FOREIGN KEY", "UNIQUE")) {
				List<?> drops = em
					.createNativeQuery("select 'alter table ' || table_name || ' drop constraint ' || constraint_name"
							+ " from information_schema.table_constraints where table_schema = 'PUBLIC'"
							+ " and constraint_type = '" + kind + "'", String.class)
					.getResultList();
				drops.forEach((drop) -> em.createNativeQuery((String) drop).executeUpdate());
			}
			assertThat(em.createNativeQuery(change).executeUpdate()).isOne();
		});
	}

	private static String tried(Trip trip) {
		try {
			return trip.id + " " + trip.traveller.describe();
		}
		catch (RuntimeException ex) {
			return "failed: " + ex;
		}
	}

	/** The item. */
	@Entity(name = "Trip")
	static class Trip {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Traveller traveller;

	}

	/** Has one of each. */
	@Entity(name = "Traveller")
	static class Traveller {

		@Id
		Long id;

		@OneToOne(mappedBy = "holder")
		Passport passport;

		@OneToOne(mappedBy = "grant.holder")
		Visa visa;

		@OneToOne(mappedBy = "holder")
		Badge badge;

		@Embedded
		Home home = new Home();

		@ManyToOne
		@JoinColumn(name = "lat", referencedColumnName = "latitude")
		@JoinColumn(name = "lng", referencedColumnName = "longitude")
		Place birthplace;

		String describe() {
			List<Object> parts = new ArrayList<>(List.of(this.id));
			parts.add((this.passport != null) ? this.passport.id : "none");
			parts.add((this.visa != null) ? this.visa.id : "none");
			parts.add((this.badge != null) ? this.badge.id : "none");
			parts.add((this.home != null) ? this.home.country.id : "none");
			parts.add((this.birthplace != null) ? this.birthplace.id : "none");
			return parts.toString();
		}

	}

	/** Refers by another column than the primary key. */
	@Embeddable
	static class Home {

		@ManyToOne
		@JoinColumn(name = "country_code", referencedColumnName = "code")
		Country country;

	}

	/** Belongs to one. */
	@Entity(name = "Passport")
	static class Passport {

		@Id
		Long id;

		@OneToOne(fetch = FetchType.LAZY)
		Traveller holder;

	}

	/** Belongs to one by an embedded value. */
	@Entity(name = "Visa")
	static class Visa {

		@Id
		Long id;

		@Embedded
		Grant grant = new Grant();

	}

	/** The embedded value. */
	@Embeddable
	static class Grant {

		@OneToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "grant_id")
		Traveller holder;

	}

	/** Its superclass belongs to one. */
	@Entity(name = "Card")
	@Table(name = "Badge")
	static class Card {

		@Id
		Long id;

		@OneToOne(fetch = FetchType.LAZY)
		Traveller holder;

	}

	/** Is one of its class. */
	@Entity(name = "Badge")
	static class Badge extends Card {

	}

	/** Is referred to by its code. */
	@Entity(name = "Country")
	static class Country {

		@Id
		Long id;

		@Column(unique = true)
		String code;

	}

	/** Is referred to by two columns. */
	@Entity(name = "Place")
	static class Place {

		@Id
		Long id;

		int latitude;

		int longitude;

	}

}
