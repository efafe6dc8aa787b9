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
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.configuration.support.ScopeConfiguration;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.item.ChunkProcessor;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.integration.chunk.ChunkProcessorChunkRequestHandler;
import org.springframework.batch.integration.chunk.ChunkRequest;
import org.springframework.batch.integration.chunk.ChunkTaskExecutorItemWriter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lookups where chunks are processed elsewhere than in a step's thread: by workers, and
 * in partitions.
 */
class LookupWorkerTests {

	private static final int CHUNKS = 6;

	private static final int CHUNK = 5;

	@AutoClose
	private final Database database = Database.open(Product.class);

	@AutoClose("shutdown")
	private final ThreadPoolTaskExecutor taskExecutor = Threads.start(3);

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	private final MemoizedLookup<String, Product> products = MemoizedLookup.one(Product.class, Product::getSku);

	private final MemoizedPrefetch prefetch = prefetch();

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	record Row(int number, String sku) {
	}

	@BeforeEach
	void fill() {
		this.database
			.inTransaction((em) -> IntStream.range(0, 10).forEach((i) -> em.persist(new Product("sku" + i, i))));
		this.database.statements().reset();
	}

	private MemoizedPrefetch prefetch() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).lookup(this.products, Row::sku).build();
	}

	/** Each chunk has five keys, of which the last is not found. */
	private static List<Row> rows() {
		return IntStream.range(0, CHUNKS * CHUNK)
			.mapToObj((i) -> new Row(i, "sku" + ((i % CHUNK == 4) ? 100 + i : i % 10)))
			.toList();
	}

	private static List<String> expected() {
		return rows().stream()
			.map((row) -> row.number() + " "
					+ ((row.number() % CHUNK == 4) ? "-" : "sku" + row.number() % 10 + "=" + row.number() % 10))
			.toList();
	}

	private String line(Row row) {
		return row.number() + " " + this.products.find(row.sku()).map(Product::toString).orElse("-");
	}

	private TargetStatistics statistics() {
		return this.prefetch.statistics().target(Product.class.getName() + ".sku");
	}

	private void assertThatAllIsFound(int statements) {
		assertThat(this.lines).containsExactlyInAnyOrderElementsOf(expected());
		assertThat(this.database.statements().selectsFrom("product")).isEqualTo(statements);
	}

	private ChunkProcessor<Row> report(boolean transaction) {
		TransactionTemplate template = new TransactionTemplate(
				new JpaTransactionManager(this.database.entityManagerFactory()));
		ChunkProcessor<Row> prefetched = new MemoizedPrefetchChunkProcessor<>(this.prefetch,
				(chunk, contribution) -> chunk.forEach((row) -> this.lines.add(line(row))));
		return transaction ? (chunk, contribution) -> template.executeWithoutResult((status) -> {
			try {
				prefetched.process(chunk, contribution);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}) : prefetched;
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void should_find_for_local_workers(boolean transaction) {
		ChunkTaskExecutorItemWriter<Row> writer = new ChunkTaskExecutorItemWriter<>(report(transaction),
				this.taskExecutor);
		run(new StepBuilder("step", this.jobRepository).<Row, Row>chunk(CHUNK)
			.transactionManager(new JpaTransactionManager(this.database.entityManagerFactory()))
			.reader(new ListItemReader<>(rows()))
			.writer(writer)
			.listener((StepExecutionListener) writer)
			.build());
		assertThatAllIsFound(CHUNKS);
		assertThat(statistics().references()).isEqualTo(30);
		assertThat(statistics().unannounced()).isZero();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void should_find_for_remote_workers(boolean transaction) throws Exception {
		ChunkProcessorChunkRequestHandler<Row> worker = new ChunkProcessorChunkRequestHandler<>();
		worker.setChunkProcessor(report(transaction));
		StepExecution execution = this.jobRepository.createStepExecution("step",
				StepRunner.job(this.jobRepository, new JobParameters()));
		for (int sequence = 0; sequence < CHUNKS; sequence++) {
			Chunk<Row> chunk = new Chunk<>(rows().subList(sequence * CHUNK, sequence * CHUNK + CHUNK));
			assertThat(worker.handle(new ChunkRequest<>(sequence, chunk, 1, execution.createStepContribution()))
				.isSuccessful()).isTrue();
		}
		assertThatAllIsFound(CHUNKS);
	}

	@Test
	void should_find_in_partitions_that_run_at_the_same_time() {
		run(partitioned(this.prefetch, this.taskExecutor));
		assertThatAllIsFound(CHUNKS);
		assertThat(statistics().unannounced()).isZero();
	}

	@Test
	void should_find_in_partitions_one_after_the_other() {
		run(partitioned(this.prefetch, new SyncTaskExecutor()));
		assertThatAllIsFound(CHUNKS);
	}

	/** The processor has one lookup, and each partition a prefetch. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void should_find_in_partitions_with_a_prefetch_each(boolean sameTime) {
		this.prefetch.close();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getBeanFactory().registerSingleton("tests", this);
			context.register(StepScopedPrefetch.class);
			context.refresh();
			run(partitioned(context.getBean("prefetch", MemoizedPrefetch.class),
					sameTime ? this.taskExecutor : new SyncTaskExecutor()));
			assertThatAllIsFound(CHUNKS);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(ScopeConfiguration.class)
	static class StepScopedPrefetch {

		@Bean
		@StepScope
		MemoizedPrefetch prefetch(LookupWorkerTests tests) {
			return tests.prefetch();
		}

	}

	private Step partitioned(MemoizedPrefetch shared, TaskExecutor executor) {
		Map<Long, ItemReader<Row>> readers = new ConcurrentHashMap<>();
		Step worker = new StepBuilder("worker", this.jobRepository).<Row, String>chunk(CHUNK)
			.transactionManager(new JpaTransactionManager(this.database.entityManagerFactory()))
			.reader(() -> {
				StepExecution execution = StepSynchronizationManager.getContext().getStepExecution();
				int first = execution.getExecutionContext().getInt("first");
				return readers
					.computeIfAbsent(execution.getId(),
							(id) -> new ListItemReader<>(rows().subList(first, first + 2 * CHUNK)))
					.read();
			})
			.processor(this::line)
			.writer((chunk) -> this.lines.addAll(chunk.getItems()))
			.listener(new MemoizedPrefetchItemReadListener<>(shared))
			.build();
		return new StepBuilder("manager", this.jobRepository).partitioner("worker", (gridSize) -> {
			Map<String, ExecutionContext> partitions = new TreeMap<>();
			for (int first = 0; first < CHUNKS * CHUNK; first += 2 * CHUNK) {
				partitions.put("partition" + first, new ExecutionContext(Map.of("first", first)));
			}
			return partitions;
		}).step(worker).taskExecutor(executor).build();
	}

	private void run(Step step) {
		StepExecution execution = StepRunner.run(step, this.jobRepository);
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
	}

}
