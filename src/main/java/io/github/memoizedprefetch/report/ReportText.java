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
import java.util.List;
import java.util.Locale;

/** A report as it is logged. */
public final class ReportText {

	private static final String GAP = "  ";

	/** More than these are of no use to a reader. */
	private static final int LINES = 30;

	private ReportText() {
	}

	public static String of(Report report) {
		List<String> lines = new ArrayList<>();
		lines.add(title(report));
		List<Report.Line> listed = report.lines().stream().limit(LINES).toList();
		int digits = width(listed, (line) -> number(line.count()));
		int phases = width(listed, (line) -> line.phase().toString());
		int causes = width(listed, (line) -> line.cause().toString());
		int remedies = width(listed, (line) -> (line.remedy().saves() > 0) ? line.remedy().text() : "");
		for (Report.Line line : listed) {
			String text = GAP + " ".repeat(digits - number(line.count()).length()) + number(line.count()) + GAP
					+ pad(line.phase().toString(), phases) + GAP + pad(line.cause().toString(), causes) + GAP
					+ pad(line.remedy().text(), remedies);
			lines.add((line.remedy().saves() > 0) ? text + GAP + "saves about " + number(line.remedy().saves())
					: text.stripTrailing());
		}
		if (report.lines().size() > LINES) {
			lines.add(GAP + "and " + (report.lines().size() - LINES) + " more");
		}
		if (!report.allPaths().isEmpty()) {
			lines.add(GAP + "all paths: " + report.allPaths());
		}
		if (report.facts().elsewhere() > 0) {
			lines.add(GAP + number(report.facts().elsewhere())
					+ " statements of other threads meanwhile, which work for no step, are not counted");
		}
		return String.join(System.lineSeparator(), lines);
	}

	private static String title(Report report) {
		StepFacts facts = report.facts();
		String name = facts.step().isEmpty() ? "Job " + facts.job() : "Step " + facts.step();
		String partitions = (facts.partitions() > 0) ? " in " + facts.partitions() + " partitions" : "";
		return "%s: %s statements for %s items%s".formatted(name, number(report.statements()), number(facts.items()),
				partitions);
	}

	private interface Column {

		String of(Report.Line line);

	}

	private static int width(List<Report.Line> lines, Column column) {
		return lines.stream().mapToInt((line) -> column.of(line).length()).max().orElse(0);
	}

	private static String pad(String text, int width) {
		return text + " ".repeat(Math.max(0, width - text.length()));
	}

	private static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

}
