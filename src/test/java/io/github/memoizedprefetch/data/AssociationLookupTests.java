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
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.store.Delivery;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lookups whose keys are entities. */
class AssociationLookupTests {

	@AutoClose
	private final Database database = Database.open(Product.class, Delivery.class, Pallet.class, Lane.class,
			Stack.class);

	private final Deliveries deliveries = Repositories.deliveries(this.database.entityManagerFactory());

	private final EntityManager em = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> work.run());
	}

	private MemoizedPrefetch.Builder builder() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory());
	}

	private <K, V> MemoizedLookup<K, V> use(MemoizedLookup<K, V> lookup) {
		builder().lookup(lookup).build();
		return lookup;
	}

	/** A product for each of some numbers of deliveries. */
	private List<Product> populate(int... numbers) {
		List<Product> products = new ArrayList<>();
		this.database.inTransaction((session) -> {
			session.createQuery("delete Delivery").executeUpdate();
			session.createQuery("delete Product").executeUpdate();
			for (int number : numbers) {
				Product product = new Product("sku " + products.size(), number);
				session.persist(product);
				products.add(product);
				for (int i = 0; i < number; i++) {
					session.persist(new Delivery(product, "city", "code " + product.getSku(), i));
				}
			}
		});
		this.database.statements().reset();
		return products;
	}

	/** How deliveries are found by their product. */
	enum Way {

		ATTRIBUTE, METHOD, REPOSITORY

	}

	private MemoizedLookup<Product, Delivery> lookup(Way way) {
		return use(switch (way) {
			case ATTRIBUTE -> MemoizedLookup.many(Delivery.class, Delivery::getProduct);
			case METHOD -> MemoizedLookup.many(this.deliveries::findByProductIn, Delivery::getProduct);
			case REPOSITORY -> RepositoryLookup.many(this.deliveries::findByProduct);
		});
	}

	/** Of other sessions, and proxies: which instance it is does not matter. */
	@ParameterizedTest
	@EnumSource
	void should_ask_once_for_any_instances(Way way) {
		MemoizedLookup<Product, Delivery> lookup = lookup(way);
		List<Product> detached = populate(2, 0, 1);
		inTransaction(() -> {
			List<Product> proxies = detached.stream()
				.map((product) -> this.em.getReference(Product.class, product.getId()))
				.toList();
			lookup.prefetch(proxies);
			assertThat(lookup.all(detached.get(0))).hasSize(2);
			assertThat(lookup.all(proxies.get(0))).hasSize(2);
			assertThat(lookup.all(proxies.get(1))).isEmpty();
			assertThat(lookup.exists(detached.get(2))).isTrue();
			assertThat(proxies).noneMatch(Hibernate::isInitialized);
			assertThat(this.database.statements().count()).isEqualTo(1);
			assertThat(this.em.find(Product.class, detached.get(2).getId())).isNotSameAs(detached.get(2));
			assertThat(lookup.all(this.em.find(Product.class, detached.get(2).getId()))).hasSize(1);
			assertThat(this.database.statements().count()).isEqualTo(2);
		});
	}

	record Line(Product product) {
	}

	@Test
	void should_find_keys_by_paths_which_load_nothing() {
		List<Product> products = populate(1, 2);
		MemoizedLookup<Product, Delivery> lookup = MemoizedLookup.many(Delivery.class, "product", Product.class);
		MemoizedLookup<Long, Delivery> byId = MemoizedLookup.many(Delivery.class, "product.id", Long.class);
		MemoizedPrefetch prefetch = builder().itemType(Delivery.class)
			.lookup(lookup, "product")
			.lookup(byId, "product.id")
			.build();
		inTransaction(() -> {
			List<Delivery> items = this.em.createQuery("from Delivery", Delivery.class).getResultList();
			this.database.statements().reset();
			prefetch.processChunk(items);
			for (Delivery item : items) {
				assertThat(lookup.all(item.getProduct())).contains(item).isEqualTo(byId.all(item.getProduct().getId()));
				assertThat(Hibernate.isInitialized(item.getProduct())).isFalse();
			}
			assertThat(this.database.statements().count()).isEqualTo(2);
		});
		MemoizedLookup<Product, Delivery> ofLines = MemoizedLookup.many(Delivery.class, Delivery::getProduct);
		MemoizedPrefetch lines = builder().lookup(ofLines, Line::product).build();
		inTransaction(() -> {
			lines.processChunk(products.stream().map(Line::new).toList());
			this.database.statements().reset();
			assertThat(products).extracting((product) -> ofLines.all(product).size()).containsExactly(1, 2);
			assertThat(this.database.statements().count()).isEqualTo(1);
		});
	}

	/** As the query: it has no id, or none that is known to be one. */
	@ParameterizedTest
	@EnumSource
	void should_refuse_an_instance_that_is_not_saved(Way way) {
		MemoizedLookup<Product, Delivery> lookup = lookup(way);
		Product unsaved = new Product("new", 0);
		List<Function<Product, List<Delivery>>> both = List.of(this.deliveries::findByProduct, lookup::all);
		for (Function<Product, List<Delivery>> find : both) {
			assertThatThrownBy(() -> inTransaction(() -> {
				lookup.prefetch(List.of(unsaved));
				assertThat(find.apply(unsaved)).isNull();
			})).rootCause().hasMessageContaining("transient instance");
		}
		inTransaction(() -> {
			lookup.prefetch(List.of(unsaved));
			this.em.persist(unsaved);
			assertThat(lookup.all(unsaved)).isEmpty();
			Delivery delivery = new Delivery(unsaved, "", "", 1);
			this.em.persist(delivery);
			assertThat(lookup.all(unsaved)).containsExactly(delivery);
		});
	}

	@Test
	void should_take_the_attribute_where_a_repository_has_no_other_method() {
		Pallets pallets = new JpaRepositoryFactory(this.em).getRepository(Pallets.class);
		MemoizedLookup<Product, Pallet> lookup = RepositoryLookup.one(pallets::findByLoad);
		MemoizedLookup<Product, ?> known = RepositoryLookup.exists(pallets::existsByLoad);
		assertThat(List.of(lookup, known))
			.hasToString("[AssociationLookupTests$Pallet.load, AssociationLookupTests$Pallet.load]");
		use(lookup);
		use(known);
		List<Product> products = populate(0, 0, 0);
		this.database.inTransaction((session) -> session.persist(new Pallet(1, products.get(1))));
		this.database.statements().reset();
		inTransaction(() -> {
			lookup.prefetch(products);
			known.prefetch(products);
			assertThat(lookup.find(products.get(0))).isEmpty();
			assertThat(lookup.get(products.get(1)).id).isEqualTo(1);
			assertThat(known.exists(products.get(1))).isTrue();
			assertThat(known.exists(products.get(2))).isFalse();
		});
		assertThat(this.database.statements().count()).isEqualTo(2);
	}

	private void assertRefused(MemoizedLookup<?, ?> lookup, String path, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> {
			MemoizedPrefetch.Builder builder = builder().itemType(Delivery.class);
			(path.isEmpty() ? builder.lookup(lookup) : builder.lookup(lookup, path)).build();
		}).withMessage(message);
	}

	@Test
	void should_refuse_associations_that_the_row_does_not_tell() {
		assertRefused(MemoizedLookup.one(Stack.class, "pallet", Pallet.class), "",
				"Stack.pallet is an association whose id the row of Stack does not have; look it up by that id, as"
						+ " \"pallet.id\"");
		assertRefused(MemoizedLookup.one(Pallet.class, "lane", Lane.class), "",
				"Pallet.lane refers to an id of several columns. Give the repository's method that takes several keys, as"
						+ " in MemoizedLookup.many(repository::findAllBy..In, Pallet::..)");
	}

	@Test
	void should_name_the_id_where_it_is_meant() {
		assertRefused(MemoizedLookup.many(Delivery.class, "product", Long.class), "",
				"Delivery.product is of Product, but the lookup's keys are to be of Long; for its ids take"
						+ " \"product.id\"");
		assertRefused(MemoizedLookup.many(Delivery.class, "product.id", Long.class), "product",
				"The lookup Delivery.product.id has keys of Long, but 'Delivery.product' is of Product; if its id is"
						+ " meant, say so, as \"product.id\"");
		assertRefused(MemoizedLookup.many(Delivery.class, Delivery::getProduct), "product.id",
				"The lookup Delivery.product has keys of Product, but 'Delivery.product.id' is of Long; give a function"
						+ " that makes the key, as in .lookup(lookup, (Row row) -> ..)");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder().itemType(Line.class).key("product", Product.class).build())
			.withMessage("'Line.product' is a Product, not its id; give that, as \"Line.product.id\"");
	}

	/** With composite ids the keys are asked for alone, and found all the same. */
	@Test
	void should_ask_by_a_method_for_ids_of_several_columns() {
		Pallets pallets = new JpaRepositoryFactory(this.em).getRepository(Pallets.class);
		MemoizedLookup<Lane, Pallet> lookup = use(RepositoryLookup.many(pallets::findByLane));
		this.database.inTransaction((session) -> {
			Lane lane = new Lane(1, 2);
			session.persist(lane);
			Pallet pallet = new Pallet(7, null);
			pallet.lane = lane;
			session.persist(pallet);
		});
		inTransaction(() -> {
			lookup.prefetch(List.of(new Lane(1, 2), new Lane(1, 3)));
			assertThat(lookup.all(new Lane(1, 2))).extracting((pallet) -> pallet.id).containsExactly(7);
			assertThat(lookup.all(new Lane(1, 3))).isEmpty();
		});
	}

	@ParameterizedTest
	@EnumSource
	void should_answer_as_the_repository_would(Way way) {
		for (int seed = 1; seed <= Integer.getInteger("lookup.seeds", 30); seed++) {
			List<String> plain = run(seed, this.deliveries::findByProduct, (keys) -> {
			});
			MemoizedLookup<Product, Delivery> lookup = lookup(way);
			assertThat(run(seed, lookup::all, lookup::prefetch)).as("seed %d", seed).isEqualTo(plain);
		}
	}

	private List<String> run(int seed, Function<Product, List<Delivery>> find, Consumer<List<Product>> announce) {
		Random random = new Random(seed);
		List<Product> products = populate(random.nextInt(3), random.nextInt(3), 1, 0);
		List<String> lines = new ArrayList<>();
		for (int chunk = 0; chunk < 2; chunk++) {
			List<Product> keys = random.ints(8, 0, products.size()).mapToObj(products::get).toList();
			announce.accept(keys);
			inTransaction(() -> keys.forEach((key) -> {
				step(random, key, products.get(random.nextInt(products.size())), find);
				Product instance = switch (random.nextInt(3)) {
					case 0 -> this.em.getReference(Product.class, key.getId());
					case 1 -> this.em.find(Product.class, key.getId());
					default -> key;
				};
				lines.add(find.apply(instance)
					.stream()
					.map((delivery) -> delivery + " " + this.em.contains(delivery))
					.sorted()
					.toList() + " of " + key.getSku());
			}));
		}
		lines.add(this.database.read((session) -> session.createQuery(
				"select d.code || ' ' || d.product.sku from Delivery d order by d.code, d.number, d.product.sku",
				String.class)
			.getResultList()).toString());
		return lines;
	}

	private void step(Random random, Product key, Product other, Function<Product, List<Delivery>> find) {
		Product managed = this.em.getReference(Product.class, other.getId());
		switch (random.nextInt(9)) {
			case 0 -> this.em.persist(new Delivery(managed, "city", "made", random.nextInt(9)));
			case 1 -> find.apply(key).forEach((delivery) -> delivery.setProduct(managed));
			case 2 -> find.apply(other).stream().limit(1).forEach(this.em::remove);
			case 3 -> this.em.flush();
			case 4 -> this.em.createQuery("update Delivery set product = :new where product = :old and number = 0")
				.setParameter("new", managed)
				.setParameter("old", this.em.getReference(Product.class, key.getId()))
				.executeUpdate();
			case 5 -> {
				this.em.flush();
				this.em.clear();
			}
			default -> {
			}
		}
	}

	interface Pallets extends JpaRepository<Pallet, Integer> {

		Pallet findByLoad(Product load);

		boolean existsByLoad(Product load);

		List<Pallet> findByLane(Lane lane);

		List<Pallet> findByLaneIn(List<Lane> lanes);

	}

	@Entity(name = "Pallet")
	static class Pallet {

		@Id
		Integer id;

		@OneToOne(fetch = FetchType.LAZY)
		Product load;

		@ManyToOne(fetch = FetchType.LAZY)
		Lane lane;

		@OneToOne(fetch = FetchType.LAZY)
		Stack stack;

		protected Pallet() {
		}

		Pallet(Integer id, Product load) {
			this.id = id;
			this.load = load;
		}

		public Lane getLane() {
			return this.lane;
		}

	}

	@Entity(name = "Stack")
	static class Stack {

		@Id
		Integer id;

		@OneToOne(mappedBy = "stack")
		Pallet pallet;

	}

	@Entity(name = "Lane")
	@IdClass(LaneId.class)
	static class Lane {

		@Id
		int hall;

		@Id
		int number;

		protected Lane() {
		}

		Lane(int hall, int number) {
			this.hall = hall;
			this.number = number;
		}

	}

	record LaneId(int hall, int number) {
	}

}
