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

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Runs a step, or a job, without a launcher.
 */
final class StepRunner {

	private StepRunner() {
	}

	/**
	 * Run a step once.
	 */
	static StepExecution run(Step step, JobRepository jobRepository) {
		return run(step, jobRepository, new JobParameters());
	}

	/**
	 * Run a step once with job parameters.
	 */
	static StepExecution run(Step step, JobRepository jobRepository, JobParameters parameters) {
		JobExecution job = job(jobRepository, parameters);
		StepExecution execution = jobRepository.createStepExecution(step.getName(), job);
		execute(step, execution);
		return execution;
	}

	/**
	 * Run a step execution.
	 */
	static void execute(Step step, StepExecution execution) {
		try {
			step.execute(execution);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A new execution of a job.
	 */
	static JobExecution job(JobRepository jobRepository, JobParameters parameters) {
		JobInstance instance = jobRepository.createJobInstance("job", parameters);
		return jobRepository.createJobExecution(instance, parameters, new ExecutionContext());
	}

}
