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
package io.github.memoizedprefetch.oracle;

import java.time.Duration;
import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchChunkProcessor;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReader;
import io.github.memoizedprefetch.oracle.LookupCase.Output;
import io.github.memoizedprefetch.oracle.LookupCase.Row;
import io.github.memoizedprefetch.oracle.LookupCase.Transactions;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.FaultTolerantStepBuilder;
import org.springframework.batch.core.step.builder.SimpleStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.item.ChunkProcessor;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs the chunks of a case of rows, in a loop or in a real step.
 */
@SuppressWarnings({ "removal", "deprecation" })
final class LookupSteps {

	private final LookupCase lookupCase;

	private final PlatformTransactionManager transactionManager;

	private final MemoizedPrefetch prefetch;

	private final ItemProcessor<Row, Output> processor;

	private final ItemWriter<Output> writer;

	/** Null without threads of its own. */
	private ThreadPoolTaskExecutor executor;

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	/**
	 * @param prefetch the prefetch; null in runs without it
	 */
	LookupSteps(LookupCase lookupCase, PlatformTransactionManager transactionManager, MemoizedPrefetch prefetch,
			ItemProcessor<Row, Output> processor, ItemWriter<Output> writer) {
		this.lookupCase = lookupCase;
		this.transactionManager = transactionManager;
		this.prefetch = prefetch;
		this.processor = processor;
		this.writer = writer;
	}

	/**
	 * @param announce what to do with the rows of a chunk before it is processed, in a
	 * loop
	 */
	void run(Announcement announce) throws Throwable {
		if (this.lookupCase.step().isLoop()) {
			loop(announce);
			return;
		}
		Step step = (this.lookupCase.step() == StepKind.TASKLET) ? tasklet() : chunkOriented();
		StepExecution execution = execution(step.getName());
		step.execute(execution);
		if (this.executor != null) {
			this.executor.shutdown();
		}
		List<Throwable> failures = execution.getFailureExceptions();
		if (!failures.isEmpty()) {
			throw failures.get(0);
		}
	}

	/** Keys of rows are going to be asked for. */
	interface Announcement {

		void announce(List<Row> rows);

	}

	private StepExecution execution(String name) {
		JobInstance instance = this.jobRepository.createJobInstance("job", new JobParameters());
		JobExecution job = this.jobRepository.createJobExecution(instance, new JobParameters(), new ExecutionContext());
		return this.jobRepository.createStepExecution(name, job);
	}

	private void loop(Announcement announce) {
		StepContribution contribution = new StepContribution(
				new StepExecution(1, "step", new JobExecution(1, new JobInstance(1, "job"), new JobParameters())));
		boolean decorated = this.prefetch != null && this.lookupCase.step() == StepKind.CHUNK_PROCESSOR;
		ChunkProcessor<Row> chunks = decorated ? new MemoizedPrefetchChunkProcessor<>(this.prefetch, this::process)
				: this::process;
		List<Row> rows = this.lookupCase.rows();
		for (int from = 0; from < rows.size(); from += this.lookupCase.chunkSize()) {
			List<Row> chunk = rows.subList(from, Math.min(from + this.lookupCase.chunkSize(), rows.size()));
			new TransactionTemplate(this.transactionManager).executeWithoutResult((status) -> {
				if (!decorated) {
					announce.announce(chunk);
				}
				try {
					chunks.process(new Chunk<>(chunk), contribution);
				}
				catch (RuntimeException ex) {
					throw ex;
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				if (chunk.get(0).seed() % 7 == 0) {
					status.setRollbackOnly();
				}
			});
		}
	}

	private void process(Chunk<Row> rows, StepContribution contribution) throws Exception {
		Chunk<Output> outputs = new Chunk<>();
		for (Row row : rows) {
			Output output = this.processor.process(row);
			if (output != null) {
				outputs.add(output);
			}
		}
		this.writer.write(outputs);
	}

	private Step chunkOriented() {
		boolean windows = this.lookupCase.step() == StepKind.WINDOWS && this.prefetch != null;
		ItemReader<Row> reader = new ListItemReader<>(this.lookupCase.rows());
		ChunkOrientedStepBuilder<Row, Output> builder = new StepBuilder("step", this.jobRepository)
			.<Row, Output>chunk(this.lookupCase.chunkSize())
			.transactionManager(this.transactionManager)
			.reader(windows ? windows(reader) : reader)
			.processor(this.processor)
			.writer(this.writer);
		if (this.prefetch != null && (!windows || this.lookupCase.listening())) {
			builder.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch));
		}
		if (this.lookupCase.transactions() == Transactions.EXECUTOR) {
			this.executor = new ThreadPoolTaskExecutor();
			this.executor.setCorePoolSize(2);
			// a step that has failed ends before what another thread is at
			this.executor.setWaitForTasksToCompleteOnShutdown(true);
			this.executor.setAwaitTerminationSeconds(60);
			this.executor.initialize();
			builder.taskExecutor(this.executor);
		}
		if (this.lookupCase.failing()) {
			builder.faultTolerant().skip(IllegalStateException.class).skipLimit(1000);
			builder.retryPolicy(RetryPolicy.builder()
				.includes(IllegalStateException.class)
				.maxRetries(1)
				.delay(Duration.ZERO)
				.build());
		}
		return builder.build();
	}

	private MemoizedPrefetchItemReader<Row> windows(ItemReader<Row> reader) {
		return this.lookupCase.windows().around(reader, this.prefetch);
	}

	private Step tasklet() {
		SimpleStepBuilder<Row, Output> builder = new StepBuilder("step", this.jobRepository)
			.<Row, Output>chunk(this.lookupCase.chunkSize(), this.transactionManager)
			.reader(new ListItemReader<>(this.lookupCase.rows()))
			.processor(this.processor)
			.writer(this.writer);
		if (this.lookupCase.failing()) {
			FaultTolerantStepBuilder<Row, Output> tolerant = builder.faultTolerant();
			tolerant.retry(IllegalStateException.class).retryLimit(2);
			tolerant.skip(IllegalStateException.class).skipLimit(1000);
			builder = tolerant;
		}
		if (this.prefetch != null) {
			builder.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch));
		}
		return builder.build();
	}

}
