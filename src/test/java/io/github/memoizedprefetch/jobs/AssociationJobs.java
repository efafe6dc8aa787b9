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

import java.util.Map;

import io.github.memoizedprefetch.EagerAssociations;
import io.github.memoizedprefetch.autoconfigure.MemoizedPrefetchPaths;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.data.builder.RepositoryItemReaderBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Jobs whose statements come from the associations of their items. */
final class AssociationJobs {

	private AssociationJobs() {
	}

	/** Lazy, in the writer. */
	@Configuration(proxyBeanMethods = false)
	@Import(SalesWriter.class)
	static class LazyInTheWriter {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, SalesWriter writer) {
			return ShopReaders.<Shop.PurchaseLine, Shop.PurchaseLine>step(jobRepository, transactionManager)
				.reader(ShopReaders.paging(entityManagerFactory, "select l from PurchaseLine l order by l.id"))
				.writer(writer)
				.build();
		}

	}

	@Component
	@MemoizedPrefetchPaths("product")
	static class SalesWriter implements ItemWriter<Shop.PurchaseLine> {

		private final JobRun.Output output;

		SalesWriter(JobRun.Output output) {
			this.output = output;
		}

		@Override
		public void write(Chunk<? extends Shop.PurchaseLine> chunk) {
			chunk.forEach((line) -> this.output.lines
				.add(line.product.getSku() + " " + line.quantity * line.product.getPrice()));
		}

	}

	/** Lazy, two levels, in the processor; what it makes is inserted. */
	@Configuration(proxyBeanMethods = false)
	@Import(ReportProcessor.class)
	static class LazyOfTwoLevels {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, ReportProcessor processor, ShopRepositories.Sales sales) {
			return ShopReaders.<Shop.PurchaseLine, Shop.Statistics>step(jobRepository, transactionManager)
				.reader(ShopReaders.paging(entityManagerFactory, "select l from PurchaseLine l order by l.id"))
				.processor(processor)
				.writer((chunk) -> sales.saveAll(chunk))
				.build();
		}

	}

	@Component
	@MemoizedPrefetchPaths({ "product", "purchase.member" })
	static class ReportProcessor implements ItemProcessor<Shop.PurchaseLine, Shop.Statistics> {

		@Override
		public Shop.Statistics process(Shop.PurchaseLine line) {
			Shop.Statistics statistics = new Shop.Statistics();
			statistics.text = line.purchase.getMember().getEmail() + " buys " + line.product.getSku();
			statistics.total = line.quantity * line.product.getPrice();
			return statistics;
		}

	}

	/** Two EAGER associations, which the query of the reader loads one by one. */
	@Configuration(proxyBeanMethods = false)
	@Import(MessageProcessor.class)
	static class EagerOfTheItem {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, MessageProcessor processor, JobRun.Output output) {
			return ShopReaders.<Shop.Message, String>step(jobRepository, transactionManager)
				.reader(ShopReaders.paging(entityManagerFactory, "select m from Message m order by m.id"))
				.processor(processor)
				.writer(output)
				.build();
		}

	}

	/** The same, left out of the query. */
	@Configuration(proxyBeanMethods = false)
	@Import(MessageProcessor.class)
	static class EagerLeftOut {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, MessageProcessor processor, JobRun.Output output) {
			return ShopReaders.<Shop.Message, String>step(jobRepository, transactionManager)
				.reader(new JpaPagingItemReaderBuilder<Shop.Message>().name("reader")
					.entityManagerFactory(entityManagerFactory)
					.queryString("select m from Message m order by m.id")
					.hintValues(EagerAssociations.lazy(entityManagerFactory, Shop.Message.class))
					.pageSize(ShopReaders.CHUNK)
					.build())
				.processor(processor)
				.writer(output)
				.build();
		}

	}

	/** The same, read by the method of a repository as it is. */
	@Configuration(proxyBeanMethods = false)
	@Import(MessageProcessor.class)
	static class EagerOfRepository {

		String method() {
			return "findAll";
		}

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				MessageProcessor processor, JobRun.Output output, ShopRepositories.Messages messages) {
			return ShopReaders.<Shop.Message, String>step(jobRepository, transactionManager)
				.reader(new RepositoryItemReaderBuilder<Shop.Message>().name("reader")
					.repository(messages)
					.methodName(method())
					.sorts(Map.of("id", Sort.Direction.ASC))
					.pageSize(ShopReaders.CHUNK)
					.build())
				.processor(processor)
				.writer(output)
				.build();
		}

	}

	/** The same, by a method with a graph. */
	static class EagerLeftOutByRepository extends EagerOfRepository {

		@Override
		String method() {
			return "findAllBy";
		}

	}

	@Component
	@MemoizedPrefetchPaths(EagerAssociations.PATH)
	static class MessageProcessor implements ItemProcessor<Shop.Message, String> {

		@Override
		public String process(Shop.Message message) {
			return message.sender.getEmail() + " to " + message.receiver.getEmail() + ": " + message.text;
		}

	}

	/** Lazy, and what is behind it is EAGER. */
	@Configuration(proxyBeanMethods = false)
	@Import(DeliveryProcessor.class)
	static class EagerBehindLazy {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, DeliveryProcessor processor, JobRun.Output output) {
			return ShopReaders.<Shop.Delivery, String>step(jobRepository, transactionManager)
				.reader(ShopReaders.paging(entityManagerFactory, "select d from Delivery d order by d.id"))
				.processor(processor)
				.writer(output)
				.build();
		}

	}

	@Component
	@MemoizedPrefetchPaths("seat")
	static class DeliveryProcessor implements ItemProcessor<Shop.Delivery, String> {

		@Override
		public String process(Shop.Delivery delivery) {
			return delivery.seat.getNumber() + " " + delivery.seat.getProduct().getSku();
		}

	}

}
