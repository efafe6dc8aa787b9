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
package io.github.memoizedprefetch.batch.step;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.memoizedprefetch.report.BatchSettings;
import io.github.memoizedprefetch.report.Report;
import io.github.memoizedprefetch.report.StepFacts;
import io.github.memoizedprefetch.report.Tally;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;

/** What the steps of one job execution have issued. Thread-safe. */
final class JobStatements {

	/** Jobs that this is registered with the steps of only never tell of their end. */
	private static final int REMEMBERED = 100;

	private final Tally tally = new Tally();

	private int steps;

	private long items;

	private long chunks;

	private BatchSettings settings = new BatchSettings(0, false, false);

	/** Of the latest jobs, by the id of the job execution. */
	static Map<Long, JobStatements> latest() {
		return new LinkedHashMap<>() {

			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<Long, JobStatements> eldest) {
				return size() > REMEMBERED;
			}

		};
	}

	synchronized void add(StepStatements step, StepExecution execution, BatchSettings used) {
		this.tally.add(step.tally());
		this.steps++;
		this.items += StepStatements.items(execution);
		this.chunks += StepStatements.chunks(execution);
		this.settings = used;
	}

	/** Null if there was one step only, which has told. */
	synchronized @Nullable Report report(String job) {
		StepFacts facts = new StepFacts(job, "", this.items, Math.max(1, this.chunks), 0, 0, this.settings);
		return (this.steps > 1) ? Report.of(facts, this.tally.counts()) : null;
	}

}
