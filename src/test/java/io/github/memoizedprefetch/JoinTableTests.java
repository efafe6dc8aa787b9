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
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.annotations.SQLJoinTableRestriction;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Join tables that cannot be read alone, because of what a plain column or row of theirs
 * does not say.
 */
class JoinTableTests {

	/** What a join table that is read alone would not know. */
	static List<Arguments> shelves() {
		return List.of(Arguments.of("restricted", "[name 1]"), Arguments.of("kept", "[name 1]"),
				Arguments.of("byCode", "[name 1, name 2]"), Arguments.of("missing", "[name 1, name 2]"),
				Arguments.of("fromCode", "[name 1, name 2]"), Arguments.of("wrapped", "[name 1, name 2]"),
				Arguments.of("coupons", "[name 1]"), Arguments.of("shown", "[name 1]"));
	}

	@ParameterizedTest
	@MethodSource("shelves")
	void should_read_a_join_table_as_hibernate_does(String path, String expected) {
		try (Database shelves = Database.open(Shelf.class, Label.class, Wrapped.class, Coupon.class, Shown.class)) {
			shelves.inTransaction((entityManager) -> persist(new Shelf(1), entityManager));
			shelves.inTransaction((entityManager) -> persist(new Shelf(2), entityManager));
			shelves.inTransaction((entityManager) -> {
				for (Shelf shelf : entityManager.createQuery("from Shelf", Shelf.class).getResultList()) {
					shelf.kept.removeIf((label) -> label.name.equals("name 2"));
				}
			});
			shelves.execute("update Coupon set deleted = true where name = 'name 2'");
			shelves.execute("insert into missing values (1, 99)");
			shelves.execute("insert into missing values (2, 99)");
			Chunks<Shelf> chunks = new Chunks<>(shelves, Shelf.class, 2, (shelf) -> shelf.names(path));
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(shelves.entityManagerFactory())
				.itemType(Shelf.class)
				.paths(path)
				.build();
			assertThat(chunks.plain()).containsExactly(expected, expected);
			for (Chunks.Result result : List.of(chunks.managed(prefetch::processChunk),
					chunks.detached(prefetch::processChunk))) {
				assertThat(result.lines()).containsExactly(expected, expected);
				assertThat(result.lazy()).isEmpty();
			}
		}
	}

	private static void persist(Shelf shelf, EntityManager entityManager) {
		for (int i = 1; i <= 2; i++) {
			long id = 10 * shelf.id + i;
			String name = "name " + i;
			Label label = new Label(id, name);
			Wrapped wrapped = new Wrapped(id, name);
			Coupon coupon = new Coupon(id, name);
			Shown shown = new Shown(id, name);
			List.of(label, wrapped, coupon, shown).forEach(entityManager::persist);
			for (List<Label> labels : List.of(shelf.restricted, shelf.kept, shelf.byCode, shelf.missing,
					shelf.fromCode)) {
				labels.add(label);
			}
			shelf.wrapped.add(wrapped);
			shelf.coupons.add(coupon);
			shelf.shown.add(shown);
		}
		entityManager.persist(shelf);
	}

	@MappedSuperclass
	abstract static class Named {

		String name;

		@Override
		public String toString() {
			return this.name;
		}

	}

	@Entity(name = "Shelf")
	static class Shelf {

		@Id
		Long id;

		@Column(unique = true)
		@Convert(converter = CodeConverter.class)
		String code;

		@ManyToMany
		@SQLJoinTableRestriction("labels_id like '%1'")
		@JoinTable(name = "restricted", inverseJoinColumns = @JoinColumn(name = "labels_id"))
		List<Label> restricted = new ArrayList<>();

		@ManyToMany
		@SoftDelete
		@JoinTable(name = "kept")
		List<Label> kept = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "by_code",
				inverseJoinColumns = @JoinColumn(name = "label_code", referencedColumnName = "code"))
		List<Label> byCode = new ArrayList<>();

		@ManyToMany
		@NotFound(action = NotFoundAction.IGNORE)
		@JoinTable(name = "missing", inverseForeignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
		List<Label> missing = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "from_code", joinColumns = @JoinColumn(name = "shelf_code", referencedColumnName = "code"))
		List<Label> fromCode = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "wrappings")
		List<Wrapped> wrapped = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "coupons")
		List<Coupon> coupons = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "showings")
		List<Shown> shown = new ArrayList<>();

		protected Shelf() {
		}

		Shelf(long id) {
			this.id = id;
			this.code = "shelf " + id;
		}

		String names(String path) {
			List<? extends Named> elements = switch (path) {
				case "restricted" -> this.restricted;
				case "kept" -> this.kept;
				case "byCode" -> this.byCode;
				case "missing" -> this.missing;
				case "fromCode" -> this.fromCode;
				case "wrapped" -> this.wrapped;
				case "coupons" -> this.coupons;
				default -> this.shown;
			};
			return elements.stream().map(Named::toString).sorted().toList().toString();
		}

	}

	@Entity(name = "Label")
	static class Label extends Named {

		@Id
		Long id;

		@Column(unique = true)
		Long code;

		protected Label() {
		}

		Label(long id, String name) {
			this.id = id;
			this.code = 1000 - id;
			this.name = name;
		}

	}

	@Embeddable
	record WrappedId(Long number) {
	}

	@Entity(name = "Wrapped")
	static class Wrapped extends Named {

		@EmbeddedId
		WrappedId id;

		protected Wrapped() {
		}

		Wrapped(long id, String name) {
			this.id = new WrappedId(id);
			this.name = name;
		}

	}

	@Entity(name = "Coupon")
	@SoftDelete
	static class Coupon extends Named {

		@Id
		Long id;

		protected Coupon() {
		}

		Coupon(long id, String name) {
			this.id = id;
			this.name = name;
		}

	}

	@Entity(name = "Shown")
	@SQLRestriction("name <> 'name 2'")
	static class Shown extends Named {

		@Id
		Long id;

		protected Shown() {
		}

		Shown(long id, String name) {
			this.id = id;
			this.name = name;
		}

	}

	static class CodeConverter implements AttributeConverter<String, Long> {

		@Override
		public Long convertToDatabaseColumn(String code) {
			return Long.valueOf(code.substring("shelf ".length()));
		}

		@Override
		public String convertToEntityAttribute(Long code) {
			return "shelf " + code;
		}

	}

}
