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
package io.github.memoizedprefetch.micrometer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.batch.CurrentStep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters of all prefetches that it is a listener of: timers of their loads, counters, and
 * the standard {@code cache.*} meters of their memos. What several prefetches do with one
 * target is added up; so are prefetches that are step-scoped, one after the other.
 * <p>
 * Meters are registered when a target is used first. A registry that is closed is left
 * out, with a warning. Thread-safe.
 */
public class MemoizedPrefetchMeterBinder implements MemoizedPrefetchListener, MeterBinder {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetchMeterBinder.class);

	private static final String PREFIX = "spring.batch.memoized.prefetch.";

	private static final String LOAD = PREFIX + "load";

	private final Tags tags;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final Map<String, AtomicLong> sizes = new ConcurrentHashMap<>();

	private final Set<SizeGauge> gauges = ConcurrentHashMap.newKeySet();

	/**
	 * Make a binder, to be bound to a registry and given to prefetches as listener.
	 * @param tags tags of all its meters
	 */
	public MemoizedPrefetchMeterBinder(Tag... tags) {
		this.tags = Tags.of(tags);
	}

	/**
	 * Measure in this registry from now on. May be called for several registries.
	 * @param registry the registry
	 */
	@Override
	public void bindTo(MeterRegistry registry) {
		if (isOpen(registry)) {
			this.registries.add(registry);
		}
	}

	private static boolean isOpen(MeterRegistry registry) {
		if (registry.isClosed()) {
			logger.warn("{} is closed, no prefetch is measured there", registry);
			return false;
		}
		return true;
	}

	private void each(Consumer<MeterRegistry> call) {
		this.registries.removeIf((registry) -> !isOpen(registry));
		this.registries.forEach(call);
	}

	@Override
	public void afterLoad(String target, long loads, long statements, long nanos) {
		CurrentStep step = CurrentStep.get();
		Tags loadTags = this.tags.and(LOAD + ".job.name", (step != null) ? step.jobName() : "none", LOAD + ".step.name",
				(step != null) ? step.stepName() : "none", LOAD + ".target", target);
		each((registry) -> Timer.builder(LOAD)
			.description("Time to load what the memo of a prefetch did not know")
			.tags(loadTags)
			.register(registry)
			.record(Duration.ofNanos(nanos)));
	}

	@Override
	public void afterUse(String target, TargetStatistics use, long growth) {
		AtomicLong size = this.sizes.computeIfAbsent(target, (name) -> new AtomicLong());
		size.addAndGet(growth);
		each((registry) -> {
			countUse(registry, target, use);
			countCache(registry, this.tags.and("cache", target), use);
			measureSize(registry, target, size);
		});
	}

	/** Micrometer warns of a gauge that is registered twice. */
	private void measureSize(MeterRegistry registry, String target, AtomicLong size) {
		if (this.gauges.add(new SizeGauge(registry, target))) {
			Gauge.builder("cache.size", size, AtomicLong::get)
				.description("The number of entries in this cache")
				.tags(this.tags.and("cache", target))
				.register(registry);
		}
	}

	private void countUse(MeterRegistry registry, String target, TargetStatistics use) {
		count(registry, PREFIX + "references", "References that were served",
				this.tags.and(PREFIX + "references.target", target), use.references());
		count(registry, PREFIX + "statements", "SQL statements that loaded what the memo did not know",
				this.tags.and(PREFIX + "statements.target", target), use.statements());
	}

	/** Named and described like Micrometer's own meters of caches. */
	private static void countCache(MeterRegistry registry, Tags tags, TargetStatistics use) {
		String gets = "The number of times cache lookup methods have returned a cached or uncached value";
		count(registry, "cache.gets", gets, tags.and("result", "hit"), use.hits());
		count(registry, "cache.gets", gets, tags.and("result", "miss"), use.misses());
		count(registry, "cache.puts", "The number of entries added to the cache", tags, use.loads());
		count(registry, "cache.evictions", "The number of times the cache was evicted", tags, use.evictions());
	}

	private static void count(MeterRegistry registry, String name, String description, Tags tags, long count) {
		Counter.builder(name).description(description).tags(tags).register(registry).increment((double) count);
	}

	private record SizeGauge(MeterRegistry registry, String target) {
	}

}
