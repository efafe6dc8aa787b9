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
package io.github.memoizedprefetch.samples.bookshop;

import java.util.List;

import io.github.memoizedprefetch.UnprefetchedAssociationException;
import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.bookshop.measure.StepFigures;
import io.github.memoizedprefetch.samples.shared.SampleFailedException;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.stereotype.Component;

/**
 * Runs jobs and makes their failures exceptions.
 */
@Component
class JobRunner {

	private final JobOperator jobOperator;

	JobRunner(JobOperator jobOperator) {
		this.jobOperator = jobOperator;
	}

	JobExecution run(Job job) {
		JobExecution execution;
		try {
			execution = this.jobOperator.start(job, new JobParameters());
		}
		catch (Exception ex) {
			throw new IllegalStateException("The job could not be started", ex);
		}
		if (execution.getStatus() != BatchStatus.COMPLETED) {
			throw failure(execution.getAllFailureExceptions());
		}
		return execution;
	}

	static List<StepFigures> figures(JobExecution execution) {
		return execution.getStepExecutions().stream().map(StepFigures::of).toList();
	}

	private static RuntimeException failure(List<Throwable> failures) {
		for (Throwable failure : failures) {
			for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
				if (cause instanceof BadInputException badInput) {
					return badInput;
				}
				if (cause instanceof UnprefetchedAssociationException unprefetched) {
					return new SampleFailedException(unprefetched.getMessage());
				}
			}
		}
		return new IllegalStateException("The job failed", failures.isEmpty() ? null : failures.get(0));
	}

}
