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

import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import org.hibernate.Hibernate;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hibernate (7.4) takes values from the row before if a row was referred to by a key of
 * what is fetched along: a mark's key is its shelf.
 */
class PartlyLoadedTests {

	@Entity(name = "Keeper")
	static class Keeper {

		@Id
		int id;

	}

	@Entity(name = "Shelf")
	abstract static class Shelf {

		@Id
		int id;

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper owner;

		@OneToMany(mappedBy = "shelf")
		Set<Mark> marks = new HashSet<>();

	}

	@Entity(name = "WideShelf")
	static class WideShelf extends Shelf {

		@ElementCollection
		Set<String> words = new HashSet<>();

	}

	@Entity(name = "Mark")
	@IdClass(MarkId.class)
	static class Mark {

		@Id
		@ManyToOne(fetch = FetchType.LAZY)
		Shelf shelf;

		@Id
		int number;

		@ManyToOne(fetch = FetchType.LAZY)
		Tag tag;

	}

	record MarkId(Integer shelf, int number) {

	}

	@Entity(name = "Tag")
	static class Tag {

		@Id
		int id;

		/** Asked for by a query of its own, while rows of shelves are read. */
		@OneToOne(mappedBy = "tag")
		Line line;

	}

	@Entity(name = "Line")
	static class Line {

		@Id
		int id;

		@OneToOne(fetch = FetchType.LAZY)
		Tag tag;

		@ManyToOne(fetch = FetchType.LAZY)
		Shelf shelf;

	}

	@Entity(name = "Thing")
	static class Thing {

		@Id
		int id;

		@ManyToOne(fetch = FetchType.LAZY)
		Shelf shelf;

	}

	@Entity(name = "Box")
	abstract static class Box {

		@Id
		int id;

		@ManyToOne(fetch = FetchType.LAZY)
		Keeper owner;

		@OneToMany(mappedBy = "box", fetch = FetchType.EAGER)
		Set<Lid> lids = new HashSet<>();

	}

	@Entity(name = "WideBox")
	static class WideBox extends Box {

		@ElementCollection
		Set<String> words = new HashSet<>();

	}

	@Entity(name = "Lid")
	@IdClass(LidId.class)
	static class Lid {

		@Id
		@ManyToOne(fetch = FetchType.LAZY)
		Box box;

		@Id
		int number;

		@ManyToOne
		Seal seal;

	}

	record LidId(Integer box, int number) {

	}

	@Entity(name = "Seal")
	static class Seal {

		@Id
		int id;

		@OneToOne(mappedBy = "seal")
		Slip slip;

	}

	@Entity(name = "Slip")
	static class Slip {

		@Id
		int id;

		@OneToOne(fetch = FetchType.LAZY)
		Seal seal;

		@ManyToOne(fetch = FetchType.LAZY)
		Box box;

	}

	@Entity(name = "Parcel")
	static class Parcel {

		@Id
		int id;

		@ManyToOne(fetch = FetchType.LAZY)
		Box box;

	}

	private static Object id(Object reference) {
		return HibernateProxy.extractLazyInitializer(reference).getIdentifier();
	}

	@Test
	void should_be_loaded_whole() {
		try (Database database = Database.open(Keeper.class, Shelf.class, WideShelf.class, Mark.class, Tag.class,
				Line.class, Thing.class); LogCapture log = new LogCapture()) {
			for (int id = 0; id < 4; id++) {
				database.execute("insert into Keeper (id) values (" + id + ")");
				database
					.execute("insert into Shelf (DTYPE, id, owner_id) values ('WideShelf', " + id + ", " + id + ")");
				database.execute("insert into Tag (id) values (" + id + ")");
				database.execute(
						"insert into WideShelf_words (WideShelf_id, words) values (" + id + ", 'label " + id + "')");
			}
			for (int id = 0; id < 4; id++) {
				int next = (id + 1) % 4;
				database.execute("insert into Mark (shelf_id, number, tag_id) values (" + id + ", 1, " + id + ")");
				database
					.execute("insert into Line (id, tag_id, shelf_id) values (" + id + ", " + id + ", " + next + ")");
				database.execute("insert into Thing (id, shelf_id) values (" + id + ", " + id + ")");
			}
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Thing.class)
				.paths("shelf")
				.config(MemoizedPrefetchConfig.of(Shelf.class).fetch("marks.tag"))
				.build();
			List<Thing> things = database
				.read((entityManager) -> entityManager.createQuery("from Thing order by id", Thing.class)
					.getResultList());
			prefetch.processChunk(things);
			assertThat(things).allSatisfy((thing) -> {
				WideShelf shelf = (WideShelf) Hibernate.unproxy(thing.shelf);
				assertThat(id(shelf.owner)).isEqualTo(thing.id);
				assertThat(shelf.words).isNotNull();
			});
			assertThat(log.warnings()).singleElement()
				.asString()
				.startsWith("Shelf is loaded without what its config fetches along");
		}
	}

	/** Hibernate reads it so itself: it is left, and said so. */
	@Test
	void should_be_left_if_it_is_mapped_so() {
		try (Database database = Database.open(Keeper.class, Box.class, WideBox.class, Lid.class, Seal.class,
				Slip.class, Parcel.class); LogCapture log = new LogCapture()) {
			for (int id = 0; id < 4; id++) {
				database.execute("insert into Keeper (id) values (" + id + ")");
				database.execute("insert into Box (DTYPE, id, owner_id) values ('WideBox', " + id + ", " + id + ")");
				database.execute("insert into Seal (id) values (" + id + ")");
			}
			for (int id = 0; id < 4; id++) {
				int next = (id + 1) % 4;
				database.execute("insert into Lid (box_id, number, seal_id) values (" + id + ", 1, " + id + ")");
				database
					.execute("insert into Slip (id, seal_id, box_id) values (" + id + ", " + id + ", " + next + ")");
				database.execute("insert into Parcel (id, box_id) values (" + id + ", " + id + ")");
			}
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
				.itemType(Parcel.class)
				.paths("box")
				.build();
			database.inTransaction((entityManager) -> {
				List<Parcel> parcels = entityManager.createQuery("from Parcel order by id", Parcel.class)
					.getResultList();
				prefetch.processChunk(parcels);
				assertThat(parcels).hasSize(4).noneMatch((parcel) -> Hibernate.isInitialized(parcel.box));
			});
			assertThat(log.warnings()).containsExactly(
					"'box' is not prefetched: Hibernate reads only a part of its rows" + " with " + Box.class.getName()
							+ ".lids, which is EAGER and whose keys refer to them; map it as" + " LAZY.");
		}
	}

}
