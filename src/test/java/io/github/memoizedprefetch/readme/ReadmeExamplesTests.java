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
package io.github.memoizedprefetch.readme;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.AssociationPath;
import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import io.github.memoizedprefetch.StrictMode;
import io.github.memoizedprefetch.batch.MemoizedPrefetchChunkProcessor;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchMeterBinder;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchObservationListener;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.test.StatementAssertions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.item.ChunkProcessor;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.integration.chunk.ChunkTaskExecutorItemWriter;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.data.jpa.domain.Specification;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Examples of the documentation that need no step.
 */
class ReadmeExamplesTests {

	private static final Logger log = LoggerFactory.getLogger(ReadmeExamplesTests.class);

	private final Database database = Database.open().populate();

	private final EntityManagerFactory entityManagerFactory = this.database.entityManagerFactory();

	@AfterEach
	void close() {
		this.database.close();
	}

	@Test
	void should_configure_targets() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths("book.categories")
			.config(MemoizedPrefetchConfig.of(Author.class, "book.author", "book.translator").cacheSize(50_000),
					MemoizedPrefetchConfig.of(Publisher.class, "book.publisher").prefetchAll(true))
			.build();
		List<Review> reviews = reviews();
		prefetch.processChunk(reviews);
		assertThat(this.database.statements().count()).as("publishers, books, authors, links, categories").isEqualTo(5);
		assertServed(reviews);
		MemoizedPrefetchStatistics.TargetStatistics authors = prefetch.statistics().target(Author.class);
		log.info("{} statements for {} authors, hit rate {}", authors.statements(), authors.loads(), authors.hitRate());
		assertThat(authors.statements()).isOne();
	}

	@Test
	void should_take_typed_paths() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths(AssociationPath.of(Review::getBook).then(Book::getAuthor),
					AssociationPath.of(Review::getBook).thenMany(Book::getCategories).then(Category::getParent))
			.build();
		prefetch.processChunk(reviews());
		assertThat(this.database.statements().count()).as("books, authors, links, categories, the roots are known")
			.isEqualTo(4);
	}

	@Test
	void should_be_measured() {
		MeterRegistry meterRegistry = new SimpleMeterRegistry();
		TestObservationRegistry observationRegistry = TestObservationRegistry.create();
		MemoizedPrefetchMeterBinder meters = new MemoizedPrefetchMeterBinder();
		meters.bindTo(meterRegistry);
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.paths("book.author")
			.listener(meters, new MemoizedPrefetchObservationListener(observationRegistry))
			.build();
		prefetch.processChunk(reviews());
		MemoizedLookup<String, Author> authors = MemoizedLookup.one(Author.class, Author::getName);
		MemoizedPrefetch lookups = MemoizedPrefetch.builder(entityManagerFactory)
			.lookup(authors)
			.listener(meters)
			.build();
		assertThat(authors.exists("nobody")).isFalse();
		lookups.clear();
		Set<String> meterNames = new HashSet<>(Set.of("memoized.prefetch"));
		meterRegistry.getMeters().forEach((meter) -> meterNames.add(meter.getId().getName()));
		assertThat(Document.of(Document.REFERENCE.resolve("observability.md")).firstColumn("## Micrometer"))
			.isEqualTo(meterNames);
		TestObservationRegistryAssert.assertThat(observationRegistry)
			.hasSingleObservationThat()
			.hasNameEqualTo("memoized.prefetch");
	}

	@Test
	void should_take_a_specification_and_a_loader() {
		Specification<Publisher> isActive = (root, query, builder) -> builder.lessThan(root.get("id"), 3);
		MemoizedPrefetchConfig<Publisher> active = MemoizedPrefetchConfig.of(Publisher.class, "book.publisher")
			.restriction(isActive::toPredicate);
		MemoizedPrefetchConfig<Author> custom = MemoizedPrefetchConfig.of(Author.class, "book.author")
			.loader((ids, entityManager) -> entityManager.createQuery("from Author where id in :ids", Author.class)
				.setParameter("ids", ids)
				.getResultList());
		List<Review> reviews = reviews();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory).config(active, custom).build();
		prefetch.processChunk(reviews);
		assertThat(this.database.statements().count()).isEqualTo(3);
		assertThat(reviews).extracting("book.author.name").doesNotContainNull();
		prefetch.processChunk(reviews());
		assertThat(prefetch.statistics().target(Author.class).statements()).as("it is remembered").isOne();
	}

	@Test
	void should_prefetch_the_chunks_of_local_workers() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory).paths("book.author").build();
		List<String> authors = new ArrayList<>();
		ChunkProcessor<Review> chunkProcessor = (chunk, contribution) -> chunk
			.forEach((review) -> authors.add(review.getBook().getAuthor().getName()));
		TaskExecutor taskExecutor = new SyncTaskExecutor();
		ItemWriter<Review> chunks = new ChunkTaskExecutorItemWriter<>(
				new MemoizedPrefetchChunkProcessor<>(prefetch, chunkProcessor), taskExecutor);
		assertThat(write(reviews(), chunks)).isEqualTo(BatchStatus.COMPLETED);
		assertThat(authors).hasSize(100).doesNotContainNull();
		assertThat(this.database.statements().count()).as("books, authors").isEqualTo(2);
	}

	@Test
	void should_say_which_path_was_forgotten() {
		MemoizedPrefetch strict = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths("book.author")
			.strictMode(StrictMode.WARN)
			.build();
		this.database.inTransaction((entityManager) -> {
			List<Review> review = List.of(entityManager.find(Review.class, 7));
			strict.processChunk(review);
			review.get(0).getBook().getPublisher().getName();
		});
		assertThat(strict.lazyLoads()).isEqualTo(Map.of("review.book.publisher", 1L));
	}

	@Test
	void should_not_write_what_is_read_only() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.config(MemoizedPrefetchConfig.of(Author.class, "book.author").readOnly(true))
			.strictMode(StrictMode.WARN)
			.build();
		this.database.inTransaction((entityManager) -> {
			Review review = entityManager.find(Review.class, 7);
			prefetch.processChunk(List.of(review));
			Author author = review.getBook().getAuthor();
			author.setName("changed");
			assertThat(this.database.statements().during(entityManager::flush)).isEmpty();
			entityManager.unwrap(Session.class).setReadOnly(author, false);
			author.setName("changed again");
			assertThat(this.database.statements().during(entityManager::flush)).hasSize(1);
		});
	}

	@Test
	void should_share_targets_between_chunks() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(Review.class)
			.paths("book.author", "book.publisher")
			.config(MemoizedPrefetchConfig.of(Book.class).shared(true),
					MemoizedPrefetchConfig.of(Author.class).shared(true),
					MemoizedPrefetchConfig.of(Publisher.class).shared(true))
			.build();
		List<Author> authors = new ArrayList<>();
		for (int chunk = 0; chunk < 2; chunk++) {
			Review review = this.database.read((entityManager) -> entityManager.find(Review.class, 7));
			prefetch.processChunk(List.of(review));
			authors.add(review.getBook().getAuthor());
		}
		assertThat(authors.get(1)).isSameAs(authors.get(0));
	}

	@Test
	void should_assert_on_the_statements_of_a_step() throws Exception {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.paths("book.author", "book.translator", "book.publisher", "book.categories")
			.build();
		JobRepository jobRepository = new ResourcelessJobRepository();
		StepExecution stepExecution = jobRepository.createStepExecution("step", job(jobRepository));
		Step step = new StepBuilder("step", jobRepository).<Review, String>chunk(100)
			.reader(new ListItemReader<>(reviews()))
			.processor(new ReviewProcessor())
			.writer((chunk) -> log.info("{} lines", chunk.size()))
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.build();
		StatementAssertions.assertStatements(entityManagerFactory, () -> step.execute(stepExecution))
			.hasNoSingleFetches()
			.isAtMost(6);
		assertThat(stepExecution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	private static JobExecution job(JobRepository jobRepository) {
		JobInstance instance = jobRepository.createJobInstance("job", new JobParameters());
		return jobRepository.createJobExecution(instance, new JobParameters(), new ExecutionContext());
	}

	private static BatchStatus write(List<Review> reviews, ItemWriter<Review> writer) {
		JobRepository jobRepository = new ResourcelessJobRepository();
		StepExecution execution = jobRepository.createStepExecution("step", job(jobRepository));
		try {
			new StepBuilder("step", jobRepository).<Review, Review>chunk(100)
				.reader(new ListItemReader<>(reviews))
				.writer(writer)
				.build()
				.execute(execution);
		}
		catch (JobInterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return execution.getStatus();
	}

	private List<Review> reviews() {
		List<Review> reviews = this.database
			.read((em) -> em.createQuery("from Review order by id", Review.class).getResultList());
		this.database.statements().reset();
		return reviews;
	}

	private void assertServed(List<Review> reviews) {
		int statements = this.database.statements().count();
		assertThat(reviews).extracting(new ReviewProcessor()::process)
			.hasSize(100)
			.contains("Book 7, Author 7, " + "Author 0, Publisher 3, Category 0 Category 7 Category 8");
		assertThat(this.database.statements().count()).isEqualTo(statements);
	}

}
