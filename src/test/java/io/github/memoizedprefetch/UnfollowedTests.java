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

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.annotations.DiscriminatorFormula;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.SQLOrder;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that depend on what the mapping does not tell: they are not remembered beyond
 * their chunk, which takes a statement.
 */
class UnfollowedTests {

	private final LogCapture log = new LogCapture();

	private final Database database = Database.open(Probe.class, Land.class, Town.class, Ruled.class, Sub.class,
			Synced.class, Viewed.class, Owner.class, Lister.class, Mark.class, Kind.class, Rich.class, Doubled.class,
			Called.class, Aged.class);

	@BeforeEach
	void fill() {
		this.database.execute("drop table Viewed cascade");
		this.database.execute("create view Viewed as select id, name from Land");
		this.database.execute("create function land_name(i bigint) returns varchar(100) reads sql data"
				+ " return (select name from Land where id = i)");
		this.database.execute("create function land_order(i bigint) returns bigint reads sql data"
				+ " return (select case when name = 'rich' then i else -i end from Land)");
		this.database.inTransaction((em) -> em.persist(new Land()));
		for (String table : List.of("Town", "Ruled", "Owner", "Lister", "Kind", "Doubled", "Called", "Aged")) {
			this.database.execute("insert into " + table + " (id) values (1)");
		}
		this.database.execute("update Owner set town_id = 1");
		this.database.execute("insert into Mark (id, lister_id) values (2, 1)");
		this.database.execute("insert into Mark (id, sorter_id) values (3, 1), (4, 1)");
		this.database.execute("insert into Lister_words (Lister_id, words) values (1, 'w')");
		this.database.execute(
				"insert into Probe (id, town_id, ruled_id, sub_id, synced_id, viewed_id, owner_id, lister_id, kind_id,"
						+ " doubled_id, called_id, aged_id) values (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)");
	}

	@AfterEach
	void close() {
		this.log.close();
		this.database.close();
	}

	/** What depends on the name of the land. */
	enum Value {

		FORMULA("town", (probe) -> probe.town.getLandName(), "the formula of Town.landName reads other rows"),

		EMBEDDED_FORMULA("owner.town", (probe) -> probe.owner.getTown().getSpot().landName, ""),

		RESTRICTION("ruled", (probe) -> present(probe.ruled), "the restriction of Ruled reads other rows"),

		SUBSELECT("sub", (probe) -> probe.sub.getName(), "Sub is a view; tell with @Synchronize which tables it reads"),

		VIEW("viewed", (probe) -> probe.viewed.getName(),
				"Viewed is a view; tell with @Synchronize which tables it reads"),

		COMPANION("owner", (probe) -> probe.owner.getTown().getLandName(),
				"the formula of Town.landName reads other rows"),

		DISCRIMINATOR("kind", (probe) -> org.hibernate.Hibernate.getClass(probe.kind).getSimpleName(),
				"the formula of Kind's discriminator reads other rows"),

		FUNCTION("called", (probe) -> probe.called.getLandName(),
				"the formula of Called.landName calls land_name, which may read other rows"),

		COLLECTION("lister.listed", (probe) -> probe.lister.getListed().size(), "Lister.listed reads other rows"),

		ELEMENTS("lister.words", (probe) -> probe.lister.getWords().size(), "Lister.words reads other rows"),

		ORDER("lister.sorted", (probe) -> probe.lister.getSorted().stream().map((mark) -> mark.id).toList(),
				"Lister.sorted calls land_order, which may read other rows");

		private final String path;

		private final Function<Probe, Object> reader;

		private final String reason;

		Value(String path, Function<Probe, Object> reader, String reason) {
			this.path = path;
			this.reader = reader;
			this.reason = reason;
		}

		private static boolean present(Object reference) {
			try {
				org.hibernate.Hibernate.initialize(reference);
				return true;
			}
			catch (jakarta.persistence.EntityNotFoundException | org.hibernate.ObjectNotFoundException ex) {
				return false;
			}
		}

	}

