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

package io.github.memoizedprefetch.jobs;

import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.data.RepositoryLookup;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/** Jobs with what the step report says of them, and with its remedies. */
final class RemedyJobs {

	private RemedyJobs() {
	}

	/** Items of whatever is to be done with a number. */
	private static ChunkOrientedStepBuilder<Long, Long> numbers(JobRepository jobRepository,
			PlatformTransactionManager transactionManager) {
		return ShopReaders.<Long, Long>step(jobRepository, transactionManager)
			.reader(new ListItemReader<>(LongStream.range(0, ShopData.ROWS).boxed().toList()));
	}

	/** For each item something is persisted, or merged. */
	abstract static class Persisting {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, Notes.Coupons coupons, Notes.NewCoupons newCoupons) {
			EntityManager entityManager = SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory);
			ItemWriter<Long> writer = (chunk) -> chunk
				.forEach((number) -> write(number, entityManager, coupons, newCoupons));
			return numbers(jobRepository, transactionManager).writer(writer).build();
		}

		abstract void write(Long number, EntityManager entityManager, Notes.Coupons coupons,
				Notes.NewCoupons newCoupons);

	}

	@Configuration(proxyBeanMethods = false)
	static class Identity extends Persisting {

		@Override
		void write(Long number, EntityManager entityManager, Notes.Coupons coupons, Notes.NewCoupons newCoupons) {
			entityManager.persist(new Notes.IdentityNote());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Single extends Persisting {

		@Override
		void write(Long number, EntityManager entityManager, Notes.Coupons coupons, Notes.NewCoupons newCoupons) {
			entityManager.persist(new Notes.SingleNote());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Pooled extends Persisting {

		@Override
		void write(Long number, EntityManager entityManager, Notes.Coupons coupons, Notes.NewCoupons newCoupons) {
			entityManager.persist(new Notes.PooledNote());
		}

	}

	/** Two entities take turns. */
	@Configuration(proxyBeanMethods = false)
	static class InTurns extends Persisting {

		@Override
		void write(Long number, EntityManager entityManager, Notes.Coupons coupons, Notes.NewCoupons newCoupons) {
			entityManager.persist(new Notes.PooledNote());
			entityManager.persist(new Notes.Coupon(number));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Assigned extends Persisting {

		@Override
		void write(Long number, EntityManager entityManager, Notes.Coupons coupons, Notes.NewCoupons newCoupons) {
			coupons.save(new Notes.Coupon(number));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AssignedToPersistable extends Persisting {

		@Override
		void write(Long number, EntityManager entityManager, Notes.Coupons coupons, Notes.NewCoupons newCoupons) {
			newCoupons.save(new Notes.NewCoupon(number));
		}

	}

	/** The writer asks a lookup that was made of the repository's method. */
	@Configuration(proxyBeanMethods = false)
	static class RepositoryLookupInTheWriter {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, ShopRepositories.Rebates rebates, JobRun.Output output) {
			MemoizedLookup<Long, Shop.Rebate> byLine = RepositoryLookup.many(rebates::findByLineId);
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
				.itemType(Long.class)
				.lookup(byLine, (Long number) -> number)
				.build();
			return numbers(jobRepository, transactionManager).writer(asking(byLine::all, output))
				.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RepositoryInTheWriter {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				ShopRepositories.Rebates rebates, JobRun.Output output) {
			return numbers(jobRepository, transactionManager).writer(asking(rebates::findByLineId, output)).build();
		}

	}

	/** By the entity manager, with no repository to name. */
	@Configuration(proxyBeanMethods = false)
	static class QueryInTheWriter {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			EntityManager entityManager = SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory);
			Function<Long, List<Shop.Product>> query = (number) -> entityManager
				.createQuery("select p from Product p where p.sku = :sku", Shop.Product.class)
				.setParameter("sku", "sku-" + number)
				.getResultList();
			return numbers(jobRepository, transactionManager).writer(asking(query, output)).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AttributeLookupInTheWriter {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			MemoizedLookup<String, Shop.Product> bySku = MemoizedLookup.many(Shop.Product.class, "sku", String.class);
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
				.itemType(Long.class)
				.lookup(bySku, (Long number) -> "sku-" + number)
				.build();
			return numbers(jobRepository, transactionManager)
				.writer(asking((number) -> bySku.all("sku-" + number), output))
				.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
				.build();
		}

	}

	private static ItemWriter<Long> asking(Function<Long, ? extends List<?>> query, JobRun.Output output) {
		return (chunk) -> chunk.forEach((number) -> output.lines.add(number + " has " + query.apply(number).size()));
	}

}
