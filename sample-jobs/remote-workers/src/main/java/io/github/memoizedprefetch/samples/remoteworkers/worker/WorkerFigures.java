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

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;

/**
 * What a worker did.
 *
 * @param rows how many rows it wrote
 * @param statements how many statements Hibernate sent
 * @param prefetchStatements how many of these the prefetch sent
 * @param references how many references it served
 * @param hits how many ids, each once a chunk, its memo knew
 * @param misses how many it did not know, and loaded
 */
public record WorkerFigures(long rows, long statements, long prefetchStatements, long references, long hits,
		long misses) {

	public static final WorkerFigures NONE = new WorkerFigures(0, 0, 0, 0, 0, 0);

	static WorkerFigures of(long rows, long statements, TargetStatistics prefetched) {
		return new WorkerFigures(rows, statements, prefetched.statements(), prefetched.references(), prefetched.hits(),
				prefetched.misses());
	}

	/**
	 * Read what {@link #toLine()} has written.
	 * @param line the line
	 * @return the figures
	 */
	public static WorkerFigures parse(String line) {
		long[] values = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
		return new WorkerFigures(values[0], values[1], values[2], values[3], values[4], values[5]);
	}

	/**
	 * Write the figures for another process.
	 * @return a line
	 */
	public String toLine() {
		return LongStream
			.of(this.rows, this.statements, this.prefetchStatements, this.references, this.hits, this.misses)
			.mapToObj(Long::toString)
			.collect(Collectors.joining(" "));
	}

	public WorkerFigures plus(WorkerFigures other) {
		return new WorkerFigures(this.rows + other.rows, this.statements + other.statements,
				this.prefetchStatements + other.prefetchStatements, this.references + other.references,
				this.hits + other.hits, this.misses + other.misses);
	}

	WorkerFigures minus(WorkerFigures earlier) {
		return new WorkerFigures(this.rows - earlier.rows, this.statements - earlier.statements,
				this.prefetchStatements - earlier.prefetchStatements, this.references - earlier.references,
				this.hits - earlier.hits, this.misses - earlier.misses);
	}

	/**
	 * The share of ids that the memo knew.
	 * @return from 0 to 1; 1 if there was none
	 */
	public double hitRate() {
		long ids = this.hits + this.misses;
		return (ids == 0) ? 1 : (double) this.hits / ids;
	}

}