	@ParameterizedTest
	@EnumSource
	void should_be_read_again_by_each_chunk(Value value) {
		MemoizedPrefetch prefetch = prefetch(value.path);
		assertThat(read(value, prefetch)).isEqualTo(plain(value));
		this.database.inTransaction((em) -> em.find(Land.class, 1L).name = "rich");
		assertThat(read(value, prefetch)).isEqualTo(plain(value));
		this.database.inTransaction((em) -> em.createQuery("update Land set name = 'poor'").executeUpdate());
		assertThat(read(value, prefetch)).isEqualTo(plain(value));
		assertThat(this.log.warnings()).anySatisfy((warning) -> assertThat(warning).contains(value.reason))
			.doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@EnumSource
	void should_be_left_in_a_transaction_that_has_changed_something(Value value) {
		MemoizedPrefetch prefetch = prefetch(value.path);
		read(value, prefetch);
		this.database.inTransaction((em) -> {
			em.find(Land.class, 1L).name = "rich";
			em.flush();
			em.clear();
			Probe probe = em.find(Probe.class, 1L);
			prefetch.processChunk(List.of(probe));
			Object prefetched = value.reader.apply(probe);
			em.clear();
			assertThat(prefetched).isEqualTo(value.reader.apply(em.find(Probe.class, 1L)));
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "FORMULA", "SUBSELECT", "VIEW", "COMPANION", "DISCRIMINATOR", "FUNCTION" })
	void should_take_one_statement_a_chunk(Value value) {
		MemoizedPrefetch prefetch = prefetch(value.path);
		for (int i = 0; i < 8; i++) {
			Probe probe = this.database.read((em) -> em.find(Probe.class, 1L));
			assertThat(this.database.statements().during(() -> prefetch.processChunk(List.of(probe)))).hasSize(1);
			assertThat(this.database.statements().during(() -> {
				var unused = value.reader.apply(probe);
			})).isEmpty();
		}
	}

	@Test
	void should_not_be_loaded_whole() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Probe.class)
			.config(MemoizedPrefetchConfig.of(Town.class, "town").prefetchAll(true))
			.build();
		Probe probe = this.database.read((em) -> em.find(Probe.class, 1L));
		assertThat(this.database.statements().during(() -> prefetch.processChunk(List.of(probe)))).singleElement()
			.asString()
			.contains("where");
		assertThat(this.log.warnings())
			.containsExactly("Town is not remembered beyond a chunk, and never loaded whole: the formula of"
					+ " Town.landName reads other rows. A statement a chunk loads it.");
	}

