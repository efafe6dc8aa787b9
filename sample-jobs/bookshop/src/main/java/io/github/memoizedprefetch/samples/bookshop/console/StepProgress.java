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
package io.github.memoizedprefetch.samples.bookshop.console;

import java.io.PrintStream;
import java.util.function.ToLongFunction;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Shows a bar that grows where there is a terminal, and a line now and then elsewhere.
 */
public class StepProgress implements StepExecutionListener, ItemWriteListener<Object> {

	private static final int WIDTH = 100;

	private final PrintStream out;

	private final ToLongFunction<String> expectedRows;

	private @Nullable ProgressBar bar;

	/**
	 * Make a listener for all steps of a job.
	 * @param out where to show the progress
	 * @param expectedRows tells how many rows a step will write, -1 if nobody knows
	 */
	public StepProgress(PrintStream out, ToLongFunction<String> expectedRows) {
		this.out = out;
		this.expectedRows = expectedRows;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		boolean terminal = System.console() != null;
		this.bar = new ProgressBarBuilder().setTaskName("%-7s".formatted(stepExecution.getStepName()))
			.setInitialMax(this.expectedRows.applyAsLong(stepExecution.getStepName()))
			.setStyle(ProgressBarStyle.ASCII)
			.setUpdateIntervalMillis(terminal ? 250 : 10_000)
			.setConsumer(terminal ? new ConsoleProgressBarConsumer(this.out) : new ProgressLines(this.out, WIDTH))
			.build();
	}

	@Override
	public void afterWrite(Chunk<? extends Object> items) {
		if (this.bar != null) {
			this.bar.stepBy(items.size());
		}
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		if (this.bar != null) {
			this.bar.maxHint(this.bar.getCurrent());
			this.bar.close();
			this.bar = null;
		}
		return null;
	}

}
