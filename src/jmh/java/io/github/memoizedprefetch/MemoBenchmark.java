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
package io.github.memoizedprefetch;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.memoizedprefetch.memo.Memo;
import io.github.memoizedprefetch.memo.MemoOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to look up a target in a full memo, per distinct target of a chunk.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MemoBenchmark {

	private static final int KEYS = 1_000;

	/** How many of the entries the memo has room for are there. */
	@Param({ "10000", "4000" })
	private int entries;

	private Memo<String> memo;

	private final Set<Object> keys = new LinkedHashSet<>();

	@Setup
	public void fill() {
		this.memo = new Memo<>("memo", new MemoOptions(10_000, null), new Listeners(List.of()));
		Map<Object, String> values = new HashMap<>();
		for (long key = 0; key < this.entries; key++) {
			values.put(key, "value");
		}
		this.memo.put(values, this.memo.version());
		Random random = new Random(1);
		while (this.keys.size() < KEYS) {
			this.keys.add((long) random.nextInt(this.entries));
		}
	}

	@Benchmark
	@OperationsPerInvocation(KEYS)
	public Map<Object, String> lookUp() {
		Map<Object, String> known = new HashMap<>();
		for (Object key : this.keys) {
			known.put(key, this.memo.get(key));
		}
		;
		return known;
	}

}
