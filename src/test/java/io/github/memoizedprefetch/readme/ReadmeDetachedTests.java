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
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.batch.StatelessSessionItemReader;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hibernate.LazyInitializationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.StepListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.data.RepositoryItemReader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.repository.PagingAndSortingRepository;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README says of steps without a transaction manager.
 */
class ReadmeDetachedTests {

	/** A page, the empty one behind it, and its count. */
	private static final int READS = 3;

	@AutoClose
	private final Database database = Database.open().populate();

	private final List<String> lines = new ArrayList<>();

	interface Reviews extends PagingAndSortingRepository<Review, Long> {

	}

	@EnableJpaRepositories(considerNestedRepositories = true,
			includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Reviews.class))
	static class Repositories {

	}

	@Test
	void should_fail_at_a_lazy_association_without_a_prefetch() throws Exception {
		StepExecution execution = run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getFailureExceptions()).singleElement()
			.asInstanceOf(InstanceOfAssertFactories.THROWABLE)
			.hasRootCauseInstanceOf(LazyInitializationException.class);
	}

	@Test
	void should_work_with_a_prefetch() throws Exception {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("book.author", "book.translator", "book.publisher", "book.categories")
			.build();
		StepExecution execution = run(new MemoizedPrefetchItemReadListener<>(prefetch));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.lines).hasSize(100);
		assertThat(this.database.statements().count()).as("reading, and books, authors, publishers, links, categories")
			.isEqualTo(READS + 5);
	}

	@Test
	void should_read_by_a_stateless_session() throws Exception {
		EntityManagerFactory entityManagerFactory = this.database.entityManagerFactory();
		StatelessSessionItemReader<Review> reader = StatelessSessionItemReader.<Review>builder()
			.name("reviews")
			.entityManagerFactory(entityManagerFactory)
			.queryString("from Review where rating >= :rating order by id")
			.parameterValues(Map.of("rating", 3))
			.itemType(Review.class)
			.fetchSize(500)
			.build();
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.paths("book.author", "book.translator", "book.publisher", "book.categories")
			.build();
		StepExecution execution = execute(reader, new MemoizedPrefetchItemReadListener<>(prefetch));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.lines).hasSize(60);
		assertThat(this.database.statements().count()).as("reading, and books, authors, publishers, links, categories")
			.isEqualTo(1 + 5);
	}

	private StepExecution run(StepListener... listeners) throws Exception {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Repositories.class);
			context.registerBean("entityManagerFactory", EntityManagerFactory.class,
					this.database::entityManagerFactory, (definition) -> definition.setDestroyMethodName(""));
			context.registerBean("transactionManager", PlatformTransactionManager.class,
					() -> new JpaTransactionManager(this.database.entityManagerFactory()));
			context.refresh();
			return execute(reader(context.getBean(Reviews.class)), listeners);
		}
	}

	private static RepositoryItemReader<Review> reader(Reviews reviews) {
		RepositoryItemReader<Review> reader = new RepositoryItemReader<>(reviews, Map.of("id", Sort.Direction.ASC));
		reader.setMethodName("findAll");
		reader.setPageSize(1_000);
		reader.setSaveState(false);
		return reader;
	}

	private StepExecution execute(ItemReader<Review> reader, StepListener... listeners) throws Exception {
		JobRepository jobRepository = new ResourcelessJobRepository();
		ChunkOrientedStepBuilder<Review, String> step = new StepBuilder("reviews", jobRepository)
			.<Review, String>chunk(1_000)
			.reader(reader)
			.processor(new ReviewProcessor())
			.writer((chunk) -> this.lines.addAll(chunk.getItems()));
		for (StepListener listener : listeners) {
			step.listener(listener);
		}
		JobExecution job = jobRepository.createJobExecution(jobRepository.createJobInstance("job", new JobParameters()),
				new JobParameters(), new ExecutionContext());
		StepExecution execution = jobRepository.createStepExecution("reviews", job);
		this.database.statements().reset();
		step.build().execute(execution);
		return execution;
	}

}
