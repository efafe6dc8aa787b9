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
package io.github.memoizedprefetch.benchmark.step;

/**
 * What one run of a step took, as a worker reports it in one line.
 *
 * @param rows the items that were read
 * @param statements what Hibernate prepared
 * @param nanos how long the step took
 * @param cpuNanos how much of it the step's thread was running, whatever else the machine
 * did
 * @param bytes what the step's thread allocated
 * @param peakHeap the largest heap right after a garbage collection, in bytes
 * @param items a checksum of the items
 * @param targets a checksum of their associations, 0 if they were not used
 * @param slicedTargets the same of the slice's items only
 */
public record Measurement(long rows, long statements, long nanos, long cpuNanos, long bytes, long peakHeap, long items,
		long targets, long slicedTargets) {

	public static Measurement parse(String line) {
		String[] values = line.split(" ");
		return new Measurement(Long.parseLong(values[0]), Long.parseLong(values[1]), Long.parseLong(values[2]),
				Long.parseLong(values[3]), Long.parseLong(values[4]), Long.parseLong(values[5]),
				Long.parseLong(values[6]), Long.parseLong(values[7]), Long.parseLong(values[8]));
	}

	String format() {
		return this.rows + " " + this.statements + " " + this.nanos + " " + this.cpuNanos + " " + this.bytes + " "
				+ this.peakHeap + " " + this.items + " " + this.targets + " " + this.slicedTargets;
	}

	public double secondsPerRow() {
		return this.nanos / 1e9 / this.rows;
	}

}
