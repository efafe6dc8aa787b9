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
package io.github.memoizedprefetch.samples.remoteworkers.manager;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import org.hibernate.stat.Statistics;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.util.Assert;

/**
 * Starts jobs and tells what they have come to.
 */
class ManagerJobs {

	private final JobOperator jobOperator;

	private final JobRepository jobRepository;

	private final Map<String, Job> jobs;

	private final Statistics statistics;

	private @Nullable JobExecution last;

	ManagerJobs(JobOperator jobOperator, JobRepository jobRepository, Map<String, Job> jobs, Statistics statistics) {
		this.jobOperator = jobOperator;
		this.jobRepository = jobRepository;
		this.jobs = jobs;
		this.statistics = statistics;
	}

	JobOutcome start(String name, String file) throws Exception {
		Job job = this.jobs.get(name);
		Assert.notNull(job, () -> "no job " + name);
		long before = this.statistics.getPrepareStatementCount();
		this.last = this.jobOperator.start(job, new JobParametersBuilder().addString("file", file).toJobParameters());
		return outcome(this.last, before);
	}

	JobOutcome restart() throws Exception {
		JobExecution failed = this.last;
		Assert.state(failed != null, "no job was started");
		long before = this.statistics.getPrepareStatementCount();
		this.last = this.jobOperator.restart(failed);
		return outcome(this.last, before);
	}

	private JobOutcome outcome(JobExecution started, long before) {
		JobExecution execution = this.jobRepository.getJobExecution(started.getId());
		List<StepExecution> partitions = execution.getStepExecutions()
			.stream()
			.filter(StalledPartitions::isPartition)
			.toList();
		return new JobOutcome(execution.getStatus(), this.statistics.getPrepareStatementCount() - before,
				partitions.stream().map(StepExecution::getWriteCount).toList(), message(started, partitions));
	}

	/** What the partitions say, which ran elsewhere, or else what was thrown here. */
	private static String message(JobExecution execution, List<StepExecution> partitions) {
		String ofPartitions = partitions.stream()
			.filter((partition) -> partition.getStatus() == BatchStatus.FAILED)
			.map((partition) -> partition.getExitStatus().getExitDescription().lines().findFirst().orElse("failed"))
			.collect(Collectors.joining(", "));
		if (!ofPartitions.isEmpty()) {
			return ofPartitions;
		}
		return execution.getAllFailureExceptions().stream().findFirst().map(ManagerJobs::message).orElse("");
	}

	private static String message(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BadInputException) {
				return JobOutcome.BAD_INPUT + cause.getMessage();
			}
		}
		return String.valueOf(failure.getMessage());
	}

}
