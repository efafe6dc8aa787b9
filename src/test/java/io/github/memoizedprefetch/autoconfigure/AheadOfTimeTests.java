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

import java.sql.DriverManager;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.autoconfigure.step.MemoizedPrefetchRuntimeHints;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.item.ChunkOrientedTasklet;
import org.springframework.batch.core.step.item.SimpleChunkProcessor;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Native images: what they have to keep, and what Spring generates ahead of time, run on
 * the JVM.
 */
@CompileWithForkedClassLoader
class AheadOfTimeTests {

	static {
		// looks for drivers once, by the context class loader: not by the forked one
		DriverManager.getDrivers();
	}

	record Row(Review review) {
	}

	record UntypedRow(Review review) {
	}

	record KeyRow(String title) {
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(MemoizedPrefetchAutoConfiguration.class)
	@Import({ BookshopConfiguration.class, AnnotatedStep.class })
	static class Application {

		@Bean
		@MemoizedPrefetchPaths({ "review.book.author", "review.book.translator", "review.book.publisher" })
		ItemProcessor<Row, String> rowProcessor() {
			return (row) -> Bookshop.credits(row.review());
		}

		@Bean
		@MemoizedPrefetchPaths(value = "review.book.author", itemType = UntypedRow.class)
		ItemProcessor<?, ?> untypedProcessor() {
			return (row) -> row;
		}

		@Bean
		MemoizedLookup<String, Book> books() {
			return MemoizedLookup.one(Book.class, "title", String.class);
		}

		@Bean
		@MemoizedPrefetchPaths(lookups = @MemoizedPrefetchPaths.Lookup(value = "title", bean = "books"))
		ItemProcessor<KeyRow, String> keyProcessor(MemoizedLookup<String, Book> books) {
			return (row) -> String.valueOf(books.get(row.title()).getId());
		}

		@Bean
		Step keys(JobRepository jobRepository, ItemProcessor<KeyRow, String> keyProcessor) {
			return new StepBuilder("keys", jobRepository).<KeyRow, String>chunk(10)
				.reader(new ListItemReader<>(List.of(new KeyRow("Book 1"), new KeyRow("Book 2"))))
				.processor(keyProcessor)
				.writer((chunk) -> {
				})
				.build();
		}

		@Bean
		Step rows(Database database, JobRepository jobRepository, ItemProcessor<Row, String> rowProcessor) {
			Review review = database.read((entityManager) -> entityManager.find(Review.class, 1));
			return new StepBuilder("rows", jobRepository).<Row, String>chunk(10)
				.reader(new ListItemReader<>(List.of(new Row(review))))
				.processor(rowProcessor)
				.writer((chunk) -> {
				})
				.build();
		}

	}

	private static void process(BiConsumer<GenericApplicationContext, RuntimeHints> test) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Application.class);
		TestGenerationContext generated = new TestGenerationContext(AheadOfTimeTests.class);
		ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
		generated.writeGeneratedContent();
		TestCompiler.forSystem().with(generated).compile((compiled) -> {
			try (GenericApplicationContext fresh = new GenericApplicationContext()) {
				initializer(compiled.getInstance(ApplicationContextInitializer.class, initializer.canonicalName()))
					.initialize(fresh);
				fresh.refresh();
				test.accept(fresh, generated.getRuntimeHints());
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(Object instance) {
		return (ApplicationContextInitializer<GenericApplicationContext>) instance;
	}

	@Test
	void should_start_and_run_steps_with_generated_code() {
		process((context, hints) -> {
			StepExecution reviews = Steps.run(context, context.getBean("reviews", Step.class));
			assertThat(reviews.getFailureExceptions()).isEmpty();
			assertThat(BookshopConfiguration.lines).hasSize(100);
			assertThat(Steps.run(context, context.getBean("rows", Step.class)).getFailureExceptions()).isEmpty();
			Database database = context.getBean(Database.class);
			database.statements().reset();
			assertThat(Steps.run(context, context.getBean("keys", Step.class)).getFailureExceptions()).isEmpty();
			assertThat(database.statements().count()).isEqualTo(1);
			assertThat(hints).as("the accessors of items that are no entities")
				.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Row.class, "review"))
				.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(UntypedRow.class, "review"))
				.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(KeyRow.class, "title"));
			assertThat(hints).as("the registrar's").matches(field(ChunkOrientedStep.class, "itemProcessor"));
		});
	}

	@Test
	void should_keep_the_fields_that_are_read() {
		RuntimeHints hints = new RuntimeHints();
		new MemoizedPrefetchRuntimeHints().registerHints(hints, null);
		assertThat(hints).matches(field(ChunkOrientedStep.class, "itemProcessor"))
			.matches(field(SimpleChunkProcessor.class, "itemProcessor"))
			.matches(field(ChunkOrientedTasklet.class, "chunkProvider"))
			.matches(field(ChunkOrientedTasklet.class, "chunkProcessor"));
	}

	private static Predicate<RuntimeHints> field(Class<?> type, String name) {
		return RuntimeHintsPredicates.reflection().onFieldAccess(ReflectionUtils.findField(type, name));
	}

	@Test
	void should_keep_the_classes_of_the_caches() {
		RuntimeHints hints = new RuntimeHints();
		new MemoizedPrefetchRuntimeHints().registerHints(hints, null);
		Caffeine<Object, Object> builder = Caffeine.newBuilder()
			.maximumSize(1)
			.evictionListener((key, value, cause) -> {
			});
		assertThatCacheIsKept(hints, builder.build());
		assertThatCacheIsKept(hints, builder.expireAfterWrite(java.time.Duration.ofHours(1)).build());
	}

	private static void assertThatCacheIsKept(RuntimeHints hints, Cache<Object, Object> cache) {
		Object implementation = ReflectionTestUtils.getField(cache, "cache");
		Object nodes = ReflectionTestUtils.getField(implementation, "nodeFactory");
		assertThat(List.of(implementation, nodes)).allSatisfy((part) -> assertThat(hints).matches(RuntimeHintsPredicates
			.reflection()
			.onType(TypeReference.of(part.getClass()))
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, MemberCategory.ACCESS_DECLARED_FIELDS)));
	}

}
