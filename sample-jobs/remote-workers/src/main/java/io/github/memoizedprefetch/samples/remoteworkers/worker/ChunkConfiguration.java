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
import io.github.memoizedprefetch.batch.MemoizedPrefetchChunkProcessor;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import io.github.memoizedprefetch.samples.bookshop.report.ReviewProcessor;
import io.github.memoizedprefetch.samples.remoteworkers.job.ReportLines;

import org.springframework.batch.core.step.item.ChunkProcessor;
import org.springframework.batch.integration.chunk.ChunkProcessorChunkRequestHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remote chunking: what is done with a chunk of reviews that the manager has read. The
 * library decorates it from outside of its transaction.
 */
@Configuration(proxyBeanMethods = false)
class ChunkConfiguration {

	@Bean
	IntegrationFlow chunkFlow(ChunkProcessor<Review> reviewChunkProcessor, MemoizedPrefetch prefetch) {
		ChunkProcessorChunkRequestHandler<Review> handler = new ChunkProcessorChunkRequestHandler<>();
		handler.setChunkProcessor(new MemoizedPrefetchChunkProcessor<>(prefetch, reviewChunkProcessor));
		return IntegrationFlow.from("chunkRequests").handle(handler, "handle").channel("chunkReplies").get();
	}

	/** Counts nothing in the contribution: the manager's step counts what it sends. */
	@Bean
	ChunkProcessor<Review> reviewChunkProcessor(PlatformTransactionManager transactionManager, ReportLines lines,
			WorkerMeter meter) {
		TransactionTemplate transaction = new TransactionTemplate(transactionManager);
		ReviewProcessor processor = new ReviewProcessor();
		return (chunk, contribution) -> transaction.executeWithoutResult((status) -> {
			long jobInstance = contribution.getStepExecution().getJobExecution().getJobInstanceId();
			lines.insertOrReplace(jobInstance, chunk.getItems().stream().map(processor::process).toList());
			meter.written("chunks", chunk.size());
		});
	}

}
