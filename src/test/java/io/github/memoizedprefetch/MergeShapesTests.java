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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LimitedDialect;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.MapRegionFactory;
import io.github.memoizedprefetch.support.Merges;
import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.dialect.HSQLDialect;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Persistable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What merging with {@link MergePrefetch} makes of rare mappings and states: the same as
 * without.
 */
class MergeShapesTests {

	private static final int ITEMS = 10;

	@Test
	void should_see_that_a_row_has_another_version() {
		Merges.Selects selects = plains()
			.between((database) -> database.execute("update Plain set version = 7 where id = 4"))
			.run();
		assertThat(selects.thrown()).contains(OptimisticLockException.class.getName());
		assertThat(selects.with()).isEqualTo(1);
	}

	@Test
	void should_see_that_a_row_is_gone() {
		Merges.Selects selects = plains().between((database) -> database.execute("delete from Plain where id = 4"))
			.run();
		assertThat(selects.thrown()).contains(OptimisticLockException.class.getName());
		new Merges(Named.class).rows(this::nameds)
			.items(all(Named.class))
			.between((database) -> database.execute("delete from Named where name = 'name4'"))
			.change((items) -> items.forEach((item) -> ((Named) item).text = "changed"))
			.run()
			.areReduced(10, 2);
	}

	@Test
	void should_load_nothing_for_new_items() {
		plains().items((entityManager) -> LongStream.range(0, 5).mapToObj((i) -> new Plain()).toList())
			.run()
			.areReduced(0, 0);
		new Merges(Marked.class)
			.items((entityManager) -> LongStream.range(0, 5).mapToObj((i) -> new Marked("new" + i, true)).toList())
			.run()
			.areReduced(5, 5);
	}

	@Test
	void should_load_what_is_not_marked_as_new() {
		new Merges(Marked.class)
			.rows((entityManager) -> LongStream.range(0, 5)
				.forEach((i) -> entityManager.persist(new Marked("name" + i, true))))
			.items((entityManager) -> LongStream.range(0, 5).mapToObj((i) -> new Marked("name" + i, false)).toList())
			.run()
			.areReduced(5, 1);
	}

	@Test
	void should_load_new_items_with_assigned_ids_once_in_vain() {
		new Merges(Named.class).rows(this::nameds)
			.items((entityManager) -> LongStream.range(5, 15).mapToObj((i) -> new Named("name" + i, "new")).toList())
			.run()
			.areReduced(10, 6);
	}

	@Test
	void should_load_nothing_for_managed_items() {
		plains().before((entityManager) -> assertThat(all(Plain.class).apply(entityManager)).isNotEmpty())
			.run()
			.areReduced(0, 0);
	}

	@Test
	void should_leave_what_is_no_entity() {
		plains().items((entityManager) -> List.of(all(Plain.class).apply(entityManager).get(0))).run().areReduced(1, 1);
		try (Database database = Database.open(Plain.class)) {
			database.inTransaction((entityManager) -> {
				List<Object> items = new ArrayList<>(List.of("text", 1, new Object(), List.of("in a list")));
				items.add(null);
				MergePrefetch.of(database.entityManagerFactory()).load(entityManager, items);
			});
			assertThat(database.statements().count()).isZero();
		}
	}

	@Test
	void should_take_lists_of_items() {
		try (Database database = Database.open(Plain.class)) {
			database.inTransaction(this::persistPlains);
			List<?> items = database.read(all(Plain.class)::apply);
			database.inTransaction((entityManager) -> {
				database.statements().reset();
				MergePrefetch.of(database.entityManagerFactory())
					.load(entityManager, List.of(items.subList(0, 5), items.subList(5, 10).toArray()));
				items.forEach(entityManager::merge);
				assertThat(database.statements().count()).isEqualTo(1);
			});
		}
	}

	@Test
	void should_say_that_there_is_no_transaction() {
		try (Database database = Database.open(Plain.class);
				LogCapture log = new LogCapture();
				EntityManager entityManager = database.entityManagerFactory().createEntityManager()) {
			MergePrefetch prefetch = MergePrefetch.of(database.entityManagerFactory());
			prefetch.load(entityManager, List.of(new Plain()));
			prefetch.load(List.of(new Plain()));
			assertThat(log.warnings()).singleElement().asString().contains("JpaTransactionManager");
		}
	}

