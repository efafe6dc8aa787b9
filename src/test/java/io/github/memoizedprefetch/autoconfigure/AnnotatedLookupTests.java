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
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lookups that processors of an application name.
 */
class AnnotatedLookupTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class))
		.withUserConfiguration(BookshopConfiguration.class);

	record Row(long id, String title) {
	}

	@MemoizedPrefetchPaths(lookups = @MemoizedPrefetchPaths.Lookup(value = "title", bean = "books"))
	static class RowProcessor implements ItemProcessor<Row, String> {

		private final MemoizedLookup<String, Book> books;

		RowProcessor(MemoizedLookup<String, Book> books) {
			this.books = books;
		}

		@Override
		public String process(Row row) {
			return row.id + ": " + this.books.find(row.title).map(Book::getId).orElse(-1L);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Books {

		@Bean
		MemoizedLookup<String, Book> books() {
			return MemoizedLookup.one(Book.class, Book::getTitle);
		}

	}

	private static Step step(String name, EntityManagerFactory factory, JobRepository jobRepository,
			ItemProcessor<Row, String> processor) {
		return new StepBuilder(name, jobRepository).<Row, String>chunk(10)
			.transactionManager(new JpaTransactionManager(factory))
			.reader(new ListItemReader<>(IntStream.range(30, 60).mapToObj((id) -> new Row(id, "Book " + id)).toList()))
			.processor(processor)
			.writer((chunk) -> BookshopConfiguration.lines.addAll(chunk.getItems()))
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Books.class)
	static class Rows {

		@Bean
		RowProcessor processor(MemoizedLookup<String, Book> books) {
			return new RowProcessor(books);
		}

		@Bean
		Step rows(EntityManagerFactory factory, JobRepository jobRepository, RowProcessor processor) {
			return step("rows", factory, jobRepository, processor);
		}

	}

	@Test
	void should_look_up_what_a_processor_names() {
		this.runner.withUserConfiguration(Rows.class).run((context) -> {
			Database database = context.getBean(Database.class);
			database.statements().reset();
			assertThat(Steps.run(context).getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(database.statements().count()).isEqualTo(3);
			assertThat(BookshopConfiguration.lines).hasSize(30).contains("33: 33", "59: -1");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Rows.class)
	static class SecondStep {

		@Bean
		Step more(EntityManagerFactory factory, JobRepository jobRepository, RowProcessor processor) {
			return step("more", factory, jobRepository, processor);
		}

	}

	/** A processor that two steps share has one lookup, and each step its prefetch. */
	@Test
	void should_look_up_in_several_steps() {
		this.runner.withUserConfiguration(SecondStep.class).run((context) -> {
			Database database = context.getBean(Database.class);
			for (String name : List.of("rows", "more")) {
				database.statements().reset();
				Step step = context.getBean(name, Step.class);
				assertThat(Steps.run(context, step).getStatus()).isEqualTo(BatchStatus.COMPLETED);
				assertThat(database.statements().count()).isEqualTo(3);
			}
			assertThat(BookshopConfiguration.lines).hasSize(60);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Books.class)
	static class ScopedProcessor {

		@Bean
		static org.springframework.batch.core.scope.StepScope stepScope() {
			return new org.springframework.batch.core.scope.StepScope();
		}

		@Bean
		@StepScope
		RowProcessor processor(MemoizedLookup<String, Book> books) {
			return new RowProcessor(books);
		}

		@Bean
		Step rows(EntityManagerFactory factory, JobRepository jobRepository, ItemProcessor<Row, String> processor) {
			return step("rows", factory, jobRepository, processor);
		}

	}

	@Test
	void should_look_up_what_a_scoped_processor_names() {
		this.runner.withUserConfiguration(ScopedProcessor.class).run((context) -> {
			Database database = context.getBean(Database.class);
			database.statements().reset();
			assertThat(Steps.run(context).getFailureExceptions()).isEmpty();
			assertThat(database.statements().count()).isEqualTo(3);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Books.class)
	static class Tasklet {

		@Bean
		MemoizedPrefetch prefetch(MemoizedPrefetch.Builder builder, MemoizedLookup<String, Book> books) {
			return builder.lookup(books).build();
		}

		@Bean
		Step tasklet(EntityManagerFactory factory, JobRepository jobRepository, MemoizedLookup<String, Book> books) {
			return new StepBuilder("tasklet", jobRepository).tasklet((contribution, context) -> {
				books.prefetch(List.of("Book 1", "Book 2"));
				BookshopConfiguration.lines.add(books.get("Book 1").getId() + " " + books.get("Book 2").getId());
				return RepeatStatus.FINISHED;
			}, new JpaTransactionManager(factory)).build();
		}

	}

	@Test
	void should_look_up_in_tasklets() {
		this.runner.withUserConfiguration(Tasklet.class).run((context) -> {
			Database database = context.getBean(Database.class);
			database.statements().reset();
			assertThat(Steps.run(context).getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(database.statements().count()).isEqualTo(1);
			assertThat(BookshopConfiguration.lines).containsExactly("1 2");
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Books.class)
	static class Mistaken {

		@Bean
		Step rows(EntityManagerFactory factory, JobRepository jobRepository, ItemProcessor<Row, String> processor) {
			return step("rows", factory, jobRepository, processor);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownBean extends Mistaken {

		@Bean
		@MemoizedPrefetchPaths(lookups = @MemoizedPrefetchPaths.Lookup(value = "title", bean = "boks"))
		ItemProcessor<Row, String> processor() {
			return Row::toString;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownProperty extends Mistaken {

		@Bean
		@MemoizedPrefetchPaths(lookups = @MemoizedPrefetchPaths.Lookup(value = "titel", bean = "books"))
		ItemProcessor<Row, String> processor() {
			return Row::toString;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherType extends Mistaken {

		@Bean
		@MemoizedPrefetchPaths(lookups = @MemoizedPrefetchPaths.Lookup(value = "id", bean = "books"))
		ItemProcessor<Row, String> processor() {
			return Row::toString;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherBean extends Mistaken {

		@Bean
		@MemoizedPrefetchPaths(lookups = @MemoizedPrefetchPaths.Lookup(value = "title", bean = "database"))
		ItemProcessor<Row, String> processor() {
			return Row::toString;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownAttribute {

		@Bean
		MemoizedLookup<String, Book> books() {
			return MemoizedLookup.one(Book.class, "titel", String.class);
		}

		@Bean
		RowProcessor processor(MemoizedLookup<String, Book> books) {
			return new RowProcessor(books);
		}

		@Bean
		Step rows(EntityManagerFactory factory, JobRepository jobRepository, RowProcessor processor) {
			return step("rows", factory, jobRepository, processor);
		}

	}

	private void assertFailure(Class<?> configuration, String... messages) {
		this.runner.withUserConfiguration(configuration).run((context) -> {
			Throwable failure = context.getStartupFailure();
			assertThat(messages).allSatisfy((message) -> assertThat(failure).hasStackTraceContaining(message));
		});
	}

	@Test
	void should_say_what_is_mistaken() {
		assertFailure(UnknownBean.class, "Step 'rows' cannot prefetch",
				"there is no MemoizedLookup bean 'boks'; did you mean 'books'?");
		assertFailure(UnknownProperty.class, "Step 'rows' cannot prefetch",
				"Row has no attribute 'titel' (path 'titel'); did you mean 'title'?");
		assertFailure(OtherType.class, "The lookup Book.title has keys of String, but 'Row.id' is of Long");
		assertFailure(OtherBean.class, "the bean 'database' is a Database, not a MemoizedLookup");
		assertFailure(UnknownAttribute.class, "Book has no attribute 'titel'; did you mean 'title'?");
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Books.class)
	static class WithUnused {

		@Bean
		MemoizedLookup<String, Author> authors() {
			return MemoizedLookup.one(Author.class, Author::getName);
		}

		@Bean
		RowProcessor processor(MemoizedLookup<String, Book> books) {
			return new RowProcessor(books);
		}

		@Bean
		Job job(EntityManagerFactory factory, JobRepository jobRepository, RowProcessor processor) {
			return new JobBuilder("job", jobRepository).start(step("rows", factory, jobRepository, processor)).build();
		}

	}

	@Test
	void should_warn_of_a_lookup_that_nothing_uses() {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(WithUnused.class).run((context) -> {
				AnnotatedPartsTests.run(context);
				assertThat(log.warnings()).containsExactly(
						"Nothing uses the MemoizedLookup bean 'authors': it belongs to no prefetch. Name it"
								+ " where the items hold its keys: @MemoizedPrefetchPaths(lookups = @Lookup(value = \"..\","
								+ " bean = \"authors\")), or give it to the builder of a prefetch.");
			});
		}
	}

}
