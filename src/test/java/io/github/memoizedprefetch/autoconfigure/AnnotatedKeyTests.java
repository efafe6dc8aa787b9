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
package io.github.memoizedprefetch.autoconfigure;

import java.util.List;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys that processors and writers of an application name.
 */
class AnnotatedKeyTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class))
		.withUserConfiguration(BookshopConfiguration.class);

	record Row(long id, long bookId) {
	}

	private static <T> T find(EntityManagerFactory factory, Class<T> type, Object id) {
		return EntityManagerFactoryUtils.getTransactionalEntityManager(factory).find(type, id);
	}

	@MemoizedPrefetchPaths(keys = @MemoizedPrefetchPaths.Key(value = "bookId", entity = Book.class, paths = "author"))
	private static final class RowProcessor implements ItemProcessor<Row, String> {

		private final EntityManagerFactory factory;

		private RowProcessor(EntityManagerFactory factory) {
			this.factory = factory;
		}

		@Override
		public String process(Row row) {
			Book book = find(this.factory, Book.class, row.bookId);
			return row.id + ": " + book.getTitle() + ", " + book.getAuthor().getName();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Rows {

		@Bean
		ItemProcessor<Row, String> processor(EntityManagerFactory factory) {
			return new RowProcessor(factory);
		}

		@Bean
		Step step(EntityManagerFactory factory, JobRepository jobRepository, ItemProcessor<Row, String> processor) {
			return new StepBuilder("rows", jobRepository).<Row, String>chunk(10)
				.transactionManager(new JpaTransactionManager(factory))
				.reader(new ListItemReader<>(LongStream.range(0, 30).mapToObj((id) -> new Row(id, id % 40)).toList()))
				.processor(processor)
				.writer((chunk) -> BookshopConfiguration.lines.addAll(chunk.getItems()))
				.build();
		}

	}

	@Test
	void should_serve_the_keys_of_a_processor() {
		this.runner.withUserConfiguration(Rows.class).run((context) -> {
			Database database = context.getBean(Database.class);
			database.statements().reset();
			assertThat(Steps.run(context).getStatus()).isEqualTo(BatchStatus.COMPLETED);
			// books of three chunks, authors of two: there are twelve
			assertThat(database.statements().count()).isEqualTo(5);
			assertThat(BookshopConfiguration.lines).hasSize(30).contains("13: Book 13, Author 1");
		});
	}

	@Test
	void should_leave_keys_alone_when_switched_off() {
		this.runner.withUserConfiguration(Rows.class)
			.withPropertyValues("memoized-prefetch.enabled=false")
			.run((context) -> {
				Database database = context.getBean(Database.class);
				database.statements().reset();
				assertThat(Steps.run(context).getStatus()).isEqualTo(BatchStatus.COMPLETED);
				assertThat(database.statements().count()).isEqualTo(30 + 10 + 10 + 10);
				assertThat(BookshopConfiguration.lines).hasSize(30).contains("13: Book 13, Author 1");
			});
	}

	@Test
	void should_take_the_options_of_a_key_s_entity() {
		this.runner.withUserConfiguration(Rows.class)
			.withPropertyValues("memoized-prefetch.targets.Book.prefetch-all=true",
					"memoized-prefetch.targets.Author.prefetch-all=true")
			.run((context) -> {
				Database database = context.getBean(Database.class);
				database.statements().reset();
				assertThat(Steps.run(context).getStatus()).isEqualTo(BatchStatus.COMPLETED);
				assertThat(database.statements().count()).isEqualTo(2);
			});
	}

	@MemoizedPrefetchPaths(keys = @MemoizedPrefetchPaths.Key(entity = Author.class))
	private static final class IdWriter implements ItemWriter<Long> {

		private final EntityManagerFactory factory;

		private IdWriter(EntityManagerFactory factory) {
			this.factory = factory;
		}

		@Override
		public void write(Chunk<? extends Long> chunk) {
			chunk.forEach((id) -> find(this.factory, Author.class, id).setName("author " + id));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Ids {

		@Bean
		Step step(EntityManagerFactory factory, JobRepository jobRepository) {
			return new StepBuilder("ids", jobRepository).<Long, Long>chunk(4)
				.transactionManager(new JpaTransactionManager(factory))
				.reader(new ListItemReader<>(List.of(1L, 2L, 3L, 4L, 5L)))
				.writer(new IdWriter(factory))
				.build();
		}

	}

	@Test
	void should_serve_what_a_writer_is_given_ids_of() {
		this.runner.withUserConfiguration(Ids.class).run((context) -> {
			Database database = context.getBean(Database.class);
			database.statements().reset();
			assertThat(Steps.run(context).getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(database.statements().statements()).filteredOn((sql) -> sql.startsWith("select")).hasSize(2);
			assertThat(database.statements().count()).isEqualTo(2 + 5);
		});
	}

	@Test
	void should_not_write_what_is_read_only() {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(Ids.class)
				.withPropertyValues("memoized-prefetch.targets.author.read-only=true",
						"memoized-prefetch.strict-mode=warn")
				.run((context) -> {
					Database database = context.getBean(Database.class);
					database.statements().reset();
					assertThat(Steps.run(context).getStatus()).isEqualTo(BatchStatus.COMPLETED);
					assertThat(database.statements().count()).isEqualTo(2);
					assertThat(log.warnings()).hasSize(1)
						.first()
						.asString()
						.matches("Changed and not written: name of Author#\\d, which its config makes read-only; .*");
				});
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Mistaken {

		@Bean
		Step step(JobRepository jobRepository, ItemProcessor<Row, String> processor) {
			return new StepBuilder("rows", jobRepository).<Row, String>chunk(10)
				.reader(new ListItemReader<>(List.of()))
				.processor(processor)
				.writer((chunk) -> {
				})
				.build();
		}

		@Bean
		@MemoizedPrefetchPaths(keys = @MemoizedPrefetchPaths.Key(value = "bokId", entity = Book.class))
		ItemProcessor<Row, String> processor() {
			return Row::toString;
		}

	}

	@Test
	void should_refuse_an_unknown_property() {
		this.runner.withUserConfiguration(Mistaken.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining("Row has no attribute 'bokId' (path 'bokId'); did you mean 'bookId'?"));
	}

}
