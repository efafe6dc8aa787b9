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
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.WithoutAssertions;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import org.hibernate.Hibernate;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * (Where assertions are enabled, one of Hibernate's own fails instead, see
 * {@link PartlyLoadedTests}.) Entities whose key refers to their owner are joined to it:
 * of an owner that it has made a proxy of, a superclass's, Hibernate (7.4) gives what
 * comes after them the values of the row before. Nothing else tells.
 */
@ExtendWith(WithoutAssertions.class)
class OwnerKeyTests {

	private static final int ROWS = 8;

	private static final UnaryOperator<MemoizedPrefetchConfig<Rack>> BY_QUERY = (config) -> config
		.loader((ids, em) -> em.createQuery("from Rack r left join fetch r.boards where r.id in :ids", Rack.class)
			.setParameter("ids", ids)
			.getResultList());

	private static Database open() {
		Database database = Database.open(Keeper.class, Rack.class, WideRack.class, Board.class, Chest.class,
				WideChest.class, Drawer.class, Crate.class, WideCrate.class, Label.class, Thing.class);
		for (int id = 0; id < ROWS; id++) {
			database.execute("insert into Keeper (id) values (" + id + ")");
			database.execute("insert into Rack (DTYPE, id, owner_id, room, guard_id, second_id) values ('WideRack', "
					+ id + ", " + id + ", 'room " + id + "', " + id + ", " + id + ")");
			database.execute("insert into Chest (DTYPE, id, owner_id) values ('WideChest', " + id + ", " + id + ")");
			database.execute("insert into Crate (DTYPE, id, owner_id) values ('WideCrate', " + id + ", " + id + ")");
			database.execute("insert into Board (rack_id, number) values (" + id + ", 1)");
			database.execute("insert into Drawer (chest_id, number) values (" + id + ", 1)");
			database.execute("insert into Label (crate_id, number) values (" + id + ", 1)");
		}
		for (int id = 0; id < ROWS; id++) {
			int next = (id + 1) % ROWS;
			database.execute("update Rack set next_id = " + next + " where id = " + id);
			database.execute("update Chest set next_id = " + next + " where id = " + id);
			database.execute("insert into Thing (id, rack_id, chest_id, crate_id) values (" + id + ", " + id + ", " + id
					+ ", " + id + ")");
		}
		return database;
	}

	private static Chunks<Thing> chunks(Database database, Function<Thing, String> work) {
		return new Chunks<>(database, Thing.class, ROWS / 2, work);
	}

