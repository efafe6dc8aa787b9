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

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Writes nothing, and says from time to time how a long step is doing: the seconds since
 * the last time, and the heap after a garbage collection.
 */
final class Progress implements ItemWriter<Object> {

	static final long INTERVAL = 1_000_000;

	private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

	private long rows;

	private long start = System.nanoTime();

	@Override
	public void write(Chunk<?> items) {
		this.rows += items.size();
		if (this.rows % INTERVAL == 0) {
			double seconds = (System.nanoTime() - this.start) / 1e9;
			System.gc();
			System.err.println(String.format(Locale.ROOT, "%s| %,d | %.2f | %.1f |", Worker.PROGRESS, this.rows,
					seconds, this.memory.getHeapMemoryUsage().getUsed() / 1048576.0));
			this.start = System.nanoTime();
		}
	}

}
