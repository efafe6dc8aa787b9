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

import java.util.List;

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Tenants;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Merging loads the rows of the tenant whose transaction it is. */
class MergeTenantTests {

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void should_load_the_rows_of_the_tenant(boolean schemas) {
		try (Tenants database = new Tenants(schemas, "a", "b")) {
			MergePrefetch merges = MergePrefetch.of(database.entityManagerFactory());
			for (String tenant : List.of("a", "b", "a")) {
				List<Book> books = books(database, tenant);
				books.forEach((book) -> book.setTitle(book.getTitle() + "!"));
				database.statements().reset();
				merge(database, tenant, merges, books);
				assertThat(database.statements().statements()).filteredOn((sql) -> sql.startsWith("select")).hasSize(1);
				assertThat(database.statements().statements()).filteredOn((sql) -> sql.startsWith("update"))
					.hasSize(10);
			}
			assertThat(books(database, "a")).extracting(Book::getTitle).contains("a Book 1!!").hasSize(10);
			assertThat(books(database, "b")).extracting(Book::getTitle).contains("b Book 1!").hasSize(10);
		}
	}

	private static List<Book> books(Tenants database, String tenant) {
		return database.read(tenant,
				(entityManager) -> entityManager.createQuery("from Book where id < 10", Book.class).getResultList());
	}

	private static void merge(Tenants database, String tenant, MergePrefetch merges, List<Book> books) {
		TransactionTemplate transaction = new TransactionTemplate(
				new JpaTransactionManager(database.entityManagerFactory()));
		database.as(tenant, () -> transaction.execute((status) -> {
			EntityManager entityManager = EntityManagerFactoryUtils
				.getTransactionalEntityManager(database.entityManagerFactory());
			merges.load(books);
			books.forEach(entityManager::merge);
			return true;
		}));
	}

}