	private static MemoizedPrefetch prefetch(Database database, MemoizedPrefetchConfig<?> config) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(Thing.class).config(config).build();
	}

	private static Object id(Object reference) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(reference);
		return (proxy != null) ? proxy.getInternalIdentifier()
				: (reference instanceof Keeper keeper) ? keeper.id : null;
	}

	private static String describe(Rack rack) {
		WideRack wide = (WideRack) Hibernate.unproxy(rack);
		return wide.id + " owner " + id(wide.owner) + wide.place.room + id(wide.place.guard) + " second "
				+ id(wide.second) + " next " + wide.next.getId() + " boards " + wide.boards.size();
	}

	private static String describe(Chest chest) {
		WideChest wide = (WideChest) Hibernate.unproxy(chest);
		return wide.id + " owner " + id(wide.owner) + " next " + wide.next.getId() + " drawers " + wide.drawers.size();
	}

	/** Once with what is fetched along, and from then on without. */
	@ParameterizedTest
	@ValueSource(strings = { "rack", "chest" })
	void should_be_loaded_without_them(String path) {
		try (Database database = open(); LogCapture log = new LogCapture()) {
			Chunks<Thing> chunks = chunks(database,
					(thing) -> path.equals("rack") ? describe(thing.rack) : describe(thing.chest));
			MemoizedPrefetch prefetch = prefetch(database,
					path.equals("rack") ? MemoizedPrefetchConfig.of(Rack.class, path).fetch("boards")
							: MemoizedPrefetchConfig.of(Chest.class, path).fetch("drawers"));
			Chunks.Result cold = chunks.managed(prefetch::processChunk);
			assertThat(cold.lines()).isEqualTo(chunks.plain());
			assertThat(cold.prefetched()).startsWith(2, 1);
			assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
			assertThat(log.warnings()).singleElement()
				.asString()
				.contains(" is loaded without what its config fetches along");
		}
	}

	@Test
	void should_be_left_if_a_loader_joins_them() {
		try (Database database = open(); LogCapture log = new LogCapture()) {
			Chunks<Thing> chunks = chunks(database, (thing) -> describe(thing.rack));
			MemoizedPrefetch prefetch = prefetch(database,
					BY_QUERY.apply(MemoizedPrefetchConfig.of(Rack.class, "rack")));
			for (int i = 0; i < 2; i++) {
				assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
			}
			assertThat(log.warnings())
				.containsExactly("WideRack is not prefetched any more: Hibernate reads only a part"
						+ " of its rows with what is joined to them.");
		}
	}

	/** Hibernate reads no more itself as it initialises the proxy. */
	@Test
	void should_be_left_if_they_are_eager() {
		try (Database database = open(); LogCapture log = new LogCapture()) {
			Chunks<Thing> chunks = chunks(database, (thing) -> {
				Crate crate = (Crate) Hibernate.unproxy(thing.crate);
				return crate.id + " owner " + id(crate.owner) + " labels " + crate.labels;
			});
			assertThat(chunks.plain()).allSatisfy((line) -> assertThat(line).endsWith(" owner null labels null"));
			MemoizedPrefetch prefetch = prefetch(database, MemoizedPrefetchConfig.of(Crate.class, "crate"));
			Chunks.Result result = chunks.managed(prefetch::processChunk);
			assertThat(result.lines()).isEqualTo(chunks.plain());
			assertThat(result.prefetched()).containsOnly(0);
			assertThat(log.warnings()).singleElement()
				.asString()
				.endsWith("Hibernate reads only a part of its rows with " + Crate.class.getName()
						+ ".labels, which is EAGER and whose keys refer to them; map it as LAZY.");
		}
	}

	@Entity(name = "Keeper")
	static class Keeper {

		@Id
		int id;

	}

	@Embeddable
	static class Place {

		String room;

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper guard;

	}

	@Entity(name = "Rack")
	abstract static class Rack {

		@Id
		int id;

		@OneToMany(mappedBy = "rack")
		Set<Board> boards = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Rack next;

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper owner;

		@Embedded
		Place place;

		public int getId() {
			return this.id;
		}

	}

	@Entity(name = "WideRack")
	static class WideRack extends Rack {

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper second;

	}

	@Entity(name = "Board")
	@IdClass(BoardId.class)
	static class Board {

		@Id
		@ManyToOne(fetch = FetchType.LAZY)
		Rack rack;

		@Id
		int number;

	}

	record BoardId(Integer rack, int number) {

	}

	@Entity(name = "Chest")
	abstract static class Chest {

		@Id
		int id;

		@OneToMany(mappedBy = "id.chest")
		Set<Drawer> drawers = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Chest next;

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper owner;

		public int getId() {
			return this.id;
		}

	}

	@Entity(name = "WideChest")
	static class WideChest extends Chest {

	}

	@Entity(name = "Drawer")
	static class Drawer {

		@EmbeddedId
		DrawerId id;

	}

	@Embeddable
	record DrawerId(@ManyToOne(fetch = FetchType.LAZY) Chest chest, int number) {

	}

	@Entity(name = "Crate")
	abstract static class Crate {

		@Id
		int id;

		@OneToMany(mappedBy = "crate", fetch = FetchType.EAGER)
		Set<Label> labels = new HashSet<>();

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper owner;

	}

	@Entity(name = "WideCrate")
	static class WideCrate extends Crate {

	}

	@Entity(name = "Label")
	@IdClass(LabelId.class)
	static class Label {

		@Id
		@ManyToOne(fetch = FetchType.LAZY)
		Crate crate;

		@Id
		int number;

	}

	record LabelId(Integer crate, int number) {

	}

	@Entity(name = "Thing")
	static class Thing {

		@Id
		int id;

		@ManyToOne(fetch = FetchType.LAZY)
		Rack rack;

		@ManyToOne(fetch = FetchType.LAZY)
		Chest chest;

		@ManyToOne(fetch = FetchType.LAZY)
		Crate crate;

	}

}
