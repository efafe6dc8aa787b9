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
package io.github.memoizedprefetch.samples.remoteworkers;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.memoizedprefetch.samples.remoteworkers.worker.WorkerFigures;
import io.github.memoizedprefetch.samples.shared.Table;

/**
 * Prints what the workers did.
 */
final class Summary {

	private final PrintStream out;

	Summary(PrintStream out) {
		this.out = out;
	}

	void print(List<Run> runs) {
		List<Row> workers = runs.stream()
			.flatMap((run) -> run.workers().entrySet().stream().map((worker) -> Row.of(run, worker)))
			.filter((row) -> row.figures().rows() > 0)
			.toList();
		print("What each worker did (one that was killed can no longer say)", "worker", workers);
		List<Row> partitionings = runs.stream()
			.filter((run) -> List.of(Demonstration.KEYED, Demonstration.ROUND_ROBIN).contains(run.name()))
			.map((run) -> new Row(run.name(), "all", run.total()))
			.toList();
		print("Keyed or round-robin", "workers", partitionings);
		this.out.println("Keyed, a partition has an eighth of the books, which its memo can hold; "
				+ "round-robin, each partition has nearly all. The statements hardly differ: "
				+ "a chunk takes one for each target of which it misses any.");
		this.out.printf(Locale.ROOT,
				"%n%,d statements instead of %,d, which the single process took without the library%n",
				partitionings.get(0).figures().statements(), find(runs, Demonstration.SINGLE).outcome().statements());
	}

	private static Run find(List<Run> runs, String name) {
		return runs.stream().filter((run) -> run.name().equals(name)).findFirst().orElseThrow();
	}

	private void print(String title, String worker, List<Row> rows) {
		this.out.printf("%n%s:%n%s%n", title,
				Table.of(rows,
						List.of(Table.text("run", Row::run), Table.text(worker, Row::worker),
								Table.count("rows", (row) -> row.figures().rows()),
								Table.count("statements", (row) -> row.figures().statements()),
								Table.count("references", (row) -> row.figures().references()),
								Table.count("hits", (row) -> row.figures().hits()),
								Table.count("misses", (row) -> row.figures().misses()),
								Table.decimal("hit rate %", (row) -> 100 * row.figures().hitRate()))));
	}

	private record Row(String run, String worker, WorkerFigures figures) {

		static Row of(Run run, Map.Entry<String, WorkerFigures> worker) {
			return new Row(run.name(), worker.getKey(), worker.getValue());
		}

	}

}
