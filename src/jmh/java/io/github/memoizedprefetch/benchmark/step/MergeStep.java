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

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import io.github.memoizedprefetch.batch.MergePrefetchItemWriter;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;

/**
 * Work (f): detached reviews are changed and merged, by a {@code JpaItemWriter} alone or
 * in its decorator. Updates are batched in both.
 */
public final class MergeStep implements AutoCloseable {

	private static final int CHUNK_SIZE = 1_000;

	private final AtomicLong statements = new AtomicLong();

	private final SessionFactory factory;

	private final long rows;

	public MergeStep(DataSource dataSource, long rows) {
		this.rows = rows;
		this.factory = new HibernatePersistenceConfiguration("merges").managedClasses(ReviewRow.class)
			.property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
			.property(BatchSettings.STATEMENT_BATCH_SIZE, CHUNK_SIZE)
			.property(JdbcSettings.STATEMENT_INSPECTOR, (org.hibernate.resource.jdbc.spi.StatementInspector) (sql) -> {
				this.statements.incrementAndGet();
				return sql;
			})
			.createEntityManagerFactory();
	}

	/**
	 * Run once.
	 * @return statements and nanoseconds
	 */
	public long[] run(boolean prefetched) throws Exception {
		JpaItemWriter<ReviewRow> jpa = new JpaItemWriter<>(this.factory);
		ItemWriter<ReviewRow> writer = prefetched ? new MergePrefetchItemWriter<>(jpa, this.factory) : jpa;
		JobRepository repository = new ResourcelessJobRepository();
		JpaTransactionManager transactions = new JpaTransactionManager(this.factory);
		transactions.setJpaDialect(new HibernateJpaDialect());
		var step = new StepBuilder("merges", repository).<ReviewRow, ReviewRow>chunk(CHUNK_SIZE)
			.transactionManager(transactions)
			.reader(new Pages())
			.processor((row) -> {
				row.turnRating();
				return row;
			})
			.writer(writer)
			.build();
		JobInstance instance = repository.createJobInstance("job", new JobParameters());
		JobExecution job = repository.createJobExecution(instance, new JobParameters(), new ExecutionContext());
		StepExecution execution = repository.createStepExecution("merges", job);
		this.statements.set(0);
		long start = System.nanoTime();
		step.execute(execution);
		long nanos = System.nanoTime() - start;
		if (execution.getStatus() != BatchStatus.COMPLETED || execution.getWriteCount() != this.rows) {
			throw new IllegalStateException("The step failed: " + execution);
		}
		return new long[] { this.statements.get(), nanos };
	}

	/** The sum of all ratings, which tells whether both have written the same. */
	public long checksum() {
		return this.factory.callInTransaction((entityManager) -> entityManager
			.createQuery("select sum(r.rating * mod(r.id, 1000)) from ReviewRow r where r.id <= :rows", Long.class)
			.setParameter("rows", this.rows)
			.getSingleResult());
	}

	@Override
	public void close() {
		this.factory.close();
	}

	/** Each page is read by a session of its own, which is closed then. */
	private final class Pages implements ItemReader<ReviewRow> {

		private long read;

		private Iterator<ReviewRow> page = List.<ReviewRow>of().iterator();

		@Override
		public ReviewRow read() {
			if (!this.page.hasNext() && this.read < MergeStep.this.rows) {
				long from = this.read;
				this.read = Math.min(from + CHUNK_SIZE, MergeStep.this.rows);
				this.page = MergeStep.this.factory.callInTransaction((entityManager) -> entityManager
					.createQuery("from ReviewRow where id > :from and id <= :to order by id", ReviewRow.class)
					.setParameter("from", from)
					.setParameter("to", this.read)
					.getResultList()
					.iterator());
			}
			return this.page.hasNext() ? this.page.next() : null;
		}

	}

}
