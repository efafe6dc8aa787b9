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
import java.util.TreeSet;

import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.Server;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.EntityResult;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SqlResultSetMapping;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.HQLSelect;
import org.hibernate.annotations.SQLSelect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entities and collections that are loaded by queries of the mapping's own.
 */
class CustomLoadingTests {

	/** Queries of their own load them, when they are asked for. */
	private static final Set<String> LEFT = Set.of("bySqlLater", "byHqlLater", "papersLater", "wordsLater",
			"plainLater.bySqlLater");

	private static final Class<?>[] ENTITIES = { Desk.class, BySql.class, ByHql.class, Kind.class, SubKind.class,
			Holder.class, Transformed.class, Paper.class };

	@ParameterizedTest
	@ValueSource(strings = { "bySql", "byHql", "subKind", "bySqls", "papersBySql", "papersByHql", "wordsBySql" })
	void should_leave_to_hibernate_what_is_loaded_by_a_query_of_its_own(String path) {
		try (Database database = open(); LogCapture log = new LogCapture()) {
			Chunks<Desk> chunks = new Chunks<>(database, Desk.class, 3, (desk) -> desk.describe(path));
			database.statements().reset();
			List<String> plain = chunks.plain();
			Chunks.Result without = chunks.managed((items) -> {
			});
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Desk.class)
				.paths(path)
				.build();
			Chunks.Result result = chunks.managed(prefetch::processChunk);
			assertThat(result.lines()).isEqualTo(plain);
			assertThat(result.prefetched()).containsOnly(0);
			assertThat(result.lazy()).isEqualTo(without.lazy());
			assertThat(log.warnings()).singleElement()
				.asString()
				.contains("'" + path + "' is not prefetched", "@SQLSelect");
			Desk detached = database.read((entityManager) -> entityManager.find(Desk.class, 2L));
			assertThat(database.statements().during(() -> prefetch.processChunk(List.of(detached)))).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "holder", "transformed", "holder.papers", "plainPapers" })
	void should_serve_what_holds_something_that_is_loaded_by_a_query_of_its_own(String path) {
		try (Database database = open()) {
			Chunks<Desk> chunks = new Chunks<>(database, Desk.class, 3, (desk) -> desk.describe(path));
			List<String> plain = chunks.plain();
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Desk.class)
				.paths(path)
				.build();
			for (int i = 0; i < 2; i++) {
				assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(plain);
				assertThat(chunks.detached(prefetch::processChunk).lines()).isEqualTo(plain);
			}
			Chunks.Result warm = chunks.managed(prefetch::processChunk);
			assertThat(warm.prefetched()).containsOnly(0);
			assertThat(warm.lazy()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "bySqlLater", "byHqlLater", "papersLater", "wordsLater", "plainLater", "bySql", "papers",
			"plainLater.bySqlLater" })
	void should_load_as_mapped_what_a_config_fetches(String fetched) {
		try (Database database = open()) {
			Chunks<Desk> chunks = new Chunks<>(database, Desk.class, 3, (desk) -> desk.holder.describe(fetched));
			List<String> plain = chunks.plain();
			for (boolean all : new boolean[] { false, true }) {
				MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
					.itemType(Desk.class)
					.paths("holder")
					.config(MemoizedPrefetchConfig.of(Holder.class).prefetchAll(all).fetch(fetched))
					.build();
				for (int i = 0; i < 2; i++) {
					Chunks.Result result = chunks.managed(prefetch::processChunk);
					assertThat(result.lines()).isEqualTo(plain);
					assertThat(result.lazy().isEmpty()).isEqualTo(!LEFT.contains(fetched));
					assertThat(result.prefetched().get(0)).isEqualTo((i == 0) ? result.prefetched().get(0) : 0);
				}
				if (!LEFT.contains(fetched)) {
					assertThat(chunks.detached(prefetch::processChunk).lines()).isEqualTo(plain);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "coat", "coats", "pegs" })
	void should_leave_to_hibernate_what_hbm_loads_by_a_query(String path) {
		String hbm = """
				<import class="%1$s$Hall" rename="Hall"/>
				<class name="%1$s$Coat" table="coat">
					<id name="id" type="long" access="field"/>
					<property name="name" access="field"/>
					<many-to-one name="hall" column="hall_id" access="field" class="%1$s$Hall"/>
					<loader query-ref="coat"/>
				</class>
				<class name="%1$s$Hall" table="hall">
					<id name="id" type="long" access="field"/>
					<many-to-one name="coat" column="coat_id" access="field" class="%1$s$Coat"/>
					<set name="coats" inverse="true" access="field">
						<key column="hall_id"/>
						<one-to-many class="%1$s$Coat"/>
						<loader query-ref="coats"/>
					</set>
					<set name="pegs" table="pegs" access="field">
						<key column="hall_id"/>
						<element column="peg" type="string"/>
						<loader query-ref="pegs"/>
					</set>
				</class>
				<sql-query name="coat">
					<return alias="c" class="%1$s$Coat"/>
					select id as {c.id}, upper(name) as {c.name}, hall_id as {c.hall} from coat where id = ?
				</sql-query>
				<sql-query name="coats">
					<return alias="c" class="%1$s$Coat"/>
					select {c.*} from coat c where c.hall_id = :id and name not like '%%2'
				</sql-query>
				<sql-query name="pegs">
					<return-scalar column="peg" type="string"/>
					select peg from pegs where hall_id = :id and peg not like '%%2'
				</sql-query>
				""".formatted(CustomLoadingTests.class.getName());
		try (Database database = Server.HSQLDB.open(hbm); LogCapture log = new LogCapture()) {
			database.inTransaction((entityManager) -> {
				for (long id = 1; id <= 4; id++) {
					Hall hall = new Hall();
					hall.id = id;
					for (int i = 0; i < 3; i++) {
						Coat coat = new Coat();
						coat.id = 10 * id + i;
						coat.name = "coat " + i;
						coat.hall = hall;
						hall.coat = coat;
						hall.pegs.add("peg " + i);
						entityManager.persist(coat);
					}
					entityManager.persist(hall);
				}
			});
			Chunks<Hall> chunks = new Chunks<>(database, Hall.class, 2, (hall) -> hall.describe(path));
			Chunks.Result plain = chunks.managed((items) -> {
			});
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Hall.class)
				.paths(path)
				.build();
			Chunks.Result result = chunks.managed(prefetch::processChunk);
			assertThat(result).isEqualTo(plain);
			assertThat(log.warnings()).filteredOn((warning) -> warning.contains("<loader>"))
				.singleElement()
				.asString()
				.contains("'" + path + "' is not prefetched");
		}
	}

	private static Database open() {
		Database database = Database.open(ENTITIES);
		database.inTransaction((entityManager) -> {
			for (long id = 1; id <= 6; id++) {
				Desk desk = new Desk();
				desk.id = id;
				desk.bySql = new BySql();
				desk.laterBySql = new BySql();
				desk.byHql = new ByHql();
				desk.subKind = new SubKind();
				desk.holder = new Holder();
				desk.transformed = new Transformed();
				desk.holder.bySql = desk.bySql;
				for (Named named : List.of(desk.bySql, desk.byHql, desk.subKind, desk.holder, desk.transformed)) {
					named.id = id;
					named.name = "name " + id;
					named.visible = id % 2 == 0;
					entityManager.persist(named);
				}
				desk.bySqls.add(desk.bySql);
				desk.holder.bySqlLater = desk.laterBySql;
				desk.holder.byHqlLater = desk.byHql;
				desk.laterBySql.id = 100 + id;
				desk.laterBySql.name = "later " + id;
				desk.laterBySql.visible = id % 3 == 0;
				entityManager.persist(desk.laterBySql);
				desk.holder.plainLater = desk.holder;
				desk.holder.wordsLater.addAll(List.of("a", "word"));
				for (int i = 0; i < 2; i++) {
					Paper paper = new Paper();
					paper.id = 10 * id + i;
					paper.name = "paper " + i;
					paper.visible = i == 0;
					paper.desk = desk;
					paper.holder = desk.holder;
					entityManager.persist(paper);
				}
				desk.wordsBySql.addAll(List.of("a", "word"));
				entityManager.persist(desk);
			}
		});
		return database;
	}

	@jakarta.persistence.MappedSuperclass
	abstract static class Named {

		@Id
		Long id;

		@Column
		String name;

		boolean visible;

		@Override
		public String toString() {
			return this.id + " " + this.name;
		}

		public String text() {
			return this.id + " " + this.name;
		}

	}

	@Entity(name = "BySql")
	@SQLSelect(sql = "select id, upper(name) as name, visible from BySql where id = ? and visible")
	static class BySql extends Named {

	}

	@Entity(name = "ByHql")
	@HQLSelect(query = "from ByHql where id = :id and visible")
	static class ByHql extends Named {

	}

	@Entity(name = "Kind")
	@DiscriminatorColumn
	static class Kind extends Named {

	}

	@Entity(name = "SubKind")
	@SQLSelect(sql = "select id, upper(name) as name, visible, DTYPE from Kind where id = ? and visible")
	static class SubKind extends Kind {

	}

	@Entity(name = "Holder")
	static class Holder extends Named {

		@ManyToOne(fetch = FetchType.EAGER)
		BySql bySql;

		@OneToMany(mappedBy = "holder", fetch = FetchType.EAGER)
		@SQLSelect(sql = "select * from Paper where holder_id = ? and visible",
				resultSetMapping = @SqlResultSetMapping(name = "papers of holders",
						entities = @EntityResult(entityClass = Paper.class)))
		Set<Paper> papers = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		BySql bySqlLater;

		@ManyToOne(fetch = FetchType.LAZY)
		ByHql byHqlLater;

		@ManyToOne(fetch = FetchType.LAZY)
		Holder plainLater;

		@OneToMany(mappedBy = "holder")
		@SQLSelect(sql = "select * from Paper where holder_id = ? and visible",
				resultSetMapping = @SqlResultSetMapping(name = "later papers of holders",
						entities = @EntityResult(entityClass = Paper.class)))
		Set<Paper> papersLater = new HashSet<>();

		@ElementCollection
		@SQLSelect(sql = "select wordsLater from Holder_wordsLater where Holder_id = ? and wordsLater <> 'a'")
		Set<String> wordsLater = new HashSet<>();

		String describe(String path) {
			return switch (path) {
				case "bySqlLater" -> Desk.text(this.bySqlLater);
				case "byHqlLater" -> Desk.text(this.byHqlLater);
				case "plainLater" -> this.plainLater.text();
				case "plainLater.bySqlLater" -> this.plainLater.describe("bySqlLater");
				case "papersLater" -> Desk.sorted(this.papersLater);
				case "wordsLater" -> Desk.sorted(this.wordsLater);
				default -> text();
			};
		}

		@Override
		public String text() {
			TreeSet<String> names = new TreeSet<>();
			this.papers.forEach((paper) -> names.add(paper.name));
			return this.name + this.bySql + names;
		}

	}

	@Entity(name = "Transformed")
	static class Transformed extends Named {

		@ColumnTransformer(read = "upper(extra)")
		String extra = "extra";

		@Override
		public String text() {
			return this.name + this.extra;
		}

	}

	@Entity(name = "Paper")
	static class Paper extends Named {

		@ManyToOne(fetch = FetchType.LAZY)
		Desk desk;

		@ManyToOne(fetch = FetchType.LAZY)
		Holder holder;

	}

	public static class Coat {

		Long id;

		String name;

		Hall hall;

		public String text() {
			return this.id + this.name;
		}

	}

	public static class Hall {

		Long id;

		Coat coat;

		Set<Coat> coats = new HashSet<>();

		Set<String> pegs = new HashSet<>();

		String describe(String path) {
			return switch (path) {
				case "coat" -> this.coat.text();
				case "coats" -> this.coats.stream().map(Coat::text).sorted().toList().toString();
				default -> new TreeSet<>(this.pegs).toString();
			};
		}

	}

	@Entity(name = "Desk")
	static class Desk {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		BySql bySql;

		@ManyToOne(fetch = FetchType.LAZY)
		BySql laterBySql;

		@ManyToOne(fetch = FetchType.LAZY)
		ByHql byHql;

		@ManyToOne(fetch = FetchType.LAZY)
		SubKind subKind;

		@ManyToOne(fetch = FetchType.LAZY)
		Holder holder;

		@ManyToOne(fetch = FetchType.LAZY)
		Transformed transformed;

		@ManyToMany
		Set<BySql> bySqls = new HashSet<>();

		@OneToMany(mappedBy = "desk")
		@SQLSelect(sql = "select * from Paper where desk_id = ? and visible",
				resultSetMapping = @SqlResultSetMapping(name = "papers of desks",
						entities = @EntityResult(entityClass = Paper.class)))
		Set<Paper> papersBySql = new HashSet<>();

		@OneToMany(mappedBy = "desk")
		@HQLSelect(query = "from Paper where desk.id = :id and visible")
		Set<Paper> papersByHql = new HashSet<>();

		@OneToMany(mappedBy = "desk")
		Set<Paper> plainPapers = new HashSet<>();

		@ElementCollection
		@SQLSelect(sql = "select wordsBySql from Desk_wordsBySql where Desk_id = ? and wordsBySql <> 'a'")
		Set<String> wordsBySql = new HashSet<>();

		String describe(String path) {
			return switch (path) {
				case "bySql" -> text(this.bySql);
				case "byHql" -> text(this.byHql);
				case "subKind" -> text(this.subKind);
				case "holder" -> text(this.holder);
				case "transformed" -> text(this.transformed);
				case "bySqls" -> sorted(this.bySqls);
				case "papersBySql" -> sorted(this.papersBySql);
				case "papersByHql" -> sorted(this.papersByHql);
				case "plainPapers" -> sorted(this.plainPapers);
				case "holder.papers" -> text(this.holder);
				default -> sorted(this.wordsBySql);
			};
		}

		private static String text(Named named) {
			try {
				return named.text();
			}
			catch (EntityNotFoundException | org.hibernate.ObjectNotFoundException ex) {
				return "hidden";
			}
		}

		private static String sorted(Iterable<?> elements) {
			TreeSet<String> names = new TreeSet<>();
			elements.forEach((element) -> names.add(element.toString()));
			return names.toString();
		}

	}

}
