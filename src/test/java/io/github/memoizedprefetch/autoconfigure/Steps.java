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

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.context.ApplicationContext;

/**
 * Runs steps of an application context.
 */
final class Steps {

	private Steps() {
	}

	static StepExecution run(ApplicationContext context) {
		return run(context, context.getBean(Step.class));
	}

	static StepExecution run(ApplicationContext context, Step step) {
		JobRepository jobRepository = context.getBean(JobRepository.class);
		JobExecution job = jobRepository.createJobExecution(jobRepository.createJobInstance("job", new JobParameters()),
				new JobParameters(), new ExecutionContext());
		StepExecution execution = jobRepository.createStepExecution(step.getName(), job);
		try {
			step.execute(execution);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		return execution;
	}

}
