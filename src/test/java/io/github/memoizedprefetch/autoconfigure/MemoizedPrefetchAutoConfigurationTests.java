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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.autoconfigure.properties.MemoizedPrefetchProperties;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchMeterBinder;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchObservationListener;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.StepSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps that opt in by one annotation.
 */
@ExtendWith(OutputCaptureExtension.class)
class MemoizedPrefetchAutoConfigurationTests {

	/**
	 * A statement for four chunks of new books, for authors of three, publishers of one.
	 */
	private static final int LOADS = 4 + 3 + 1;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class))
		.withUserConfiguration(BookshopConfiguration.class);

	private static void assertThatStepPrefetches(ApplicationContext context, int loads) {
		assertThatPrefetched(context, Steps.run(context), loads);
	}

	private static void assertThatPrefetched(ApplicationContext context, StepExecution execution, int loads) {
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(BookshopConfiguration.lines).hasSize(100).startsWith("0: Book 0, Author 0, -, Publisher 0");
		assertThat(statements(context)).isEqualTo(100 + loads);
	}

	/** Among them 100 that read the reviews. */
	private static long statements(ApplicationContext context) {
		return context.getBean(Database.class).statements().count();
	}

	@Test
	void should_prefetch_what_the_class_of_the_processor_names() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.run((context) -> assertThatStepPrefetches(context, LOADS));
	}

	@Configuration(proxyBeanMethods = false)
	static class TaskletStepWithAnnotatedProcessor {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return BookshopConfiguration.tasklet(database, jobRepository, new CreditsProcessor()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FaultTolerantTaskletStepWithAnnotatedProcessor {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return BookshopConfiguration.tasklet(database, jobRepository, new CreditsProcessor())
				.faultTolerant()
				.retry(IllegalStateException.class)
				.retryLimit(2)
				.build();
		}

	}

	@ParameterizedTest
	@ValueSource(
			classes = { TaskletStepWithAnnotatedProcessor.class, FaultTolerantTaskletStepWithAnnotatedProcessor.class })
	void should_prefetch_in_tasklet_steps(Class<?> configuration) {
		this.runner.withUserConfiguration(configuration).run((context) -> assertThatStepPrefetches(context, LOADS));
	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedStep {

		@Bean
		@MemoizedPrefetchPaths({ "book.author", "book.translator", "book.publisher" })
		ChunkOrientedStep<Review, String> step(Database database, JobRepository jobRepository) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, Bookshop::credits).build();
		}

	}

	@Test
	void should_prefetch_what_the_bean_method_of_the_step_names() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.run((context) -> assertThatStepPrefetches(context, LOADS));
	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedStepAndProcessor {

		@Bean
		@MemoizedPrefetchPaths({ "book.author", "book.translator", "book.publisher", "book.categories" })
		Step step(Database database, JobRepository jobRepository) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, new CreditsProcessor()).build();
		}

	}

	@Test
	void should_prefer_the_annotation_of_the_step() {
		this.runner.withUserConfiguration(AnnotatedStepAndProcessor.class).run((context) -> {
			Steps.run(context);
			assertThat(context.getBean(Database.class).statements().selectsFrom("Category")).isPositive();
		});
	}

	@Configuration(proxyBeanMethods = false)
	@Import(org.springframework.batch.core.configuration.support.ScopeConfiguration.class)
	static class AnnotatedProcessorMethod {

		@Bean
		@StepScope
		@MemoizedPrefetchPaths({ "book.author", "book.translator", "book.publisher" })
		ItemProcessor<Review, String> processor() {
			return Bookshop::credits;
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemProcessor<Review, String> processor) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
		}

	}

	@Test
	void should_prefetch_what_the_bean_method_of_a_step_scoped_processor_names() {
		this.runner.withUserConfiguration(AnnotatedProcessorMethod.class)
			.run((context) -> assertThatStepPrefetches(context, LOADS));
	}

	@Configuration(proxyBeanMethods = false)
	static class InlineStep {

		@Bean
		Job job(Database database, JobRepository jobRepository) {
			return new JobBuilder("job", jobRepository)
				.start(BookshopConfiguration.chunkOriented(database, jobRepository, new CreditsProcessor()).build())
				.build();
		}

	}

	@Test
	void should_prefetch_in_steps_that_are_no_beans() {
		this.runner.withUserConfiguration(InlineStep.class).run((context) -> {
			Step step = context.getBean(SimpleJob.class).getStep("reviews");
			assertThatPrefetched(context, Steps.run(context, step), LOADS);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class UnusedProcessor {

		@Bean
		CreditsProcessor processor() {
			return new CreditsProcessor();
		}

	}

	@Test
	void should_warn_of_a_processor_that_no_step_has(CapturedOutput output) {
		this.runner.withUserConfiguration(AnnotatedStep.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("Nothing is prefetched");
		this.runner.withUserConfiguration(UnusedProcessor.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("Nothing is prefetched for the processor 'processor'");
	}

	@Test
	void should_take_options_from_properties() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.cache-size=3", "memoized-prefetch.expire-after-write=1h",
					"memoized-prefetch.targets.author.prefetch-all=true",
					"memoized-prefetch.targets.author.cache-size=12",
					"memoized-prefetch.targets.[io.github.memoizedprefetch.model.Publisher].cache-size=4")
			.run((context) -> {
				StepExecution execution = Steps.run(context);
				assertThat(figure(execution, Author.class, "statements")).isOne();
				assertThat(figure(execution, Publisher.class, "statements")).isOne();
				assertThat(figure(execution, Book.class, "evictions")).isPositive();
			});
	}

	@Test
	void should_share_targets_as_properties_say() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.targets.publisher.shared=true")
			.run((context) -> assertThat(figure(Steps.run(context), Publisher.class, "statements")).isOne());
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.targets.book.shared=true")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("Book is shared(true), but path 'book."));
	}

	/** Each of the ten chunks has books of its own, or of the chunk before. */
	@Test
	void should_let_the_entities_of_a_target_expire_alone() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.targets.publisher.expire-after-write=1ns")
			.run((context) -> {
				StepExecution execution = Steps.run(context);
				assertThat(figure(execution, Publisher.class, "statements")).isEqualTo(10);
				assertThat(figure(execution, Author.class, "statements")).isEqualTo(3);
			});
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.expire-after-write=1ns")
			.run((context) -> assertThat(figure(Steps.run(context), Author.class, "statements")).isEqualTo(10));
	}

	@Test
	void should_keep_the_figures_in_the_execution_context_as_asked() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.run((context) -> assertThat(figureKeys(Steps.run(context))).containsExactly("memoizedPrefetch"));
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.figures-mode=full")
			.run((context) -> assertThat(figureKeys(Steps.run(context)))
				.contains("memoizedPrefetch." + Author.class.getName() + ".references"));
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.figures-mode=off")
			.run((context) -> assertThat(figureKeys(Steps.run(context))).isEmpty());
	}

	private static List<String> figureKeys(StepExecution execution) {
		return execution.getExecutionContext()
			.entrySet()
			.stream()
			.map(Map.Entry::getKey)
			.filter((key) -> key.startsWith("memoizedPrefetch"))
			.toList();
	}

	private static long figure(StepExecution execution, Class<?> target, String name) {
		return StepSummary.figure(execution, target, name);
	}

	@Configuration(proxyBeanMethods = false)
	static class IncompletePaths {

		@Bean
		@MemoizedPrefetchPaths({ "book.author", "book.translator" })
		Step step(Database database, JobRepository jobRepository) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, Bookshop::credits).build();
		}

	}

	@Test
	void should_take_the_strict_mode_from_a_property() {
		this.runner.withUserConfiguration(IncompletePaths.class)
			.withPropertyValues("memoized-prefetch.strict-mode=fail")
			.run((context) -> assertThat(Steps.run(context).getFailureExceptions()).singleElement()
				.satisfies((failure) -> assertThat(failure).hasStackTraceContaining("\"book.publisher\"")));
	}

	@Test
	void should_take_from_a_property_whether_to_keep_repeatable_reads() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.keep-repeatable-reads=true")
			.run((context) -> assertThat(context.getBean(MemoizedPrefetchProperties.class).keepRepeatableReads())
				.isTrue());
	}

	@Test
	void should_not_load_the_table_of_a_target_that_the_step_does_not_need(CapturedOutput output) {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.targets.Category.prefetch-all=true")
			.run((context) -> assertThatStepPrefetches(context, LOADS));
		assertThat(output)
			.containsOnlyOnce("memoized-prefetch.targets.Category had no effect: no path of a step leads");
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		MemoizedPrefetchBuilderCustomizer customizer() {
			return (stepName, builder) -> {
				assertThat(stepName).isEqualTo("reviews");
				builder.config(new MemoizedPrefetchConfig<>(Book.class).fetch("author"));
			};
		}

		@Bean
		MemoizedPrefetchListener listener() {
			return new MemoizedPrefetchListener() {

				@Override
				public void afterLoad(String target, long loads, long statements, long nanos) {
					BookshopConfiguration.lines.add(target);
				}

			};
		}

	}

	@Test
	void should_call_customizers_and_listeners() {
		this.runner.withUserConfiguration(AnnotatedStep.class, Customizers.class).run((context) -> {
			Steps.run(context);
			assertThat(BookshopConfiguration.lines).contains(Book.class.getName()).hasSizeGreaterThan(100);
		});
	}

	/** Which is off or on where it is said, automatic elsewhere. */
	@Test
	void should_leave_the_automatic_loading_of_whole_tables_to_itself_where_only_the_cache_size_is_set() {
		this.runner.withPropertyValues("memoized-prefetch.targets.author.cache-size=12").run((context) -> {
			MemoizedPrefetchProperties properties = context.getBean(MemoizedPrefetchProperties.class);
			assertThat(properties.targets().get("author").prefetchAll()).isNull();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class InjectedBuilder {

		@Bean
		Step step(Database database, JobRepository jobRepository, MemoizedPrefetch.Builder prefetch,
				MemoizedPrefetch.Builder other) {
			assertThat(other).isNotSameAs(prefetch);
			return BookshopConfiguration.chunkOriented(database, jobRepository, Bookshop::credits)
				.reader(MemoizedPrefetchItemReader
					.builder(BookshopConfiguration.reader(database),
							prefetch.paths("book.author", "book.translator", "book.publisher").build())
					.build())
				.build();
		}

		@Bean
		MemoizedPrefetchBuilderCustomizer customizer() {
			return (stepName, builder) -> builder.config(new MemoizedPrefetchConfig<>(Book.class).cacheSize(5));
		}

	}

	@Test
	void should_offer_a_builder_with_all_options() {
		this.runner.withUserConfiguration(InjectedBuilder.class, BookshopListener.class)
			.withPropertyValues("memoized-prefetch.targets.author.cache-size=12")
			.run((context) -> {
				assertThat(Steps.run(context).getFailureExceptions()).isEmpty();
				assertThat(BookshopConfiguration.lines).contains(Book.class.getName()).hasSizeGreaterThan(100);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class BookshopListener {

		@Bean
		MemoizedPrefetchListener listener() {
			return new Customizers().listener();
		}

	}

	@Test
	void should_measure_and_observe() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		TestObservationRegistry observations = TestObservationRegistry.create();
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withBean(TestObservationRegistry.class, () -> observations)
			.run((context) -> {
				context.getBean(MemoizedPrefetchMeterBinder.class).bindTo(meters);
				Steps.run(context);
				assertThat(
						meters.get("memoized.prefetch.loaded").tag("target", Author.class.getName()).counter().count())
					.isEqualTo(12);
				TestObservationRegistryAssert.assertThat(observations)
					.hasNumberOfObservationsWithNameEqualTo("memoized.prefetch", 10);
			});
	}

	@Test
	void should_do_without_micrometer() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withClassLoader(new FilteredClassLoader("io.micrometer.core.instrument.binder"))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(MemoizedPrefetchMeterBinder.class)
					.doesNotHaveBean(MemoizedPrefetchObservationListener.class);
				assertThatStepPrefetches(context, LOADS);
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { Step.class, jakarta.persistence.EntityManagerFactory.class,
			org.hibernate.SessionFactory.class })
	void should_back_off_without(Class<?> hidden) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(hidden))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StepPrefetches.class));
	}

	@Test
	void should_be_switched_off() {
		this.runner.withUserConfiguration(AnnotatedStep.class)
			.withPropertyValues("memoized-prefetch.enabled=false")
			.run((context) -> assertThat(Steps.run(context).getFailureExceptions()).isNotEmpty());
	}

	@Test
	void should_be_found_by_spring_boot() {
		assertThat(org.springframework.boot.context.annotation.ImportCandidates
			.load(org.springframework.boot.autoconfigure.AutoConfiguration.class, getClass().getClassLoader()))
			.contains(MemoizedPrefetchAutoConfiguration.class.getName());
	}

	@Test
	void should_describe_each_property_to_editors() throws Exception {
		Path classes = Path
			.of(MemoizedPrefetchProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		String metadata = Files.readString(classes.resolve("META-INF/spring-configuration-metadata.json"));
		assertThat(metadata).contains("\"name\": \"memoized-prefetch.enabled\"",
				"\"name\": \"memoized-prefetch.cache-size\"", "\"defaultValue\": 10000",
				"\"name\": \"memoized-prefetch.expire-after-write\"", "\"name\": \"memoized-prefetch.strict-mode\"",
				"\"name\": \"memoized-prefetch.keep-repeatable-reads\"", "\"name\": \"memoized-prefetch.figures-mode\"",
				"\"name\": \"memoized-prefetch.targets\"", "\"name\": \"memoized-prefetch.mode\"",
				"\"name\": \"memoized-prefetch.steps\"",
				"\"description\": \"Whether steps with @MemoizedPrefetchPaths prefetch.\"");
		assertThat(metadata.split("\"description\"")).as("a description for each").hasSize(1 + 12);
	}

}
