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
package io.github.memoizedprefetch.benchmark.micro;

import java.nio.file.Path;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the JMH benchmarks, with what they allocate.
 */
public final class MicroBenchmarks {

	private MicroBenchmarks() {
	}

	/**
	 * Run all whose name contains a string, or one of those between {@code |}.
	 */
	public static void run(String only, Path data, Path result) throws RunnerException {
		new Runner(new OptionsBuilder().include("memoizedprefetch.*(" + only + ").*Benchmark")
			.addProfiler(GCProfiler.class)
			.jvmArgsAppend("-Xmx1g", "-D" + MicroDatabase.DATA + "=" + data.toAbsolutePath())
			.result(result.toString())
			.resultFormat(ResultFormatType.CSV)
			.build()).run();
	}

}
