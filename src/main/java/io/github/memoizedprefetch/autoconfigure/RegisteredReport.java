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
package io.github.memoizedprefetch.autoconfigure;

import io.github.memoizedprefetch.batch.StepReportListener;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * A report as all the listeners that it is: without the reflection by which Spring Batch
 * calls methods with annotations, also in a native image.
 *
 * @param report is told
 */
record RegisteredReport(StepReportListener report)
		implements
			JobExecutionListener,
			StepExecutionListener,
			ItemReadListener<Object>,
			ItemProcessListener<Object, Object>,
			ItemWriteListener<Object> {

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.report.beforeStep(stepExecution);
	}

	@Override
	public void beforeRead() {
		this.report.beforeRead();
	}

	@Override
	public void afterRead(Object item) {
		this.report.afterRead(item);
	}

	@Override
	public void beforeProcess(Object item) {
		this.report.beforeProcess(item);
	}

	@Override
	public void beforeWrite(Chunk<?> items) {
		this.report.beforeWrite(items);
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		return this.report.afterStep(stepExecution);
	}

	@Override
	public void afterJob(JobExecution jobExecution) {
		this.report.afterJob(jobExecution);
	}

}
