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

import io.github.memoizedprefetch.EagerAssociations;
import io.github.memoizedprefetch.autoconfigure.MemoizedPrefetchPaths;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Jobs that know nothing of the library but, where their items have EAGER associations,
 * the hints of their reader; and the same with the best paths declared.
 */
final class AutomaticJobs {

	private AutomaticJobs() {
	}

	/** A job of one step. */
	abstract static class Job<I, O> {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return ShopReaders.<I, O>step(jobRepository, transactionManager)
				.reader(reader(entityManagerFactory))
				.processor(processor())
				.writer(writer(entityManagerFactory, output))
				.build();
		}

		abstract ItemReader<I> reader(EntityManagerFactory entityManagerFactory);

		abstract ItemProcessor<I, O> processor();

		@SuppressWarnings("unchecked")
		ItemWriter<O> writer(EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return (ItemWriter<O>) output;
		}

	}

	/** Statistics of sales: lazy, in the writer. */
	@Configuration(proxyBeanMethods = false)
	static class Sales extends Job<Shop.PurchaseLine, Shop.PurchaseLine> {

		@Override
		ItemReader<Shop.PurchaseLine> reader(EntityManagerFactory entityManagerFactory) {
			return ShopReaders.paging(entityManagerFactory, "select l from PurchaseLine l order by l.id");
		}

		@Override
		ItemProcessor<Shop.PurchaseLine, Shop.PurchaseLine> processor() {
			return (line) -> line;
		}

		@Override
		ItemWriter<Shop.PurchaseLine> writer(EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return (chunk) -> chunk.forEach(
					(line) -> output.lines.add(line.product.getSku() + " " + line.quantity * line.product.getPrice()));
		}

	}

	/** The same, declared. */
	@Configuration(proxyBeanMethods = false)
	static class DeclaredSales extends Sales {

		@Bean
		@MemoizedPrefetchPaths("product")
		@Override
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return super.step(jobRepository, transactionManager, entityManagerFactory, output);
		}

	}

	/** A report on sales: two levels; what it makes is inserted. */
	@Configuration(proxyBeanMethods = false)
	static class Report extends Job<Shop.PurchaseLine, Shop.Statistics> {

		@Override
		ItemReader<Shop.PurchaseLine> reader(EntityManagerFactory entityManagerFactory) {
			return ShopReaders.paging(entityManagerFactory, "select l from PurchaseLine l order by l.id");
		}

		@Override
		ItemProcessor<Shop.PurchaseLine, Shop.Statistics> processor() {
			return (line) -> {
				Shop.Statistics statistics = new Shop.Statistics();
				statistics.text = line.purchase.getMember().getEmail() + " buys " + line.product.getSku();
				statistics.total = line.quantity * line.product.getPrice();
				return statistics;
			};
		}

		@Override
		ItemWriter<Shop.Statistics> writer(EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return new JpaItemWriter<>(entityManagerFactory);
		}

	}

	/** The same, declared. */
	@Configuration(proxyBeanMethods = false)
	static class DeclaredReport extends Report {

		@Bean
		@MemoizedPrefetchPaths({ "product", "purchase.member" })
		@Override
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return super.step(jobRepository, transactionManager, entityManagerFactory, output);
		}

	}

	/** Deliveries: what is EAGER behind what is lazy. */
	@Configuration(proxyBeanMethods = false)
	static class Deliveries extends Job<Shop.Delivery, String> {

		@Override
		ItemReader<Shop.Delivery> reader(EntityManagerFactory entityManagerFactory) {
			return ShopReaders.paging(entityManagerFactory, "select d from Delivery d order by d.id");
		}

		@Override
		ItemProcessor<Shop.Delivery, String> processor() {
			return (delivery) -> delivery.seat.getNumber() + " " + delivery.seat.getProduct().getSku();
		}

	}

	/** The same, declared. */
	@Configuration(proxyBeanMethods = false)
	static class DeclaredDeliveries extends Deliveries {

		@Bean
		@MemoizedPrefetchPaths("seat")
		@Override
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return super.step(jobRepository, transactionManager, entityManagerFactory, output);
		}

	}

	/** Invoices of purchases: a collection, and what is behind it. */
	@Configuration(proxyBeanMethods = false)
	static class Invoices extends Job<Shop.Purchase, String> {

		@Override
		ItemReader<Shop.Purchase> reader(EntityManagerFactory entityManagerFactory) {
			return ShopReaders.paging(entityManagerFactory, "select p from Purchase p order by p.id");
		}

		@Override
		ItemProcessor<Shop.Purchase, String> processor() {
			return (purchase) -> purchase.getMember().getEmail() + " pays "
					+ purchase.lines.stream().mapToInt((line) -> line.quantity * line.product.getPrice()).sum();
		}

	}

	/** The same, declared. */
	@Configuration(proxyBeanMethods = false)
	static class DeclaredInvoices extends Invoices {

		@Bean
		@MemoizedPrefetchPaths({ "member", "lines.product" })
		@Override
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return super.step(jobRepository, transactionManager, entityManagerFactory, output);
		}

	}

	/** Messages: two EAGER associations. */
	@Configuration(proxyBeanMethods = false)
	static class Messages extends Job<Shop.Message, String> {

		@Override
		ItemReader<Shop.Message> reader(EntityManagerFactory entityManagerFactory) {
			return ShopReaders.paging(entityManagerFactory, "select m from Message m order by m.id");
		}

		@Override
		ItemProcessor<Shop.Message, String> processor() {
			return (message) -> message.sender.getEmail() + " to " + message.receiver.getEmail() + ": " + message.text;
		}

	}

	/** The same, with the hints. */
	@Configuration(proxyBeanMethods = false)
	static class HintedMessages extends Messages {

		@Override
		ItemReader<Shop.Message> reader(EntityManagerFactory entityManagerFactory) {
			return hinted(entityManagerFactory, Shop.Message.class, "select m from Message m order by m.id");
		}

	}

	/** The same, declared. */
	@Configuration(proxyBeanMethods = false)
	static class DeclaredMessages extends HintedMessages {

		@Bean
		@MemoizedPrefetchPaths("*eager")
		@Override
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return super.step(jobRepository, transactionManager, entityManagerFactory, output);
		}

	}

	/** Reservations that expire: EAGER and inverse, changed and merged. */
	@Configuration(proxyBeanMethods = false)
	static class Reservations extends Job<Shop.Reservation, Shop.Reservation> {

		@Override
		ItemReader<Shop.Reservation> reader(EntityManagerFactory entityManagerFactory) {
			return ShopReaders.paging(entityManagerFactory, "select r from Reservation r order by r.id");
		}

		@Override
		ItemProcessor<Shop.Reservation, Shop.Reservation> processor() {
			return (reservation) -> {
				reservation.state = ((reservation.payment.amount == 0) ? "EXPIRED" : "PAID") + " by "
						+ reservation.member.getEmail() + " for " + reservation.seat.getProduct().getSku();
				return reservation;
			};
		}

		@Override
		ItemWriter<Shop.Reservation> writer(EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return new JpaItemWriter<>(entityManagerFactory);
		}

	}

	/** The same, with the hints. */
	@Configuration(proxyBeanMethods = false)
	static class HintedReservations extends Reservations {

		@Override
		ItemReader<Shop.Reservation> reader(EntityManagerFactory entityManagerFactory) {
			return hinted(entityManagerFactory, Shop.Reservation.class, "select r from Reservation r order by r.id");
		}

	}

	/** The same, declared. */
	@Configuration(proxyBeanMethods = false)
	static class DeclaredReservations extends HintedReservations {

		@Bean
		@MemoizedPrefetchPaths("*eager")
		@Override
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, JobRun.Output output) {
			return super.step(jobRepository, transactionManager, entityManagerFactory, output);
		}

	}

	private static <T> ItemReader<T> hinted(EntityManagerFactory entityManagerFactory, Class<T> type, String query) {
		return new JpaPagingItemReaderBuilder<T>().name("reader")
			.entityManagerFactory(entityManagerFactory)
			.queryString(query)
			.hintValues(EagerAssociations.lazy(entityManagerFactory, type))
			.pageSize(ShopReaders.CHUNK)
			.build();
	}

}
