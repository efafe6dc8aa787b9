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
package io.github.memoizedprefetch.samples.bookshop.statements;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.memoizedprefetch.batch.StepReport;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;

/**
 * Takes the reports that Spring Boot's steps publish.
 */
public final class StatementReports {

	private final List<StepReport> reports = new CopyOnWriteArrayList<>();

	@EventListener
	public void add(StepReport report) {
		if (!report.stepName().isEmpty() && report.statements() > 0) {
			this.reports.add(report);
		}
	}

	/** The reports so far, in the order of the steps' ends. */
	public List<StepReport> list() {
		return List.copyOf(this.reports);
	}

	/** Those that were added later than some. */
	public List<StepReport> after(List<StepReport> earlier) {
		return new ArrayList<>(this.reports).subList(earlier.size(), this.reports.size());
	}

	/**
	 * Print reports, and write them as a page.
	 * @param before without the library
	 * @param after with it
	 * @param folder where the page goes; null if nothing was asked for
	 */
	public void show(List<StepReport> before, List<StepReport> after, @Nullable Path folder, PrintStream out) {
		if (folder != null) {
			print("Without the library", before, out);
			print("With the library", after, out);
			out.printf("%nStatements: %s%n", new StatementsPage(before, after).write(folder));
		}
	}

	private static void print(String how, List<StepReport> reports, PrintStream out) {
		reports.forEach((report) -> out.printf("%n%s. %s%n", how, report));
	}

}
