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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.MapRegionFactory;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Version;
import org.hibernate.Session;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.TenantId;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids and entities of all kinds: what {@code find} returns is the same with keys and
 * without.
 */
class KeyMappingTests {

	private String tenant = "a";

	@AutoClose
	private final Database database = Database
		.open(Map.of("hibernate.cache.region.factory_class", MapRegionFactory.class.getName(),
				"hibernate.tenant_identifier_resolver", new CurrentTenantIdentifierResolver<String>() {

					@Override
					public String resolveCurrentTenantIdentifier() {
						return KeyMappingTests.this.tenant;
					}

					@Override
					public boolean validateExistingCurrentSessions() {
						return false;
					}

				}), Parcel.class, Slot.class, Animal.class, Dog.class, Cat.class, Member.class, Removed.class,
				Tag.class, Cached.class, Filtered.class, Owned.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			for (int id = 1; id <= 4; id++) {
				entityManager.persist(new Parcel("d" + id % 2, id, "parcel " + id));
				entityManager.persist(new Slot(new SlotId(id % 2, "s" + id), "slot " + id));
				entityManager.persist((id % 2 == 0) ? new Dog(id) : new Cat(id));
				entityManager.persist(new Member(id, id % 2 == 0));
				entityManager.persist(new Removed(id));
				entityManager.persist(new Tag("t" + id, "code " + id));
				entityManager.persist(new Cached(id));
				entityManager.persist(new Filtered(id));
				entityManager.persist(new Owned(id));
			}
		});
		this.database.inTransaction((entityManager) -> entityManager.remove(entityManager.find(Removed.class, 2)));
		this.tenant = "b";
		this.database.inTransaction((entityManager) -> entityManager.persist(new Owned(5)));
		this.tenant = "a";
		this.database.entityManagerFactory().getCache().evictAll();
	}

	private List<String> find(Class<?> entity, List<?> ids, Function<Object, String> text,
			Consumer<EntityManager> before) {
		return new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.execute((status) -> {
				EntityManager session = EntityManagerFactoryUtils
					.getTransactionalEntityManager(this.database.entityManagerFactory());
				before.accept(session);
				List<String> lines = new ArrayList<>();
				for (Object id : ids) {
					Object found = session.find(entity, id);
					lines.add((found != null) ? found.getClass().getSimpleName() + " " + text.apply(found) : "none");
				}
				session.flush();
				return lines;
			});
	}

	/**
	 * Find entities twice with keys.
	 * @return the statements of both times
	 */
	private <T> List<Integer> assertSame(Class<T> entity, List<?> ids, Function<T, String> text) {
		@SuppressWarnings("unchecked")
		Function<Object, String> describe = (found) -> text.apply((T) found);
		List<String> plain = find(entity, ids, describe, (session) -> {
		});
		this.database.entityManagerFactory().getCache().evictAll();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemsAreIdsOf(entity)
			.build();
		List<Integer> counts = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			this.database.statements().reset();
			assertThat(find(entity, ids, describe, (session) -> prefetch.processChunk(ids))).isEqualTo(plain);
			counts.add(this.database.statements().count());
		}
		return counts;
	}

	@Test
	void should_find_by_an_id_class() {
		assertThat(assertSame(Parcel.class,
				List.of(new ParcelId("d1", 1), new ParcelId("d0", 2), new ParcelId("d1", 2)), (parcel) -> parcel.name))
			.containsExactly(2, 2);
	}

	@Test
	void should_find_by_several_properties() {
		record Row(String depot, int number) {
		}
		List<Row> rows = List.of(new Row("d1", 1), new Row("d0", 2));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Row.class)
			.key((Row row) -> new ParcelId(row.depot(), row.number()), Parcel.class)
			.build();
		this.database.statements().reset();
		assertThat(find(Parcel.class, List.of(new ParcelId("d1", 1), new ParcelId("d0", 2)),
				(parcel) -> ((Parcel) parcel).name, (session) -> prefetch.processChunk(rows)))
			.containsExactly("Parcel parcel 1", "Parcel parcel 2");
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	@Test
	void should_find_by_an_embedded_id() {
		assertThat(assertSame(Slot.class, List.of(new SlotId(1, "s1"), new SlotId(0, "s2"), new SlotId(7, "s2")),
				(slot) -> slot.name))
			.containsExactly(2, 2);
	}

	/** An id of a subclass, and one of another class than is asked for. */
	@Test
	void should_find_subclasses() {
		assertThat(assertSame(Animal.class, List.of(1, 2, 3), (animal) -> animal.sound())).containsExactly(1, 0);
		assertThat(assertSame(Dog.class, List.of(1, 2), (dog) -> dog.sound())).containsExactly(1, 0);
	}

	@Test
	void should_find_no_rows_that_a_restriction_hides() {
		assertThat(assertSame(Member.class, List.of(1, 2, 3, 4), (member) -> "" + member.id)).containsExactly(3, 3);
	}

	@Test
	void should_find_no_rows_that_are_softly_deleted() {
		assertThat(assertSame(Removed.class, List.of(1, 2, 3), (removed) -> "" + removed.id)).containsExactly(2, 2);
	}

	@Test
	void should_find_by_strings() {
		assertThat(assertSame(Tag.class, List.of("t1", "t2", "t9"), (tag) -> tag.code)).containsExactly(2, 2);
	}

	@Test
	void should_find_by_a_natural_id_what_a_key_has_loaded() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemsAreIdsOf(Tag.class)
			.build();
		this.database.statements().reset();
		find(Tag.class, List.of("t1"), (tag) -> "", (session) -> {
			prefetch.processChunk(List.of("t1"));
			Tag tag = session.unwrap(Session.class).bySimpleNaturalId(Tag.class).load("code 1");
			assertThat(tag.id).isEqualTo("t1");
		});
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	/** And their versions stay as they are. */
	@Test
	void should_find_what_the_second_level_cache_may_have() {
		assertThat(assertSame(Cached.class, List.of(1, 2, 3), (cached) -> cached.id + " " + cached.version))
			.containsExactly(1, 0);
	}

	@Test
	void should_leave_sessions_with_filters() {
		Consumer<EntityManager> filtered = (session) -> session.unwrap(Session.class).enableFilter("odd");
		List<Integer> ids = List.of(1, 2, 3);
		List<String> plain = find(Filtered.class, ids, (found) -> "", filtered);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemsAreIdsOf(Filtered.class)
			.build();
		this.database.statements().reset();
		assertThat(find(Filtered.class, ids, (found) -> "", filtered.andThen((session) -> prefetch.processChunk(ids))))
			.isEqualTo(plain)
			.containsExactly("Filtered ", "none", "Filtered ");
		assertThat(this.database.statements().count()).isEqualTo(3);
		assertThat(this.log.warnings()).singleElement()
			.asString()
			.isEqualTo(
					"The entities of 'item' are not put into the session of the step: its session has filters enabled"
							+ " ([odd]), which memoized rows do not know.");
	}

	@Test
	void should_find_the_rows_of_the_session_s_tenant() {
		assertThat(assertSame(Owned.class, List.of(1, 2, 5), (owned) -> owned.tenant)).containsExactly(2, 2);
		this.tenant = "b";
		assertThat(assertSame(Owned.class, List.of(1, 2, 5), (owned) -> owned.tenant)).containsExactly(3, 3);
	}

	@Test
	void should_keep_tenants_apart_in_one_prefetch() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemsAreIdsOf(Owned.class)
			.build();
		for (int i = 0; i < 2; i++) {
			for (String current : List.of("a", "b")) {
				this.tenant = current;
				assertThat(find(Owned.class, List.of(1, 5), (owned) -> ((Owned) owned).tenant,
						(session) -> prefetch.processChunk(List.of(1, 5))))
					.containsExactlyInAnyOrder("none", "Owned " + current);
			}
		}
	}

	/** A wrong type would fail in find(..) as well. */
	@Test
	void should_take_numbers_of_other_types() {
		record Row(long id) {
		}
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Row.class)
			.key("id", Cached.class)
			.build();
		this.database.statements().reset();
		assertThat(
				find(Cached.class, List.of(1), (cached) -> "", (session) -> prefetch.processChunk(List.of(new Row(1)))))
			.containsExactly("Cached ");
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	@Entity(name = "Parcel")
	@IdClass(ParcelId.class)
	static class Parcel {

		@Id
		String depot;

		@Id
		int number;

		String name;

		protected Parcel() {
		}

		Parcel(String depot, int number, String name) {
			this.depot = depot;
			this.number = number;
			this.name = name;
		}

	}

	static class ParcelId implements Serializable {

		String depot;

		int number;

		protected ParcelId() {
		}

		ParcelId(String depot, int number) {
			this.depot = depot;
			this.number = number;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof ParcelId id && id.depot.equals(this.depot) && id.number == this.number;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.depot, this.number);
		}

	}

	@Embeddable
	record SlotId(int room, String rack) {
	}

	@Entity(name = "Slot")
	static class Slot {

		@EmbeddedId
		SlotId id;

		String name;

		protected Slot() {
		}

		Slot(SlotId id, String name) {
			this.id = id;
			this.name = name;
		}

	}

	@Entity(name = "Animal")
	@Inheritance(strategy = InheritanceType.JOINED)
	abstract static class Animal {

		@Id
		Integer id;

		abstract String sound();

	}

	@Entity(name = "Dog")
	static class Dog extends Animal {

		String bark;

		protected Dog() {
		}

		Dog(int id) {
			this.id = id;
			this.bark = "bark " + id;
		}

		@Override
		String sound() {
			return this.bark;
		}

	}

	@Entity(name = "Cat")
	static class Cat extends Animal {

		String mew;

		protected Cat() {
		}

		Cat(int id) {
			this.id = id;
			this.mew = "mew " + id;
		}

		@Override
		String sound() {
			return this.mew;
		}

	}

	@Entity(name = "Member")
	@SQLRestriction("active = true")
	static class Member {

		@Id
		Integer id;

		boolean active;

		protected Member() {
		}

		Member(int id, boolean active) {
			this.id = id;
			this.active = active;
		}

	}

	@Entity(name = "Removed")
	@SoftDelete
	static class Removed {

		@Id
		Integer id;

		protected Removed() {
		}

		Removed(int id) {
			this.id = id;
		}

	}

	@Entity(name = "Tag")
	static class Tag {

		@Id
		String id;

		@NaturalId
		String code;

		protected Tag() {
		}

		Tag(String id, String code) {
			this.id = id;
			this.code = code;
		}

	}

	@Entity(name = "Cached")
	@Cacheable
	static class Cached {

		@Id
		Integer id;

		@Version
		int version;

		protected Cached() {
		}

		Cached(int id) {
			this.id = id;
		}

	}

	@Entity(name = "Filtered")
	@FilterDef(name = "odd", defaultCondition = "mod(id, 2) = 1", applyToLoadByKey = true)
	@Filter(name = "odd")
	static class Filtered {

		@Id
		Integer id;

		protected Filtered() {
		}

		Filtered(int id) {
			this.id = id;
		}

	}

	@Entity(name = "Owned")
	static class Owned {

		@Id
		Integer id;

		@TenantId
		String tenant;

		protected Owned() {
		}

		Owned(int id) {
			this.id = id;
		}

	}

}
