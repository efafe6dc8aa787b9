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

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import io.github.memoizedprefetch.samples.bookshop.model.Author;
import io.github.memoizedprefetch.samples.bookshop.model.Book;
import io.github.memoizedprefetch.samples.bookshop.model.Category;
import io.github.memoizedprefetch.samples.bookshop.model.Publisher;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;

/**
 * A step over file rows, each of which finds its book.
 */
public final class KeyStep implements AutoCloseable {

	private static final int CHUNK_SIZE = 1_000;

	private final AtomicLong statements = new AtomicLong();

	private final SessionFactory factory;

	private final Path file;

	/**
	 * What a run took.
	 *
	 * @param statements the SQL statements
	 * @param nanos the nanoseconds
	 * @param checksum of the books that were found
	 */
	public record Run(long statements, long nanos, long checksum) {
	}

	public KeyStep(DataSource dataSource, Path file) {
		this.file = file;
		this.factory = new HibernatePersistenceConfiguration("keys")
			.managedClasses(Author.class, Publisher.class, Category.class, Book.class)
			.property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
			.property(JdbcSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true)
			.property(JdbcSettings.STATEMENT_INSPECTOR, (StatementInspector) (sql) -> {
				this.statements.incrementAndGet();
				return sql;
			})
			.createEntityManagerFactory();
	}

	/** Write the file, and what the tables need to be asked. */
	public static void prepare(DataSource dataSource, Path file, long rows) throws Exception {
		try (var connection = dataSource.getConnection(); var statement = connection.createStatement()) {
			statement.execute("create index if not exists books_isbn on books (isbn)");
			statement.execute("analyze books");
			connection.commit();
		}
		FileRow.write(file, rows, dataSource);
	}

	public Run run(KeyStrategy strategy, long rows) throws Exception {
		try (BookFinder finder = new BookFinder(strategy, this.factory)) {
			JobRepository repository = new ResourcelessJobRepository();
			Step step = step(repository, finder, rows);
			JobInstance instance = repository.createJobInstance("job", new JobParameters());
			JobExecution job = repository.createJobExecution(instance, new JobParameters(), new ExecutionContext());
			StepExecution execution = repository.createStepExecution("keys", job);
			this.statements.set(0);
			long start = System.nanoTime();
			step.execute(execution);
			long nanos = System.nanoTime() - start;
			if (execution.getStatus() != BatchStatus.COMPLETED || execution.getWriteCount() != rows) {
				throw new IllegalStateException("The step failed: " + execution,
						execution.getFailureExceptions().stream().findFirst().orElse(null));
			}
			return new Run(this.statements.get(), nanos, finder.checksum());
		}
	}

	private Step step(JobRepository repository, BookFinder finder, long rows) {
		JpaTransactionManager transactions = new JpaTransactionManager(this.factory);
		transactions.setJpaDialect(new HibernateJpaDialect());
		var step = new StepBuilder("keys", repository).<FileRow, Long>chunk(CHUNK_SIZE)
			.transactionManager(transactions)
			.reader(FileRow.reader(this.file, rows))
			.processor(finder)
			.writer((items) -> List.copyOf(items.getItems()));
		finder.registerWith(step);
		return step.build();
	}

	@Override
	public void close() {
		this.factory.close();
	}

}
