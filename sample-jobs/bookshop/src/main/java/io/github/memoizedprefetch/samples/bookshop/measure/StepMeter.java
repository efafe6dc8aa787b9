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
package io.github.memoizedprefetch.samples.bookshop.measure;

import org.hibernate.stat.Statistics;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.ItemReadListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Notes in each step's execution context how many statements it took and how long its
 * reader was busy. Steps run one after the other, on one thread.
 */
public class StepMeter implements StepExecutionListener, ItemReadListener<Object> {

	static final String STATEMENTS = "statements";

	static final String READING_NANOS = "readingNanos";

	private final Statistics statistics;

	private long statementsBefore;

	private long readingSince;

	private long readingNanos;

	public StepMeter(Statistics statistics) {
		this.statistics = statistics;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.statementsBefore = this.statistics.getPrepareStatementCount();
		this.readingNanos = 0;
	}

	@Override
	public void beforeRead() {
		this.readingSince = System.nanoTime();
	}

	@Override
	public void afterRead(Object item) {
		this.readingNanos += System.nanoTime() - this.readingSince;
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		stepExecution.getExecutionContext()
			.putLong(STATEMENTS, this.statistics.getPrepareStatementCount() - this.statementsBefore);
		stepExecution.getExecutionContext().putLong(READING_NANOS, this.readingNanos);
		return null;
	}

}
