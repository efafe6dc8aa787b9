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

import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.SimpleStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs a case in a real step.
 */
@SuppressWarnings({ "removal", "deprecation" })
final class StepRun {

	private final OracleCase oracleCase;

	private final PlatformTransactionManager transactionManager;

	private final ChunkInitializer initializer;

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	/**
	 * @param initializer what initialises chunks without the library; null if nothing
	 * does
	 */
	StepRun(OracleCase oracleCase, PlatformTransactionManager transactionManager, ChunkInitializer initializer) {
		this.oracleCase = oracleCase;
		this.transactionManager = transactionManager;
		this.initializer = initializer;
	}

	void run(ItemStreamReader<Object> reader, MemoizedPrefetch prefetch, ItemProcessor<Object, Object> processor,
			ItemWriter<Object> writer) throws Throwable {
		Step step = (this.oracleCase.step() == StepKind.TASKLET) ? tasklet(reader, prefetch, processor, writer)
				: chunkOriented(reader, prefetch, processor, writer);
		JobInstance instance = this.jobRepository.createJobInstance("job", new JobParameters());
		JobExecution job = this.jobRepository.createJobExecution(instance, new JobParameters(), new ExecutionContext());
		StepExecution execution = this.jobRepository.createStepExecution(step.getName(), job);
		step.execute(execution);
		List<Throwable> failures = execution.getFailureExceptions();
		if (!failures.isEmpty()) {
			throw failures.get(0);
		}
	}

	private Step chunkOriented(ItemStreamReader<Object> reader, MemoizedPrefetch prefetch,
			ItemProcessor<Object, Object> processor, ItemWriter<Object> writer) {
		boolean windows = this.oracleCase.step() == StepKind.WINDOWS;
		ChunkOrientedStepBuilder<Object, Object> builder = new StepBuilder("step" + this.oracleCase.seed(),
				this.jobRepository)
			.<Object, Object>chunk(this.oracleCase.chunkSize())
			.transactionManager(this.transactionManager)
			.reader(windows ? windows(reader, prefetch) : reader)
			.processor(processor)
			.writer(writer);
		if (prefetch != null && !windows) {
			builder.listener(new MemoizedPrefetchItemReadListener<>(prefetch));
		}
		if (this.initializer != null) {
			builder.listener((ItemReadListener<Object>) this.initializer);
			builder.listener((ItemProcessListener<Object, Object>) this.initializer);
		}
		return builder.build();
	}

	private ItemStreamReader<Object> windows(ItemStreamReader<Object> reader, MemoizedPrefetch prefetch) {
		Windows windows = this.oracleCase.windows();
		return (prefetch == null) ? new WindowReader(reader, windows.size()) : windows.around(reader, prefetch);
	}

	private Step tasklet(ItemStreamReader<Object> reader, MemoizedPrefetch prefetch,
			ItemProcessor<Object, Object> processor, ItemWriter<Object> writer) {
		SimpleStepBuilder<Object, Object> builder = new StepBuilder("step" + this.oracleCase.seed(), this.jobRepository)
			.<Object, Object>chunk(this.oracleCase.chunkSize(), this.transactionManager)
			.reader(reader)
			.processor(processor)
			.writer(writer);
		if (prefetch != null) {
			builder.listener(new MemoizedPrefetchItemReadListener<>(prefetch));
		}
		if (this.initializer != null) {
			builder.listener((ItemReadListener<Object>) this.initializer);
			builder.listener((ItemProcessListener<Object, Object>) this.initializer);
		}
		return builder.build();
	}

}
