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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.item.ChunkProcessor;
import org.springframework.batch.core.step.item.FaultTolerantChunkProcessor;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.integration.chunk.ChunkProcessorChunkRequestHandler;
import org.springframework.batch.integration.chunk.ChunkRequest;
import org.springframework.batch.integration.chunk.ChunkResponse;
import org.springframework.batch.integration.chunk.ChunkTaskExecutorItemWriter;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Local and remote chunking: a step reads, and hands its chunks to chunk processors.
 */
class ChunkingTests {

	@AutoClose
	private final Database database = Database.open().populate();

	private final List<String> truth = ReportLine.all(this.database);

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	@AutoClose("shutdown")
	private final ThreadPoolTaskExecutor taskExecutor = Threads.start(4);

	private final MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);

	private final ChunkProcessor<Object> report = (chunk, contribution) -> {
		chunk.forEach((item) -> this.lines.add(ReportLine.of(item)));
		contribution.incrementWriteCount(chunk.size());
	};

	/**
	 * Who misses what another thread is loading waits, so no target is loaded twice.
	 */
	@Test
	void should_prefetch_the_chunks_of_local_workers() {
		StepExecution execution = run(ReviewReaders.DETACHED,
				new MemoizedPrefetchChunkProcessor<>(this.prefetch, this.report), null);
		assertThat(execution.getWriteCount()).isEqualTo(100);
		assertThat(this.lines).containsExactlyInAnyOrderElementsOf(this.truth);
		assertThat(ReviewReport.loads(this.prefetch)).isEqualTo(ReviewReport.ENTITIES);
		assertThat(this.database.statements().count()).isEqualTo(this.prefetch.statistics().total().statements())
			.isLessThanOrEqualTo(10 * 5);
	}

	@Test
	void should_clear_the_memo_when_the_step_of_local_workers_ends() {
		for (int run = 0; run < 2; run++) {
			long before = ReviewReport.loads(this.prefetch);
			run(ReviewReaders.DETACHED, new MemoizedPrefetchChunkProcessor<>(this.prefetch, this.report), null);
			assertThat(ReviewReport.loads(this.prefetch) - before).isEqualTo(ReviewReport.ENTITIES);
		}
	}

	/**
	 * JPA readers keep a session open, which the workers must not use: the step's
	 * listener prefetches on the thread that reads.
	 */
	@ParameterizedTest
	@EnumSource(names = { "PAGING", "PAGING_NOT_TRANSACTED", "CURSOR", "REPOSITORY", "RECORDS" })
	void should_prefetch_for_local_workers_on_the_thread_that_reads(ReviewReaders reader) {
		run(reader, this.report, new MemoizedPrefetchItemReadListener<>(this.prefetch));
		assertThat(this.lines).containsExactlyInAnyOrderElementsOf(this.truth);
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(ReviewReport.LOADS);
		assertThat(this.database.statements().selectsFrom("Author")).isEqualTo(3);
	}

	@Test
	void should_prefetch_the_chunks_that_a_remote_worker_receives() throws Exception {
		ChunkProcessorChunkRequestHandler<Object> worker = worker();
		sendAll(worker, execution(1), 0);
		assertThat(this.lines).containsExactlyElementsOf(this.truth);
		assertThat(this.database.statements().count()).isEqualTo(ReviewReport.LOADS);
	}

	@Test
	void should_clear_the_memo_of_a_remote_worker_when_the_next_step_begins() throws Exception {
		ChunkProcessorChunkRequestHandler<Object> worker = worker();
		sendAll(worker, execution(1), 0);
		sendAll(worker, execution(1), 0);
		sendAll(worker, execution(2), ReviewReport.LOADS);
		sendAll(worker, execution(1), 0);
		assertThat(this.prefetch.statistics().total().statements()).isEqualTo(2 * ReviewReport.LOADS);
	}

	@Test
	void should_fail_the_chunk_if_the_prefetch_fails() throws Exception {
		ChunkProcessorChunkRequestHandler<Object> worker = new ChunkProcessorChunkRequestHandler<>();
		worker.setChunkProcessor(new MemoizedPrefetchChunkProcessor<>(new RecordingPrefetch() {
			@Override
			public void processChunk(Iterable<?> items) {
				throw new IllegalStateException("no database");
			}
		}, this.report));
		StepExecution execution = execution(1);
		ChunkResponse response = worker
			.handle(new ChunkRequest<>(1, Chunk.of("item"), 1, execution.createStepContribution()));
		assertThat(response.isSuccessful()).isFalse();
		assertThat(response.getMessage()).contains("no database");
		assertThat(this.lines).isEmpty();
	}

	@Test
	void should_reject_a_decorator_inside_a_decorator() {
		ChunkProcessor<Object> decorator = new MemoizedPrefetchChunkProcessor<>(this.prefetch, this.report);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MemoizedPrefetchChunkProcessor<>(this.prefetch, decorator))
			.withMessageContaining(
					"The delegate is a MemoizedPrefetchChunkProcessor itself; decorate its delegate once");
	}

	@Test
	@SuppressWarnings({ "removal", "deprecation" })
	void should_reject_a_processor_whose_chunks_are_delivered_again() {
		ChunkProcessor<Object> tolerant = new FaultTolerantChunkProcessor<Object, Object>((item) -> item, (chunk) -> {
		}, null);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new MemoizedPrefetchChunkProcessor<>(this.prefetch, tolerant))
			.withMessageContaining("The delegate is a FaultTolerantChunkProcessor");
	}

	private StepExecution run(ReviewReaders reader, ChunkProcessor<Object> processor,
			MemoizedPrefetchItemReadListener<Object> listener) {
		JobRepository jobRepository = new ResourcelessJobRepository();
		ItemReader<?> items = reader.open(this.database);
		ChunkTaskExecutorItemWriter<Object> writer = new ChunkTaskExecutorItemWriter<>(processor, this.taskExecutor);
		var builder = new StepBuilder("step", jobRepository).<Object, Object>chunk(10)
			.transactionManager(new JpaTransactionManager(this.database.entityManagerFactory()))
			.reader(items)
			.writer(writer)
			.listener((org.springframework.batch.core.listener.StepExecutionListener) writer);
		if (listener != null) {
			builder.listener(listener);
		}
		Step step = builder.build();
		this.database.statements().reset();
		StepExecution execution = StepRunner.run(step, jobRepository);
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return execution;
	}

	private ChunkProcessorChunkRequestHandler<Object> worker() {
		ChunkProcessorChunkRequestHandler<Object> worker = new ChunkProcessorChunkRequestHandler<>();
		worker.setChunkProcessor(new MemoizedPrefetchChunkProcessor<>(this.prefetch, this.report));
		return worker;
	}

	private static StepExecution execution(long id) {
		return new StepExecution(id, "step", new JobExecution(id, new JobInstance(id, "job"), new JobParameters()));
	}

	/** Whatever was read for this is not counted. */
	private void sendAll(ChunkProcessorChunkRequestHandler<Object> worker, StepExecution execution, int statements)
			throws Exception {
		ItemReader<?> reader = ReviewReaders.DETACHED.open(this.database);
		long before = this.prefetch.statistics().total().statements();
		this.database.statements().reset();
		for (int sequence = 0; sequence < 10; sequence++) {
			Chunk<Object> chunk = new Chunk<>();
			for (int i = 0; i < 10; i++) {
				chunk.add(reader.read());
			}
			StepContribution contribution = execution.createStepContribution();
			assertThat(worker.handle(new ChunkRequest<>(sequence, chunk, 1, contribution)).isSuccessful()).isTrue();
		}
		if (statements > 0) {
			assertThat(this.prefetch.statistics().total().statements() - before).isEqualTo(statements);
		}
	}

}
