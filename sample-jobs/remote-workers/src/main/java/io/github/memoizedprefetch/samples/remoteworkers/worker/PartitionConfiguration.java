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
package io.github.memoizedprefetch.samples.remoteworkers.worker;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchItemReadListener;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import io.github.memoizedprefetch.samples.bookshop.report.ReviewLine;
import io.github.memoizedprefetch.samples.bookshop.report.ReviewProcessor;
import io.github.memoizedprefetch.samples.remoteworkers.job.Partitioning;
import io.github.memoizedprefetch.samples.remoteworkers.job.ReportLines;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.batch.integration.partition.RemotePartitioningWorkerStepBuilderFactory;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Remote partitioning: the step that processes a partition. The library's listener is all
 * that it needs.
 */
@Configuration(proxyBeanMethods = false)
class PartitionConfiguration {

	@Bean(Partitioning.WORKER_STEP)
	Step reviewPartition(RemotePartitioningWorkerStepBuilderFactory steps,
			PlatformTransactionManager transactionManager, DirectChannel freshPartitionRequests,
			JpaPagingItemReader<Review> partitionReader, PartitionWriter partitionWriter, MemoizedPrefetch prefetch) {
		return steps.get(Partitioning.WORKER_STEP)
			.inputChannel(freshPartitionRequests)
			.<Review, ReviewLine>chunk(Partitioning.CHUNK_SIZE)
			.transactionManager(transactionManager)
			.reader(partitionReader)
			.processor(new ReviewProcessor())
			.writer(partitionWriter)
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.build();
	}

	@Bean
	DirectChannel freshPartitionRequests() {
		return new DirectChannel();
	}

	/**
	 * The broker delivers a request again if the worker dies, and still has those of a
	 * job execution that has failed. Spring Batch would run their step executions once
	 * more; they are left to the restart, which sends requests of its own.
	 */
	@Bean
	IntegrationFlow freshPartitionRequestsFlow(JobRepository jobRepository) {
		return IntegrationFlow.from("partitionRequests")
			.filter(StepExecutionRequest.class, (request) -> isFresh(request, jobRepository),
					(filter) -> filter.discardChannel(IntegrationContextUtils.NULL_CHANNEL_BEAN_NAME))
			.channel("freshPartitionRequests")
			.get();
	}

	private static boolean isFresh(StepExecutionRequest request, JobRepository jobRepository) {
		StepExecution execution = jobRepository.getStepExecution(request.getStepExecutionId());
		if (execution != null && execution.getStatus() == BatchStatus.STARTING) {
			return true;
		}
		System.out.println("left to a restart: " + ((execution != null) ? execution.getStepName() : request));
		return false;
	}

	@Bean
	@StepScope
	JpaPagingItemReader<Review> partitionReader(EntityManagerFactory entityManagerFactory,
			@Value("#{stepExecutionContext['partitioning']}") Partitioning partitioning,
			@Value("#{stepExecutionContext['partition']}") int partition) {
		return partitioning.reader(entityManagerFactory, partition);
	}

	@Bean
	@StepScope
	PartitionWriter partitionWriter(ReportLines lines, WorkerMeter meter,
			@Value("#{stepExecution.jobExecution.jobInstanceId}") long jobInstance,
			@Value("#{stepExecution.stepName}") String stepName) {
		return new PartitionWriter(lines, meter, jobInstance, stepName);
	}

}
