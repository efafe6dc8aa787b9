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
package io.github.memoizedprefetch.batch;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.StepSummary;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Local partitioning.
 */
class PartitionTests {

	private static final int PARTITIONS = 5;

	@AutoClose
	private final Database database = Database.open().populate();

	private final List<String> truth = ReportLine.all(this.database);

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	@AutoClose("shutdown")
	private final ThreadPoolTaskExecutor taskExecutor = Threads.start(2);

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	private final MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);

	@Test
	void should_share_a_memo_with_partitions_that_run_at_the_same_time() {
		assertThatNothingIsLoadedTwice(this.taskExecutor);
	}

	@Test
	void should_share_a_memo_with_partitions_that_run_one_after_the_other() {
		assertThatNothingIsLoadedTwice(new SyncTaskExecutor());
	}

	/** Each run loads everything once. */
	private void assertThatNothingIsLoadedTwice(TaskExecutor executor) {
		for (int run = 1; run <= 2; run++) {
			this.lines.clear();
			run(this.prefetch, executor);
			assertThat(this.lines).containsExactlyInAnyOrderElementsOf(this.truth);
			assertThat(ReviewReport.loads(this.prefetch)).isEqualTo((long) run * ReviewReport.ENTITIES);
		}
	}

	@Test
	void should_sum_up_in_the_execution_context_of_the_step_that_is_partitioned() {
		StepExecution execution = StepRunner.run(manager(this.prefetch, this.taskExecutor, "none"), this.jobRepository);
		assertThat(StepSummary.figure(execution, Publisher.class, "loads")).isEqualTo(4);
	}

	@Test
	void should_clear_the_memo_when_a_partition_has_failed() {
		Step manager = manager(this.prefetch, new SyncTaskExecutor(), "50;");
		assertThat(StepRunner.run(manager, this.jobRepository).getStatus()).isEqualTo(BatchStatus.FAILED);
		long loads = ReviewReport.loads(this.prefetch);
		run(this.prefetch, new SyncTaskExecutor());
		assertThat(ReviewReport.loads(this.prefetch) - loads).isEqualTo(ReviewReport.ENTITIES);
	}

	/**
	 * A worker in another process knows the manager from the job repository, but it never
	 * hears of its end.
	 */
	@Test
	void should_clear_the_memo_after_each_partition_if_the_manager_runs_elsewhere() {
		StepExecution manager = this.jobRepository.createStepExecution("manager",
				StepRunner.job(this.jobRepository, new org.springframework.batch.core.job.parameters.JobParameters()));
		manager.getExecutionContext()
			.put(Step.STEP_TYPE_KEY, org.springframework.batch.core.partition.PartitionStep.class.getName());
		Step worker = worker(this.prefetch, "none");
		for (int run = 1; run <= 2; run++) {
			StepExecution execution = this.jobRepository.createStepExecution("worker:partition1",
					manager.getJobExecution());
			execution.getExecutionContext().putInt("partition", 1);
			StepRunner.execute(worker, execution);
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(this.prefetch.statistics().target(Publisher.class).loads()).isEqualTo(4L * run);
		}
	}

	@Test
	void should_keep_the_memos_of_partitions_apart_if_the_prefetch_is_step_scoped() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getBeanFactory().registerSingleton("database", this.database);
			context.register(StepScopedPrefetch.class);
			context.refresh();
			run(context.getBean("prefetch", MemoizedPrefetch.class), this.taskExecutor);
			assertThat(this.lines).containsExactlyInAnyOrderElementsOf(this.truth);
			assertThat(this.database.statements().selectsFrom("Author")).as("each partition starts anew")
				.isGreaterThanOrEqualTo(PARTITIONS);
		}
	}

	private void run(MemoizedPrefetch prefetch, TaskExecutor executor) {
		this.database.statements().reset();
		StepExecution execution = StepRunner.run(manager(prefetch, executor, "none"), this.jobRepository);
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

	private Step manager(MemoizedPrefetch prefetch, TaskExecutor executor, String failing) {
		return new StepBuilder("manager", this.jobRepository).partitioner("worker", (gridSize) -> partitions())
			.step(worker(prefetch, failing))
			.taskExecutor(executor)
			.build();
	}

	private static Map<String, ExecutionContext> partitions() {
		Map<String, ExecutionContext> partitions = new TreeMap<>();
		for (int partition = 0; partition < PARTITIONS; partition++) {
			ExecutionContext context = new ExecutionContext();
			context.putInt("partition", partition);
			partitions.put("partition" + partition, context);
		}
		return partitions;
	}

	private Step worker(MemoizedPrefetch prefetch, String failing) {
		return new StepBuilder("worker", this.jobRepository).<Review, String>chunk(5)
			.transactionManager(new JpaTransactionManager(this.database.entityManagerFactory()))
			.reader(new PartitionReader(this.database))
			.processor((item) -> {
				String line = ReportLine.of(item);
				if (line.startsWith(failing)) {
					throw new IllegalStateException(line);
				}
				return line;
			})
			.writer((chunk) -> this.lines.addAll(chunk.getItems()))
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.build();
	}

	/**
	 * Reads a fifth of the reviews, detached; one delegate for each partition.
	 */
	private static final class PartitionReader implements ItemStreamReader<Review> {

		private final Database database;

		private final Map<Long, ItemReader<Review>> readers = new java.util.concurrent.ConcurrentHashMap<>();

		PartitionReader(Database database) {
			this.database = database;
		}

		@Override
		public Review read() throws Exception {
			StepExecution execution = StepSynchronizationManager.getContext().getStepExecution();
			return this.readers.computeIfAbsent(execution.getId(), (id) -> open(execution)).read();
		}

		private ItemReader<Review> open(StepExecution execution) {
			int partition = execution.getExecutionContext().getInt("partition");
			return new ListItemReader<>(this.database.read((entityManager) -> entityManager
				.createQuery("select r from Review r where mod(r.id, 5) = :partition order by r.id", Review.class)
				.setParameter("partition", partition)
				.getResultList()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@org.springframework.context.annotation.Import(org.springframework.batch.core.configuration.support.ScopeConfiguration.class)
	static class StepScopedPrefetch {

		@Bean
		@StepScope
		MemoizedPrefetch prefetch(Database database) {
			return ReviewReport.prefetch(database);
		}

	}

}
