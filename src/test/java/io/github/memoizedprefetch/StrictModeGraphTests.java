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

import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.shapes.Cabinet;
import io.github.memoizedprefetch.model.values.Currency;
import io.github.memoizedprefetch.model.values.Money;
import io.github.memoizedprefetch.model.values.Product;
import io.github.memoizedprefetch.model.values.Sale;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.MapRegionFactory;
import io.github.memoizedprefetch.support.Shapes;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.metamodel.Attribute;
import org.hibernate.Hibernate;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The paths that strict mode reports are those that a prefetch takes.
 */
class StrictModeGraphTests {

	@AutoClose
	private final LogCapture log = new LogCapture();

	private static MemoizedPrefetch prefetch(Database database, StrictMode mode, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).paths(paths).strictMode(mode).build();
	}

	private static <T> void process(Database database, MemoizedPrefetch prefetch, Class<T> type, Consumer<T> work) {
		database.inTransaction((entityManager) -> {
			List<T> items = entityManager.createQuery("from " + type.getSimpleName() + " order by id", type)
				.getResultList();
			prefetch.processChunk(items);
			items.forEach(work);
		});
	}

	/** Touch what strict mode warns of, add the paths, and it is silent. */
	private static <T> Set<String> remedies(Database database, Class<T> type, String first, Consumer<T> work) {
		MemoizedPrefetch warning = prefetch(database, StrictMode.WARN, first);
		process(database, warning, type, work);
		Set<String> paths = new LinkedHashSet<>(Set.of(first));
		warning.lazyLoads().keySet().forEach((path) -> paths.add(path.substring(path.indexOf('.') + 1)));
		MemoizedPrefetch failing = prefetch(database, StrictMode.FAIL, paths.toArray(String[]::new));
		process(database, failing, type, work);
		assertThat(failing.lazyLoads()).isEmpty();
		return paths;
	}

	@Test
	void should_report_collections_of_every_shape_by_paths_that_prefetch_them() {
		try (Database database = Shapes.open()) {
			Set<String> attributes = new LinkedHashSet<>();
			for (Attribute<?, ?> attribute : database.entityManagerFactory()
				.getMetamodel()
				.entity(Cabinet.class)
				.getAttributes()) {
				if (attribute.isCollection()) {
					attributes.add(attribute.getName());
				}
			}
			assertThat(remedies(database, Cabinet.class, "set", (cabinet) -> attributes.forEach((attribute) -> {
				Object collection = read(cabinet, attribute);
				Shapes.describe(collection);
			}))).containsAll(attributes).contains("set.parent");
			assertThat(remedies(database, Cabinet.class, "words", (cabinet) -> Shapes.describe(cabinet.slots)))
				.containsExactlyInAnyOrder("words", "slots", "slots.tag");
			assertThat(remedies(database, Cabinet.class, "words", (cabinet) -> Shapes.describe(cabinet.inverse)))
				.containsExactlyInAnyOrder("words", "inverse", "inverse.tag");
			assertThat(remedies(database, Cabinet.class, "words", (cabinet) -> Shapes.describe(cabinet.mapByName)))
				.containsExactlyInAnyOrder("words", "mapByName", "mapByName.parent");
		}
	}

	private static Object read(Cabinet cabinet, String attribute) {
		try {
			return Cabinet.class.getField(attribute).get(cabinet);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void should_report_what_is_in_embedded_values() {
		try (Database database = Database.open(Sale.class, Product.class, Currency.class)) {
			database.inTransaction((entityManager) -> {
				Currency euro = new Currency(1, "EUR");
				entityManager.persist(euro);
				Product product = new Product(1, new Date(0), new byte[0], new Money(3, euro), null);
				entityManager.persist(product);
				entityManager.persist(new Sale(1, product, new Money(2, euro)));
			});
			assertThat(remedies(database, Sale.class, "product", (sale) -> sale.getPaid().getCurrency().getCode()))
				.containsExactly("product", "paid.currency");
			assertThat(remedies(database, Sale.class, "product",
					(sale) -> sale.getProduct().getPrice().getCurrency().getCode()))
				.containsExactly("product", "paid.currency");
		}
	}

	/** An association that no path leads over. */
	@Entity(name = "Remark")
	static class Remark {

		@Id
		Long id;

		@Any(fetch = FetchType.LAZY)
		@AnyKeyJavaClass(Long.class)
		@AnyDiscriminatorValue(discriminator = "A", entity = Author.class)
		@Column(name = "subject_type")
		@JoinColumn(name = "subject_id")
		Object subject;

		@ManyToOne(fetch = FetchType.LAZY)
		Author author;

	}

	@Test
	void should_say_that_an_any_association_has_no_path() {
		try (Database database = Database.open(Author.class, Remark.class)) {
			database.inTransaction((entityManager) -> {
				Remark remark = new Remark();
				remark.id = 1L;
				Author author = new Author(1, "Author 1");
				entityManager.persist(author);
				remark.subject = author;
				entityManager.persist(remark);
			});
			process(database, prefetch(database, StrictMode.WARN, "author"), Remark.class,
					(remark) -> Hibernate.initialize(remark.subject));
			assertThat(this.log.warnings()).containsExactly("Loaded lazily: remark.subject of Remark#1 cannot be"
					+ " prefetched, an @Any association has no target type; let the reader load it");
		}
	}

	@Entity(name = "Shelf")
	static class Shelf {

		@Id
		Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		Room room;

		@ManyToOne(fetch = FetchType.LAZY)
		Room other;

	}

	@Entity(name = "Room")
	@Cacheable
	static class Room {

		@Id
		Long id;

		@ElementCollection
		@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
		Set<String> names = new LinkedHashSet<>();

	}

	private static Set<String> names(Shelf shelf) {
		return Hibernate.unproxy(shelf.room, Room.class).names;
	}

	@Test
	void should_not_report_what_the_second_level_cache_has() {
		try (Database database = Database.open(Map.of("hibernate.cache.use_second_level_cache", true,
				"hibernate.cache.region.factory_class", MapRegionFactory.class.getName()), Shelf.class, Room.class)) {
			database.inTransaction((entityManager) -> {
				Shelf shelf = new Shelf();
				shelf.id = 1L;
				shelf.room = new Room();
				shelf.room.id = 1L;
				shelf.room.names.add("attic");
				entityManager.persist(shelf.room);
				entityManager.persist(shelf);
			});
			MemoizedPrefetch prefetch = prefetch(database, StrictMode.WARN, "other");
			process(database, prefetch, Shelf.class, (shelf) -> assertThat(names(shelf)).containsExactly("attic"));
			prefetch.lazyLoads().forEach((path, count) -> assertThat(count).as(path).isOne());
			database.statements().reset();
			process(database, prefetch, Shelf.class, (shelf) -> assertThat(names(shelf)).containsExactly("attic"));
			assertThat(database.statements().count()).as("the items").isOne();
			prefetch.lazyLoads().forEach((path, count) -> assertThat(count).as(path).isOne());
			database.entityManagerFactory().getCache().evictAll();
			process(database, prefetch, Shelf.class, (shelf) -> Hibernate.initialize(shelf.room));
			assertThat(prefetch.lazyLoads()).containsKey("shelf.room");
		}
	}

}
