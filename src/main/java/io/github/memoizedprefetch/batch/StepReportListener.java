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
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.report.Report;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.annotation.AfterJob;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Says at a step's end which SQL statements it has issued, what for, and what to do about
 * it; also where nothing else of this library is used. Spring Boot registers one with
 * every step if {@code memoized-prefetch.report=true}; elsewhere it is one call, in every
 * kind of step: {@code listener(new StepReportListener(entityManagerFactory))}. There the
 * factory has to have been made with the property
 * {@code hibernate.session_factory.statement_inspector} set to
 * {@code io.github.memoizedprefetch.hibernate.statements.ReportingStatementInspector}.
 * <p>
 * Registered with the job too, it says at the job's end what all steps have issued.
 * <p>
 * The report is logged at level INFO. It changes nothing of what a step does, and an
 * error within it is logged and does not reach the step; {@link #failAbove} is the
 * exception. Thread-safe, once configured; one may serve several steps at once.
 */
public final class StepReportListener extends StepReportCallbacks<Void> implements JobExecutionListener {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final List<Consumer<? super StepReport>> consumers = new CopyOnWriteArrayList<>();

	private volatile double failAbove = Double.POSITIVE_INFINITY;

	/**
	 * Make a listener.
	 * @param entityManagerFactories the factories whose statements are reported, one as a
	 * rule
	 */
	public StepReportListener(EntityManagerFactory... entityManagerFactories) {
		super(List.of(entityManagerFactories));
	}

	/**
	 * Hand each report on, when it has been logged.
	 * @param consumer is called by the thread that ends the step; what it throws is
	 * logged and has no effect on the step
	 * @return this
	 */
	public StepReportListener onReport(Consumer<? super StepReport> consumer) {
		this.consumers.add(Objects.requireNonNull(consumer, "consumer must not be null"));
		return this;
	}

	/**
	 * Let a step fail that has issued too many statements, with the report as its exit
	 * description: for tests and staging. Its chunks are committed by then.
	 * @param statementsPerItem how many statements an item may cost, on the average;
	 * steps that read no items do not fail. No limit by default
	 * @return this
	 * @throws IllegalArgumentException if it is not positive
	 */
	public StepReportListener failAbove(double statementsPerItem) {
		if (!(statementsPerItem > 0)) {
			throw new IllegalArgumentException("statementsPerItem must be positive, but is " + statementsPerItem);
		}
		this.failAbove = statementsPerItem;
		return this;
	}

	@Override
	@Nullable ExitStatus ended(Report made, StepExecution execution) {
		StepReport report = publish(made);
		if (report.statementsPerItem() <= this.failAbove) {
			return null;
		}
		String message = String.format(Locale.ROOT, "%.2f statements per item are more than %s%n%s",
				report.statementsPerItem(), this.failAbove, report);
		execution.setStatus(BatchStatus.FAILED);
		execution.addFailureException(new IllegalStateException(message));
		return ExitStatus.FAILED.addExitDescription(message);
	}

	private StepReport publish(Report made) {
		StepReport report = new StepReport(made);
		logger.info("{}", report);
		for (Consumer<? super StepReport> consumer : this.consumers) {
			try {
				consumer.accept(report);
			}
			catch (RuntimeException ex) {
				logger.warn("A step report was refused by {}", consumer, ex);
			}
		}
		return report;
	}

	/**
	 * Say what all steps of the job have issued, if there are several.
	 * @param jobExecution the job execution
	 */
	@Override
	@AfterJob
	public void afterJob(JobExecution jobExecution) {
		Report report = this.reporter.afterJob(jobExecution);
		if (report != null) {
			publish(report);
		}
	}

}
