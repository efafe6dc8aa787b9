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

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;

/**
 * A figure of a target.
 *
 * @param name its name in the execution context
 * @param value reads it
 */
record Figure(String name, ToLongFunction<TargetStatistics> value) {

	private static final Figure UNANNOUNCED = new Figure("unannounced", TargetStatistics::unannounced);

	static final List<Figure> ALL = List.of(new Figure("references", TargetStatistics::references),
			new Figure("statements", TargetStatistics::statements), new Figure("loads", TargetStatistics::loads),
			new Figure("hits", TargetStatistics::hits), new Figure("misses", TargetStatistics::misses),
			new Figure("evictions", TargetStatistics::evictions), new Figure("reloads", TargetStatistics::reloads),
			new Figure("sufficientCacheSize", TargetStatistics::sufficientCacheSize), UNANNOUNCED,
			new Figure("loadTimeMillis", (target) -> target.loadTime().toMillis()));

	static boolean isName(String name) {
		return ALL.stream().anyMatch((figure) -> figure.name.equals(name));
	}

	/** Whether it says something of the target: few are lookups. */
	boolean isOf(TargetStatistics target) {
		return !equals(UNANNOUNCED) || of(target) != 0;
	}

	long of(TargetStatistics target) {
		return this.value.applyAsLong(target);
	}

	static String nonZero(TargetStatistics target) {
		return ALL.stream()
			.filter((figure) -> figure.of(target) != 0)
			.map((figure) -> figure.name + "=" + figure.of(target))
			.collect(Collectors.joining(", "));
	}

}
