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

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import com.samskivert.mustache.Mustache;
import io.github.memoizedprefetch.batch.StepReport;

/**
 * A page that draws what steps have issued, without the library and with it. It is one
 * file and loads nothing.
 */
public final class StatementsPage {

	/** The name of the file. */
	public static final String FILE_NAME = "statements.html";

	private final List<StepReport> before;

	private final List<StepReport> after;

	/**
	 * @param before reports of steps without the library
	 * @param after reports with it
	 */
	public StatementsPage(List<StepReport> before, List<StepReport> after) {
		this.before = before;
		this.after = after;
	}

	/**
	 * Write the page.
	 * @param folder where to
	 * @return the file
	 */
	public Path write(Path folder) {
		Path file = folder.resolve(FILE_NAME);
		try (Reader template = new InputStreamReader(
				Objects.requireNonNull(StatementsPage.class.getResourceAsStream(FILE_NAME)), StandardCharsets.UTF_8);
				Writer out = Files.newBufferedWriter(file)) {
			Mustache.compiler().compile(template).execute(new View(views()), out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return file;
	}

	private List<ReportView> views() {
		double most = mostPerItem();
		List<ReportView> views = new ArrayList<>();
		this.before.forEach((report) -> views.add(view(report, "without the library", most)));
		this.after.forEach((report) -> views.add(view(report, "with the library", most)));
		views.sort((left, right) -> left.step().compareTo(right.step()));
		return views;
	}

	/** Of any cause: the longest bar. */
	private double mostPerItem() {
		double most = 0;
		for (List<StepReport> reports : List.of(this.before, this.after)) {
			for (StepReport report : reports) {
				for (StepReport.Cause cause : report.causes()) {
					most = Math.max(most, perItem(cause, report));
				}
			}
		}
		return most;
	}

	private static double perItem(StepReport.Cause cause, StepReport report) {
		return (double) cause.count() / Math.max(1, report.items());
	}

	private static ReportView view(StepReport report, String how, double most) {
		List<Row> rows = report.causes()
			.stream()
			.map((cause) -> new Row(number(cause.count()), cause.phase(), cause.kind(), cause.subject(),
					String.format(Locale.ROOT, "%.1f", 100 * perItem(cause, report) / most),
					Objects.requireNonNullElse(cause.remedy(), ""), (cause.saves() > 0) ? number(cause.saves()) : ""))
			.toList();
		return new ReportView(report.stepName(), how, number(report.statements()), number(report.items()),
				String.format(Locale.ROOT, "%.2f", report.statementsPerItem()), rows);
	}

	private static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

	private record View(List<ReportView> reports) {
	}

	private record ReportView(String step, String how, String statements, String items, String perItem,
			List<Row> rows) {
	}

	/**
	 * @param width of the bar, in percent
	 */
	private record Row(String count, String phase, String kind, String subject, String width, String remedy,
			String saves) {
	}

}
