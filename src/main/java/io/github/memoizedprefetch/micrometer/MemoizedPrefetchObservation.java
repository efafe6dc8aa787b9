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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed, and its keys.
 */
public enum MemoizedPrefetchObservation implements ObservationDocumentation {

	/**
	 * One chunk, or window of a reader that reads ahead, is prefetched.
	 */
	PREFETCH {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultMemoizedPrefetchObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

	};

	/** The name of the observation, and the start of the names of all meters. */
	static final String NAME = "memoized.prefetch";

	/**
	 * Keys with few values: tags of the timer.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * The job's name, {@code none} outside of a step.
		 */
		JOB_NAME {

			@Override
			public String asString() {
				return "job.name";
			}

		},

		/**
		 * The step's name, {@code none} outside of a step.
		 */
		STEP_NAME {

			@Override
			public String asString() {
				return "step.name";
			}

		},

		/**
		 * The simple name of the class of what was thrown, {@code none} if nothing was.
		 * Micrometer adds it to the timer when a chunk is done, and the convention does
		 * not: while a chunk is being prefetched nobody knows.
		 */
		ERROR {

			@Override
			public String asString() {
				return "error";
			}

		}

	}

	/**
	 * Keys with many values: attributes of a span.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * How many items are prefetched together.
		 */
		ITEMS {

			@Override
			public String asString() {
				return "items";
			}

		}

	}

}
