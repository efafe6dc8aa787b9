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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.batch.step.CurrentStep;
import io.github.memoizedprefetch.micrometer.MemoizedPrefetchObservation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The keys that all meters have: job and step.
 */
final class StepTags {

	private StepTags() {
	}

	static Tags current() {
		CurrentStep step = CurrentStep.get();
		List<Tag> tags = new ArrayList<>();
		((step != null) ? of(step.jobName(), step.stepName()) : of(null, null))
			.forEach((key) -> tags.add(Tag.of(key.getKey(), key.getValue())));
		return Tags.of(tags);
	}

	static KeyValues of(@Nullable String jobName, @Nullable String stepName) {
		return KeyValues.of(
				LowCardinalityKeyNames.JOB_NAME.withValue((jobName != null) ? jobName : KeyValue.NONE_VALUE),
				LowCardinalityKeyNames.STEP_NAME.withValue((stepName != null) ? stepName : KeyValue.NONE_VALUE));
	}

}
