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

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ManyToManyTests {

	@AutoClose
	private static final Database database = Database.open().populate();

	private final Chunks<Book> books = new Chunks<>(database, Book.class, 12, Bookshop::categories);

	private final Chunks<Book> links = new Chunks<>(database, Book.class, 12, Bookshop::linkedCategories);

	private final Chunks<Review> reviews = new Chunks<>(database, Review.class, 30, Bookshop::categories);

	private static MemoizedPrefetch prefetch(Class<?> itemType, long cacheSize, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(itemType)
			.paths(paths)
			.cacheSize(cacheSize)
			.build();
	}

	@Test
	void should_read_the_links_of_each_chunk_and_memoize_their_targets() {
		MemoizedPrefetch prefetch = prefetch(Book.class, 100, "categories");
		Chunks.Result result = this.books.managed(prefetch::processChunk);
		assertThat(result.lines()).hasSize(40).isEqualTo(this.books.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched()).containsExactly(2, 1, 1, 1);
		assertThat(prefetch.statistics().target(Category.class).loads()).isEqualTo(9);
		assertThat(this.books.managed(prefetch::processChunk).prefetched()).containsOnly(0);
	}

	@Test
	void should_serve_detached_owners() {
		Chunks.Result result = this.books.detached(prefetch(Book.class, 100, "categories")::processChunk);
		assertThat(result.lines()).isEqualTo(this.books.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched()).containsExactly(2, 1, 1, 1);
	}

	@Test
	void should_not_lose_links_or_targets_of_a_chunk_that_is_larger_than_the_cache() {
		MemoizedPrefetch prefetch = prefetch(Book.class, 1, "categories");
		Chunks.Result managed = this.books.managed(prefetch::processChunk);
		assertThat(managed.lines()).isEqualTo(this.books.plain());
		assertThat(managed.lazy()).isEmpty();
		Chunks.Result detached = this.books.detached(prefetch::processChunk);
		assertThat(detached.lines()).isEqualTo(this.books.plain());
		assertThat(detached.lazy()).isEmpty();
	}

	@Test
	void should_serve_a_collection_behind_an_association() {
		MemoizedPrefetch prefetch = prefetch(Review.class, 100, "book.categories");
		Chunks.Result managed = this.reviews.managed(prefetch::processChunk);
		assertThat(managed.lines()).hasSize(100).isEqualTo(this.reviews.plain());
		assertThat(managed.lazy()).isEmpty();
		assertThat(managed.prefetched()).containsExactly(3, 2, 0, 0);
		Chunks.Result detached = this.reviews.detached(prefetch(Review.class, 1, "book__categories")::processChunk);
		assertThat(detached.lines()).isEqualTo(this.reviews.plain());
		assertThat(detached.lazy()).isEmpty();
	}

	@Test
	void should_serve_targets_through_an_entity() {
		MemoizedPrefetch prefetch = prefetch(Book.class, 100, "bookCategories.category.parent");
		Chunks.Result managed = this.links.managed(prefetch::processChunk);
		assertThat(managed.lines()).hasSize(40).isEqualTo(this.links.plain());
		assertThat(managed.lazy()).isEmpty();
		// the links with their entities, the categories, and parents not yet met
		assertThat(managed.prefetched()).containsExactly(2, 1, 1, 1);
		Chunks.Result detached = this.links.detached(prefetch::processChunk);
		assertThat(detached.lines()).isEqualTo(this.links.plain());
		assertThat(detached.lazy()).isEmpty();
		assertThat(detached.prefetched()).containsOnly(0);
	}

	@Test
	void should_serve_links_through_an_entity_with_a_cache_of_one() {
		Chunks.Result result = this.links
			.managed(prefetch(Book.class, 1, "bookCategories.category.parent")::processChunk);
		assertThat(result.lines()).isEqualTo(this.links.plain());
		assertThat(result.lazy()).isEmpty();
	}

	@Test
	void should_remember_that_an_owner_has_no_targets() {
		MemoizedPrefetch prefetch = prefetch(Book.class, 100, "categories");
		for (int chunk = 0; chunk < 2; chunk++) {
			int expected = (chunk == 0) ? 1 : 0;
			database.inTransaction((entityManager) -> {
				var books = entityManager.createQuery("from Book where mod(id, 4) = 0", Book.class).getResultList();
				assertThat(database.statements().during(() -> prefetch.processChunk(books))).hasSize(expected);
				assertThat(database.statements().during(() -> books.forEach((book) -> {
					assertThat(book.getCategories()).isEmpty();
				}))).isEmpty();
			});
		}
	}

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
