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
package io.github.memoizedprefetch.data;

import java.util.List;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.data.RepositoryLookup.Query;
import io.github.memoizedprefetch.model.store.Delivery;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Methods that a lookup cannot answer for are refused with what to do instead. */
class RefusedMethodTests {

	private static Database database;

	private static Deliveries all;

	@BeforeAll
	static void open() {
		database = Database.open(Product.class, Delivery.class);
		all = Repositories.deliveries(database.entityManagerFactory());
	}

	@AfterAll
	static void close() {
		database.close();
	}

	private static Arguments refused(ThrowingCallable lookup, String method, String... words) {
		return arguments(method, lookup, List.of(words));
	}

	private static Query<String, List<Delivery>> ambiguous() {
		return all::findByCode;
	}

	static Stream<Arguments> methods() {
		return Stream.of(
				refused(() -> RepositoryLookup.one(all::findFirstByCodeOrderByNumber),
						"Deliveries.findFirstByCodeOrderByNumber", "First", "limit", "lookup.all(key)"),
				refused(() -> RepositoryLookup.many(all::findTop3ByCode), "Deliveries.findTop3ByCode", "Top", "limit"),
				refused(() -> RepositoryLookup.many(all::findByCodeOrOpenTrue), "Deliveries.findByCodeOrOpenTrue",
						"whether one property is equal"),
				refused(() -> RepositoryLookup.many(all::findByCodeLike), "Deliveries.findByCodeLike",
						"equal to the key", "as it is"),
				refused(() -> RepositoryLookup.many(all::findByNumberGreaterThan), "Deliveries.findByNumberGreaterThan",
						"equal to the key"),
				refused(() -> RepositoryLookup.many(all::findLockedByCode), "Deliveries.findLockedByCode", "@Lock"),
				refused(() -> RepositoryLookup.one(all::countByCode), "Deliveries.countByCode", "group by e.key",
						"MemoizedLookup.values", "orElse(0L)"),
				refused(() -> RepositoryLookup.one(all::deleteByCode), "Deliveries.deleteByCode", "deletes"),
				refused(() -> RepositoryLookup.one(all::closeByCode), "Deliveries.closeByCode", "changes"),
				refused(() -> RepositoryLookup.many(all::findOpenByCode), "Deliveries.findOpenByCode",
						"List<Delivery> findOpenByCodeIn(", "RepositoryLookup.manyIn"),
				refused(() -> RepositoryLookup.manyIn(all::findFewByCodeIn), "Deliveries.findFewByCodeIn", "limit"),
				refused(() -> RepositoryLookup.manyIn(all::anyOf), "Deliveries.anyOf", "MemoizedLookup.many"),
				refused(() -> RepositoryLookup.many(all::findApartByCode), "Deliveries.findApartByCode",
						"@Transactional"),
				refused(() -> RepositoryLookup.many(all::findByPlaceCityOrderByNumber),
						"Deliveries.findByPlaceCityOrderByNumber",
						"Add List<Delivery> findByPlaceCityInOrderByNumber(Collection<String> keys);"),
				refused(() -> RepositoryLookup.exists(all::existsByPlaceCityAndOpenTrue),
						"Deliveries.existsByPlaceCityAndOpenTrue",
						"Add List<Delivery> findByPlaceCityInAndOpenTrue(Collection<String> keys);"),
				refused(() -> RepositoryLookup.many(all::findReadOnlyByCode), "Deliveries.findReadOnlyByCode",
						"findReadOnlyByCodeIn has another @EntityGraph or other @QueryHints"),
				refused(() -> RepositoryLookup.many(all::findCoded), "Deliveries.findCoded", "code and no query"),
				refused(() -> RepositoryLookup.many(all::findByNumberAndCustom), "Deliveries.findByNumberAndCustom",
						"code and no query"),
				refused(() -> RepositoryLookup.one(all::findById), "Deliveries.findById",
						".key(Row::id, Delivery.class)"),
				refused(() -> RepositoryLookup.one(all::findByCodeAndOpenTrue), "Deliveries.findByCodeAndOpenTrue",
						"returns a List", "many"),
				refused(() -> RepositoryLookup.one(all::findByCodeInAndOpenTrue), "Deliveries.findByCodeInAndOpenTrue",
						"several keys", "RepositoryLookup.oneIn"),
				refused(() -> RepositoryLookup.exists((code) -> true), "A RepositoryLookup", "lambda expression"),
				refused(() -> RepositoryLookup.one(String.valueOf('a')::concat), "A RepositoryLookup",
						"products::findBySku"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("methods")
	void should_be_refused(String method, ThrowingCallable lookup, List<String> words) {
		assertThatIllegalArgumentException().isThrownBy(lookup)
			.withMessageStartingWith(method)
			.satisfies((error) -> assertThat(error.getMessage()).contains(words));
	}

	@Test
	void should_choose_among_methods_of_one_name() {
		MemoizedLookup<String, Delivery> lookup = RepositoryLookup.many(ambiguous());
		assertThat(lookup).hasToString("Delivery.code");
	}

	@Test
	void should_refuse_other_interfaces() {
		Named named = (name) -> List.of(name);
		assertThatIllegalArgumentException().isThrownBy(() -> RepositoryLookup.many(named::find))
			.withMessageContaining("is no repository of Spring Data JPA")
			.withMessageContaining("MemoizedLookup.one or many");
	}

	/** As one might call something. */
	interface Named {

		List<String> find(String name);

	}

	@Test
	void should_refuse_attributes_that_are_not_there() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MemoizedPrefetch.builder(database.entityManagerFactory())
				.lookup(MemoizedLookup.many(Delivery.class, "product.skuu", String.class))
				.build())
			.withMessage("Product has no attribute 'skuu'; did you mean 'sku'?");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MemoizedPrefetch.builder(database.entityManagerFactory())
				.lookup(MemoizedLookup.many(Delivery.class, "code.length", Integer.class))
				.build())
			.withMessageStartingWith("Delivery cannot be looked up by 'code.length'");
	}

	@Test
	void should_say_which_key_has_several() {
		MemoizedLookup<Integer, Delivery> lookup = RepositoryLookup.one(all::findByNumber);
		MemoizedPrefetch.builder(database.entityManagerFactory()).lookup(lookup).build();
		database.inTransaction((entityManager) -> {
			Product product = new Product("several", 1);
			entityManager.persist(product);
			entityManager.persist(new Delivery(product, "", "", 7));
			entityManager.persist(new Delivery(product, "", "", 7));
		});
		assertThatExceptionOfType(jakarta.persistence.NonUniqueResultException.class).isThrownBy(() -> lookup.find(7))
			.withMessageContaining("the key 7 of the lookup Delivery.number");
	}

}
