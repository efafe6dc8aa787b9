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

import io.github.memoizedprefetch.batch.step.StepReporter;
import io.github.memoizedprefetch.report.Report;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.annotation.BeforeRead;
import org.springframework.batch.core.annotation.BeforeStep;
import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * What Spring Batch calls for the report. The subclass binds {@code P} to what no item
 * is, so that for the compiler only {@code listener(StepExecutionListener)} of the
 * builders applies to it, which registers all that a listener is. At run time it is one
 * for any item, because the methods are declared here alone, where the type erases to
 * {@code Object}.
 *
 * @param <P> the items, as the compiler sees them
 */
abstract class StepReportCallbacks<P>
		implements StepExecutionListener, ItemReadListener<P>, ItemProcessListener<P, P>, ItemWriteListener<P> {

	final StepReporter reporter;

	StepReportCallbacks(List<EntityManagerFactory> entityManagerFactories) {
		if (entityManagerFactories.isEmpty()) {
			throw new IllegalArgumentException("an EntityManagerFactory is needed");
		}
		this.reporter = new StepReporter(entityManagerFactories, this::ended);
	}

	abstract @Nullable ExitStatus ended(Report report, StepExecution execution);

	/**
	 * Begin to count.
	 * @param stepExecution the step execution
	 */
	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.reporter.beforeStep(stepExecution);
	}

	/** The step reads. */
	@Override
	public void beforeRead() {
		this.reporter.beforeRead();
	}

	/**
	 * The step has read.
	 * @param item what was read
	 */
	@Override
	public void afterRead(P item) {
		this.reporter.afterRead(item);
	}

	/**
	 * The step processes.
	 * @param item what was read
	 */
	@Override
	public void beforeProcess(P item) {
		this.reporter.beforeProcess(item);
	}

	/**
	 * The step writes.
	 * @param items what is written
	 */
	@Override
	public void beforeWrite(Chunk<? extends P> items) {
		this.reporter.beforeWrite(items);
	}

	/**
	 * Say what the step has issued.
	 * @param stepExecution the step execution
	 * @return the exit status that it is to have, null if it does not matter
	 */
	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		return this.reporter.afterStep(stepExecution);
	}

	/** Lets builders that take any {@code Object} find all methods above. */
	@BeforeStep
	protected void foundInStep() {
	}

	/** The same, for their items. */
	@BeforeRead
	protected void foundInChunks() {
	}

}
