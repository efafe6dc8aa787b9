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

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.samples.remoteworkers.job.Partitioning;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Makes partitions that nobody works on any more failed: those of a worker that has died.
 * Spring Batch waits for them forever, or until a time that all partitions together must
 * not exceed, and does not restart what it believes to be running.
 * <p>
 * Partitions are given up when none has committed a chunk for a while, which is the
 * longer the slower the machine is. A worker that is only slow does no harm then: its
 * next chunk fails, since a chunk is committed together with its step execution, whose
 * version is no longer the one it knows.
 */
class StalledPartitions implements StepExecutionListener {

	private static final Logger log = LoggerFactory.getLogger(StalledPartitions.class);

	private static final long MILLIS_BETWEEN_LOOKS = 500;

	private final JobRepository jobRepository;

	private final Duration stalledAfter;

	private @Nullable ScheduledExecutorService looking;

	StalledPartitions(JobRepository jobRepository, Duration stalledAfter) {
		this.jobRepository = jobRepository;
		this.stalledAfter = stalledAfter;
	}

	static boolean isPartition(StepExecution execution) {
		return execution.getStepName().startsWith(Partitioning.WORKER_STEP + ":");
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		Patience patience = new Patience(this.stalledAfter);
		this.looking = Executors.newSingleThreadScheduledExecutor();
		this.looking.scheduleWithFixedDelay(() -> look(stepExecution.getJobExecutionId(), patience), 0,
				MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		if (this.looking != null) {
			this.looking.shutdownNow();
		}
		return null;
	}

	/** Whatever happens, it is looked again. */
	private void look(long jobExecutionId, Patience patience) {
		try {
			List<StepExecution> partitions = partitions(jobExecutionId);
			List<StepExecution> running = partitions.stream()
				.filter((partition) -> partition.getStatus().isRunning())
				.toList();
			Map<Long, Integer> versions = running.stream()
				.collect(Collectors.toMap(StepExecution::getId, StepExecution::getVersion));
			boolean begun = partitions.stream().anyMatch((partition) -> partition.getCommitCount() > 0);
			if (patience.isAtItsEnd(versions, begun, System.nanoTime())) {
				running.forEach((partition) -> fail(partition, patience.waited()));
			}
		}
		catch (RuntimeException ex) {
			log.warn("Cannot see how far the partitions are", ex);
		}
	}

	private List<StepExecution> partitions(long jobExecutionId) {
		JobExecution execution = this.jobRepository.getJobExecution(jobExecutionId);
		return execution.getStepExecutions().stream().filter(StalledPartitions::isPartition).toList();
	}

	private void fail(StepExecution partition, Duration waited) {
		String reason = "%s: no progress in %d s after %,d rows, given up".formatted(partition.getStepName(),
				waited.toSeconds(), partition.getWriteCount());
		partition.setStatus(BatchStatus.FAILED);
		partition.setExitStatus(ExitStatus.FAILED.addExitDescription(reason));
		partition.setEndTime(LocalDateTime.now());
		try {
			this.jobRepository.update(partition);
			log.warn(reason);
		}
		catch (OptimisticLockingFailureException ex) {
			log.info("{} goes on after all", partition.getStepName());
		}
	}

}
