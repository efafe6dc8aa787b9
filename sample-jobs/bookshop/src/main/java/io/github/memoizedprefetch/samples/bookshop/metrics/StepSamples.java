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
import java.util.Set;

/**
 * The meters of a step's targets before its first chunk and after each.
 *
 * @param step the step's name
 * @param samples the meters by target, added up since the step began
 */
record StepSamples(String step, List<Map<String, TargetMeters>> samples) {

	/** More of them could not be told apart in a plot. */
	private static final int MAX_POINTS = 100;

	Set<String> targets() {
		return total().keySet();
	}

	Map<String, TargetMeters> total() {
		return this.samples.get(this.samples.size() - 1);
	}

	int chunks() {
		return this.samples.size() - 1;
	}

	/** What happened in each chunk, or in as many chunks together as a point has. */
	List<Point> points() {
		int chunksPerPoint = Math.max(1, (chunks() + MAX_POINTS - 1) / MAX_POINTS);
		List<Point> points = new ArrayList<>();
		for (int from = 0; from < chunks(); from += chunksPerPoint) {
			int to = Math.min(from + chunksPerPoint, chunks());
			points.add(new Point(from + 1, to, between(this.samples.get(from), this.samples.get(to))));
		}
		return points;
	}

	private static Map<String, TargetMeters> between(Map<String, TargetMeters> before,
			Map<String, TargetMeters> after) {
		Map<String, TargetMeters> between = new LinkedHashMap<>();
		after.forEach(
				(target, meters) -> between.put(target, meters.minus(before.getOrDefault(target, TargetMeters.NONE))));
		return between;
	}

	/**
	 * What happened in some chunks.
	 *
	 * @param from the number of the first chunk, from 1
	 * @param to the number of the last chunk
	 * @param targets what happened, by target
	 */
	record Point(int from, int to, Map<String, TargetMeters> targets) {

		String chunks() {
			return (this.from == this.to) ? String.valueOf(this.from) : this.from + "-" + this.to;
		}

		TargetMeters of(String target) {
			return this.targets.getOrDefault(target, TargetMeters.NONE);
		}

	}

}
