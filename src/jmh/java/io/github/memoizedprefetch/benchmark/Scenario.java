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
package io.github.memoizedprefetch.benchmark;

import java.util.Collection;
import java.util.List;

import io.github.memoizedprefetch.benchmark.step.ReaderKind;
import io.github.memoizedprefetch.benchmark.step.Strategy;
import io.github.memoizedprefetch.benchmark.step.Work;

/**
 * What all strategies are compared in.
 *
 * @param work what is to be done
 * @param database on which database
 * @param reader with which reader
 * @param chunkSize in chunks of how many items
 * @param latencyMillis how long each round trip to the database takes longer
 * @param rows how many items to read
 * @param slice how many items strategies read that are far too slow for all of them
 */
record Scenario(Work work, Database database, ReaderKind reader, int chunkSize, int latencyMillis, long rows,
		long slice) {

	List<Strategy> strategies(Collection<Strategy> candidates) {
		return candidates.stream().filter((strategy) -> strategy.applies(this.work, this.reader)).toList();
	}

	long rows(Strategy strategy) {
		return strategy.isSliced(this.reader) ? Math.min(this.slice, this.rows) : this.rows;
	}

	@Override
	public String toString() {
		return "work %s, %s, %s, chunk %d, latency %d ms".formatted(this.work, this.database, this.reader,
				this.chunkSize, this.latencyMillis);
	}

}
