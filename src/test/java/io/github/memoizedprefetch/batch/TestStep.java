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

import java.time.Duration;

import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.FaultTolerantStepBuilder;
import org.springframework.batch.core.step.builder.SimpleStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A step that a test can run in both kinds, built with the builders users have.
 *
 * @param <I> the items read
 * @param <O> the items written
 */
@SuppressWarnings({ "removal", "deprecation" })
class TestStep<I, O> {

	/** One for all: step executions of two such repositories are equal. */
	private static final JobRepository jobRepository = new ResourcelessJobRepository();

	enum Kind {

		/** {@code ChunkOrientedStep}, the kind of Spring Batch 6. */
		CHUNK_ORIENTED,

		/** {@code TaskletStep} with a {@code ChunkOrientedTasklet}, as in XML. */
		TASKLET

	}

	private final Kind kind;

	private int chunkSize = 3;

	private PlatformTransactionManager transactionManager = new ResourcelessTransactionManager();

	private ItemReader<? extends I> reader;

	private ItemProcessor<? super I, ? extends O> processor;

	private ItemWriter<? super O> writer;

	private MemoizedPrefetchItemReadListener<? super I> readListener;

	private MemoizedPrefetchItemReadListener<? super I> otherReadListener;

	private MemoizedPrefetchChunkListener<I, O> chunkListener;

	private AsyncTaskExecutor taskExecutor;

	private Class<? extends Exception> tolerated;

	private int retryLimit;

	TestStep(Kind kind) {
		this.kind = kind;
	}

	TestStep<I, O> chunkSize(int chunkSize) {
		this.chunkSize = chunkSize;
		return this;
	}

	TestStep<I, O> transactionManager(PlatformTransactionManager transactionManager) {
		this.transactionManager = transactionManager;
		return this;
	}

	TestStep<I, O> reader(ItemReader<? extends I> reader) {
		this.reader = reader;
		return this;
	}

	TestStep<I, O> processor(ItemProcessor<? super I, ? extends O> processor) {
		this.processor = processor;
		return this;
	}

	TestStep<I, O> writer(ItemWriter<? super O> writer) {
		this.writer = writer;
		return this;
	}

	TestStep<I, O> listener(MemoizedPrefetchItemReadListener<? super I> listener) {
		this.readListener = listener;
		return this;
	}

	TestStep<I, O> alsoListener(MemoizedPrefetchItemReadListener<? super I> listener) {
		this.otherReadListener = listener;
		return this;
	}

	TestStep<I, O> listener(MemoizedPrefetchChunkListener<I, O> listener) {
		this.chunkListener = listener;
		return this;
	}

	TestStep<I, O> taskExecutor(AsyncTaskExecutor taskExecutor) {
		this.taskExecutor = taskExecutor;
		return this;
	}

	/**
	 * Retry the exception so often, then skip.
	 */
	TestStep<I, O> tolerate(Class<? extends Exception> exception, int retryLimit) {
		this.tolerated = exception;
		this.retryLimit = retryLimit;
		return this;
	}

	/**
	 * Build the step and run it once.
	 */
	StepExecution run() {
		return run(build());
	}

	/**
	 * Run a step that was built before.
	 */
	StepExecution run(Step step) {
		return StepRunner.run(step, jobRepository);
	}

	/**
	 * Run a step that was built before with what an earlier execution has saved.
	 */
	StepExecution restart(Step step, ExecutionContext saved) {
		StepExecution execution = jobRepository.createStepExecution(step.getName(),
				StepRunner.job(jobRepository, new JobParameters()));
		execution.setExecutionContext(saved);
		StepRunner.execute(step, execution);
		return execution;
	}

	Step build() {
		return (this.kind == Kind.CHUNK_ORIENTED) ? chunkOriented() : tasklet();
	}

	private Step chunkOriented() {
		ChunkOrientedStepBuilder<I, O> builder = new StepBuilder("step", jobRepository).<I, O>chunk(this.chunkSize)
			.transactionManager(this.transactionManager)
			.reader(this.reader)
			.writer(this.writer);
		if (this.processor != null) {
			builder.processor(this.processor);
		}
		if (this.readListener != null) {
			builder.listener(this.readListener);
		}
		if (this.otherReadListener != null) {
			builder.listener(this.otherReadListener);
		}
		if (this.chunkListener != null) {
			builder.listener(this.chunkListener);
		}
		if (this.taskExecutor != null) {
			builder.taskExecutor(this.taskExecutor);
		}
		if (this.tolerated != null) {
			builder.faultTolerant().skip(this.tolerated).skipLimit(1000);
			builder.retryPolicy(RetryPolicy.builder()
				.includes(this.tolerated)
				.maxRetries(this.retryLimit)
				.delay(Duration.ZERO)
				.build());
		}
		return builder.build();
	}

	private Step tasklet() {
		SimpleStepBuilder<I, O> builder = new StepBuilder("step", jobRepository)
			.<I, O>chunk(this.chunkSize, this.transactionManager)
			.reader(this.reader)
			.writer(this.writer);
		if (this.processor != null) {
			builder.processor(this.processor);
		}
		if (this.taskExecutor != null) {
			builder.taskExecutor(this.taskExecutor);
		}
		if (this.chunkListener != null) {
			builder.listener(this.chunkListener);
		}
		if (this.tolerated != null) {
			FaultTolerantStepBuilder<I, O> tolerant = builder.faultTolerant();
			tolerant.retry(this.tolerated).retryLimit(this.retryLimit + 1);
			tolerant.skip(this.tolerated).skipLimit(1000);
			builder = tolerant;
		}
		if (this.readListener != null) {
			builder.listener(this.readListener);
		}
		if (this.otherReadListener != null) {
			builder.listener(this.otherReadListener);
		}
		return builder.build();
	}

}
