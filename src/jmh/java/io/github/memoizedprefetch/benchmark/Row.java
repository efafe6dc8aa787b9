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

import java.util.List;

import io.github.memoizedprefetch.benchmark.step.Measurement;
import io.github.memoizedprefetch.benchmark.step.Strategy;

/**
 * A row of the results.
 *
 * @param scenario the first five columns, as in {@link #scenario(Scenario)}
 * @param launch which one, from 1 on
 */
record Row(List<String> scenario, int launch, Strategy strategy, long rows, long statements, double seconds,
		long rowsPerSecond, long bytesPerRow, long peakHeap, double ratioToFloor, String checksum) {

	static final List<String> COLUMNS = List.of("work", "db", "reader", "chunk", "latency_ms", "launch", "strategy",
			"rows", "statements", "seconds", "rows_per_s", "bytes_per_row", "peak_heap_mb", "ratio_to_floor",
			"checksum");

	static List<String> scenario(Scenario scenario) {
		return List.of(scenario.work().toString(), scenario.database().toString(), scenario.reader().toString(),
				String.valueOf(scenario.chunkSize()), String.valueOf(scenario.latencyMillis()));
	}

	static Row of(Scenario scenario, int launch, Strategy strategy, Measurement median, Measurement floor) {
		return new Row(scenario(scenario), launch, strategy, median.rows(), median.statements(), median.nanos() / 1e9,
				Math.round(1 / median.secondsPerRow()), median.bytes() / median.rows(), median.peakHeap() >> 20,
				median.secondsPerRow() / floor.secondsPerRow(),
				"%016x-%016x".formatted(median.items(), median.targets()));
	}

	static Row parse(String line) {
		String[] values = line.split(",");
		return new Row(List.of(values).subList(0, 5), Integer.parseInt(values[5]), Strategy.named(values[6]),
				Long.parseLong(values[7]), Long.parseLong(values[8]), Double.parseDouble(values[9]),
				Long.parseLong(values[10]), Long.parseLong(values[11]), Long.parseLong(values[12]),
				Double.parseDouble(values[13]), values[14]);
	}

	String format() {
		return String.join(",", this.scenario) + java.lang.String.format(java.util.Locale.ROOT,
				",%d,%s,%d,%d,%.3f,%d,%d,%d,%.2f,%s", this.launch, this.strategy, this.rows, this.statements,
				this.seconds, this.rowsPerSecond, this.bytesPerRow, this.peakHeap, this.ratioToFloor, this.checksum);
	}

	boolean isOf(Scenario other) {
		return this.scenario.equals(scenario(other));
	}

}
