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
import java.util.List;
import java.util.Locale;

import io.github.memoizedprefetch.samples.bookshop.measure.Comparison;
import io.github.memoizedprefetch.samples.bookshop.measure.StepFigures;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedTables;
import io.github.memoizedprefetch.samples.bookshop.posted.SkippedRows;
import io.github.memoizedprefetch.samples.shared.Table;

/**
 * Prints what an import of posted reviews cost.
 */
public class PostedSummary {

	private final PrintStream out;

	public PostedSummary(PrintStream out) {
		this.out = out;
	}

	/**
	 * Print what was imported.
	 * @param figures what it cost
	 * @param skipped the rows that were not
	 * @param tables what it left
	 */
	public void imported(StepFigures figures, SkippedRows skipped, PostedTables tables) {
		print("What the import took (statements: those of Hibernate; a chunk's inserts into a table are one)",
				List.of(new Line("", figures)));
		this.out.printf(Locale.ROOT,
				"%,d reviews by %,d readers; %,d rows skipped as no book has their ISBN, %,d as several have.%n",
				tables.reviews(), tables.readers(), skipped.ofNoBook(), skipped.ofSeveralBooks());
	}

	/**
	 * Print what it took without the library.
	 * @param comparison what it cost, and what its first rows cost without
	 * @param slice what those left
	 */
	public void without(Comparison comparison, PostedTables slice) {
		print("With the library, and without",
				List.of(new Line("with", comparison.with()), new Line("without", comparison.without().figures())));
		this.out.printf(Locale.ROOT,
				"The %,d reviews and %,d readers that were imported once more without the library %s.%n",
				slice.reviews(), slice.readers(), comparison.without().sameLines() ? "are the same" : "DIFFER");
	}

	private void print(String title, List<Line> lines) {
		this.out.printf("%n%s:%n%s%n", title, Table.of(lines,
				List.of(Table.text("library", Line::library), Table.count("reviews", (line) -> line.figures().rows()),
						Table.decimal("seconds", (line) -> line.figures().seconds()),
						Table.count("reviews/s", (line) -> Math.round(line.figures().rowsPerSecond())),
						Table.count("statements", (line) -> line.figures().statements()),
						Table.decimal("a thousand reviews", Line::perThousand))));
	}

	private record Line(String library, StepFigures figures) {

		double perThousand() {
			return 1_000.0 * this.figures.statements() / Math.max(1, this.figures.rows());
		}

	}

}
