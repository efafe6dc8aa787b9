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
package io.github.memoizedprefetch.autoconfigure.properties;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.autoconfigure.properties.MemoizedPrefetchProperties.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which steps are in automatic mode, and which properties of single steps had an effect.
 * Thread-safe.
 */
public final class StepModes {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final Mode mode;

	private final Map<String, MemoizedPrefetchProperties.Steps> steps;

	private final Set<String> met = ConcurrentHashMap.newKeySet();

	public StepModes(MemoizedPrefetchProperties properties) {
		this.mode = properties.mode();
		this.steps = properties.steps();
	}

	/** Of steps that have no mode of their own. */
	public boolean isAutomatic() {
		return this.mode == Mode.AUTOMATIC;
	}

	public boolean isAutomatic(String stepName) {
		this.met.add(stepName);
		MemoizedPrefetchProperties.Steps step = this.steps.get(stepName);
		return (step != null && step.mode() != null) ? step.mode() == Mode.AUTOMATIC : isAutomatic();
	}

	/** To be called at the end: steps may be made as long as the application runs. */
	public void warnOfUnused() {
		this.steps.keySet()
			.stream()
			.filter((name) -> !this.met.contains(name))
			.sorted()
			.forEach((name) -> logger.warn("memoized-prefetch.steps.{} had no effect: no step of that name was made",
					name));
	}

}
