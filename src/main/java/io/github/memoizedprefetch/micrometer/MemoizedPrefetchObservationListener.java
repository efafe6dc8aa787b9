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

import java.util.Objects;

import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.batch.step.CurrentStep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link Observation} of each chunk that is prefetched, which is the current one
 * meanwhile: spans of the statements that load are its children. With a meter registry
 * behind the observation registry there is a timer {@code memoized.prefetch} then, with
 * the keys of {@link MemoizedPrefetchObservation}. Thread-safe.
 */
public class MemoizedPrefetchObservationListener implements MemoizedPrefetchListener {

	private static final MemoizedPrefetchObservationConvention DEFAULT_CONVENTION = new DefaultMemoizedPrefetchObservationConvention();

	private final ObservationRegistry observationRegistry;

	private final @Nullable MemoizedPrefetchObservationConvention convention;

	/**
	 * Make a listener with the default names.
	 * @param observationRegistry where to observe
	 */
	public MemoizedPrefetchObservationListener(ObservationRegistry observationRegistry) {
		this(observationRegistry, null);
	}

	/**
	 * Make a listener.
	 * @param observationRegistry where to observe
	 * @param convention names the observations; null for that of the registry, or the
	 * default
	 */
	public MemoizedPrefetchObservationListener(ObservationRegistry observationRegistry,
			@Nullable MemoizedPrefetchObservationConvention convention) {
		this.observationRegistry = Objects.requireNonNull(observationRegistry, "observationRegistry must not be null");
		this.convention = convention;
	}

	/**
	 * Make a listener for those who have meters only: its observations are timers.
	 * @param meterRegistry where to measure
	 * @return the listener
	 */
	public static MemoizedPrefetchObservationListener of(MeterRegistry meterRegistry) {
		ObservationRegistry observationRegistry = ObservationRegistry.create();
		observationRegistry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meterRegistry));
		return new MemoizedPrefetchObservationListener(observationRegistry);
	}

	@Override
	public Completion beforePrefetch(int items) {
		Observation observation = MemoizedPrefetchObservation.PREFETCH
			.observation(this.convention, DEFAULT_CONVENTION, () -> context(items), this.observationRegistry)
			.start();
		Observation.Scope scope = observation.openScope();
		return (failure) -> {
			scope.close();
			if (failure != null) {
				observation.error(failure);
			}
			observation.stop();
		};
	}

	private static Context context(int items) {
		CurrentStep step = CurrentStep.get();
		return (step != null) ? new Context(items, step.jobName(), step.stepName()) : new Context(items, null, null);
	}

	/**
	 * What is known of a chunk that is prefetched.
	 */
	public static class Context extends Observation.Context {

		private final int items;

		private final @Nullable String jobName;

		private final @Nullable String stepName;

		/**
		 * Make a context.
		 * @param items how many items are prefetched together
		 * @param jobName the job of the step that prefetches; null outside of a step
		 * @param stepName that step; null outside of a step
		 */
		public Context(int items, @Nullable String jobName, @Nullable String stepName) {
			this.items = items;
			this.jobName = jobName;
			this.stepName = stepName;
		}

		/**
		 * How many items are prefetched together.
		 * @return the number of items
		 */
		public int getItems() {
			return this.items;
		}

		/**
		 * The job of the step that prefetches.
		 * @return the job's name; null outside of a step
		 */
		public @Nullable String getJobName() {
			return this.jobName;
		}

		/**
		 * The step that prefetches.
		 * @return the step's name; null outside of a step
		 */
		public @Nullable String getStepName() {
			return this.stepName;
		}

	}

}
