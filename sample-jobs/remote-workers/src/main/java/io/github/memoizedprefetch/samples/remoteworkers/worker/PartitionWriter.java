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

import io.github.memoizedprefetch.samples.bookshop.report.ReviewLine;
import io.github.memoizedprefetch.samples.remoteworkers.job.ReportLines;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Writes the lines of a partition, within the transaction of the chunk.
 */
class PartitionWriter implements ItemWriter<ReviewLine> {

	private final ReportLines lines;

	private final WorkerMeter meter;

	private final long jobInstance;

	private final String partition;

	PartitionWriter(ReportLines lines, WorkerMeter meter, long jobInstance, String stepName) {
		this.lines = lines;
		this.meter = meter;
		this.jobInstance = jobInstance;
		this.partition = stepName.substring(stepName.indexOf(':') + 1);
	}

	@Override
	public void write(Chunk<? extends ReviewLine> chunk) {
		this.lines.insert(this.jobInstance, chunk.getItems());
		this.meter.written(this.partition, chunk.size());
	}

}
