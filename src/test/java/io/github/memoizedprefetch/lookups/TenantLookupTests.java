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

import java.util.List;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Tenants;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** A lookup finds what its own tenant has. */
@ParameterizedClass(name = "schemas: {0}")
@ValueSource(booleans = { false, true })
class TenantLookupTests {

	@Parameter
	private boolean schemas;

	@AutoClose
	private Tenants database;

	private static final List<Long> IDS = List.of(1L, 2L, 3L, 1L);

	private Tenants open() {
		this.database = new Tenants(this.schemas, "a", "b");
		return this.database;
	}

	private MemoizedLookup<Long, Book> given(MemoizedLookup<Long, Book> lookup) {
		MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(lookup).build();
		return lookup;
	}

	private MemoizedLookup<Long, Book> byRepository() {
		EntityManager entityManager = SharedEntityManagerCreator
			.createSharedEntityManager(this.database.entityManagerFactory());
		return MemoizedLookup.one((ids) -> entityManager.createQuery("from Book where id in :ids", Book.class)
			.setParameter("ids", ids)
			.getResultList(), Book::getId);
	}

	private List<String> titles(String tenant, MemoizedLookup<Long, Book> lookup) {
		return this.database.as(tenant, () -> IDS.stream().map((id) -> lookup.get(id).getTitle()).toList());
	}

	private static List<String> expected(String tenant) {
		return IDS.stream().map((id) -> tenant + " Book " + id).toList();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void should_find_in_each_tenant_s_transaction(boolean attribute) {
		open();
		MemoizedLookup<Long, Book> lookup = given(
				attribute ? MemoizedLookup.one(Book.class, Book::getId) : byRepository());
		TransactionTemplate transaction = new TransactionTemplate(
				new JpaTransactionManager(this.database.entityManagerFactory()));
		for (String tenant : List.of("a", "b", "a")) {
			this.database.statements().reset();
			this.database.as(tenant, () -> transaction.execute((status) -> {
				lookup.prefetch(IDS);
				assertThat(titles(tenant, lookup)).isEqualTo(expected(tenant));
				return null;
			}));
			assertThat(this.database.statements().count()).isEqualTo(1);
		}
	}

	/** A session apart is that of the current tenant, and nothing is kept of it. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void should_find_without_a_transaction(boolean attribute) {
		open();
		MemoizedLookup<Long, Book> lookup = given(
				attribute ? MemoizedLookup.one(Book.class, Book::getId) : byRepository());
		lookup.prefetch(IDS);
		for (String tenant : List.of("a", "b", "a")) {
			assertThat(titles(tenant, lookup)).isEqualTo(expected(tenant));
		}
	}

}
