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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Rows of a file, each of which finds its product by a key that is no id, and its member,
 * or makes it.
 */
final class ImportJobs {

	private ImportJobs() {
	}

	record Row(String sku, String email) {

		static List<Row> all() {
			return IntStream.range(0, ShopData.ROWS)
				.mapToObj((i) -> new Row("sku-" + i * 7 % 60, ShopData.email(i * 13 % 80)))
				.toList();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByQueries {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager, JobRun.Output output,
				ShopRepositories.Products products, ShopRepositories.Members members) {
			return importing(jobRepository, transactionManager, output,
					new ImportProcessor(products::findBySku, members::findByEmail, members))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByLookups {

		@Bean
		Step step(JobRepository jobRepository, PlatformTransactionManager transactionManager, JobRun.Output output,
				EntityManagerFactory entityManagerFactory, ShopRepositories.Members members) {
			MemoizedLookup<String, Shop.Product> products = MemoizedLookup.one(Shop.Product.class, "sku", String.class);
			MemoizedLookup<String, Shop.Member> byEmail = MemoizedLookup.one(Shop.Member.class, "email", String.class);
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
				.itemType(Row.class)
				.lookup(products, Row::sku)
				.lookup(byEmail, Row::email)
				.build();
			return importing(jobRepository, transactionManager, output,
					new ImportProcessor(products::find, byEmail::find, members))
				.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
				.build();
		}

	}

	private static ChunkOrientedStepBuilder<Row, String> importing(JobRepository jobRepository,
			PlatformTransactionManager transactionManager, JobRun.Output output, ImportProcessor processor) {
		return ShopReaders.<Row, String>step(jobRepository, transactionManager)
			.reader(new ListItemReader<>(Row.all()))
			.processor(processor)
			.writer(output);
	}

	private record ImportProcessor(Function<String, Optional<Shop.Product>> products,
			Function<String, Optional<Shop.Member>> byEmail,
			ShopRepositories.Members members) implements ItemProcessor<Row, String> {

		@Override
		public String process(Row row) {
			Shop.Member member = this.byEmail.apply(row.email()).orElseGet(() -> create(row));
			member.points += this.products.apply(row.sku()).map(Shop.Product::getPrice).orElse(0);
			return member.email + " has " + member.points;
		}

		private Shop.Member create(Row row) {
			Shop.Member member = new Shop.Member();
			member.id = 1_000L + Long.parseLong(row.email().replaceAll("\\D", ""));
			member.email = row.email();
			return this.members.save(member);
		}

	}

}
