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

import java.nio.file.Path;
import java.time.Duration;

import javax.sql.DataSource;

import io.github.memoizedprefetch.samples.bookshop.model.Review;
import io.github.memoizedprefetch.samples.bookshop.report.Report;
import io.github.memoizedprefetch.samples.remoteworkers.job.Partitioning;
import io.github.memoizedprefetch.samples.remoteworkers.job.ReportLines;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JdbcCursorItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.transform.PassThroughLineAggregator;
import org.springframework.batch.integration.chunk.ChunkMessageChannelItemWriter;
import org.springframework.batch.integration.partition.RemotePartitioningManagerStepBuilderFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.core.MessagingTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The jobs that the workers do. Each ends with a step that makes a file of their lines.
 */
@Configuration(proxyBeanMethods = false)
class RemoteJobConfiguration {

	@Bean("keyed")
	Job keyedJob(JobRepository jobRepository, RemotePartitioningManagerStepBuilderFactory steps,
			DirectChannel partitionRequests, StalledPartitions stalled, Step exportStep) {
		Step step = partitioned(Partitioning.KEYED, steps, partitionRequests, stalled);
		return new JobBuilder("keyed", jobRepository).start(step).next(exportStep).build();
	}

	@Bean("round-robin")
	Job roundRobinJob(JobRepository jobRepository, RemotePartitioningManagerStepBuilderFactory steps,
			DirectChannel partitionRequests, StalledPartitions stalled, Step exportStep) {
		Step step = partitioned(Partitioning.ROUND_ROBIN, steps, partitionRequests, stalled);
		return new JobBuilder("round-robin", jobRepository).start(step).next(exportStep).build();
	}

	/**
	 * Without an input channel the job repository is asked for what has become of them.
	 */
	private static Step partitioned(Partitioning partitioning, RemotePartitioningManagerStepBuilderFactory steps,
			DirectChannel partitionRequests, StalledPartitions stalled) {
		return steps.get("reviews")
			.partitioner(Partitioning.WORKER_STEP, partitioning)
			.gridSize(Partitioning.PARTITIONS)
			.outputChannel(partitionRequests)
			.pollInterval(200)
			.listener(stalled)
			.build();
	}

	@Bean
	StalledPartitions stalledPartitions(JobRepository jobRepository,
			@Value("${sample.stalled-after}") Duration stalledAfter) {
		return new StalledPartitions(jobRepository, stalledAfter);
	}

	@Bean("chunked")
	Job chunkedJob(JobRepository jobRepository, PlatformTransactionManager transactionManager,
			EntityManagerFactory entityManagerFactory, ChunkMessageChannelItemWriter<Review> chunkWriter,
			Step exportStep) {
		Step step = new StepBuilder("reviews", jobRepository).<Review, Review>chunk(Partitioning.CHUNK_SIZE)
			.transactionManager(transactionManager)
			.reader(Report.REVIEWS.pages(entityManagerFactory, Integer.MAX_VALUE))
			.writer(chunkWriter)
			.build();
		return new JobBuilder("chunked", jobRepository).start(step).next(exportStep).build();
	}

	/**
	 * Sends the reviews as they were read, their book a proxy that has not been loaded.
	 * Java's serialisation replaces such a proxy by entity name and id, and a worker gets
	 * a detached proxy of its own session factory, which therefore has the same name
	 * ({@code hibernate.session_factory_name}). JSON has no such thing: with it, send the
	 * ids and let the worker load the reviews.
	 */
	@Bean
	ChunkMessageChannelItemWriter<Review> chunkWriter(DirectChannel chunkRequests, QueueChannel chunkReplies) {
		MessagingTemplate template = new MessagingTemplate(chunkRequests);
		template.setReceiveTimeout(1_000);
		ChunkMessageChannelItemWriter<Review> writer = new ChunkMessageChannelItemWriter<>();
		writer.setMessagingOperations(template);
		writer.setReplyChannel(chunkReplies);
		writer.setMaxWaitTimeouts(60);
		return writer;
	}

	@Bean
	Step exportStep(JobRepository jobRepository, PlatformTransactionManager transactionManager,
			JdbcCursorItemReader<String> exportReader, FlatFileItemWriter<String> exportWriter) {
		return new StepBuilder("export", jobRepository).<String, String>chunk(Report.CHUNK_SIZE)
			.transactionManager(transactionManager)
			.reader(exportReader)
			.writer(exportWriter)
			.build();
	}

	@Bean
	@StepScope
	JdbcCursorItemReader<String> exportReader(DataSource dataSource,
			@Value("#{stepExecution.jobExecution.jobInstanceId}") long jobInstance) {
		return new JdbcCursorItemReaderBuilder<String>().name("lines")
			.dataSource(dataSource)
			.sql(ReportLines.QUERY)
			.queryArguments(jobInstance)
			.rowMapper((row, number) -> row.getString(1))
			.build();
	}

	@Bean
	@StepScope
	FlatFileItemWriter<String> exportWriter(@Value("#{jobParameters['file']}") Path file) {
		return new FlatFileItemWriterBuilder<String>().name("report")
			.resource(new FileSystemResource(file))
			.encoding("UTF-8")
			.lineSeparator("\n")
			.headerCallback((writer) -> writer.write(Report.REVIEWS.header()))
			.lineAggregator(new PassThroughLineAggregator<>())
			.build();
	}

}
