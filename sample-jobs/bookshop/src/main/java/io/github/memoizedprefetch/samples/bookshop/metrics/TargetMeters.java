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
package io.github.memoizedprefetch.samples.bookshop.metrics;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * What the meters of one target show.
 *
 * @param hits how many lookups the memo served
 * @param misses how many it did not
 * @param statements how many statements were sent
 * @param loadMillis how long they took, in milliseconds
 */
record TargetMeters(long hits, long misses, long statements, double loadMillis) {

	static final TargetMeters NONE = new TargetMeters(0, 0, 0, 0);

	static final String LOOKUPS = "memoized.prefetch.lookups";

	static TargetMeters read(MeterRegistry registry, String step, String target) {
		Tags tags = Tags.of("step.name", step, "target", target);
		Timer load = registry.find("memoized.prefetch.load").tags(tags).timer();
		return new TargetMeters(count(registry, LOOKUPS, tags.and("result", "hit")),
				count(registry, LOOKUPS, tags.and("result", "miss")),
				count(registry, "memoized.prefetch.statements", tags),
				(load != null) ? load.totalTime(TimeUnit.MILLISECONDS) : 0);
	}

	private static long count(MeterRegistry registry, String name, Tags tags) {
		Counter counter = registry.find(name).tags(tags).counter();
		return (counter != null) ? (long) counter.count() : 0;
	}

	TargetMeters plus(TargetMeters other) {
		return new TargetMeters(this.hits + other.hits, this.misses + other.misses, this.statements + other.statements,
				this.loadMillis + other.loadMillis);
	}

	TargetMeters minus(TargetMeters other) {
		return new TargetMeters(this.hits - other.hits, this.misses - other.misses, this.statements - other.statements,
				this.loadMillis - other.loadMillis);
	}

	/** In percent; not a number without lookups. */
	double hitRate() {
		long lookups = this.hits + this.misses;
		return (lookups == 0) ? Double.NaN : 100.0 * this.hits / lookups;
	}

}
