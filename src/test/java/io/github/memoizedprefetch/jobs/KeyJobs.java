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
import io.github.memoizedprefetch.autoconfigure.MemoizedPrefetchPaths;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.batch.MergePrefetchItemWriter;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Jobs whose statements come from keys: queries for each item, ids, merges. */
final class KeyJobs {

	private KeyJobs() {
	}

	/** Two lazy levels in the processor; the writer asks by another key, then saves. */
	@Configuration(proxyBeanMethods = false)
	@Import(RebateProcessor.class)
	static class QueryInTheWriter {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, RebateProcessor processor,
				ShopRepositories.Rebates rebates) {
			return rebates(jobRepository, transactionManager, entityManagerFactory, processor)
				.writer(new RebateWriter(rebates::findByLineId, rebates))
				.build();
		}

	}

	/** The same, and the writer asks a lookup. */
	@Configuration(proxyBeanMethods = false)
	@Import(RebateProcessor.class)
	static class LookupInTheWriter {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory, RebateProcessor processor,
				ShopRepositories.Rebates rebates) {
			MemoizedLookup<Long, Shop.Rebate> byLine = MemoizedLookup.many(Shop.Rebate.class, "lineId", Long.class);
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
				.itemType(Shop.PurchaseLine.class)
				.lookup(byLine, (Shop.PurchaseLine line) -> line.id / 2)
				.build();
			return rebates(jobRepository, transactionManager, entityManagerFactory, processor)
				.writer(new RebateWriter(byLine::all, rebates))
				.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
				.build();
		}

	}

	private static ChunkOrientedStepBuilder<Shop.PurchaseLine, Shop.Rebate> rebates(JobRepository jobRepository,
			PlatformTransactionManager transactionManager, EntityManagerFactory entityManagerFactory,
			RebateProcessor processor) {
		return ShopReaders.<Shop.PurchaseLine, Shop.Rebate>step(jobRepository, transactionManager)
			.reader(ShopReaders.paging(entityManagerFactory, "select l from PurchaseLine l order by l.id"))
			.processor(processor);
	}

	@Component
	@MemoizedPrefetchPaths({ "product", "purchase.member" })
	static class RebateProcessor implements ItemProcessor<Shop.PurchaseLine, Shop.Rebate> {

		@Override
		public Shop.Rebate process(Shop.PurchaseLine line) {
			Shop.Rebate rebate = new Shop.Rebate();
			rebate.lineId = line.id / 2;
			rebate.email = line.purchase.getMember().getEmail();
			rebate.amount = line.quantity * line.product.getPrice() / 10;
			return rebate;
		}

	}

	/** Of two lines in a row the second has its rebate already. */
	private record RebateWriter(Function<Long, List<Shop.Rebate>> byLine,
			ShopRepositories.Rebates rebates) implements ItemWriter<Shop.Rebate> {

		@Override
		public void write(Chunk<? extends Shop.Rebate> chunk) {
			for (Shop.Rebate rebate : chunk) {
				if (this.byLine.apply(rebate.lineId).isEmpty()) {
					this.rebates.save(rebate);
				}
			}
		}

	}

	/** EAGER and inverse associations of items that are detached, changed and merged. */
	@Configuration(proxyBeanMethods = false)
	static class MergedItems {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager,
				EntityManagerFactory entityManagerFactory) {
			return ShopReaders.<Shop.Reservation, Shop.Reservation>step(jobRepository, transactionManager)
				.reader(ShopReaders.paging(entityManagerFactory, "select r from Reservation r order by r.id"))
				.processor((reservation) -> {
					reservation.state = (reservation.payment.amount == 0) ? "EXPIRED" : "PAID";
					return reservation;
				})
				.writer(writer(entityManagerFactory))
				.build();
		}

		ItemWriter<Shop.Reservation> writer(EntityManagerFactory entityManagerFactory) {
			return new JpaItemWriter<>(entityManagerFactory);
		}

	}

	/** The same, and rows are loaded before they are merged. */
	static class MergedTogether extends MergedItems {

		@Override
		ItemWriter<Shop.Reservation> writer(EntityManagerFactory entityManagerFactory) {
			return new MergePrefetchItemWriter<>(super.writer(entityManagerFactory), entityManagerFactory);
		}

	}

	/** Items are ids. */
	@Configuration(proxyBeanMethods = false)
	@Import(IdProcessor.class)
	static class ItemsAreIds {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager, IdProcessor processor,
				JobRun.Output output) {
			return ShopReaders.<Long, String>step(jobRepository, transactionManager)
				.reader(new ListItemReader<>(LongStream.range(0, 45).boxed().toList()))
				.processor(processor)
				.writer(output)
				.build();
		}

	}

	/** Five of the ids have no row. */
	@Component
	@MemoizedPrefetchPaths(keys = @MemoizedPrefetchPaths.Key(entity = Shop.Member.class))
	static class IdProcessor implements ItemProcessor<Long, String> {

		private final ShopRepositories.Members members;

		IdProcessor(ShopRepositories.Members members) {
			this.members = members;
		}

		@Override
		public String process(Long id) {
			return this.members.findById(id).map((member) -> member.email + " " + ++member.points).orElse("none");
		}

	}

}
