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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.Delivery;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Server;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same random chunks with a repository's methods and with the lookups made of them:
 * every answer and the table in the end are the same, whatever happens in between.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryLookupRandomTests {

	private static final int SEEDS = Integer.getInteger("lookup.seeds", 25);

	private static final int FIRST = Integer.getInteger("lookup.first", 1);

	private static final Specification<Delivery> OPEN = (root, query, builder) -> builder.isTrue(root.get("open"));

	private static Database database;

	private static Deliveries deliveries;

	Server server() {
		return Server.HSQLDB;
	}

	int seeds() {
		return SEEDS;
	}

	@BeforeAll
	void open() {
		database = server().open(null, Product.class, Delivery.class);
		deliveries = Repositories.deliveries(database.entityManagerFactory());
	}

	@AfterAll
	void close() {
		database.close();
	}

	/** A method, and the lookup of it. */
	enum Way {

		FOREIGN_KEY(Keys.PRODUCTS, (all) -> (key) -> all.findByProductId((Long) key),
				(all) -> RepositoryLookup.many(all::findByProductId)),
		JOINED(Keys.CODES, (all) -> (key) -> all.findByProduct_Sku((String) key),
				(all) -> RepositoryLookup.many(all::findByProduct_Sku)),
		EMBEDDED(Keys.CODES, (all) -> (key) -> all.findByPlaceCity((String) key),
				(all) -> RepositoryLookup.many(all::findByPlaceCity)),
		SORTED(Keys.CODES, (all) -> (key) -> all.findByCodeOrderByNumberDesc((String) key),
				(all) -> RepositoryLookup.many(all::findByCodeOrderByNumberDesc)),
		CONDITION(Keys.CODES, (all) -> (key) -> all.findByCodeAndOpenTrue((String) key),
				(all) -> RepositoryLookup.many(all::findByCodeAndOpenTrue)),
		IGNORE_CASE(Keys.CODES, (all) -> (key) -> all.findByCodeIgnoreCase((String) key),
				(all) -> RepositoryLookup.many(all::findByCodeIgnoreCase)),
		GRAPH(Keys.CODES, (all) -> (key) -> all.findWithProductByCode((String) key),
				(all) -> RepositoryLookup.many(all::findWithProductByCode)),
		OWN_QUERY(Keys.CODES, (all) -> (key) -> all.findOpenByCode((String) key),
				(all) -> RepositoryLookup.manyIn(all::findOpenByCodeIn)),
		SEVERAL(Keys.CODES, (all) -> (key) -> all.findByCodeAndOpenTrue((String) key),
				(all) -> RepositoryLookup.manyIn(all::findByCodeInAndOpenTrue)),
		SPECIFICATION(Keys.CODES, (all) -> (key) -> all.findByCodeAndOpenTrue((String) key),
				(all) -> RepositoryLookup.many(all, Delivery::getCode, OPEN, Sort.unsorted())),
		SORT(Keys.CODES, (all) -> (key) -> all.findByCodeOrderByNumberDesc((String) key), (all) -> RepositoryLookup
			.many(all, Delivery::getCode, Specification.unrestricted(), Sort.by("number").descending()));

		private final Keys keys;

		private final Function<Deliveries, Function<Object, Collection<Delivery>>> method;

		private final Function<Deliveries, MemoizedLookup<?, Delivery>> lookup;

		Way(Keys keys, Function<Deliveries, Function<Object, Collection<Delivery>>> method,
				Function<Deliveries, MemoizedLookup<?, Delivery>> lookup) {
			this.keys = keys;
			this.method = method;
			this.lookup = lookup;
		}

		boolean isSorted() {
			return this == SORTED || this == SORT;
		}

	}

	/** What keys are. */
	enum Keys {

		PRODUCTS, CODES

	}

	@ParameterizedTest
	@EnumSource
	@SuppressWarnings("unchecked")
	void should_answer_as_the_method_would(Way way) {
		for (int seed = FIRST; seed < FIRST + seeds(); seed++) {
			List<String> plain = run(seed, way, (emf) -> {
				return new Answers(way.method.apply(deliveries), (keys) -> {
				});
			});
			List<String> looked = run(seed, way, (emf) -> {
				MemoizedLookup<Object, Delivery> lookup = (MemoizedLookup<Object, Delivery>) way.lookup
					.apply(deliveries);
				MemoizedPrefetch.builder(emf).lookup(lookup).build();
				return new Answers((key) -> lookup.all(key), lookup::prefetch);
			});
			assertThat(looked).as("seed %d", seed).isEqualTo(plain);
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_tell_what_exists(Existence way) {
		for (int seed = FIRST; seed < FIRST + seeds(); seed++) {
			List<String> plain = run(seed, way.way, (emf) -> {
				return new Answers((key) -> found(way.method.apply(deliveries).apply(key)), (keys) -> {
				});
			});
			List<String> looked = run(seed, way.way, (emf) -> existing(way.lookup.apply(deliveries), emf));
			assertThat(looked).as("seed %d", seed).isEqualTo(plain);
		}
	}

	@SuppressWarnings("unchecked")
	private static Answers existing(MemoizedLookup<?, ?> lookup, EntityManagerFactory emf) {
		MemoizedLookup<Object, ?> known = (MemoizedLookup<Object, ?>) lookup;
		MemoizedPrefetch.builder(emf).lookup(known).build();
		return new Answers((key) -> found(known.exists(key)), known::prefetch);
	}

	private static Collection<Delivery> found(boolean exists) {
		return exists ? List.of(new Delivery(null, "", "exists", 0)) : List.of();
	}

	/** A method that tells whether something exists. */
	enum Existence {

		ATTRIBUTE(Way.SORTED, (all) -> (key) -> all.existsByCode((String) key),
				(all) -> RepositoryLookup.exists(all::existsByCode)),
		CONDITION(Way.CONDITION, (all) -> (key) -> all.existsByCodeAndOpenTrue((String) key),
				(all) -> RepositoryLookup.exists(all::existsByCodeAndOpenTrue)),
		FOREIGN_KEY(Way.FOREIGN_KEY, (all) -> (key) -> all.existsByProductId((Long) key),
				(all) -> RepositoryLookup.exists(all::existsByProductId));

		private final Way way;

		private final Function<Deliveries, Function<Object, Boolean>> method;

		private final Function<Deliveries, MemoizedLookup<?, ?>> lookup;

		Existence(Way way, Function<Deliveries, Function<Object, Boolean>> method,
				Function<Deliveries, MemoizedLookup<?, ?>> lookup) {
			this.way = way;
			this.method = method;
			this.lookup = lookup;
		}

	}

	private record Answers(Function<Object, Collection<Delivery>> find, Consumer<List<Object>> announce) {
	}

	private List<String> run(int seed, Way way, Function<EntityManagerFactory, Answers> answers) {
		EntityManagerFactory emf = database.entityManagerFactory();
		database.inTransaction((entityManager) -> {
			entityManager.createQuery("delete Delivery").executeUpdate();
			entityManager.createQuery("delete Product").executeUpdate();
		});
		List<Long> products = new ArrayList<>();
		database.inTransaction((entityManager) -> Stream.of("a", "b", "c", "d").forEach((sku) -> {
			Product product = new Product(sku, 0);
			entityManager.persist(product);
			products.add(product.getId());
		}));
		return new Run(answers.apply(emf), way, products, new Random(seed)).run(emf);
	}

	/** One run, with the methods or with the lookups. */
	private static final class Run {

		private static final String[] CODES = { "a", "A", "b", "c", "d", "e" };

		private final Answers answers;

		private final Way way;

		private final List<Long> products;

		private final Random random;

		private int number;

		Run(Answers answers, Way way, List<Long> products, Random random) {
			this.answers = answers;
			this.way = way;
			this.products = products;
			this.random = random;
		}

		List<String> run(EntityManagerFactory emf) {
			EntityManager em = SharedEntityManagerCreator.createSharedEntityManager(emf);
			List<String> lines = new ArrayList<>();
			database.inTransaction((other) -> {
				for (int i = this.random.nextInt(8); i > 0; i--) {
					other.persist(delivery(other));
				}
			});
			for (int chunk = 0; chunk < 3; chunk++) {
				List<Object> keys = new ArrayList<>();
				for (int i = this.random.nextInt(10); i > 0; i--) {
					keys.add(key());
				}
				lines.add("chunk of " + keys.stream().map(this::key).toList());
				this.answers.announce().accept(keys);
				new TransactionTemplate(new JpaTransactionManager(emf)).executeWithoutResult((status) -> {
					for (Object key : keys) {
						lines.add(step(key, em));
					}
					if (this.random.nextInt(5) == 0) {
						status.setRollbackOnly();
					}
				});
			}
			lines.add(database.read((other) -> other
				.createQuery("select d.code, d.number, d.product.sku, d.place.city, d.open from Delivery d"
						+ " order by d.number", Object[].class)
				.getResultList()
				.stream()
				.map(List::of)
				.toList()
				.toString()));
			return lines;
		}

		private Delivery delivery(EntityManager em) {
			return new Delivery(product(em), code(), code(), this.number++);
		}

		private Product product(EntityManager em) {
			return em.getReference(Product.class, this.products.get(this.random.nextInt(this.products.size())));
		}

		private String code() {
			return CODES[this.random.nextInt(CODES.length)];
		}

		private Object key() {
			if (this.way.keys == Keys.CODES) {
				return code();
			}
			int product = this.random.nextInt(this.products.size() + 1);
			return (product < this.products.size()) ? this.products.get(product) : Long.valueOf(-1);
		}

		private Stream<Delivery> any(EntityManager em) {
			return em.createQuery("from Delivery where number = :number", Delivery.class)
				.setParameter("number", this.random.nextInt(this.number + 1))
				.getResultStream();
		}

		private String step(Object key, EntityManager em) {
			int action = this.random.nextInt(20);
			switch (action) {
				case 0, 1, 2 -> em.persist(delivery(em));
				case 3 -> any(em).forEach((one) -> change(one, () -> one.setProduct(product(em))));
				case 4 -> any(em).forEach((one) -> change(one, () -> one.setCode(code())));
				case 5 -> any(em).forEach((one) -> change(one, () -> one.setPlace(new Delivery.Place(code()))));
				case 6 -> any(em).forEach((one) -> one.setOpen(!one.isOpen()));
				case 7 -> any(em).forEach(em::remove);
				case 8 -> em.flush();
				case 9 -> {
					em.flush();
					em.createQuery("update Delivery set code = :new, product.id = :product where code = :old")
						.setParameter("new", code())
						.setParameter("old", code())
						.setParameter("product", this.products.get(this.random.nextInt(this.products.size())))
						.executeUpdate();
					em.clear(); // as @Modifying(clearAutomatically = true)
				}
				case 10 -> {
					em.flush();
					em.clear();
				}
				case 11 -> database.inTransaction((other) -> other.persist(delivery(other)));
				case 12 -> product(em).setSku(code());
				default -> {
				}
			}
			Stream<String> found = this.answers.find()
				.apply(key)
				.stream()
				.map((one) -> one.toString() + one.getCode() + em.contains(one));
			return action + " " + key(key) + ": " + (this.way.isSorted() ? found : found.sorted()).toList();
		}

		/** In any case, so that whoever has got it is known to have. */
		private static void change(Delivery one, Runnable work) {
			one.setOpen(!one.isOpen());
			work.run();
		}

		/** Ids differ from run to run. */
		private Object key(Object key) {
			return (key instanceof Long id) ? this.products.indexOf(id) : key;
		}

	}

}
