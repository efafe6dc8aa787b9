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
package io.github.memoizedprefetch.readme;

import java.util.List;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.data.RepositoryLookup;
import io.github.memoizedprefetch.data.RepositoryQueryWatch;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** The code about repositories in lookups.md and strict-mode.md. */
class DocumentedRepositoriesTests {

	@AutoClose
	private final Database database = Database.open(Product.class, Rebate.class);

	/** A rebate on a line. */
	@Entity(name = "Rebate")
	static class Rebate {

		@Id
		@GeneratedValue
		Long id;

		Long lineId;

		boolean open;

		Long getLineId() {
			return this.lineId;
		}

	}

	interface Products extends JpaRepository<Product, Long> {

		Product findBySku(String sku);

		boolean existsBySku(String sku);

	}

	interface Rebates extends JpaRepository<Rebate, Long>, JpaSpecificationExecutor<Rebate> {

		List<Rebate> findByLineId(Long lineId);

	}

	@Bean
	static RepositoryQueryWatch repositoryQueryWatch() {
		return new RepositoryQueryWatch();
	}

	@Test
	void should_be_heard_of() {
		assertThat(repositoryQueryWatch().postProcessBeforeInitialization(this, "any")).isSameAs(this);
	}

	@Test
	void should_be_made_of_repositories() {
		JpaRepositoryFactory factory = new JpaRepositoryFactory(
				SharedEntityManagerCreator.createSharedEntityManager(this.database.entityManagerFactory()));
		Products repository = factory.getRepository(Products.class);
		Rebates rebateRepository = factory.getRepository(Rebates.class);
		this.database.inTransaction((entityManager) -> {
			entityManager.persist(new Product("sku1", 1));
			for (int i = 0; i < 3; i++) {
				Rebate rebate = new Rebate();
				rebate.lineId = i / 2L;
				rebate.open = i != 1;
				entityManager.persist(rebate);
			}
		});
		MemoizedLookup<String, Product> products = RepositoryLookup.one(repository::findBySku);
		MemoizedLookup<Long, Rebate> rebates = RepositoryLookup.many(rebateRepository::findByLineId);
		MemoizedLookup<String, ?> known = RepositoryLookup.exists(repository::existsBySku);
		Specification<Rebate> open = (root, query, builder) -> builder.isTrue(root.get("open"));
		MemoizedLookup<Long, Rebate> openRebates = RepositoryLookup.many(rebateRepository, Rebate::getLineId, open,
				Sort.by("id"));
		MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.lookup(products)
			.lookup(rebates)
			.lookup(known)
			.lookup(openRebates)
			.build();
		new TransactionTemplate(new JpaTransactionManager(this.database.entityManagerFactory()))
			.executeWithoutResult((status) -> {
				assertThat(products.get("sku1").getStock()).isEqualTo(1);
				assertThat(rebates.all(0L)).hasSize(2);
				assertThat(openRebates.all(0L)).hasSize(1);
				assertThat(known.exists("sku1")).isTrue();
				assertThat(known.exists("sku2")).isFalse();
			});
		RepositoryLookup.Query<String, Product> query = repository::findBySku;
		assertThat(RepositoryLookup.one(query)).hasToString("Product.sku");
	}

}
