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
package io.github.memoizedprefetch.lookups;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.model.store.Stored;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NonUniqueResultException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Lookups by several attributes, of which a key is a record. */
class RecordLookupTests {

	@AutoClose
	private final Database database = Database.open(Product.class, Stored.class);

	private final EntityManager entityManager = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private final StoredRepository repository = LookupRandomTests.repository(this.database.entityManagerFactory(),
			StoredRepository.class);

	private final List<Long> products = new ArrayList<>();

	interface StoredRepository extends JpaRepository<Stored, Long> {

		List<Stored> findBySkuAndShelf(String sku, Integer shelf);

	}

	record Place(String sku, Integer shelf) {
	}

	record ProductPlace(long productId, int number) {
	}

	record Row(String code, int number, Place place) {
	}

	@BeforeEach
	void fill() {
		this.database.inTransaction((em) -> {
			for (String sku : List.of("a", "b", "c")) {
				Product product = new Product(sku, 1);
				em.persist(product);
				this.products.add(product.getId());
				for (Integer shelf : new Integer[] { 1, 2, null }) {
					Stored stored = new Stored(sku, shelf);
					stored.setProduct(product);
					em.persist(stored);
				}
			}
		});
		this.database.statements().reset();
	}

	private <K, V> MemoizedLookup<K, V> given(MemoizedLookup<K, V> lookup) {
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).build();
		return lookup;
	}

	private MemoizedLookup<Place, Stored> byPlace() {
		return given(MemoizedLookup.one(Stored.class, "sku, shelf", Place.class));
	}

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> work.run());
	}

	@Test
	void should_ask_once_for_the_keys_of_a_chunk() {
		MemoizedLookup<Place, Stored> lookup = byPlace();
		assertThat(lookup).hasToString("Stored.sku, shelf");
		List<Place> keys = List.of(new Place("a", 1), new Place("a", 2), new Place("b", 1), new Place("b", null),
				new Place("c", 9), new Place(null, 1), new Place("x", 1));
		inTransaction(() -> {
			lookup.prefetch(keys);
			assertThat(keys).extracting((key) -> lookup.find(key).map(Stored::toString).orElse("none"))
				.containsExactly("a@1", "a@2", "b@1", "b@null", "none", "none", "none");
			assertThat(keys).filteredOn(lookup::exists).hasSize(4);
			assertThat(lookup.find(null)).isEmpty();
			assertThat(this.database.statements().count()).isEqualTo(1);
			assertThat(lookup.get(new Place("a", 1)))
				.isSameAs(this.repository.findBySkuAndShelf("a", 1).iterator().next());
		});
	}

	@Test
	void should_ask_alone_for_a_key_that_nobody_announced() {
		MemoizedLookup<Place, Stored> lookup = byPlace();
		inTransaction(() -> {
			assertThat(lookup.get(new Place("a", null))).hasToString("a@null");
			assertThat(lookup.get(new Place("a", 2))).hasToString("a@2");
			assertThat(lookup.exists(new Place("a", 2))).isTrue();
			assertThat(this.database.statements().count()).isEqualTo(2);
		});
	}

	@Test
	void should_compare_texts_as_the_database_does() {
		MemoizedLookup<Place, Stored> lookup = byPlace();
		inTransaction(() -> {
			lookup.prefetch(List.of(new Place("A", 1), new Place("b", 2), new Place("B", 2)));
			assertThat(lookup.get(new Place("A", 1))).hasToString("a@1");
			assertThat(lookup.get(new Place("B", 2))).isSameAs(lookup.get(new Place("b", 2)));
		});
		inTransaction(() -> {
			lookup.prefetch(List.of(new Place("b", 2), new Place("C", 2), new Place("B", 2), new Place("c", 2)));
			assertThat(lookup.get(new Place("B", 2))).isSameAs(lookup.get(new Place("b", 2)));
			assertThat(lookup.get(new Place("C", 2))).isSameAs(lookup.get(new Place("c", 2)));
		});
	}

	@Test
	void should_see_what_the_transaction_has_done() {
		MemoizedLookup<Place, Stored> lookup = byPlace();
		inTransaction(() -> {
			lookup.prefetch(List.of(new Place("a", 1), new Place("a", 7), new Place("x", 1), new Place("b", 1)));
			assertThat(lookup.exists(new Place("x", 1))).isFalse();
			this.entityManager.persist(new Stored("x", 1));
			assertThat(lookup.exists(new Place("x", 1))).isTrue();
			lookup.get(new Place("a", 1)).setShelf(7);
			assertThat(lookup.exists(new Place("a", 1))).isFalse();
			assertThat(lookup.get(new Place("a", 7))).hasToString("a@7");
			this.entityManager.createQuery("delete Stored where sku = 'b'").executeUpdate();
			assertThat(lookup.exists(new Place("b", 1))).isFalse();
		});
		assertThat(this.repository.findBySkuAndShelf("a", 7)).hasSize(1);
	}

	@Test
	void should_ask_once_for_all_others_after_a_change() {
		MemoizedLookup<Place, Stored> lookup = byPlace();
		inTransaction(() -> {
			lookup.prefetch(List.of(new Place("a", 1), new Place("x", 1), new Place("b", 1), new Place("c", 1)));
			assertThat(lookup.exists(new Place("a", 1))).isTrue();
			this.entityManager.persist(new Stored("x", 1));
			this.entityManager.flush();
			this.database.statements().reset();
			assertThat(lookup.get(new Place("x", 1))).hasToString("x@1");
			assertThat(lookup.get(new Place("b", 1))).hasToString("b@1");
			assertThat(lookup.get(new Place("c", 1))).hasToString("c@1");
			assertThat(this.database.statements().count()).isEqualTo(1);
		});
	}

	@Test
	void should_create_once() {
		MemoizedLookup<Place, Stored> lookup = byPlace();
		Place key = new Place("x", null);
		inTransaction(() -> {
			lookup.prefetch(List.of(key, key));
			Stored created = lookup.getOrCreate(key, () -> this.repository.save(new Stored("x", null)));
			assertThat(lookup.getOrCreate(new Place("x", null), () -> new Stored("x", null))).isSameAs(created);
			assertThat(lookup.get(key)).isSameAs(created);
		});
		assertThat(this.repository.findBySkuAndShelf("x", null)).hasSize(1);
	}

	@Test
	void should_name_two_rows_for_one_key() {
		this.database.inTransaction((em) -> em.persist(new Stored("a", 1)));
		MemoizedLookup<Place, Stored> lookup = byPlace();
		inTransaction(() -> {
			lookup.prefetch(List.of(new Place("a", 1), new Place("b", 1)));
			List<Long> ids = this.repository.findBySkuAndShelf("a", 1).stream().map(Stored::getId).sorted().toList();
			assertThatExceptionOfType(NonUniqueResultException.class).isThrownBy(() -> lookup.get(new Place("a", 1)))
				.withMessageContaining("Stored#" + ids.get(0))
				.withMessageContaining("Stored#" + ids.get(1))
				.withMessageContaining("Place[sku=a, shelf=1]");
			assertThat(lookup.get(new Place("b", 1))).hasToString("b@1");
		});
	}

	@Test
	void should_find_many_by_components_of_other_names() {
		MemoizedLookup<ProductPlace, Stored> lookup = given(
				MemoizedLookup.many(Stored.class, "product.id=productId, shelf=number", ProductPlace.class));
		List<ProductPlace> keys = this.products.stream().map((id) -> new ProductPlace(id, 1)).toList();
		inTransaction(() -> {
			lookup.prefetch(keys);
			assertThat(keys).extracting((key) -> lookup.all(key).toString()).containsExactly("[a@1]", "[b@1]", "[c@1]");
			assertThat(this.database.statements().count()).isEqualTo(1);
			assertThat(this.database.statements().during(() -> lookup.all(keys.get(0)))).isEmpty();
		});
	}

	@Test
	void should_get_keys_from_items() {
		MemoizedLookup<Place, Stored> byFunction = MemoizedLookup.one(Stored.class, "sku, shelf", Place.class);
		MemoizedLookup<Place, Stored> byPath = MemoizedLookup.one(Stored.class, "sku, shelf", Place.class);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Row.class)
			.lookup(byFunction, (Row row) -> new Place(row.code(), row.number()))
			.lookup(byPath, "place")
			.build();
		inTransaction(() -> {
			prefetch.processChunk(List.of(new Row("a", 1, new Place("b", null)), new Row("c", 2, null)));
			assertThat(byFunction.get(new Place("c", 2))).hasToString("c@2");
			assertThat(byFunction.get(new Place("a", 1))).hasToString("a@1");
			assertThat(byPath.get(new Place("b", null))).hasToString("b@null");
			assertThat(this.database.statements().count()).isEqualTo(2);
		});
	}

	@Test
	void should_answer_detached_without_a_transaction() {
		MemoizedLookup<Place, Stored> lookup = byPlace();
		lookup.prefetch(List.of(new Place("a", 1), new Place("b", 1), new Place("x", 1)));
		assertThat(lookup.get(new Place("b", 1))).hasToString("b@1");
		assertThat(lookup.get(new Place("a", 1))).hasToString("a@1");
		assertThat(lookup.find(new Place("x", 1))).isEmpty();
		assertThat(this.database.statements().count()).isEqualTo(1);
	}

	/** In statements of at most 1,000 parameters. */
	@Test
	void should_ask_for_many_keys() {
		MemoizedLookup<Place, Stored> lookup = byPlace();
		List<Place> keys = new ArrayList<>(IntStream.range(0, 700).mapToObj((i) -> new Place("a", i)).toList());
		keys.add(new Place("b", 2));
		inTransaction(() -> {
			lookup.prefetch(keys);
			assertThat(keys).filteredOn(lookup::exists).hasSize(3);
		});
		assertThat(this.database.statements().count()).isEqualTo(2);
	}

	@Test
	void should_say_what_is_remembered() {
		MemoizedLookup<Place, Stored> lookup = MemoizedLookup.one(Stored.class, "sku, shelf", Place.class);
		assertThatIllegalArgumentException().isThrownBy(lookup::memoized)
			.withMessage("memoized() needs the entities that the lookup Stored.sku, shelf reads");
		try (LogCapture log = new LogCapture()) {
			MemoizedLookup<Place, Stored> memoized = given(lookup.memoized(Stored.class));
			for (int chunk = 0; chunk < 2; chunk++) {
				inTransaction(() -> {
					memoized.prefetch(List.of(new Place("a", 1), new Place("b", 1)));
					assertThat(memoized.get(new Place("b", 1))).hasToString("b@1");
				});
			}
			assertThat(log.warnings()).singleElement().asString().contains("Stored.sku, shelf");
		}
		assertThat(this.database.statements().count()).isEqualTo(2);
	}

	record Shelf(int shelf) {
	}

	record Long2(String sku, long shelf) {
	}

	record Converted(String sku, boolean broken) {
	}

	record Next(String sku, int next) {
	}

	record Owned(String sku, Product product) {
	}

	record Named(String sku, String name) {
	}

	@Test
	void should_say_what_is_wrong_with_the_attributes() {
		assertMistake("Stored has no attribute 'shelv'; did you mean 'shelf'?", "sku, shelv=shelf", Place.class);
		assertMistake("Place has no component 'shelv'; did you mean 'shelf'?", "sku, shelv", Place.class);
		assertMistake("Place has no component 'sku' for two attributes", "sku, shelf=sku", Place.class);
		assertMistake("Place has sku, of which 'shelf=shelf' does not say what attribute it is", "shelf=shelf",
				Place.class);
		assertMistake("'sku, ' is no list of attributes, as in 'depot, number=parcelNumber'", "sku, ", Place.class);
		assertMistake("'sku, a=b=c' is no list of attributes, as in 'depot, number=parcelNumber'", "sku, a=b=c",
				Place.class);
		assertMistake("'sku, shelf' are several attributes, whose keys are a record with a component for each;"
				+ " String is none", "sku, shelf", String.class);
		assertMistake("'sku, shelf' are several attributes, whose keys are a record with a component for each, of which"
				+ " the class is to be given", "sku, shelf", Object.class);
		assertMistake("shelf is of Integer, but Long2.shelf is of long", "sku, shelf", Long2.class);
		assertMistake("Stored.product is an association; a key of several attributes has its id, as \"product.id\"",
				"sku, product", Owned.class);
		for (Class<?> type : List.of(Converted.class, Next.class, Named.class)) {
			String second = type.getRecordComponents()[1].getName();
			String attribute = second.equals("name") ? "product.sku" : second;
			assertMistake(
					"Stored." + attribute + " cannot be part of a key of several attributes: it is no column of the"
							+ " entity's own, or converted. Give the repository's method that takes several keys",
					"sku, " + attribute + "=" + second, type);
		}
	}

	private void assertMistake(String message, String attributes, Class<?> keyType) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> given(MemoizedLookup.one(Stored.class, attributes, keyType)))
			.withMessage(message);
	}

	@Test
	void should_say_which_key_has_another_class() {
		@SuppressWarnings({ "unchecked", "rawtypes" })
		MemoizedLookup<Object, Stored> lookup = (MemoizedLookup) byPlace();
		inTransaction(() -> assertThatIllegalArgumentException().isThrownBy(() -> lookup.find("a"))
			.withMessage("'sku, shelf' is looked up by a Place, not by the String a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "code", "number" })
	void should_say_which_path_leads_to_another_class(String path) {
		MemoizedLookup<Place, Stored> lookup = MemoizedLookup.one(Stored.class, "sku, shelf", Place.class);
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(Row.class)
			.lookup(lookup, path);
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessageStartingWith("The lookup Stored.sku, shelf has keys of Place, but 'Row." + path + "' is of");
	}

	@Test
	void should_take_one_attribute_of_another_name() {
		MemoizedLookup<Shelf, Stored> lookup = given(MemoizedLookup.many(Stored.class, "shelf=shelf", Shelf.class));
		inTransaction(() -> {
			lookup.prefetch(List.of(new Shelf(1), new Shelf(5)));
			assertThat(lookup.all(new Shelf(1))).hasSize(3);
			assertThat(lookup.all(new Shelf(5))).isEmpty();
			assertThat(this.database.statements().count()).isEqualTo(1);
		});
	}

}