	@Test
	void should_refuse_an_entity_manager_of_another_factory() {
		try (Database database = Database.open(Plain.class); Database other = Database.open(Plain.class)) {
			MergePrefetch prefetch = MergePrefetch.of(database.entityManagerFactory());
			other.inTransaction((entityManager) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> prefetch.load(entityManager, List.of())));
		}
	}

	@Test
	void should_load_composite_ids_of_both_kinds_at_once() {
		new Merges(Seat.class, Box.class).rows((entityManager) -> {
			for (int i = 0; i < ITEMS; i++) {
				entityManager.persist(new Seat(i, i % 3));
				entityManager.persist(new Box(i, i % 3));
			}
		}).items((entityManager) -> {
			List<Object> items = new ArrayList<>(all(Seat.class).apply(entityManager));
			items.addAll(all(Box.class).apply(entityManager));
			return items;
		}).change((items) -> items.forEach((item) -> {
			if (item instanceof Seat seat) {
				seat.text = "changed";
			}
			else {
				((Box) item).text = "changed";
			}
		})).run().areReduced(20, 2);
	}

	@Test
	void should_load_each_class_of_a_hierarchy_at_once() {
		for (Class<?>[] types : List.of(new Class<?>[] { Beast.class, Cow.class, Hen.class },
				new Class<?>[] { Tool.class, Saw.class, Axe.class })) {
			new Merges(types).rows((entityManager) -> {
				for (int i = 0; i < ITEMS; i++) {
					entityManager.persist(instance(types[1 + i % 2]));
				}
			}).items(all(types[0])).change((items) -> items.forEach((item) -> {
				if (item instanceof Beast beast) {
					beast.text = "changed";
				}
				else {
					((Tool) item).text = "changed";
				}
			})).run().areReduced(10, 2);
		}
	}

	@Test
	void should_not_find_what_is_deleted_softly_or_hidden() {
		new Merges(Soft.class)
			.rows((entityManager) -> LongStream.range(0, ITEMS).forEach((i) -> entityManager.persist(new Soft(i))))
			.items(all(Soft.class))
			.between((database) -> database.execute("update Soft set deleted = true where id in (3, 4)"))
			.change((items) -> items.forEach((item) -> ((Soft) item).text = "changed"))
			.run();
		Merges.Selects selects = new Merges(Hidden.class)
			.rows((entityManager) -> LongStream.range(0, ITEMS).forEach((i) -> entityManager.persist(new Hidden(i))))
			.items(all(Hidden.class))
			.between((database) -> database.execute("update Hidden set hidden = true where id in (3, 4)"))
			.change((items) -> items.forEach((item) -> ((Hidden) item).text = "changed"))
			.run();
		assertThat(selects.thrown()).contains("ConstraintViolationException");
	}

	@Test
	void should_leave_filtered_elements_as_merging_does() {
		new Merges(Shelf.class, Book.class).rows(this::shelves).items((entityManager) -> {
			entityManager.unwrap(Session.class).enableFilter("visible");
			List<Shelf> shelves = all(Shelf.class).apply(entityManager);
			shelves.forEach((shelf) -> Hibernate.initialize(shelf.books));
			return shelves;
		})
			.before((entityManager) -> entityManager.unwrap(Session.class).enableFilter("visible"))
			.change((items) -> items.forEach((item) -> ((Shelf) item).books.forEach((book) -> book.text = "changed")))
			.run()
			.areReduced(10, 2);
	}

	@Test
	void should_load_tables_that_belong_to_a_row_and_natural_ids() {
		new Merges(Split.class)
			.rows((entityManager) -> LongStream.range(0, ITEMS).forEach((i) -> entityManager.persist(new Split(i))))
			.items(all(Split.class))
			.change((items) -> items.forEach((item) -> ((Split) item).more = "changed"))
			.run()
			.areReduced(10, 1);
	}

	@Test
	void should_take_cached_rows_from_the_cache() {
		Map<String, Object> cache = Map.of("hibernate.cache.use_second_level_cache", true,
				"hibernate.cache.region.factory_class", MapRegionFactory.class.getName());
		new Merges(() -> Database.open(cache, Cached.class))
			.rows((entityManager) -> LongStream.range(0, ITEMS).forEach((i) -> entityManager.persist(new Cached(i))))
			.items(all(Cached.class))
			.change((items) -> items.forEach((item) -> ((Cached) item).text = "changed"))
			.run()
			.areReduced(0, 0);
		Merges.Selects cold = new Merges(() -> Database.open(cache, Cached.class))
			.rows((entityManager) -> LongStream.range(0, ITEMS).forEach((i) -> entityManager.persist(new Cached(i))))
			.items(all(Cached.class))
			.between((database) -> database.entityManagerFactory().getCache().evictAll())
			.change((items) -> items.forEach((item) -> ((Cached) item).text = "changed"))
			.run();
		cold.areReduced(10, 1);
	}

	@Test
	void should_find_the_children_that_merging_another_item_has_inserted() {
		new Merges(Owner.class, Piece.class).rows((entityManager) -> {
			for (int i = 0; i < ITEMS; i++) {
				Owner owner = new Owner();
				owner.pieces.add(new Piece(owner));
				entityManager.persist(owner);
			}
		}).items((entityManager) -> {
			List<Owner> owners = all(Owner.class).apply(entityManager);
			owners.forEach((owner) -> Hibernate.initialize(owner.pieces));
			List<Object> items = new ArrayList<>();
			// each is inserted at once, into the collection of an item that comes later
			owners.forEach((owner) -> items.add(new Piece(owner)));
			items.addAll(owners);
			return items;
		}).run().areReduced(10, 11);
	}

	@Test
	void should_load_a_tree_and_what_leads_back() {
		new Merges(Twig.class).rows((entityManager) -> {
			for (int i = 0; i < ITEMS; i++) {
				entityManager.persist(Twig.tree(3));
			}
		})
			.items((entityManager) -> entityManager.createQuery("from Twig where parent is null", Twig.class)
				.getResultList())
			.change((items) -> items.forEach((item) -> ((Twig) item).text = "changed"))
			.run();
		Merges.Selects whole = new Merges(Twig.class).rows((entityManager) -> {
			for (int i = 0; i < ITEMS; i++) {
				entityManager.persist(Twig.tree(3));
			}
		}).items((entityManager) -> {
			List<Twig> roots = entityManager.createQuery("from Twig where parent is null", Twig.class).getResultList();
			roots.forEach(Twig::load);
			return roots;
		}).change((items) -> items.forEach((item) -> ((Twig) item).change())).run();
		assertThat(whole.thrown()).isEmpty();
		assertThat(whole.with()).isLessThanOrEqualTo(5);
	}

	@Test
	void should_load_a_chunk_of_a_thousand_within_the_limits_of_the_database() {
		Map<Class<?>, Integer> selects = Map.of(HSQLDialect.class, 1, LimitedDialect.Oracle.class, 2,
				LimitedDialect.SqlServer.class, 1);
		selects.forEach((dialect,
				expected) -> new Merges(
						() -> Database.open(Map.of("hibernate.dialect", dialect.getName()), Named.class))
					.rows((entityManager) -> LongStream.range(0, 1_100)
						.forEach((i) -> entityManager.persist(new Named("name" + i, "text"))))
					.items(all(Named.class))
					.change((items) -> items.forEach((item) -> ((Named) item).text = "changed"))
					.run()
					.areReduced(1_100, expected));
	}

	@Test
	void should_leave_bags_that_several_rows_share() {
		new Merges(Guest.class, Hotel.class).rows((entityManager) -> {
			Hotel hotel = new Hotel();
			hotel.names.addAll(List.of("a", "b"));
			entityManager.persist(hotel);
			for (int i = 0; i < ITEMS; i++) {
				Guest guest = new Guest();
				guest.hotel = hotel;
				entityManager.persist(guest);
			}
		}).items(all(Guest.class)).change((items) -> items.forEach((item) -> {
			((Guest) item).text = "changed";
			((Guest) item).hotel.names.add("c" + ((Guest) item).id);
		})).run().areReduced(10, 10);
	}

	@Test
	void should_let_merging_say_what_is_missing() {
		Merges.Selects selects = new Merges(() -> {
			Database database = Database.open(Visitor.class, House.class);
			database.execute("alter table Visitor drop constraint house");
			return database;
		}).rows((entityManager) -> {
			for (int i = 0; i < ITEMS; i++) {
				Visitor visitor = new Visitor();
				visitor.house = new House();
				entityManager.persist(visitor.house);
				entityManager.persist(visitor);
			}
		})
			.items(all(Visitor.class))
			.change((items) -> items.forEach((item) -> ((Visitor) item).text = "changed"))
			.between((database) -> database.execute("delete from House where id = 4"))
			.run();
		assertThat(selects.thrown()).contains("House");
	}

	@Test
	void should_merge_the_same_row_twice() {
		plains().items((entityManager) -> {
			List<Plain> items = new ArrayList<>(all(Plain.class).apply(entityManager));
			entityManager.clear();
			items.addAll(all(Plain.class).apply(entityManager));
			return items;
		}).change((items) -> {
			for (int i = 0; i < items.size(); i++) {
				((Plain) items.get(i)).text = "changed " + i;
			}
		}).run().areReduced(10, 1);
	}

	@Test
	void should_merge_proxies() {
		plains().items((entityManager) -> LongStream.rangeClosed(1, ITEMS).mapToObj((id) -> {
			Plain plain = entityManager.getReference(Plain.class, id);
			if (id % 2 == 0) {
				Hibernate.initialize(plain);
			}
			return plain;
		}).toList()).run().areReduced(5, 1);
	}

	private Merges plains() {
		return new Merges(Plain.class).rows(this::persistPlains)
			.items(all(Plain.class))
			.change((items) -> items.stream()
				.filter(Hibernate::isInitialized)
				.forEach((item) -> ((Plain) Hibernate.unproxy(item)).text = "changed"));
	}

	private void persistPlains(EntityManager entityManager) {
		LongStream.range(0, ITEMS).forEach((i) -> entityManager.persist(new Plain()));
	}

	private void nameds(EntityManager entityManager) {
		LongStream.range(0, ITEMS).forEach((i) -> entityManager.persist(new Named("name" + i, "text")));
	}

	private void shelves(EntityManager entityManager) {
		for (int i = 0; i < ITEMS; i++) {
			Shelf shelf = new Shelf();
			for (int j = 0; j < 3; j++) {
				Book book = new Book();
				book.shelf = shelf;
				book.hidden = j == 1;
				shelf.books.add(book);
			}
			entityManager.persist(shelf);
		}
	}

	private static Object instance(Class<?> type) {
		try {
			return type.getDeclaredConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <T> Function<EntityManager, List<T>> all(Class<T> type) {
		return (entityManager) -> entityManager.createQuery("from " + type.getSimpleName(), type).getResultList();
	}

	@Entity(name = "Plain")
	static class Plain {

		@Id
		@GeneratedValue
		Long id;

		@Version
		Integer version;

		String text;

	}

	@Entity(name = "Named")
	static class Named {

		@Id
		String name;

		String text;

		Named() {
		}

		Named(String name, String text) {
			this.name = name;
			this.text = text;
		}

	}

	@Entity(name = "Marked")
	static class Marked implements Persistable<String> {

		@Id
		String name;

		transient boolean fresh;

		Marked() {
		}

		Marked(String name, boolean fresh) {
			this.name = name;
			this.fresh = fresh;
		}

		@Override
		public String getId() {
			return this.name;
		}

		@Override
		public boolean isNew() {
			return this.fresh;
		}

	}

	@Embeddable
	record Place(int line, int number) {

	}

	@Entity(name = "Seat")
	static class Seat {

		@EmbeddedId
		Place id;

		String text;

		Seat() {
		}

		Seat(int line, int number) {
			this.id = new Place(line, number);
		}

	}

	static class BoxId {

		int line;

		int number;

		@Override
		public boolean equals(Object other) {
			return other instanceof BoxId id && id.line == this.line && id.number == this.number;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.line, this.number);
		}

	}

	@Entity(name = "Box")
	@IdClass(BoxId.class)
	static class Box {

		@Id
		int line;

		@Id
		int number;

		String text;

		Box() {
		}

		Box(int line, int number) {
			this.line = line;
			this.number = number;
		}

	}

	@Entity(name = "Beast")
	static class Beast {

		@Id
		@GeneratedValue
		Long id;

		String text;

	}

	@Entity(name = "Cow")
	static class Cow extends Beast {

		String milk;

	}

	@Entity(name = "Hen")
	static class Hen extends Beast {

		String eggs;

	}

	@Entity(name = "Tool")
	@Inheritance(strategy = InheritanceType.JOINED)
	static class Tool {

		@Id
		@GeneratedValue
		Long id;

		String text;

	}

	@Entity(name = "Saw")
	static class Saw extends Tool {

		String teeth;

	}

	@Entity(name = "Axe")
	static class Axe extends Tool {

		String edge;

	}

	@Entity(name = "Soft")
	@SoftDelete
	static class Soft {

		@Id
		Long id;

		String text;

		Soft() {
		}

		Soft(long id) {
			this.id = id;
		}

	}

	@Entity(name = "Hidden")
	@SQLRestriction("hidden = false")
	static class Hidden {

		@Id
		Long id;

		boolean hidden;

		String text;

		Hidden() {
		}

		Hidden(long id) {
			this.id = id;
		}

	}

	@Entity(name = "Shelf")
	static class Shelf {

		@Id
		@GeneratedValue
		Long id;

		@OneToMany(mappedBy = "shelf", cascade = CascadeType.ALL)
		@Filter(name = "visible")
		Set<Book> books = new LinkedHashSet<>();

	}

	@Entity(name = "Book")
	@FilterDef(name = "visible", defaultCondition = "hidden = false")
	static class Book {

		@Id
		@GeneratedValue
		Long id;

		boolean hidden;

		String text;

		@ManyToOne(fetch = FetchType.LAZY)
		Shelf shelf;

	}

	@Entity(name = "Split")
	@SecondaryTable(name = "More")
	static class Split {

		@Id
		Long id;

		@NaturalId(mutable = true)
		String code;

		@Column(table = "More")
		String more;

		Split() {
		}

		Split(long id) {
			this.id = id;
			this.code = "code" + id;
			this.more = "more";
		}

	}

	@Entity(name = "Cached")
	@Cacheable
	@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
	static class Cached {

		@Id
		Long id;

		String text;

		Cached() {
		}

		Cached(long id) {
			this.id = id;
		}

	}

	@Entity(name = "Owner")
	static class Owner {

		@Id
		@GeneratedValue(strategy = GenerationType.IDENTITY)
		Long id;

		@OneToMany(mappedBy = "owner", cascade = CascadeType.ALL, orphanRemoval = true)
		Set<Piece> pieces = new HashSet<>();

	}

	@Entity(name = "Piece")
	static class Piece {

		@Id
		@GeneratedValue(strategy = GenerationType.IDENTITY)
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Owner owner;

		Piece() {
		}

		Piece(Owner owner) {
			this.owner = owner;
		}

	}

	@Entity(name = "Guest")
	static class Guest {

		@Id
		@GeneratedValue
		Long id;

		String text;

		@ManyToOne(cascade = CascadeType.MERGE)
		Hotel hotel;

	}

	@Entity(name = "Hotel")
	static class Hotel {

		@Id
		@GeneratedValue
		Long id;

		@ElementCollection(fetch = FetchType.EAGER)
		List<String> names = new ArrayList<>();

	}

	@Entity(name = "Visitor")
	static class Visitor {

		@Id
		@GeneratedValue
		Long id;

		String text;

		@ManyToOne
		@JoinColumn(foreignKey = @ForeignKey(name = "house"))
		House house;

	}

	@Entity(name = "House")
	static class House {

		@Id
		@GeneratedValue
		Long id;

	}

	@Entity(name = "Twig")
	static class Twig {

		@Id
		@GeneratedValue
		Long id;

		String text;

		@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.MERGE)
		Twig parent;

		@OneToMany(mappedBy = "parent", cascade = CascadeType.ALL)
		List<Twig> twigs = new ArrayList<>();

		static Twig tree(int depth) {
			Twig twig = new Twig();
			for (int i = 0; i < 2 && depth > 1; i++) {
				Twig child = tree(depth - 1);
				child.parent = twig;
				twig.twigs.add(child);
			}
			return twig;
		}

		void load() {
			this.twigs.forEach(Twig::load);
		}

		void change() {
			this.text = "changed";
			this.twigs.forEach(Twig::change);
		}

	}

}
