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

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.data.Deliveries.Summary;
import io.github.memoizedprefetch.model.store.Delivery;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.data.domain.Sort;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Lookups made of a repository's methods: what they ask, and how often. */
class RepositoryLookupTests {

	@AutoClose
	private final Database database = Database.open(Product.class, Delivery.class);

	private final Deliveries all = Repositories.deliveries(this.database.entityManagerFactory());

	private final EntityManager em = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private Long product;

	/** Deliveries 0 to 4 of the product, two of each code. */
	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			Product sold = new Product("sku", 1);
			entityManager.persist(sold);
			this.product = sold.getId();
			for (int i = 0; i < 5; i++) {
				entityManager.persist(new Delivery(sold, "city" + i, "code" + i / 2, i));
			}
		});
		this.database.statements().reset();
	}

	private <K, V> MemoizedLookup<K, V> use(MemoizedLookup<K, V> lookup) {
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).build();
		return lookup;
	}

	private void inTransaction(Runnable work) {
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> work.run());
	}

	private void assertStatements(long count) {
		assertThat(this.database.statements().count()).isEqualTo(count);
	}

	@Test
	void should_ask_once_by_the_attribute() {
		MemoizedLookup<Integer, Delivery> one = use(RepositoryLookup.one(this.all::findByNumber));
		MemoizedLookup<Integer, Delivery> optional = use(RepositoryLookup.one(this.all::findOptionalByNumber));
		MemoizedLookup<Long, Delivery> many = use(RepositoryLookup.many(this.all::findByProductId));
		assertThat(List.of(one, optional, many)).hasToString("[Delivery.number, Delivery.number, Delivery.product.id]");
		inTransaction(() -> {
			one.prefetch(List.of(0, 1, 2, 9));
			assertThat(one.get(0).getNumber()).isZero();
			assertThat(one.find(1)).contains(one.get(1));
			assertThat(one.find(9)).isEmpty();
			assertThat(many.all(this.product)).hasSize(5).contains(one.get(1));
			assertThat(Hibernate.isInitialized(one.get(1).getProduct())).isFalse();
		});
		assertStatements(2);
	}

	@Test
	void should_follow_its_own_changes_of_a_foreign_key() {
		MemoizedLookup<Long, Delivery> lookup = use(RepositoryLookup.many(this.all::findByProductId));
		inTransaction(() -> {
			Product other = new Product("other", 1);
			this.em.persist(other);
			lookup.prefetch(List.of(this.product, other.getId()));
			assertThat(lookup.exists(other.getId())).isFalse();
			lookup.all(this.product).get(0).setProduct(this.em.getReference(Product.class, other.getId()));
			assertThat(lookup.all(this.product)).hasSize(4);
			assertThat(lookup.all(other.getId())).hasSize(1);
			this.em.persist(new Delivery(other, "", "new", 9));
			assertThat(lookup.exists(other.getId())).isTrue();
			assertThat(lookup.all(this.product)).hasSize(4);
			this.database.statements().reset();
			this.em.persist(new Delivery(this.em.getReference(Product.class, this.product), "", "newer", 10));
			assertThat(lookup.all(this.product)).hasSize(4 + 1);
			assertThat(lookup.all(other.getId())).hasSize(2);
			assertThat(lookup.all(this.product)).hasSize(4 + 1);
		});
	}

	/** Does it exist already? Which is asked before each insert. */
	@Test
	void should_see_what_was_inserted_without_a_query_an_item() {
		MemoizedLookup<String, ?> known = use(RepositoryLookup.exists(this.all::existsByCode));
		List<String> codes = List.of("code0", "a", "b", "a", "code1", "b", "c");
		inTransaction(() -> {
			known.prefetch(codes);
			for (String code : codes) {
				if (!known.exists(code)) {
					this.em.persist(new Delivery(this.em.getReference(Product.class, this.product), "", code, 0));
				}
			}
			assertStatements(1);
		});
		assertThat(this.all.findAll()).extracting(Delivery::getCode).contains("a", "b", "c").hasSize(8);
	}

	@Test
	void should_ask_the_partner_for_what_the_attribute_does_not_tell() {
		MemoizedLookup<String, Delivery> sorted = use(RepositoryLookup.many(this.all::findByCodeOrderByNumberDesc));
		MemoizedLookup<String, Delivery> joined = use(RepositoryLookup.many(this.all::findWithProductByCode));
		MemoizedLookup<String, Summary> summaries = use(RepositoryLookup.many(this.all::findSummariesByCode));
		assertThat(List.of(sorted, joined, summaries)).hasToString("[Deliveries.findByCodeInOrderByNumberDesc,"
				+ " Deliveries.findWithProductByCodeIn, Deliveries.findSummariesByCodeIn]");
		List<String> codes = List.of("code0", "code1", "code2", "code3");
		inTransaction(() -> {
			joined.prefetch(codes);
			assertThat(joined.all("code0")).hasSize(2)
				.allMatch((delivery) -> Hibernate.isInitialized(delivery.getProduct()));
			assertThat(joined.all("code3")).isEmpty();
		});
		assertStatements(1);
		inTransaction(() -> {
			sorted.prefetch(codes);
			summaries.prefetch(codes);
			assertThat(sorted.all("code1")).extracting(Delivery::getNumber).containsExactly(3, 2);
			assertThat(sorted.all("code2")).extracting(Delivery::getNumber).containsExactly(4);
			assertThat(summaries.all("code0")).extracting(Summary::getNumber).containsExactlyInAnyOrder(0, 1);
			assertThat(summaries.all("code2")).extracting(Summary::getNumber).containsExactly(4);
		});
		assertStatements(3);
	}

	@Test
	void should_take_an_association_as_key() {
		MemoizedLookup<Product, Delivery> lookup = use(RepositoryLookup.many(this.all::findByProduct));
		assertThat(lookup).hasToString("Deliveries.findByProductIn");
		inTransaction(() -> {
			Product sold = this.em.find(Product.class, this.product);
			lookup.prefetch(List.of(sold));
			assertThat(lookup.all(sold)).hasSize(5);
		});
		assertStatements(2);
	}

	@Test
	void should_take_specification_and_sort() {
		MemoizedLookup<String, Delivery> lookup = use(RepositoryLookup.many(this.all, Delivery::getCode,
				(root, query, builder) -> builder.isTrue(root.get("open")), Sort.by("number").descending()));
		MemoizedLookup<String, Delivery> one = use(RepositoryLookup.one(this.all, Delivery::getCode,
				(root, query, builder) -> builder.gt(root.get("number"), 3)));
		assertThat(lookup).hasToString("Delivery.code");
		inTransaction(() -> {
			lookup.prefetch(List.of("code0", "code1", "code2"));
			assertThat(lookup.all("code0")).extracting(Delivery::getNumber).containsExactly(1, 0);
			assertThat(lookup.all("code2")).extracting(Delivery::getNumber).containsExactly(4);
		});
		inTransaction(() -> {
			one.prefetch(List.of("code0", "code1", "code2"));
			assertThat(one.find("code0")).isEmpty();
			assertThat(one.get("code2").getNumber()).isEqualTo(4);
		});
		assertStatements(2);
	}

	@Test
	void should_find_the_repository_behind_other_proxies() {
		ProxyFactory proxies = new ProxyFactory(this.all);
		Deliveries proxied = (Deliveries) proxies.getProxy();
		MemoizedLookup<Integer, Delivery> lookup = use(RepositoryLookup.one(proxied::findByNumber));
		assertThat(lookup.get(3).getNumber()).isEqualTo(3);
		MemoizedLookup<String, Delivery> sorted = use(RepositoryLookup.many(proxied::findByCodeOrderByNumberDesc));
		assertThat(sorted.all("code1")).hasSize(2);
	}

	/** It was not given by the lookup, and is as it would be without one. */
	@Test
	void should_leave_what_somebody_else_has_got_and_changed() {
		MemoizedLookup<String, Delivery> lookup = use(RepositoryLookup.many(this.all::findByCode));
		inTransaction(() -> {
			lookup.prefetch(List.of("code0", "code1"));
			assertThat(lookup.all("code0")).hasSize(2);
			Delivery changed = this.em.createQuery("from Delivery where number = 2", Delivery.class).getSingleResult();
			changed.setOpen(false);
			this.em.createQuery("update Delivery set code = 'code0' where code = 'code1'").executeUpdate();
			assertThat(lookup.all("code0")).contains(changed).hasSize(4);
			assertThat(changed.getCode()).isEqualTo("code1");
			assertThat(this.all.findByCode("code0")).contains(changed).hasSize(4);
			assertThat(changed.getCode()).isEqualTo("code1");
		});
	}

}
