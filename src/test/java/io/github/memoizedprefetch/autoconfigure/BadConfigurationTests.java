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

import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is wrong fails the start of the application, and says what to do.
 */
class BadConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class));

	private static void assertThatStartFails(ApplicationContextRunner runner, String description, String action) {
		runner.run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = SpringFactoriesLoader.forDefaultResourceLocation()
				.load(FailureAnalyzer.class, SpringFactoriesLoader.ArgumentResolver.none(), (type, name, failure) -> {
				})
				.stream()
				.map((analyzer) -> analyzer.analyze(context.getStartupFailure()))
				.filter((found) -> found != null)
				.findFirst()
				.orElseThrow();
			assertThat(analysis.getDescription()).contains(description);
			assertThat(analysis.getAction()).contains(action);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownPath {

		@Bean
		@MemoizedPrefetchPaths("bok.author")
		ItemProcessor<Review, String> processor() {
			return Bookshop::credits;
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemProcessor<Review, String> processor) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
		}

	}

	@Test
	void should_refuse_an_unknown_path() {
		assertThatStartFails(this.runner.withUserConfiguration(BookshopConfiguration.class, UnknownPath.class),
				"Step 'reviews' cannot prefetch what its @MemoizedPrefetchPaths name: Review has no attribute 'bok'"
						+ " (path 'bok.author'); did you mean 'book'?",
				"Correct the paths [bok.author] of its @MemoizedPrefetchPaths");
	}

	@Test
	void should_refuse_an_unknown_property() {
		assertThatStartFails(
				this.runner.withUserConfiguration(BookshopConfiguration.class)
					.withPropertyValues("memoized-prefetch.cache-sise=5"),
				"The elements [memoized-prefetch.cache-sise] were left unbound",
				"Update your application's configuration");
	}

	@Test
	void should_refuse_an_unknown_mode() {
		assertThatStartFails(this.runner.withUserConfiguration(BookshopConfiguration.class)
			.withPropertyValues("memoized-prefetch.strict-mode=loud"), "Value: \"loud\"", "FAIL");
	}

	@Test
	void should_refuse_a_property_of_an_unknown_entity() {
		assertThatStartFails(
				this.runner.withUserConfiguration(BookshopConfiguration.class, AnnotatedStep.class)
					.withPropertyValues("memoized-prefetch.targets.autor.cache-size=5"),
				"memoized-prefetch.targets.autor names no entity of the EntityManagerFactory; it has Author, Book, BookCategory,"
						+ " Category, Publisher, Review",
				"or the properties below memoized-prefetch");
	}

	@Test
	void should_refuse_a_bad_cache_size() {
		assertThatStartFails(
				this.runner.withUserConfiguration(BookshopConfiguration.class, AnnotatedStep.class)
					.withPropertyValues("memoized-prefetch.cache-size=0"),
				"Invalid value '0' for configuration property 'memoized-prefetch.cache-size'", "Review the value");
	}

	@Configuration(proxyBeanMethods = false)
	static class NoEntityManagerFactory {

		@Bean
		Database database() {
			return Database.open().populate();
		}

		@Bean
		JobRepository jobRepository() {
			return new ResourcelessJobRepository();
		}

	}

	@Test
	void should_refuse_to_do_without_an_entity_manager_factory() {
		assertThatStartFails(this.runner.withUserConfiguration(NoEntityManagerFactory.class, AnnotatedStep.class),
				"there is no EntityManagerFactory bean", "Define one");
	}

	@Configuration(proxyBeanMethods = false)
	static class SecondEntityManagerFactory {

		@Bean(destroyMethod = "")
		EntityManagerFactory secondEntityManagerFactory(Database database) {
			return database.entityManagerFactory();
		}

	}

	@Test
	void should_refuse_to_choose_between_two_entity_manager_factories() {
		assertThatStartFails(
				this.runner.withUserConfiguration(BookshopConfiguration.class, SecondEntityManagerFactory.class,
						AnnotatedStep.class),
				"there are several EntityManagerFactory beans: [entityManagerFactory, secondEntityManagerFactory]",
				"Name one with @MemoizedPrefetchPaths(entityManagerFactory = ..)");
	}

	@Configuration(proxyBeanMethods = false)
	static class NamedEntityManagerFactory {

		@Bean
		@MemoizedPrefetchPaths(value = { "book.author", "book.translator", "book.publisher" },
				entityManagerFactory = "secondEntityManagerFactory")
		Step step(Database database, JobRepository jobRepository) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, Bookshop::credits).build();
		}

	}

	@Test
	void should_take_the_entity_manager_factory_that_is_named() {
		this.runner
			.withUserConfiguration(BookshopConfiguration.class, SecondEntityManagerFactory.class,
					NamedEntityManagerFactory.class)
			.run((context) -> assertThat(Steps.run(context).getFailureExceptions()).isEmpty());
		assertThatStartFails(
				this.runner.withUserConfiguration(BookshopConfiguration.class, NamedEntityManagerFactory.class),
				"there is no EntityManagerFactory bean 'secondEntityManagerFactory'", "Correct the name");
	}

	@Configuration(proxyBeanMethods = false)
	static class NotChunkOriented {

		@Bean
		@MemoizedPrefetchPaths("book.author")
		Step step(JobRepository jobRepository) {
			return new StepBuilder("cleanup", jobRepository)
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
				.build();
		}

	}

	@Test
	void should_refuse_a_step_that_is_not_chunk_oriented() {
		assertThatStartFails(this.runner.withUserConfiguration(BookshopConfiguration.class, NotChunkOriented.class),
				"Step 'cleanup' cannot prefetch what its @MemoizedPrefetchPaths name: it is a TaskletStep, not a"
						+ " chunk-oriented step",
				"Put the annotation on a step that reads items in chunks, or remove it.");
	}

	@Configuration(proxyBeanMethods = false)
	static class Partitioned {

		@Bean
		@MemoizedPrefetchPaths("book.author")
		Step step(Database database, JobRepository jobRepository) {
			return new StepBuilder("manager", jobRepository).partitioner("worker", (gridSize) -> java.util.Map.of())
				.step(BookshopConfiguration.chunkOriented(database, jobRepository, Bookshop::credits).build())
				.build();
		}

	}

	@Test
	void should_refuse_the_manager_of_partitions() {
		assertThatStartFails(this.runner.withUserConfiguration(BookshopConfiguration.class, Partitioned.class),
				"it is a PartitionStep", "Put the annotation on the step that its partitions execute.");
	}

	@Configuration(proxyBeanMethods = false)
	static class WrongItemType {

		@Bean
		@MemoizedPrefetchPaths(value = "author", itemType = Book.class)
		ItemProcessor<Review, String> processor() {
			return Bookshop::credits;
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemProcessor<Review, String> processor) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
		}

	}

	@Test
	void should_refuse_an_item_type_that_the_step_does_not_read() {
		assertThatStartFails(this.runner.withUserConfiguration(BookshopConfiguration.class, WrongItemType.class),
				"Step 'reviews' cannot prefetch what its @MemoizedPrefetchPaths name: its itemType is "
						+ Book.class.getName() + ", but the step reads " + Review.class.getName(),
				"Correct the itemType, or leave it out.");
	}

}
