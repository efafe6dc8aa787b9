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
package io.github.memoizedprefetch.oracle;

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.MemoizedPrefetchChunkProcessor;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkProcessor;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads, processes and writes chunks as steps do.
 */
final class Loop {

	private final OracleCase oracleCase;

	private final MemoizedPrefetch prefetch;

	private final ChunkInitializer initializer;

	private final ItemProcessor<Object, Object> processor;

	private final ItemWriter<Object> writer;

	private final Disturbance disturbance;

	private final StepContribution contribution;

	private final ChunkProcessor<Object> chunks;

	/**
	 * @param prefetch the prefetch; null in runs without it
	 * @param initializer what initialises chunks in its place; null if nothing does
	 */
	Loop(OracleCase oracleCase, MemoizedPrefetch prefetch, ChunkInitializer initializer,
			ItemProcessor<Object, Object> processor, ItemWriter<Object> writer, Disturbance disturbance) {
		this.oracleCase = oracleCase;
		this.prefetch = prefetch;
		this.initializer = initializer;
		this.processor = processor;
		this.writer = writer;
		this.disturbance = disturbance;
		// another step than that of other cases, which would go on with what these have
		// learnt
		this.contribution = new StepContribution(new StepExecution(1, "step" + oracleCase.seed(),
				new JobExecution(1, new JobInstance(1, "job"), new JobParameters())));
		boolean decorated = prefetch != null && oracleCase.step() == StepKind.CHUNK_PROCESSOR;
		this.chunks = decorated ? new MemoizedPrefetchChunkProcessor<>(prefetch, this::process) : this::process;
	}

	void run(ItemStreamReader<Object> reader, TransactionTemplate transaction) {
		ExecutionContext context = new ExecutionContext();
		reader.open(context);
		try {
			boolean more = true;
			while (more) {
				more = Boolean.TRUE.equals(transaction.execute((status) -> {
					this.disturbance.begin();
					return chunk(reader);
				}));
				reader.update(context);
				this.disturbance.afterChunk(this.prefetch);
			}
		}
		finally {
			reader.close();
		}
	}

	private boolean chunk(ItemStreamReader<Object> reader) {
		try {
			List<Object> items = new ArrayList<>();
			Object item = reader.read();
			while (item != null) {
				items.add(item);
				item = (items.size() < this.oracleCase.chunkSize()) ? reader.read() : null;
			}
			this.disturbance.beforeChunk();
			if (this.prefetch != null && this.oracleCase.step() != StepKind.CHUNK_PROCESSOR) {
				List<Object> seen = this.oracleCase.items().items(this.oracleCase.itemType(), items);
				this.prefetch.processChunk(this.oracleCase.repeated() ? repeat(seen) : seen);
			}
			if (this.initializer != null) {
				this.initializer.initialize(this.oracleCase.repeated() ? repeat(items) : items);
			}
			this.chunks.process(new Chunk<>(items), this.contribution);
			if (this.prefetch != null) {
				this.disturbance.afterWrite(items);
			}
			return items.size() == this.oracleCase.chunkSize();
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void process(Chunk<Object> items, StepContribution contribution) throws Exception {
		Chunk<Object> outputs = new Chunk<>();
		for (Object input : items) {
			Object output = this.processor.process(input);
			if (output != null) {
				outputs.add(output);
			}
		}
		if (!outputs.isEmpty()) {
			this.writer.write(outputs);
		}
	}

	/** The same instances again, and nulls between them. */
	private static List<Object> repeat(List<Object> items) {
		List<Object> repeated = new ArrayList<>(items);
		repeated.add(null);
		repeated.addAll(items);
		return repeated;
	}

}
