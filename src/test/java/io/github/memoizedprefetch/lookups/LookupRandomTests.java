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
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.AssociationPath.Getter;
import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.FixedProduct;
import io.github.memoizedprefetch.model.store.LooseProduct;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.model.store.Stored;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same random chunks with a repository's query for each key and with a lookup: every
 * answer and the tables in the end are the same, whatever is persisted, changed, removed,
 * flushed, cleared, updated by queries and committed by others in between.
 */
class LookupRandomTests {

	private static final int SEEDS = Integer.getInteger("lookup.seeds", 100);

	private static final int FIRST = Integer.getInteger("lookup.first", 1);

	private static Database database;

	@BeforeAll
	static void open() {
		database = Database.open(Product.class, LooseProduct.class, FixedProduct.class, Stored.class);
	}

	@AfterAll
	static void close() {
		database.close();
	}

	/** How a key is looked up. */
	enum Way {

		ATTRIBUTE, MEMOIZED, LOADER;

		<P> MemoizedLookup<String, P> lookup(Class<P> type, Getter<P, String> key,
				Function<? super List<String>, ? extends Iterable<P>> loader) {
			MemoizedLookup<String, P> attribute = MemoizedLookup.many(type, key);
			return switch (this) {
				case ATTRIBUTE -> attribute;
				case MEMOIZED -> attribute.memoized();
				case LOADER -> MemoizedLookup.many(loader, key::get);
			};
		}

	}

	interface FixedProducts extends JpaRepository<FixedProduct, Long> {

		List<FixedProduct> findBySku(String sku);

		List<FixedProduct> findBySkuIn(List<String> skus);

	}

	interface LooseProducts extends JpaRepository<LooseProduct, Long> {

		List<LooseProduct> findBySku(String sku);

		List<LooseProduct> findBySkuIn(List<String> skus);

	}

