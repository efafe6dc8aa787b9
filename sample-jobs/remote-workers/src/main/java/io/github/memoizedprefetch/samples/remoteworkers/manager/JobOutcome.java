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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springframework.batch.core.BatchStatus;

/**
 * What a job execution has come to.
 *
 * @param status the status of the job execution
 * @param statements how many statements Hibernate sent in the manager
 * @param partitionRows how many rows each partition has committed; without partitions
 * empty
 * @param message why it failed; empty if it did not
 */
public record JobOutcome(BatchStatus status, long statements, List<Long> partitionRows, String message) {

	/** Starts the message if the input is to blame. */
	public static final String BAD_INPUT = "bad input: ";

	private static final String SEPARATOR = ";";

	/**
	 * Read what {@link #toLine()} has written.
	 * @param line the line
	 * @return the outcome
	 */
	public static JobOutcome parse(String line) {
		String[] parts = line.split(SEPARATOR, 4);
		List<Long> rows = Arrays.stream(parts[2].split(","))
			.filter((row) -> !row.isEmpty())
			.map(Long::valueOf)
			.toList();
		return new JobOutcome(BatchStatus.valueOf(parts[0]), Long.parseLong(parts[1]), rows, parts[3]);
	}

	String toLine() {
		String rows = this.partitionRows.stream().map(String::valueOf).collect(Collectors.joining(","));
		return String.format(Locale.ROOT, "%s;%d;%s;%s", this.status, this.statements, rows, this.message);
	}

}
