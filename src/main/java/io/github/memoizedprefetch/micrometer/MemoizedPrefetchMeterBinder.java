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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
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
 * Meters of all prefetches that it is a listener of: timers of their loads, counters of
 * what they were used for, and the sizes of their memos, all by job, step and target.
 * What several prefetches do with one target in a step is added up; so are prefetches
 * that are step-scoped, one after the other.
 * <p>
 * Meters are registered when a target is used first. A registry that is closed is left
 * out, with a warning. Thread-safe.
 */
public class MemoizedPrefetchMeterBinder implements MemoizedPrefetchListener, MeterBinder {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private static final String PREFIX = MemoizedPrefetchObservation.NAME + ".";

	private final Tags tags;

	private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

	private final MemoSizes sizes = new MemoSizes();

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

	private Tags tags(String target) {
		return this.tags.and(StepTags.current()).and("target", target);
	}

	@Override
	public void afterLoad(String target, long loads, long statements, long nanos) {
		Tags loadTags = tags(target);
		each((registry) -> Timer.builder(PREFIX + "load")
			.description("Time to load what the memo of a prefetch did not know")
			.tags(loadTags)
			.register(registry)
			.record(Duration.ofNanos(nanos)));
	}

	@Override
	public void afterUse(String target, TargetStatistics use, long growth) {
		Tags useTags = tags(target);
		AtomicLong size = this.sizes.add(target, useTags, growth);
		each((registry) -> {
			countUse(registry, useTags, use);
			measureSize(registry, useTags, size);
		});
	}

	/** Micrometer warns of a gauge that is registered twice. */
	private void measureSize(MeterRegistry registry, Tags useTags, AtomicLong size) {
		if (this.gauges.add(new SizeGauge(registry, useTags))) {
			Gauge.builder(PREFIX + "entries", size, AtomicLong::get)
				.description("Entities or collections that are remembered")
				.tags(useTags)
				.register(registry);
		}
	}

	private static void countUse(MeterRegistry registry, Tags tags, TargetStatistics use) {
		count(registry, "references", "References that were served", tags, use.references());
		count(registry, "statements", "SQL statements that loaded what the memo did not know", tags, use.statements());
		count(registry, "loaded", "Entities or collections that were read", tags, use.loads());
		count(registry, "lookups", "Ids that the memo knew or not, each once a chunk", tags.and("result", "hit"),
				use.hits());
		count(registry, "lookups", "Ids that the memo knew or not, each once a chunk", tags.and("result", "miss"),
				use.misses());
		count(registry, "evictions", "Entries that were evicted because of the memo's size or their age", tags,
				use.evictions());
		if (use.unannounced() > 0) {
			count(registry, "unannounced", "Calls of lookups for keys that nobody announced", tags, use.unannounced());
		}
	}

	private static void count(MeterRegistry registry, String name, String description, Tags tags, long count) {
		Counter.builder(PREFIX + name).description(description).tags(tags).register(registry).increment((double) count);
	}

	private record SizeGauge(MeterRegistry registry, Tags tags) {
	}

}
