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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.listener.StepListenerFactoryBean;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways to register the listeners. That the builders' overloaded methods accept them
 * is part of the test: it compiles.
 */
@SuppressWarnings({ "removal", "deprecation" })
class RegistrationTests {

	private final RecordingPrefetch prefetch = new RecordingPrefetch();

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	private final StepBuilder steps = new StepBuilder("step", this.jobRepository);

	private final ItemReader<Integer> reader = new ListItemReader<>(List.of(1, 2, 3));

	private final ItemProcessor<Integer, String> processor = (item) -> {
		assertThat(this.prefetch.thread(item)).isNotNull();
		return item.toString();
	};

	private final ItemWriter<String> writer = (chunk) -> {
	};

	@Test
	void should_be_registered_with_one_call_in_a_chunk_oriented_step() {
		assertThatItPrefetches(this.steps.<Integer, String>chunk(2)
			.reader(this.reader)
			.processor(this.processor)
			.writer(this.writer)
			.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch))
			.build());
	}

	@Test
	void should_be_registered_with_one_call_in_a_fault_tolerant_chunk_oriented_step() {
		assertThatItPrefetches(this.steps.<Integer, String>chunk(2)
			.reader(this.reader)
			.processor(this.processor)
			.writer(this.writer)
			.faultTolerant()
			.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch))
			.build());
	}

	@Test
	void should_be_registered_with_one_call_in_a_tasklet_step() {
		assertThatItPrefetches(this.steps.<Integer, String>chunk(2, new ResourcelessTransactionManager())
			.reader(this.reader)
			.processor(this.processor)
			.writer(this.writer)
			.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch))
			.build());
	}

	@Test
	void should_be_registered_with_one_call_in_a_fault_tolerant_tasklet_step() {
		MemoizedPrefetchItemReadListener<Integer> listener = new MemoizedPrefetchItemReadListener<>(this.prefetch);
		assertThatItPrefetches(this.steps.<Integer, String>chunk(2, new ResourcelessTransactionManager())
			.reader(this.reader)
			.processor(this.processor)
			.writer(this.writer)
			.faultTolerant()
			.listener(listener)
			.build());
	}

	@Test
	void should_accept_the_chunk_listener_in_a_tasklet_step() {
		assertThatItPrefetches(this.steps.<Integer, String>chunk(2, new ResourcelessTransactionManager())
			.listener(new MemoizedPrefetchChunkListener<>(this.prefetch))
			.reader(this.reader)
			.processor(this.processor)
			.writer(this.writer)
			.build());
	}

	@Test
	void should_warn_where_the_chunk_listener_cannot_see_the_items() {
		List<String> warnings = warnings(this.steps.<Integer, Integer>chunk(2, new ResourcelessTransactionManager())
			.reader(this.reader)
			.writer((chunk) -> {
			})
			.faultTolerant()
			.listener(new MemoizedPrefetchChunkListener<>(this.prefetch))
			.build());
		assertThat(this.prefetch.chunks()).isEmpty();
		assertThat(warnings).singleElement()
			.satisfies((warning) -> assertThat(warning).contains("Nothing is prefetched in step step",
					"register MemoizedPrefetchItemReadListener"));
	}

	private List<String> warnings(Step step) {
		try (LogCapture log = new LogCapture()) {
			run(step);
			run(step);
			return log.warnings();
		}
	}

	@Test
	void should_warn_of_a_listener_of_a_tasklet() {
		assertThat(warnings(this.steps
			.tasklet((contribution, context) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
			.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch))
			.build()))
			.containsExactly("Nothing is prefetched in step 'step' by a MemoizedPrefetchItemReadListener that is"
					+ " registered with it: it is a tasklet, which reads no items for Spring Batch; call"
					+ " prefetch.processChunk(items) there, before the items are processed");
	}

	@Test
	void should_accept_a_listener_of_unknown_items_in_a_tasklet_step() {
		MemoizedPrefetchItemReadListener<?> listener = new MemoizedPrefetchItemReadListener<Integer>(this.prefetch);
		assertThatItPrefetches(this.steps.<Integer, String>chunk(2, new ResourcelessTransactionManager())
			.reader(this.reader)
			.processor(this.processor)
			.writer(this.writer)
			.listener(listener)
			.build());
	}

	@Test
	void should_warn_of_a_listener_that_is_told_of_no_item() {
		MemoizedPrefetchItemReadListener<Integer> listener = new MemoizedPrefetchItemReadListener<>(this.prefetch);
		ChunkOrientedStep<Integer, String> step = this.steps.<Integer, String>chunk(2)
			.reader(this.reader)
			.writer((chunk) -> {
			})
			.build();
		StepListenerFactoryBean factory = new StepListenerFactoryBean();
		factory.setDelegate(listener);
		step.registerStepExecutionListener((StepExecutionListener) factory.getObject());
		assertThat(warnings(step))
			.containsExactly("Nothing is prefetched in step 'step' by a MemoizedPrefetchItemReadListener that is"
					+ " registered with it: it was told of no item; register it by .listener(new"
					+ " MemoizedPrefetchItemReadListener<>(prefetch)) of the step's builder");
	}

	@Test
	void should_warn_of_a_listener_of_the_manager_of_partitions() {
		Step worker = new StepBuilder("worker", this.jobRepository).<Integer, String>chunk(2)
			.reader(this.reader)
			.writer((chunk) -> {
			})
			.build();
		assertThat(warnings(this.steps.partitioner("worker", (gridSize) -> Map.of("one", new ExecutionContext()))
			.step(worker)
			.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch))
			.build()))
			.containsExactly("Nothing is prefetched in step 'step' by a MemoizedPrefetchItemReadListener that is"
					+ " registered with it: it is a partitioned one; register the listener with the step that its"
					+ " partitions execute");
	}

	@Test
	void should_warn_of_a_listener_of_a_job() throws Exception {
		Job job = new JobBuilder("job", this.jobRepository)
			.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch))
			.start(this.steps.<Integer, String>chunk(2).reader(this.reader).writer((chunk) -> {
			}).build())
			.build();
		JobExecution execution = StepRunner.job(this.jobRepository, new JobParameters());
		try (LogCapture log = new LogCapture()) {
			job.execute(execution);
			assertThat(log.warnings())
				.containsExactly("Nothing is prefetched in job 'job' by a MemoizedPrefetchItemReadListener that is"
						+ " registered with the job: register it with the step that reads the items");
		}
	}

	@Test
	void should_prefetch_before_other_chunk_listeners_that_come_later() {
		List<Object> seen = new ArrayList<>();
		ChunkListener<Integer, String> other = new ChunkListener<>() {
			@Override
			public void beforeChunk(Chunk<Integer> chunk) {
				chunk.forEach((item) -> seen.add(RegistrationTests.this.prefetch.thread(item)));
			}
		};
		assertThatItPrefetches(this.steps.<Integer, String>chunk(2)
			.reader(this.reader)
			.processor(this.processor)
			.writer(this.writer)
			.listener(new MemoizedPrefetchChunkListener<>(this.prefetch))
			.listener(other)
			.build());
		assertThat(seen).hasSize(3).doesNotContainNull();
	}

	/** As of Spring Batch 6.0.6 the scan tells of items that were read, one at a time. */
	@Test
	void should_prefetch_where_only_chunks_are_told_but_leave_scanned_items_alone() {
		MemoizedPrefetchChunkListener<Integer, String> listener = new MemoizedPrefetchChunkListener<>(this.prefetch);
		List<List<?>> told = new ArrayList<>();
		ChunkListener<Integer, String> wrapper = new ChunkListener<>() {
			@Override
			public void beforeChunk(Chunk<Integer> chunk) {
				told.add(List.copyOf((List<?>) chunk.getItems()));
				listener.beforeChunk(chunk);
			}
		};
		run(this.steps.<Integer, String>chunk(2)
			.reader(this.reader)
			.processor(this.processor)
			.writer(failingOn("2"))
			.faultTolerant()
			.retryPolicy((exception) -> false)
			.skip(IllegalStateException.class)
			.skipLimit(1)
			.listener(wrapper)
			.build());
		assertThat(told).startsWith(List.of(1, 2)).endsWith(List.of(3)).hasSize(4);
		told.removeIf((chunk) -> chunk.get(0) instanceof String);
		assertThat(this.prefetch.chunks()).isEqualTo(told);
		assertThat(this.prefetch.clears()).isOne();
	}

	private static ItemWriter<String> failingOn(String item) {
		return (chunk) -> {
			if (chunk.getItems().contains(item)) {
				throw new IllegalStateException("item " + item);
			}
		};
	}

	private void assertThatItPrefetches(Step step) {
		run(step);
		assertThat(this.prefetch.chunks()).isEqualTo(List.of(List.of(1, 2), List.of(3)));
		assertThat(this.prefetch.clears()).isOne();
	}

	private void run(Step step) {
		StepRunner.run(step, this.jobRepository);
	}

}
