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
package io.github.memoizedprefetch.benchmark.step;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import com.sun.management.ThreadMXBean;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.batch.StepReportListener;
import io.github.memoizedprefetch.hibernate.statements.ReportingStatementInspector;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;

/**
 * A chunk-oriented step of one strategy, run as often as one likes.
 */
final class BenchmarkStep implements AutoCloseable {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final WorkerOptions options;

	private final AtomicLong statements = new AtomicLong();

	private final SessionFactory factory;

	private final HeapPeak heap = new HeapPeak();

	private long heard;

	BenchmarkStep(WorkerOptions options, DataSource dataSource) {
		this.options = options;
		StatementInspector counter = (sql) -> {
			this.statements.incrementAndGet();
			return sql;
		};
		this.factory = EntityManagerFactories.create(options.work(), options.strategy(), dataSource,
				options.strategy().isReported() ? new ReportingStatementInspector(counter) : counter);
		if (options.strategy() == Strategy.MEMOIZED_HEARD) {
			hear();
		}
	}

	private void hear() {
		((SessionFactoryImplementor) this.factory).getEventListenerRegistry()
			.appendListeners(EventType.POST_LOAD, (PostLoadEvent event) -> this.heard++);
	}

	Measurement run() throws Exception {
		if (this.options.strategy().startsCold()) {
			this.factory.getCache().evictAllRegions();
		}
		BooksByHand books = new BooksByHand(this.factory, this.options.work());
		Checksum checksum = new Checksum(this.options.work(),
				this.options.strategy().isByHand() ? books::get : UnaryOperator.identity(),
				this.options.strategy().usesAssociations(), this.options.slice());
		JobRepository repository = new ResourcelessJobRepository();
		Step step = step(repository, checksum, books);
		StepExecution execution = execution(repository);
		this.heap.reset();
		this.statements.set(0);
		long bytes = THREADS.getCurrentThreadAllocatedBytes();
		long cpu = THREADS.getCurrentThreadCpuTime();
		long start = System.nanoTime();
		step.execute(execution);
		long nanos = System.nanoTime() - start;
		cpu = THREADS.getCurrentThreadCpuTime() - cpu;
		bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
		if (execution.getStatus() != BatchStatus.COMPLETED) {
			throw new IllegalStateException("The step failed", execution.getFailureExceptions().get(0));
		}
		return new Measurement(execution.getWriteCount(), this.statements.get(), nanos, cpu, bytes, this.heap.get(),
				checksum.items(), checksum.targets(), checksum.slicedTargets());
	}

	private Step step(JobRepository repository, Checksum checksum, BooksByHand books) {
		ChunkOrientedStepBuilder<Object, Object> step = new StepBuilder("step", repository)
			.chunk(this.options.chunkSize());
		ItemReader<?> reader = Readers.create(this.options.reader(), this.options.work(), this.options.strategy(),
				this.factory, this.options.chunkSize(), this.options.rows());
		if (this.options.strategy().isMemoized()) {
			reader = memoize(step, reader);
		}
		JpaTransactionManager transactions = new JpaTransactionManager(this.factory);
		transactions.setJpaDialect(new HibernateJpaDialect());
		step.transactionManager(transactions)
			.reader(reader)
			.processor(checksum)
			.writer((this.options.rows() > Progress.INTERVAL) ? new Progress() : (items) -> {
			});
		if (this.options.strategy() == Strategy.FLOOR_LISTENED) {
			step.listener(new IdleListener());
		}
		if (this.options.strategy() == Strategy.HANDMADE) {
			step.listener(books.whole());
		}
		if (this.options.strategy() == Strategy.LISTENER_BY_HAND) {
			step.listener(books.chunks());
		}
		if (this.options.strategy().isReported()) {
			step.listener(new StepReportListener(this.factory));
		}
		return step.build();
	}

	private ItemReader<?> memoize(ChunkOrientedStepBuilder<Object, Object> step, ItemReader<?> reader) {
		MemoizedPrefetch prefetch = Prefetches.create(this.options.work(), this.options.strategy(), this.factory);
		if (!this.options.strategy().readsWindows()) {
			step.listener(new MemoizedPrefetchItemReadListener<>(prefetch));
			return reader;
		}
		step.listener(new StepExecutionListener() {

			@Override
			public @Nullable ExitStatus afterStep(StepExecution execution) {
				prefetch.close();
				return null;
			}

		});
		return Prefetches.windows(this.options.strategy(), reader, prefetch, this.options.chunkSize());
	}

	private static StepExecution execution(JobRepository repository) {
		JobInstance instance = repository.createJobInstance("job", new JobParameters());
		JobExecution job = repository.createJobExecution(instance, new JobParameters(), new ExecutionContext());
		return repository.createStepExecution("step", job);
	}

	/** What Spring Batch itself takes for calling a listener that hears of each item. */
	private static final class IdleListener
			implements ItemReadListener<Object>, ItemProcessListener<Object, Object>, ItemWriteListener<Object> {

	}

	@Override
	public void close() {
		this.factory.close();
	}

}
