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
package io.github.memoizedprefetch.batch;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;

/**
 * A figure of a target, named as in the execution context.
 */
enum Figure {

	REFERENCES("references", TargetStatistics::references),

	STATEMENTS("statements", TargetStatistics::statements),

	LOADS("loads", TargetStatistics::loads),

	HITS("hits", TargetStatistics::hits),

	MISSES("misses", TargetStatistics::misses),

	EVICTIONS("evictions", TargetStatistics::evictions),

	RELOADS("reloads", TargetStatistics::reloads),

	SUFFICIENT_CACHE_SIZE("sufficientCacheSize", TargetStatistics::sufficientCacheSize),

	LOAD_TIME_MILLIS("loadTimeMillis", (target) -> target.loadTime().toMillis());

	private final String name;

	private final ToLongFunction<TargetStatistics> value;

	Figure(String name, ToLongFunction<TargetStatistics> value) {
		this.name = name;
		this.value = value;
	}

	static boolean isName(String name) {
		return Arrays.stream(values()).anyMatch((figure) -> figure.name.equals(name));
	}

	long of(TargetStatistics target) {
		return this.value.applyAsLong(target);
	}

	static String nonZero(TargetStatistics target) {
		return Arrays.stream(values())
			.filter((figure) -> figure.of(target) != 0)
			.map((figure) -> figure + "=" + figure.of(target))
			.collect(Collectors.joining(", "));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
