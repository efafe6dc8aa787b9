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
package io.github.memoizedprefetch.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is left in a step, and why.
 *
 * @param facts the step
 * @param lines the causes, the most frequent first
 */
public record Report(StepFacts facts, List<Line> lines) {

	/** A cause in a phase, and what to do about it. */
	public record Line(Cause cause, Phase phase, long count, Remedy remedy) {
	}

	public static Report of(StepFacts facts, List<Tally.Count> counts) {
		Remedies remedies = new Remedies(facts, counts);
		List<Line> lines = new ArrayList<>();
		for (Tally.Count count : counts) {
			if (count.cause().kind() != Kind.PREFETCHED) {
				lines.add(new Line(count.cause(), count.phase(), count.number(), remedies.of(count)));
			}
		}
		prefetched(counts).forEach((phase, line) -> lines.add(line));
		return new Report(facts, List.copyOf(lines));
	}

	/** One line of a phase. */
	private static Map<Phase, Line> prefetched(List<Tally.Count> counts) {
		Map<Phase, TreeSet<String>> names = new LinkedHashMap<>();
		Map<Phase, Long> numbers = new LinkedHashMap<>();
		counts.stream().filter((count) -> count.cause().kind() == Kind.PREFETCHED).forEach((count) -> {
			names.computeIfAbsent(count.phase(), (phase) -> new TreeSet<>()).add(count.cause().entity());
			numbers.merge(count.phase(), count.number(), Long::sum);
		});
		Map<Phase, Line> lines = new LinkedHashMap<>();
		numbers.forEach((phase, number) -> {
			Cause cause = Cause.of(Kind.PREFETCHED, String.join(", ", names.get(phase)));
			lines.put(phase, new Line(cause, phase, number, Remedy.NONE));
		});
		return lines;
	}

	/**
	 * The paths of all lazy loads that a remedy serves, in one annotation.
	 * @return empty if there are less than two of them, or items of several classes
	 */
	public String allPaths() {
		List<Line> lazy = this.lines.stream()
			.filter((line) -> line.cause().kind() == Kind.LAZY && line.remedy().saves() > 0
					&& !line.cause().attributes().isEmpty())
			.toList();
		List<String> paths = lazy.stream().map((line) -> line.cause().attributes()).distinct().toList();
		List<String> longest = paths.stream()
			.filter((path) -> paths.stream().noneMatch((other) -> other.startsWith(path + ".")))
			.sorted()
			.toList();
		long types = lazy.stream().map((line) -> line.cause().subject().split("[.]", 2)[0]).distinct().count();
		return (paths.size() > 1 && types == 1) ? Remedies.paths(String.join(", ", longest)) : "";
	}

	public long statements() {
		return this.lines.stream().mapToLong(Line::count).sum();
	}

}
