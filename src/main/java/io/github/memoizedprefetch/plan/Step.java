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
package io.github.memoizedprefetch.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A node, and how the next segment of a path is found from it.
 *
 * @param source what the next segment is looked up in, for keys
 */
record Step(PlanNode node, PlanNode.@Nullable Staged staged, Object source, Owner owner) {

	/** What a segment is looked up in. */
	interface Owner {

		List<Step> next(Step from, String segment, String path);

	}

	/**
	 * Follow a path, and add what of it is not known yet. There are several steps for one
	 * prefix where subclasses have different attributes of one name.
	 */
	List<Step> follow(List<String> segments, String path, Map<String, List<Step>> known) {
		List<Step> steps = List.of(this);
		StringBuilder prefix = new StringBuilder();
		for (String segment : segments) {
			prefix.append(prefix.isEmpty() ? "" : ".").append(segment);
			List<Step> from = steps;
			steps = known.computeIfAbsent(prefix.toString(),
					(key) -> firstMistakeIfEmpty(from, (step) -> step.owner().next(step, segment, path)));
		}
		return steps;
	}

	/** A path is right if it goes on from one of the steps. */
	static <S> List<S> firstMistakeIfEmpty(List<S> from, Function<S, List<S>> next) {
		List<S> steps = new ArrayList<>();
		IllegalArgumentException mistake = null;
		for (S step : from) {
			try {
				steps.addAll(next.apply(step));
			}
			catch (IllegalArgumentException ex) {
				mistake = (mistake != null) ? mistake : ex;
			}
		}
		if (steps.isEmpty() && mistake != null) {
			throw mistake;
		}
		return steps;
	}

}
