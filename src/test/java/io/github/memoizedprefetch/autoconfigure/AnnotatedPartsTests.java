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
import java.util.Map;
import java.util.function.Function;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.configuration.support.ScopeConfiguration;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.adapter.ItemProcessorAdapter;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.infrastructure.item.support.ClassifierCompositeItemProcessor;
import org.springframework.batch.infrastructure.item.support.CompositeItemProcessor;
import org.springframework.batch.infrastructure.item.support.CompositeItemWriter;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.batch.integration.async.AsyncItemProcessor;
import org.springframework.batch.integration.async.AsyncItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.classify.SubclassClassifier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotations on whatever a step consists of: prefetched, or said to be in vain.
 */
class AnnotatedPartsTests {

	/** Those that read the reviews, four chunks of new books, three of authors. */
	private static final int STATEMENTS = 100 + 4 + 3 + 1;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class))
		.withUserConfiguration(BookshopConfiguration.class, ScopeConfiguration.class);

	private static void assertThatItPrefetches(ApplicationContext context) {
		StepExecution execution = Steps.run(context, context.getBean("step", Step.class));
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(BookshopConfiguration.lines).hasSize(100).startsWith("0: Book 0, Author 0, -, Publisher 0");
		assertThat(context.getBean(Database.class).statements().count()).isEqualTo(STATEMENTS);
	}

	@ParameterizedTest
	@ValueSource(classes = { ScopedProcessor.class, ScopedProcessorInTasklet.class, ScopedComposite.class,
			ScopedReader.class, ScopedWriter.class, Composite.class, ClassifierOfSubclasses.class,
			ClassifierExpression.class, Adapter.class, AnnotatedReader.class, AnnotatedWriter.class,
			AnnotatedWriterInTasklet.class, AnnotatedWriterInComposite.class, Asynchronous.class,
			AsynchronousWriter.class })
	void should_prefetch(Class<?> configuration) {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(configuration).run(AnnotatedPartsTests::assertThatItPrefetches);
			assertThat(log.warnings()).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedProcessor {

		@Bean
		@StepScope
		ItemProcessor<Review, String> processor() {
			return new CreditsProcessor();
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemProcessor<Review, String> processor) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedProcessorInTasklet {

		@Bean
		@StepScope
		ItemProcessor<Review, String> processor() {
			return new CreditsProcessor();
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemProcessor<Review, String> processor) {
			return BookshopConfiguration.tasklet(database, jobRepository, processor).faultTolerant().build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedComposite {

		@Bean
		@StepScope
		CompositeItemProcessor<Review, String> processor() {
			return new CompositeItemProcessor<>((ItemProcessor<Review, Review>) (review) -> review,
					new CreditsProcessor());
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemProcessor<Review, String> processor) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
		}

	}

	@MemoizedPrefetchPaths({ "book.author", "book.translator", "book.publisher" })
	static class CreditsReader implements ItemReader<Review> {

		private final ItemReader<Review> delegate;

		CreditsReader(Database database) {
			this.delegate = BookshopConfiguration.reader(database);
		}

		@Override
		public Review read() throws Exception {
			return this.delegate.read();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedReader {

		@Bean
		@StepScope
		ItemReader<Review> reader(Database database) {
			return new CreditsReader(database);
		}

		@Bean
		Step step(JobRepository jobRepository, ItemReader<Review> reader) {
			return new StepBuilder("reviews", jobRepository).<Review, String>chunk(10)
				.reader(reader)
				.processor(Bookshop::credits)
				.writer((chunk) -> BookshopConfiguration.lines.addAll(chunk.getItems()))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedReader {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return new StepBuilder("reviews", jobRepository).<Review, String>chunk(10)
				.reader(new CreditsReader(database))
				.processor(Bookshop::credits)
				.writer((chunk) -> BookshopConfiguration.lines.addAll(chunk.getItems()))
				.build();
		}

	}

	@MemoizedPrefetchPaths({ "book.author", "book.translator", "book.publisher" })
	static class CreditsWriter implements ItemWriter<Review> {

		@Override
		public void write(Chunk<? extends Review> chunk) {
			chunk.forEach((review) -> BookshopConfiguration.lines.add(Bookshop.credits(review)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AnnotatedWriter {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return new StepBuilder("reviews", jobRepository).<Review, Review>chunk(10)
				.reader(BookshopConfiguration.reader(database))
				.writer(new CreditsWriter())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@SuppressWarnings("removal")
	static class AnnotatedWriterInTasklet {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return new StepBuilder("reviews", jobRepository)
				.<Review, Review>chunk(10, new ResourcelessTransactionManager())
				.reader(BookshopConfiguration.reader(database))
				.writer(new CreditsWriter())
				.build();
		}

	}

	/** What is written is not what is read. */
	@Configuration(proxyBeanMethods = false)
	static class AnnotatedWriterInComposite {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return new StepBuilder("books", jobRepository).<Integer, Review>chunk(10)
				.reader(new org.springframework.batch.infrastructure.item.support.ListItemReader<>(
						java.util.stream.IntStream.range(0, 100).boxed().toList()))
				.processor((id) -> database.read((entityManager) -> entityManager.find(Review.class, id)))
				.writer(new CompositeItemWriter<>(List.of(new CreditsWriter())))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedWriter {

		@Bean
		@StepScope
		ItemWriter<Review> writer() {
			return new CreditsWriter();
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemWriter<Review> writer) {
			return new StepBuilder("reviews", jobRepository).<Review, Review>chunk(10)
				.reader(BookshopConfiguration.reader(database))
				.writer(writer)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Composite {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return BookshopConfiguration
				.chunkOriented(database, jobRepository,
						new CompositeItemProcessor<Review, String>((ItemProcessor<Review, Review>) (review) -> review,
								new CreditsProcessor()))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClassifierOfSubclasses {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			ClassifierCompositeItemProcessor<Review, String> processor = new ClassifierCompositeItemProcessor<>();
			processor.setClassifier(
					new SubclassClassifier<>(Map.of(Review.class, new CreditsProcessor()), (review) -> null));
			return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClassifierExpression {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			CreditsProcessor credits = new CreditsProcessor();
			ClassifierCompositeItemProcessor<Review, String> processor = new ClassifierCompositeItemProcessor<>();
			processor.setClassifier((review) -> credits);
			return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
		}

	}

	@MemoizedPrefetchPaths({ "book.author", "book.translator", "book.publisher" })
	static class CreditsService {

		public String credits(Review review) {
			return Bookshop.credits(review);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Adapter {

		@Bean
		CreditsService service() {
			return new CreditsService();
		}

		@Bean
		ItemProcessorAdapter<Review, String> processor(CreditsService service) {
			ItemProcessorAdapter<Review, String> processor = new ItemProcessorAdapter<>();
			processor.setTargetObject(service);
			processor.setTargetMethod("credits");
			return processor;
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemProcessorAdapter<Review, String> processor) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, processor).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AsynchronousWriter {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return step(database, jobRepository, (id) -> id);
		}

		/** Each second review is filtered. */
		static Step step(Database database, JobRepository jobRepository, ItemProcessor<Integer, Integer> first) {
			AsyncItemProcessor<Integer, Review> processor = new AsyncItemProcessor<>((item) -> {
				Integer id = first.process(item);
				return (id % 2 == 0) ? database.read((entityManager) -> entityManager.find(Review.class, id / 2))
						: null;
			});
			processor.setTaskExecutor(new SimpleAsyncTaskExecutor());
			return new StepBuilder("books", jobRepository).<Integer, java.util.concurrent.Future<Review>>chunk(20)
				.reader(new org.springframework.batch.infrastructure.item.support.ListItemReader<>(
						java.util.stream.IntStream.range(0, 200).boxed().toList()))
				.processor(processor)
				.writer(new AsyncItemWriter<>(new CreditsWriter()))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingAsynchronousWriter {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			return AsynchronousWriter.step(database, jobRepository, (id) -> {
				if (id == 50) {
					throw new IllegalStateException("item 50");
				}
				return id;
			});
		}

	}

	@Test
	void should_let_an_asynchronous_writer_say_what_has_failed() {
		this.runner.withUserConfiguration(FailingAsynchronousWriter.class).run((context) -> {
			StepExecution execution = Steps.run(context, context.getBean("step", Step.class));
			assertThat(execution.getFailureExceptions()).singleElement()
				.satisfies((failure) -> assertThat(failure).hasStackTraceContaining("item 50"));
			assertThat(BookshopConfiguration.lines).hasSize(20);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Asynchronous {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			AsyncItemProcessor<Review, String> processor = new AsyncItemProcessor<>(new CreditsProcessor());
			processor.setTaskExecutor(new SyncTaskExecutor());
			return new StepBuilder("reviews", jobRepository).<Review, java.util.concurrent.Future<String>>chunk(10)
				.reader(BookshopConfiguration.reader(database))
				.processor(processor)
				.writer(new AsyncItemWriter<>((chunk) -> BookshopConfiguration.lines.addAll(chunk.getItems())))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedBeansOfNoInterest {

		@Bean
		@StepScope
		ItemProcessor<Review, String> processor(@Value("#{stepExecution.stepName}") String step) {
			return (review) -> step + review.getId();
		}

		@Bean
		@StepScope
		ItemWriter<String> writer() {
			return (chunk) -> BookshopConfiguration.lines.addAll(chunk.getItems());
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, ItemProcessor<Review, String> processor,
				ItemWriter<String> writer) {
			return new StepBuilder("reviews", jobRepository).<Review, String>chunk(10)
				.reader(BookshopConfiguration.reader(database))
				.processor(processor)
				.writer(writer)
				.build();
		}

	}

	@Test
	void should_leave_no_trace_in_a_step_whose_scoped_parts_turn_out_to_have_no_annotation() {
		this.runner.withUserConfiguration(ScopedBeansOfNoInterest.class).run((context) -> {
			StepExecution execution = Steps.run(context);
			assertThat(execution.getFailureExceptions()).isEmpty();
			assertThat(BookshopConfiguration.lines).hasSize(100).startsWith("reviews0");
			assertThat(execution.getExecutionContext().entrySet())
				.noneMatch((entry) -> entry.getKey().startsWith("memoizedPrefetch"));
			assertThat(context.getBean(Database.class).statements().count()).isEqualTo(100);
		});
	}

	@MemoizedPrefetchPaths("author")
	static class BookProcessor implements ItemProcessor<Book, String> {

		@Override
		public String process(Book book) {
			return book.getTitle();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class CompositeOfOtherItems {

		@Bean
		Step step(Database database, JobRepository jobRepository) {
			ItemProcessor<Review, Book> toBook = (review) -> database
				.read((entityManager) -> entityManager.find(Book.class, review.getBook().getId()));
			return BookshopConfiguration
				.chunkOriented(database, jobRepository,
						new CompositeItemProcessor<Review, String>(new ReviewProcessor(toBook), new BookProcessor()))
				.build();
		}

	}

	record ReviewProcessor(ItemProcessor<Review, Book> toBook) implements ItemProcessor<Review, Book> {

		@Override
		public Book process(Review review) throws Exception {
			return this.toBook.process(review);
		}

	}

	@Test
	void should_warn_of_a_delegate_that_processes_something_else() {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(CompositeOfOtherItems.class).run((context) -> {
				assertThat(Steps.run(context).getFailureExceptions()).isEmpty();
				assertThat(BookshopConfiguration.lines).hasSize(100);
			});
			assertThat(log.warnings()).singleElement()
				.satisfies((warning) -> assertThat(warning)
					.startsWith(
							"Nothing is prefetched in step 'reviews' for a delegate of its CompositeItemProcessor whose"
									+ " @MemoizedPrefetchPaths [author] start at Book: the step reads Review.")
					.endsWith("on the step's @Bean method, with paths from what it reads."));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class OpaqueProcessor {

		@Bean
		CreditsProcessor credits() {
			return new CreditsProcessor();
		}

		@Bean
		Step step(Database database, JobRepository jobRepository, CreditsProcessor credits) {
			Function<Review, Long> id = Review::getId;
			return BookshopConfiguration
				.chunkOriented(database, jobRepository, (review) -> (credits != null) ? "" + id.apply(review) : null)
				.build();
		}

		@Bean
		Job job(JobRepository jobRepository, Step step) {
			return new JobBuilder("job", jobRepository).start(step).build();
		}

	}

	@Test
	void should_warn_after_the_job_of_a_processor_that_is_hidden_in_another() {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(OpaqueProcessor.class).run((context) -> {
				assertThat(log.warnings()).isEmpty();
				run(context);
				assertThat(log.warnings()).singleElement()
					.satisfies((warning) -> assertThat(warning)
						.startsWith("Nothing is prefetched for the processor 'credits'"));
			});
			assertThat(log.warnings()).as("once").hasSize(1);
		}
	}

	static void run(ApplicationContext context) throws Exception {
		JobRepository jobRepository = context.getBean(JobRepository.class);
		JobExecution execution = jobRepository.createJobExecution(
				jobRepository.createJobInstance("job", new JobParameters()), new JobParameters(),
				new ExecutionContext());
		context.getBean(Job.class).execute(execution);
		assertThat(execution.getAllFailureExceptions()).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class LazyStep {

		@Bean
		CreditsProcessor credits() {
			return new CreditsProcessor();
		}

		@Bean
		@Lazy
		Step step(Database database, JobRepository jobRepository, CreditsProcessor credits) {
			return BookshopConfiguration.chunkOriented(database, jobRepository, credits).build();
		}

	}

	@Test
	void should_not_warn_where_a_step_is_made_later_or_not_at_all() {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(LazyStep.class).run((context) -> assertThat(context).hasNotFailed());
			this.runner.withUserConfiguration(LazyStep.class).run(AnnotatedPartsTests::assertThatItPrefetches);
			assertThat(log.warnings()).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class UnusedPrefetch {

		@Bean
		MemoizedPrefetch prefetch(EntityManagerFactory entityManagerFactory) {
			return MemoizedPrefetch.builder(entityManagerFactory).paths("book.author").build();
		}

		@Bean
		Job job(JobRepository jobRepository, Database database) {
			return new JobBuilder("job", jobRepository)
				.start(BookshopConfiguration
					.chunkOriented(database, jobRepository, (review) -> String.valueOf(review.getId()))
					.build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UsedPrefetch {

		@Bean
		MemoizedPrefetch prefetch(EntityManagerFactory entityManagerFactory) {
			return MemoizedPrefetch.builder(entityManagerFactory).paths("book.author").build();
		}

		@Bean
		Job job(JobRepository jobRepository, Database database, MemoizedPrefetch prefetch) {
			return new JobBuilder("job", jobRepository)
				.start(BookshopConfiguration
					.chunkOriented(database, jobRepository, (review) -> String.valueOf(review.getId()))
					.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
					.build())
				.build();
		}

	}

	@Test
	void should_warn_of_a_prefetch_that_nothing_uses() {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(UsedPrefetch.class).run(AnnotatedPartsTests::run);
			assertThat(log.warnings()).isEmpty();
			this.runner.withUserConfiguration(UnusedPrefetch.class).run(AnnotatedPartsTests::run);
			assertThat(log.warnings()).containsExactly("Nothing uses the MemoizedPrefetch bean 'prefetch'. Register it"
					+ " with the step that needs it: .listener(new MemoizedPrefetchItemReadListener<>(prefetch))");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class JobWithAnnotation {

		@Bean
		@MemoizedPrefetchPaths("book.author")
		Job job(JobRepository jobRepository) {
			return new JobBuilder("job", jobRepository)
				.start(new StepBuilder("step", jobRepository)
					.tasklet((contribution, context) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
					.build())
				.build();
		}

	}

	@Test
	void should_warn_of_an_annotation_on_something_else() {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(JobWithAnnotation.class).run(AnnotatedPartsTests::run);
			assertThat(log.warnings()).singleElement()
				.satisfies((warning) -> assertThat(warning).startsWith("Nothing is prefetched for the bean 'job'"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class SharedSession {

		@Bean
		Step step(JobRepository jobRepository, EntityManagerFactory entityManagerFactory) {
			JpaPagingItemReader<Review> reader = new JpaPagingItemReader<>(entityManagerFactory);
			reader.setQueryString("select r from Review r order by r.id");
			return new StepBuilder("reviews", jobRepository).<Review, String>chunk(10)
				.reader(reader)
				.processor(new CreditsProcessor())
				.writer((chunk) -> {
				})
				.taskExecutor(new SimpleAsyncTaskExecutor())
				.build();
		}

	}

	@Test
	void should_warn_at_the_start_of_threads_that_share_the_session_of_a_reader() {
		try (LogCapture log = new LogCapture()) {
			this.runner.withUserConfiguration(SharedSession.class).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(log.warnings()).singleElement()
					.satisfies((warning) -> assertThat(warning).startsWith("Step 'reviews' has a task executor")
						.contains("MemoizedPrefetchItemReader"));
			});
		}
	}

}