	@Test
	void should_be_remembered_if_the_mapping_tells_the_tables() {
		MemoizedPrefetch prefetch = prefetch("synced");
		Function<Probe, Object> name = (probe) -> probe.synced.getName();
		assertThat(read(name, prefetch)).isEqualTo("land");
		this.database.statements().reset();
		assertThat(read(name, prefetch)).isEqualTo("land");
		assertThat(this.database.statements().count()).isOne(); // of the item
		this.database.inTransaction((em) -> em.find(Land.class, 1L).name = "rich");
		assertThat(read(name, prefetch)).isEqualTo("rich");
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_be_remembered_if_a_formula_reads_its_own_row_only() {
		MemoizedPrefetch prefetch = prefetch("doubled");
		Function<Probe, Object> twice = (probe) -> probe.doubled.getTwice();
		assertThat(read(twice, prefetch)).isEqualTo("1 twice");
		this.database.statements().reset();
		assertThat(read(twice, prefetch)).isEqualTo("1 twice");
		assertThat(this.database.statements().count()).isOne(); // of the item
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_not_be_remembered_if_it_changes_by_itself() {
		MemoizedPrefetch prefetch = prefetch("aged");
		read((probe) -> probe.aged.getNow(), prefetch);
		assertThat(this.log.warnings()).singleElement()
			.asString()
			.contains("the formula of Aged.now changes by itself (current_timestamp)");
	}

	private MemoizedPrefetch prefetch(String path) {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).itemType(Probe.class).paths(path).build();
	}

	private Object plain(Value value) {
		return this.database.read((em) -> value.reader.apply(em.find(Probe.class, 1L)));
	}

	private Object read(Value value, MemoizedPrefetch prefetch) {
		return this.database.read((em) -> {
			Probe probe = em.find(Probe.class, 1L);
			prefetch.processChunk(List.of(probe));
			return value.reader.apply(probe);
		});
	}

	private Object read(Function<Probe, Object> reader, MemoizedPrefetch prefetch) {
		Probe probe = this.database.read((em) -> em.find(Probe.class, 1L));
		prefetch.processChunk(List.of(probe));
		return reader.apply(probe);
	}

	@Entity(name = "Probe")
	static class Probe {

		@Id
		long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Town town;

		@ManyToOne(fetch = FetchType.LAZY)
		Ruled ruled;

		@ManyToOne(fetch = FetchType.LAZY)
		Sub sub;

		@ManyToOne(fetch = FetchType.LAZY)
		Synced synced;

		@ManyToOne(fetch = FetchType.LAZY)
		Viewed viewed;

		@ManyToOne(fetch = FetchType.LAZY)
		Owner owner;

		@ManyToOne(fetch = FetchType.LAZY)
		Lister lister;

		@ManyToOne(fetch = FetchType.LAZY)
		Kind kind;

		@ManyToOne(fetch = FetchType.LAZY)
		Doubled doubled;

		@ManyToOne(fetch = FetchType.LAZY)
		Called called;

		@ManyToOne(fetch = FetchType.LAZY)
		Aged aged;

	}

	@Entity(name = "Land")
	static class Land {

		@Id
		long id = 1;

		String name = "land";

	}

	@Embeddable
	static class Spot {

		@Formula("(select l.name from Land l where l.id = 1)")
		String landName;

		String street;

	}

	@Entity(name = "Town")
	static class Town {

		@Id
		long id;

		@Formula("(select l.name from Land l where l.id = 1)")
		String landName;

		Spot spot = new Spot();

		public String getLandName() {
			return this.landName;
		}

		public Spot getSpot() {
			return this.spot;
		}

	}

	@Entity(name = "Ruled")
	@SQLRestriction("exists (select 1 from Land l where l.name <> 'rich')")
	static class Ruled {

		@Id
		long id;

	}

	@Entity(name = "Sub")
	@Subselect("select id, name from Land")
	static class Sub {

		@Id
		long id;

		String name;

		public String getName() {
			return this.name;
		}

	}

	@Entity(name = "Synced")
	@Subselect("select id, name from Land")
	@Synchronize("Land")
	static class Synced {

		@Id
		long id;

		String name;

		public String getName() {
			return this.name;
		}

	}

	@Entity(name = "Viewed")
	static class Viewed {

		@Id
		long id;

		String name;

		public String getName() {
			return this.name;
		}

	}

	@Entity(name = "Owner")
	static class Owner {

		@Id
		long id;

		@ManyToOne
		Town town;

		public Town getTown() {
			return this.town;
		}

	}

	/** Depends on nothing by itself. */
	@Entity(name = "Mark")
	static class Mark {

		@Id
		long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Lister lister;

		@ManyToOne(fetch = FetchType.LAZY)
		Lister sorter;

	}

	@Entity(name = "Lister")
	static class Lister {

		@Id
		long id;

		@OneToMany(mappedBy = "lister")
		@SQLRestriction("exists (select 1 from Land l where l.name <> 'rich')")
		Set<Mark> listed = new HashSet<>();

		@OneToMany(mappedBy = "sorter")
		@SQLOrder("land_order(id)")
		Set<Mark> sorted = new HashSet<>();

		@ElementCollection
		@SQLRestriction("exists (select 1 from Land l where l.name <> 'rich')")
		Set<String> words = new HashSet<>();

		public Set<Mark> getListed() {
			return this.listed;
		}

		public Set<Mark> getSorted() {
			return this.sorted;
		}

		public Set<String> getWords() {
			return this.words;
		}

	}

	@Entity(name = "Kind")
	@DiscriminatorColumn(name = "unused")
	@DiscriminatorFormula("(select case when l.name = 'rich' then 'rich' else 'kind' end from Land l where l.id = 1)")
	@DiscriminatorValue("kind")
	static class Kind {

		@Id
		long id;

	}

	@Entity(name = "Rich")
	@DiscriminatorValue("rich")
	static class Rich extends Kind {

	}

	@Entity(name = "Doubled")
	static class Doubled {

		@Id
		long id;

		@Formula("concat(cast(id as varchar(10)), ' twice')")
		String twice;

		public String getTwice() {
			return this.twice;
		}

	}

	@Entity(name = "Called")
	static class Called {

		@Id
		long id;

		@Formula("land_name(id)")
		String landName;

		public String getLandName() {
			return this.landName;
		}

	}

	@Entity(name = "Aged")
	static class Aged {

		@Id
		long id;

		@Formula("current_timestamp")
		java.time.Instant now;

		public java.time.Instant getNow() {
			return this.now;
		}

	}

}
