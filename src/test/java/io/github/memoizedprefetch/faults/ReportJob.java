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
package io.github.memoizedprefetch.faults;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Bookshop;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.JobOperatorFactoryBean;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.listener.StepListenerFailedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.SimpleStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;

/**
 * A job that reports on all reviews by JDBC, and changes the reviews by JPA: once each.
 * Its transactions hold the job repository too.
 */
@SuppressWarnings({ "removal", "deprecation" })
final class ReportJob {

	static final String[] PATHS = { "book.author", "book.translator", "book.publisher", "book.categories",
			"book.bookCategories.category.parent" };

	private static final int CHUNK = 10;

	private final FaultDatabase database;

	private final JobRepository repository;

	private final JpaTransactionManager transactionManager;

	private final MemoizedPrefetch prefetch;

	private boolean tasklet;

	private boolean retry;

	private Consumer<Review> afterRead = (review) -> {
	};

	ReportJob(FaultDatabase database, MemoizedPrefetch prefetch) {
		this.database = database;
		this.prefetch = prefetch;
		this.transactionManager = new JpaTransactionManager(database.entityManagerFactory());
		this.transactionManager.setDataSource(database.dataSource());
		this.transactionManager.setJpaDialect(new HibernateJpaDialect());
		this.repository = repository();
	}

	/**
	 * A prefetch of all that the job touches.
	 */
	static MemoizedPrefetch prefetch(FaultDatabase database) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Review.class)
			.paths(PATHS)
			.config(MemoizedPrefetchConfig.of(Publisher.class).prefetchAll(true))
			.build();
	}

	static String line(Review review) {
		return Bookshop.credits(review) + "; " + Bookshop.categories(review) + "; "
				+ Bookshop.linkedCategories(review.getBook());
	}

	ReportJob tasklet(boolean tasklet) {
		this.tasklet = tasklet;
		return this;
	}

	/**
	 * Retry what the database throws. A tasklet step wraps what listeners throw; a
	 * {@code ChunkOrientedStep} does not repeat what they do, and prefetches in the
	 * reader instead.
	 */
	ReportJob retry() {
		this.retry = true;
		return this;
	}

	ReportJob afterRead(Consumer<Review> afterRead) {
		this.afterRead = afterRead;
		return this;
	}

	/**
	 * Run the job, or go on with it where it stopped. What was running when its JVM ended
	 * is recovered first.
	 * @param run identifies the job instance
	 */
	JobExecution run(String run) throws Exception {
		Job job = new JobBuilder("report", this.repository).start(step()).build();
		JobParameters parameters = new JobParametersBuilder().addString("run", run).toJobParameters();
		JobOperator operator = operator(job);
		JobInstance instance = this.repository.getJobInstance("report", parameters);
		JobExecution last = (instance != null) ? this.repository.getLastJobExecution(instance) : null;
		if (last == null) {
			return operator.start(job, parameters);
		}
		return operator.restart(last.isRunning() ? operator.recover(last) : last);
	}

	private JobRepository repository() {
		try {
			JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
			factory.setDataSource(this.database.dataSource());
			factory.setTransactionManager(this.transactionManager);
			factory.afterPropertiesSet();
			return factory.getObject();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private JobOperator operator(Job job) throws Exception {
		MapJobRegistry registry = new MapJobRegistry();
		registry.register(job);
		JobOperatorFactoryBean factory = new JobOperatorFactoryBean();
		factory.setJobRepository(this.repository);
		factory.setJobRegistry(registry);
		factory.setTransactionManager(this.transactionManager);
		factory.setTaskExecutor(new SyncTaskExecutor());
		factory.afterPropertiesSet();
		return factory.getObject();
	}

	private Step step() {
		return this.tasklet ? taskletStep() : chunkOrientedStep();
	}

	private Step chunkOrientedStep() {
		ChunkOrientedStepBuilder<Review, Line> builder = new StepBuilder("report", this.repository)
			.<Review, Line>chunk(CHUNK)
			.transactionManager(this.transactionManager)
			.reader(this.retry ? new MemoizedPrefetchItemReader<>(reader(), this.prefetch) : reader())
			.processor(this::process)
			.writer(this::write);
		builder.listener(new RestartPoint());
		if (this.prefetch != null && !this.retry) {
			builder.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch));
		}
		if (this.retry) {
			builder.faultTolerant()
				.retryPolicy(RetryPolicy.builder()
					.includes(PersistenceException.class)
					.maxRetries(3)
					.delay(Duration.ZERO)
					.build());
		}
		return builder.build();
	}

	private Step taskletStep() {
		SimpleStepBuilder<Review, Line> builder = new StepBuilder("report", this.repository)
			.<Review, Line>chunk(CHUNK, this.transactionManager)
			.reader(reader())
			.processor(this::process)
			.writer(this::write);
		if (this.retry) {
			builder = builder.faultTolerant().retry(StepListenerFailedException.class).retryLimit(3);
		}
		if (this.prefetch != null) {
			builder.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch));
		}
		return builder.build();
	}

	private JpaPagingItemReader<Review> reader() {
		JpaPagingItemReader<Review> reader = new JpaPagingItemReader<>(this.database.entityManagerFactory()) {
			@Override
			public Review read() throws Exception {
				Review review = super.read();
				if (review != null) {
					ReportJob.this.afterRead.accept(review);
				}
				return review;
			}
		};
		reader.setName("reviews");
		reader.setQueryString("select r from Review r order by r.id");
		reader.setPageSize(CHUNK);
		return reader;
	}

	private Line process(Review review) {
		return new Line(review.getId(), line(review));
	}

	private void write(Chunk<? extends Line> lines) {
		EntityManager entityManager = EntityManagerFactoryUtils
			.getTransactionalEntityManager(this.database.entityManagerFactory());
		for (Line line : lines) {
			this.database.jdbcInTransaction().update("insert into report values (?, ?)", line.id(), line.text());
			Review review = entityManager.find(Review.class, line.id());
			review.setRating(review.getRating() + 10);
		}
	}

	private record Line(long id, String text) {
	}

	/**
	 * Saves where a restarted step goes on before it does. A {@code ChunkOrientedStep} of
	 * Spring Batch 6.0.4 saves it with its first chunk: killed before that for the second
	 * time, it would begin anew, with or without the library.
	 */
	private final class RestartPoint implements StepExecutionListener {

		@Override
		public void beforeStep(StepExecution stepExecution) {
			ReportJob.this.repository.updateExecutionContext(stepExecution);
		}

	}

}
