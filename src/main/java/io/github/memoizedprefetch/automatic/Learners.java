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
package io.github.memoizedprefetch.automatic;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was learnt of each step with each factory, for as long as the factory lives: the
 * next execution of a step begins with it. Thread-safe.
 */
public final class Learners {

	private static final Map<Object, Map<String, Learner>> learners = new WeakHashMap<>();

	private Learners() {
	}

	public static Learner of(Object factory, String step) {
		Map<String, Learner> ofFactory;
		synchronized (learners) {
			ofFactory = learners.computeIfAbsent(factory, (key) -> new ConcurrentHashMap<>());
		}
		return ofFactory.computeIfAbsent(step, (key) -> new Learner());
	}

}
