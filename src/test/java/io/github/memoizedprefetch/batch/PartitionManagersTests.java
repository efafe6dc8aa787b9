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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.StepSummary;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose partition is whose: names of steps may contain colons, and partitioned steps may
 * run at the same time.
 */
class PartitionManagersTests {

	@AutoClose
	private final Database database = Database.open().populate();

	private final List<String> truth = ReportLine.all(this.database);

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	private final MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);

	private final CountDownLatch begun = new CountDownLatch(2);

	private final CountDownLatch prefetched = new CountDownLatch(2);

	private boolean together;

	@ParameterizedTest
	@CsvSource({ "load:all, worker", "load:all, work:er", "manager, work:er", "a:b:c, a:b", "load:all, load:all" })
	void should_take_steps_whose_names_contain_colons(String manager, String worker) {
		JobExecution execution = run(job(manager(manager, worker(worker, this.prefetch), new SyncTaskExecutor())));
		assertThat(this.lines).containsExactlyInAnyOrderElementsOf(this.truth);
		assertThat(loads(execution, manager)).isEqualTo(4L);
		assertThat(ReviewReport.loads(this.prefetch)).isEqualTo(ReviewReport.ENTITIES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "load:all", "manager:load" })
	void should_keep_a_plain_step_beside_a_partitioned_one_apart(String name) {
		this.together = true;
		MemoizedPrefetch other = ReviewReport.prefetch(this.database);
		JobExecution execution = run(split(manager("manager", worker("worker", this.prefetch), executor()),
				step(name, other, new FifthReader(this.database, 0))));
		assertThat(loads(execution, "manager")).isEqualTo(4L);
		assertThat(loads(execution, name)).isEqualTo(4L);
		assertThat(other.statistics().target(Publisher.class).loads()).isEqualTo(4L);
	}

	@Test
	void should_add_up_nothing_where_two_steps_may_be_the_one_that_is_partitioned() {
		this.together = true;
		JobExecution execution = run(split(manager("load:one", worker("worker:one", this.prefetch), executor()),
				manager("load:two", worker("worker:two", this.prefetch), executor())));
		assertThat(this.lines).hasSize(2 * this.truth.size()).containsAll(this.truth);
		for (StepExecution step : execution.getStepExecutions()) {
			assertThat(loads(step)).as(step.getStepName()).isNull();
		}
		assertThat(ReviewReport.loads(this.prefetch)).isEqualTo(ReviewReport.ENTITIES);
	}

	/** The one that began first knows its partitions, if it has made them by then. */
	@Test
	void should_not_give_the_figures_of_one_partitioned_step_to_another() {
		this.together = true;
		MemoizedPrefetch other = MemoizedPrefetch.builder(this.database.entityManagerFactory()).paths("book").build();
		Step onlyBooks = step("worker:two", other, new PartitionReader(), (item) -> "");
		JobExecution execution = run(split(manager("load:one", worker("worker:one", this.prefetch), executor()),
				manager("load:two", onlyBooks, executor())));
		assertThat(loads(execution, "load:one")).isIn(null, 4L);
		assertThat(loads(execution, "load:two")).isNull();
		assertThat(ReviewReport.loads(this.prefetch)).isEqualTo(ReviewReport.ENTITIES);
	}

	@Test
	void should_clear_the_memo_when_the_last_of_those_steps_has_ended() {
		this.together = true;
		run(split(manager("one", worker("worker", this.prefetch), executor()),
				manager("two", worker("worker2", this.prefetch), executor())));
		run(job(manager("three", worker("worker", this.prefetch), new SyncTaskExecutor())));
		assertThat(ReviewReport.loads(this.prefetch)).isEqualTo(2L * ReviewReport.ENTITIES);
	}

	@Test
	void should_tell_two_steps_apart_that_partition_the_same_worker_one_after_the_other() {
		Step worker = worker("worker", this.prefetch);
		JobExecution execution = run(
				new JobBuilder("job", this.jobRepository).start(manager("one", worker, new SyncTaskExecutor()))
					.next(manager("two", worker, new SyncTaskExecutor()))
					.build());
		assertThat(loads(execution, "one")).isEqualTo(4L);
		assertThat(loads(execution, "two")).isEqualTo(4L);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void should_take_partitions_of_partitions(boolean executor) {
		TaskExecutor outer = executor ? executor() : new SyncTaskExecutor();
		TaskExecutor inner = executor ? executor() : new SyncTaskExecutor();
		Step middle = new StepBuilder("mid:dle", this.jobRepository)
			.partitioner("worker", (gridSize) -> partitions("x"))
			.step(worker("worker", this.prefetch))
			.taskExecutor(inner)
			.build();
		Step top = new StepBuilder("load:all", this.jobRepository).partitioner("mid:dle", (gridSize) -> one())
			.step(middle)
			.taskExecutor(outer)
			.build();
		JobExecution execution = run(job(top));
		assertThat(this.lines).containsExactlyInAnyOrderElementsOf(this.truth);
		assertThat(loads(execution, "load:all")).isNull();
		assertThat(ReviewReport.loads(this.prefetch)).isEqualTo(ReviewReport.ENTITIES);
		run(job(top));
		assertThat(ReviewReport.loads(this.prefetch)).isEqualTo(2L * ReviewReport.ENTITIES);
	}

	@Test
	void should_begin_the_figures_of_a_restarted_step_anew() {
		Step manager = manager("load:all", worker("worker", this.prefetch), new SyncTaskExecutor());
		JobExecution first = run(job(manager));
		StepExecution restarted = this.jobRepository.createStepExecution("load:all",
				StepRunner.job(this.jobRepository, new JobParameters()));
		restarted.setExecutionContext(new ExecutionContext(step(first, "load:all").getExecutionContext()));
		StepRunner.execute(manager, restarted);
		assertThat(restarted.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(loads(restarted)).isEqualTo(4L);
	}

	private static TaskExecutor executor() {
		return new SimpleAsyncTaskExecutor();
	}

	private JobExecution run(Job job) {
		JobExecution execution = StepRunner.job(this.jobRepository, new JobParameters());
		try {
			job.execute(execution);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(execution.getAllFailureExceptions()).isEmpty();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return execution;
	}

	private Job job(Step step) {
		return new JobBuilder("job", this.jobRepository).start(step).build();
	}

	private Job split(Step one, Step two) {
		Flow first = new FlowBuilder<SimpleFlow>("first").start(one).build();
		Flow second = new FlowBuilder<SimpleFlow>("second").start(two).build();
		return new JobBuilder("job", this.jobRepository)
			.start(new FlowBuilder<SimpleFlow>("both").split(executor()).add(first, second).build())
			.end()
			.build();
	}

	private static Long loads(JobExecution execution, String step) {
		return loads(step(execution, step));
	}

	private static Long loads(StepExecution execution) {
		return StepSummary.find(execution, Publisher.class, "loads");
	}

	private static StepExecution step(JobExecution execution, String name) {
		return execution.getStepExecutions()
			.stream()
			.filter((step) -> step.getStepName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private Step manager(String name, Step worker, TaskExecutor executor) {
		return new StepBuilder(name, this.jobRepository)
			.partitioner(worker.getName(), (gridSize) -> partitions("partition"))
			.step(worker)
			.taskExecutor(executor)
			.build();
	}

	private static Map<String, ExecutionContext> partitions(String name) {
		Map<String, ExecutionContext> partitions = new TreeMap<>();
		for (int fifth = 0; fifth < 5; fifth++) {
			ExecutionContext context = new ExecutionContext();
			context.putInt("fifth", fifth);
			partitions.put(name + fifth, context);
		}
		return partitions;
	}

	private static Map<String, ExecutionContext> one() {
		return Map.of("on:ly", new ExecutionContext());
	}

	private Step worker(String name, MemoizedPrefetch prefetch) {
		return step(name, prefetch, new PartitionReader());
	}

	private Step step(String name, MemoizedPrefetch prefetch, ItemReader<Review> reader) {
		return step(name, prefetch, reader, ReportLine::of);
	}

	private Step step(String name, MemoizedPrefetch prefetch, ItemReader<Review> reader,
			ItemProcessor<Review, String> processor) {
		return new StepBuilder(name, this.jobRepository).<Review, String>chunk(5)
			.transactionManager(new JpaTransactionManager(this.database.entityManagerFactory()))
			.reader(waiting(reader))
			.processor(waiting(processor))
			.writer((chunk) -> this.lines.addAll(chunk.getItems()))
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.build();
	}

	/** No step of a split reads before both have begun. */
	private ItemReader<Review> waiting(ItemReader<Review> reader) {
		AtomicBoolean first = new AtomicBoolean(true);
		return () -> {
			await(first, this.begun);
			return reader.read();
		};
	}

	/** No step of a split goes on before both have prefetched. */
	private ItemProcessor<Review, String> waiting(ItemProcessor<Review, String> processor) {
		AtomicBoolean first = new AtomicBoolean(true);
		return (item) -> {
			await(first, this.prefetched);
			return processor.process(item);
		};
	}

	private void await(AtomicBoolean first, CountDownLatch both) throws InterruptedException {
		if (this.together) {
			if (first.getAndSet(false)) {
				both.countDown();
			}
			assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	/** Reads a fifth of the reviews, detached. */
	private static final class FifthReader implements ItemReader<Review> {

		private final ItemReader<Review> reader;

		FifthReader(Database database, int fifth) {
			this.reader = new ListItemReader<>(database.read((entityManager) -> entityManager
				.createQuery("select r from Review r where mod(r.id, 5) = :fifth order by r.id", Review.class)
				.setParameter("fifth", fifth)
				.getResultList()));
		}

		@Override
		public Review read() throws Exception {
			return this.reader.read();
		}

	}

	/** One delegate for each partition. */
	private final class PartitionReader implements ItemReader<Review> {

		private final Map<Long, FifthReader> readers = new ConcurrentHashMap<>();

		@Override
		public Review read() throws Exception {
			StepExecution execution = org.springframework.batch.core.scope.context.StepSynchronizationManager
				.getContext()
				.getStepExecution();
			return this.readers
				.computeIfAbsent(execution.getId(),
						(id) -> new FifthReader(PartitionManagersTests.this.database,
								execution.getExecutionContext().getInt("fifth")))
				.read();
		}

	}

}