	@ParameterizedTest
	@EnumSource
	void should_answer_as_the_repository_would(Way way) {
		for (int seed = FIRST; seed <= SEEDS; seed++) {
			int current = seed;
			List<String> plain = run(current, (emf) -> {
				Products products = repository(emf, Products.class);
				return new Run<>(products::findAllBySku, (keys) -> {
				}, Product::getSku, Product::setSku, (sku) -> new Product(sku, 0), Product.class);
			});
			List<String> looked = run(current, (emf) -> {
				Products products = repository(emf, Products.class);
				MemoizedLookup<String, Product> lookup = way.lookup(Product.class, Product::getSku,
						products::findBySkuIn);
				MemoizedPrefetch.builder(emf).lookup(lookup).build();
				return new Run<>(lookup::all, lookup::prefetch, Product::getSku, Product::setSku,
						(sku) -> new Product(sku, 0), Product.class);
			});
			assertThat(looked).as("seed %d", seed).isEqualTo(plain);
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_compare_keys_as_the_database_does(Way way) {
		for (int seed = FIRST; seed <= SEEDS; seed++) {
			int current = seed;
			List<String> plain = run(current, (emf) -> {
				LooseProducts products = repository(emf, LooseProducts.class);
				return new Run<>(products::findBySku, (keys) -> {
				}, LooseProduct::getSku, LooseProduct::setSku, LooseProduct::new, LooseProduct.class);
			});
			List<String> looked = run(current, (emf) -> {
				LooseProducts products = repository(emf, LooseProducts.class);
				MemoizedLookup<String, LooseProduct> lookup = way.lookup(LooseProduct.class, LooseProduct::getSku,
						products::findBySkuIn);
				MemoizedPrefetch.builder(emf).lookup(lookup).build();
				return new Run<>(lookup::all, lookup::prefetch, LooseProduct::getSku, LooseProduct::setSku,
						LooseProduct::new, LooseProduct.class);
			});
			assertThat(looked).as("seed %d", seed).isEqualTo(plain);
		}
	}

	/** What the entities say is not what is flushed. */
	@ParameterizedTest
	@EnumSource
	void should_know_keys_that_no_flush_changes(Way way) {
		for (int seed = FIRST; seed <= SEEDS; seed++) {
			int current = seed;
			List<String> plain = run(current, (emf) -> {
				FixedProducts products = repository(emf, FixedProducts.class);
				return new Run<>(products::findBySku, (keys) -> {
				}, FixedProduct::getSku, FixedProduct::setSku, FixedProduct::new, FixedProduct.class);
			});
			List<String> looked = run(current, (emf) -> {
				FixedProducts products = repository(emf, FixedProducts.class);
				MemoizedLookup<String, FixedProduct> lookup = way.lookup(FixedProduct.class, FixedProduct::getSku,
						products::findBySkuIn);
				MemoizedPrefetch.builder(emf).lookup(lookup).build();
				return new Run<>(lookup::all, lookup::prefetch, FixedProduct::getSku, FixedProduct::setSku,
						FixedProduct::new, FixedProduct.class);
			});
			assertThat(looked).as("seed %d", seed).isEqualTo(plain);
		}
	}

	/** The texts of keys are compared without case, and some keys have a null. */
	@Test
	void should_compare_keys_of_several_attributes_as_the_database_does() {
		for (int seed = FIRST; seed <= SEEDS; seed++) {
			List<String> plain = run(seed, (emf) -> {
				RecordLookupTests.StoredRepository stored = repository(emf, RecordLookupTests.StoredRepository.class);
				return stored((sku) -> stored.findBySkuAndShelf(sku, shelf(sku)), (keys) -> {
				});
			});
			List<String> looked = run(seed, (emf) -> {
				MemoizedLookup<Place, Stored> lookup = MemoizedLookup.many(Stored.class, "shelf, sku", Place.class);
				MemoizedPrefetch.builder(emf).lookup(lookup).build();
				return stored((sku) -> lookup.all(new Place(shelf(sku), sku)),
						(skus) -> lookup.prefetch(skus.stream().map((sku) -> new Place(shelf(sku), sku)).toList()));
			});
			assertThat(looked).as("seed %d", seed).isEqualTo(plain);
		}
	}

	private record Place(Integer shelf, String sku) {
	}

	private static Run<Stored> stored(Function<String, List<Stored>> find, Consumer<List<String>> announce) {
		return new Run<>(find, announce, Stored::toString, (stored, sku) -> {
			stored.setSku(sku);
			stored.setShelf(shelf(sku));
		}, (sku) -> new Stored(sku, shelf(sku)), Stored.class);
	}

	private static Integer shelf(String sku) {
		return sku.equalsIgnoreCase("c") ? null : "abf".indexOf(sku.charAt(0));
	}

	static <R> R repository(EntityManagerFactory emf, Class<R> type) {
		return new JpaRepositoryFactory(SharedEntityManagerCreator.createSharedEntityManager(emf)).getRepository(type);
	}

	private <P> List<String> run(int seed, Function<EntityManagerFactory, Run<P>> runs) {
		database.inTransaction((entityManager) -> {
			entityManager.createQuery("delete Product").executeUpdate();
			entityManager.createQuery("delete LooseProduct").executeUpdate();
			entityManager.createQuery("delete FixedProduct").executeUpdate();
			entityManager.createQuery("delete Stored").executeUpdate();
		});
		return runs.apply(database.entityManagerFactory()).run(seed, database);
	}

	/** One run, in whatever way keys are looked up. */
	private record Run<P>(Function<String, List<P>> find, Consumer<List<String>> announce, Function<P, String> key,
			BiConsumer<P, String> setKey, Function<String, P> create, Class<P> type) {

		private static final String[] KEYS = { "a", "A", "b", "c", "C", "d", "e", "f ", "f", "g" };

		List<String> run(int seed, Database database) {
			Random random = new Random(seed);
			EntityManagerFactory emf = database.entityManagerFactory();
			PlatformTransactionManager manager = new JpaTransactionManager(emf);
			EntityManager em = SharedEntityManagerCreator.createSharedEntityManager(emf);
			List<String> lines = new ArrayList<>();
			database.inTransaction((other) -> {
				for (int i = random.nextInt(6); i > 0; i--) {
					other.persist(this.create.apply(key(random)));
				}
			});
			for (int chunk = 0; chunk < 3; chunk++) {
				List<String> keys = new ArrayList<>();
				for (int i = random.nextInt(12); i > 0; i--) {
					keys.add(key(random));
				}
				boolean rollback = random.nextInt(5) == 0;
				lines.add("chunk of " + keys);
				this.announce.accept(keys);
				new TransactionTemplate(manager).executeWithoutResult((status) -> {
					for (String key : keys) {
						lines.add(step(random, (random.nextInt(8) == 0) ? key(random) : key, em, database));
					}
					if (rollback) {
						status.setRollbackOnly();
					}
				});
			}
			lines
				.add(database
					.read((other) -> other.createQuery("from " + this.type.getSimpleName() + " order by id", this.type)
						.getResultList()
						.stream()
						.map((product) -> key().apply(product))
						.toList())
					.toString());
			return lines;
		}

		private static String key(Random random) {
			return KEYS[random.nextInt(KEYS.length)];
		}

		private String step(Random random, String key, EntityManager em, Database database) {
			String name = this.type.getSimpleName();
			int action = random.nextInt(22);
			switch (action) {
				case 0, 1, 2 -> em.persist(this.create.apply(key(random)));
				case 3 -> this.find.apply(key(random)).forEach((one) -> this.setKey.accept(one, key));
				case 4 -> this.find.apply(key(random)).forEach(em::remove);
				case 5 -> em.flush();
				case 6 -> em.createQuery("update " + name + " set sku = :new where sku = :old")
					.setParameter("new", key(random))
					.setParameter("old", key)
					.executeUpdate();
				case 7 -> {
					em.flush();
					em.clear();
				}
				case 8 -> database.inTransaction((other) -> other.persist(this.create.apply(key)));
				case 9 -> em.createQuery("from " + name, this.type).getResultList();
				case 10 -> {
					List<P> found = this.find.apply(key);
					em.flush(); // the query would have
					found.forEach(em::detach);
				}
				case 11 -> em.createNativeQuery("update %s set sku = '%s' where sku = '%s'"
					.formatted(this.type.getAnnotation(Table.class).name(), key(random), key)).executeUpdate();
				case 12 -> {
					List<P> found = this.find.apply(key(random));
					em.flush();
					found.forEach((one) -> {
						em.detach(one);
						this.setKey.accept(one, key);
						em.merge(one);
					});
				}
				case 13 ->
					em.createQuery("delete " + name + " where sku = :old").setParameter("old", key).executeUpdate();
				default -> {
				}
			}
			List<P> found = this.find.apply(key);
			return action + " " + key + ": "
					+ found.stream().map((one) -> this.key.apply(one) + em.contains(one)).sorted().toList();
		}

	}

}
