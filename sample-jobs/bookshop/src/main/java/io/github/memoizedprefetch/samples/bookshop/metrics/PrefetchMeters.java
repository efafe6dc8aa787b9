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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchMeterBinder;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchObservationListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Measures the prefetches with Micrometer, and looks at the meters after each chunk.
 * Steps run one after the other, on one thread.
 */
public class PrefetchMeters implements PrefetchListeners {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final MemoizedPrefetchMeterBinder binder = new MemoizedPrefetchMeterBinder();

	private final MemoizedPrefetchListener observations = MemoizedPrefetchObservationListener.of(this.registry);

	private final Map<String, List<Map<String, TargetMeters>>> samples = new LinkedHashMap<>();

	public PrefetchMeters() {
		this.binder.bindTo(this.registry);
	}

	@Override
	public MemoizedPrefetchListener[] of(String step) {
		return new MemoizedPrefetchListener[] { new Sampler(step), this.binder, this.observations };
	}

	MeterRegistry registry() {
		return this.registry;
	}

	/** What each step that has prefetched did up to now. */
	List<StepSamples> steps() {
		List<StepSamples> steps = new ArrayList<>();
		this.samples.forEach((step, before) -> {
			List<Map<String, TargetMeters>> all = new ArrayList<>(before);
			all.add(read(step));
			steps.add(new StepSamples(step, all));
		});
		return steps;
	}

	private Map<String, TargetMeters> read(String step) {
		Map<String, TargetMeters> targets = new TreeMap<>();
		this.registry.find(TargetMeters.LOOKUPS)
			.tag("step.name", step)
			.counters()
			.forEach((counter) -> targets.computeIfAbsent(String.valueOf(counter.getId().getTag("target")),
					(target) -> TargetMeters.read(this.registry, step, target)));
		return targets;
	}

	/**
	 * Looks at the meters before each chunk: what the chunk before has done is in them
	 * then.
	 */
	private final class Sampler implements MemoizedPrefetchListener {

		private final String step;

		Sampler(String step) {
			this.step = step;
		}

		@Override
		public @Nullable Completion beforePrefetch(int items) {
			PrefetchMeters.this.samples.computeIfAbsent(this.step, (name) -> new ArrayList<>()).add(read(this.step));
			return null;
		}

	}

}
