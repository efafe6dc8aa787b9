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
package io.github.memoizedprefetch.samples.bookshop.console;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.samples.bookshop.measure.Comparison;
import io.github.memoizedprefetch.samples.bookshop.measure.StepFigures;
import io.github.memoizedprefetch.samples.bookshop.measure.TargetName;
import io.github.memoizedprefetch.samples.shared.Table;

/**
 * Prints what the job cost.
 */
public class Summary {

	private final PrintStream out;

	public Summary(PrintStream out) {
		this.out = out;
	}

	public void steps(List<StepFigures> steps) {
		print("What the job took (statements: those of Hibernate; the import uses JDBC batches)",
				Table.of(steps,
						List.of(Table.text("step", StepFigures::step), Table.count("rows", StepFigures::rows),
								Table.decimal("seconds", StepFigures::seconds),
								Table.decimal("of it reading", StepFigures::readingSeconds),
								Table.count("rows/s", (step) -> Math.round(step.rowsPerSecond())),
								Table.count("statements", StepFigures::statements))));
	}

	/**
	 * Print what was prefetched.
	 * @param statistics the statistics by step
	 */
	public void prefetched(Map<String, MemoizedPrefetchStatistics> statistics) {
		List<Target> targets = new ArrayList<>();
		statistics.forEach((step, of) -> of.targets()
			.forEach((name, target) -> targets.add(new Target(step, TargetName.withoutPackage(name), target))));
		print("What was prefetched",
				Table.of(targets,
						List.of(Table.text("step", Target::step), Table.text("target", Target::name),
								Table.decimal("hit rate %", (target) -> 100 * target.statistics().hitRate()),
								Table.count("hits", (target) -> target.statistics().hits()),
								Table.count("misses", (target) -> target.statistics().misses()),
								Table.count("statements", (target) -> target.statistics().statements()))));
	}

	/**
	 * Print what was loaded lazily because it was not prefetched.
	 * @param lazyLoads how often, by step and path from the item
	 */
	public void lazyLoads(Map<String, Map<String, Long>> lazyLoads) {
		List<LazyLoads> rows = new ArrayList<>();
		lazyLoads.forEach((step, paths) -> paths.forEach((path, count) -> rows.add(new LazyLoads(step, path, count))));
		print("What strict mode saw: loaded lazily, one by one",
				Table.of(rows, List.of(Table.text("step", LazyLoads::step), Table.text("path", LazyLoads::path),
						Table.count("statements", LazyLoads::count), Table.text("add", LazyLoads::remedy))));
	}

	/**
	 * Print what the steps would have cost without the library. Seconds are not told: a
	 * slice is too short to foretell them.
	 * @param comparisons what they cost, and what their first rows cost without it
	 */
	public void without(List<Comparison> comparisons) {
		print("What it takes without the library",
				Table.of(comparisons,
						List.of(Table.text("step", Comparison::step),
								Table.count("rows", (row) -> row.without().figures().rows()),
								Table.count("statements", (row) -> row.without().figures().statements()),
								Table.count("of all rows", (row) -> row.with().rows()),
								Table.text("all statements", Comparison::statementsWithout))));
		comparisons.forEach((row) -> this.out.printf(Locale.ROOT,
				"The first %,d lines of the %s report, written once more without the library, %s.%n",
				row.without().figures().rows(), row.step(), row.without().sameLines() ? "are the same" : "DIFFER"));
	}

	/**
	 * Print the line to remember.
	 * @param comparison of the step to remember
	 */
	public void toRemember(Comparison comparison) {
		this.out.printf(Locale.ROOT, "%n%,d statements instead of %s%n", comparison.with().statements(),
				comparison.statementsWithout());
	}

	private void print(String title, String table) {
		this.out.printf("%n%s:%n%s%n", title, table);
	}

	private record LazyLoads(String step, String path, long count) {

		/** The path starts at the item. */
		String remedy() {
			return ".paths(\"%s\")".formatted(this.path.replaceFirst("^[^.]*[.]", ""));
		}

	}

	private record Target(String step, String name, TargetStatistics statistics) {
	}

}
