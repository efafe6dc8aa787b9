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
package io.github.memoizedprefetch.samples.bookshop;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import io.github.memoizedprefetch.MemoizedPrefetchListener;
import io.github.memoizedprefetch.MemoizedPrefetchListener.Completion;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import io.github.memoizedprefetch.samples.bookshop.metrics.MetricsPage;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchMeters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.test.MetaDataInstanceFactory;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsPageTests {

	private static final int PLOTS_PER_STEP = 4;

	@TempDir
	private static Path data;

	@TempDir
	private Path folder;

	@BeforeAll
	static void generate() throws IOException {
		new GeneratedCatalogue().writeTo(data);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--limit=2500", "--limit=2500 --xml" })
	void should_show_what_the_job_printed(String arguments) throws Exception {
		Outcome outcome = Outcome
			.of(("--data=" + data + " --report=" + this.folder + " --metrics=" + this.folder + " " + arguments)
				.split(" "));
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).contains("Metrics: " + this.folder.resolve("metrics.html"));
		String page = Files.readString(this.folder.resolve("metrics.html"));
		List<List<String>> printed = printedTargets(outcome.out());
		assertThat(printed).extracting((row) -> row.get(0)).contains("reviews", "books");
		assertThat(rows(page, "total")).extracting((row) -> row.subList(0, 6)).containsExactlyElementsOf(printed);
		assertThat(page).contains("Step reviews, 3 chunks", "Step books, 2 chunks");
		shouldAddUp(rows(page, "chunks"), printed);
		shouldHaveMeters(rows(page, "meters"), printed);
		shouldBeSelfContained(page, 2);
	}

	@Test
	void should_write_no_page_unless_asked() {
		Outcome outcome = Outcome.of("--data=" + data, "--report=" + this.folder, "--limit=0");
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).doesNotContain("Metrics");
		assertThat(this.folder.resolve("metrics.html")).doesNotExist();
	}

	@Test
	void should_write_a_page_of_a_job_without_items() throws Exception {
		CatalogueFiles.write(this.folder);
		Outcome outcome = Outcome.of("--data=" + this.folder, "--report=" + this.folder, "--metrics=" + this.folder,
				"--limit=0");
		assertThat(outcome.exitCode()).isZero();
		shouldBeSelfContained(Files.readString(this.folder.resolve("metrics.html")), 1);
	}

	@Test
	void should_plot_many_chunks_together() throws Exception {
		PrefetchMeters meters = new PrefetchMeters();
		use(meters, "step", "a.Target", 250);
		String page = Files.readString(new MetricsPage(meters).write(this.folder));
		assertThat(page).contains("Step step, 250 chunks");
		assertThat(rows(page, "chunks")).hasSize(84)
			.startsWith(List.of("1-3", "Target", "25.0", "3", "9", "6", "15.0"))
			.endsWith(List.of("250", "Target", "25.0", "1", "3", "2", "5.0"));
		assertThat(rows(page, "total"))
			.containsExactly(List.of("step", "Target", "25.0", "250", "750", "500", "1,250.0"));
	}

	@Test
	void should_escape_names() throws Exception {
		PrefetchMeters meters = new PrefetchMeters();
		use(meters, "<b>\"bold\" & more", "<script>.Target<T>", 2);
		String page = Files.readString(new MetricsPage(meters).write(this.folder));
		assertThat(page).contains("Step &lt;b&gt;&quot;bold&quot; &amp; more, 2 chunks", "Target&lt;T&gt;")
			.doesNotContain("<b>", "<script>", "Target<T>");
		shouldBeSelfContained(page, 1);
	}

	private static void use(PrefetchMeters meters, String step, String target, int chunks) {
		StepSynchronizationManager.register(MetaDataInstanceFactory.createStepExecution(step, 1L));
		try {
			use(meters.of(step), target, chunks);
		}
		finally {
			StepSynchronizationManager.close();
		}
	}

	private static void use(MemoizedPrefetchListener[] listeners, String target, int chunks) {
		TargetStatistics use = new TargetStatistics(4, 1, 3, 3, 2, 0, Duration.ofMillis(5), 0, 0);
		for (int chunk = 0; chunk < chunks; chunk++) {
			for (MemoizedPrefetchListener listener : listeners) {
				Completion completion = listener.beforePrefetch(4);
				if (completion != null) {
					completion.complete(null);
				}
				listener.afterLoad(target, 3, 2, 5_000_000);
				listener.afterUse(target, use, 3);
			}
		}
	}

	/** The rows of the table that is printed by target. */
	private static List<List<String>> printedTargets(String out) {
		List<List<String>> rows = new ArrayList<>();
		String table = out.substring(out.indexOf("What was prefetched"), out.indexOf("Now without the library"));
		for (String line : table.split("\\R")) {
			if (line.startsWith("| reviews ") || line.startsWith("| books ")) {
				String[] cells = line.split("\\|");
				rows.add(Arrays.stream(cells).skip(1).map(String::strip).toList());
			}
		}
		return rows;
	}

	/** The cells of all tables of a class. */
	private static List<List<String>> rows(String page, String tableClass) {
		return matches("(?s)<table class=\"" + tableClass + "\">.*?<tbody>(.*?)</tbody>", page).stream()
			.flatMap((table) -> matches("<tr>(.*)</tr>", table).stream())
			.map((row) -> matches("<td[^>]*>(.*?)</td>", row.replace("&#x3D;", "=")))
			.toList();
	}

	private static void shouldAddUp(List<List<String>> chunks, List<List<String>> printed) {
		for (int column : new int[] { 3, 4, 5 }) {
			assertThat(sums(chunks, column)).isEqualTo(sums(printed, column));
		}
	}

	private static Map<String, Long> sums(List<List<String>> rows, int column) {
		Map<String, Long> sums = new TreeMap<>();
		rows.forEach((row) -> sums.merge(row.get(1), number(row.get(column)), Long::sum));
		return sums;
	}

	private static long number(String text) {
		return Long.parseLong(text.replace(",", ""));
	}

	private static void shouldHaveMeters(List<List<String>> meters, List<List<String>> printed) {
		for (List<String> row : printed) {
			assertThat(meters).anySatisfy((meter) -> {
				assertThat(meter.get(0)).isEqualTo("memoized.prefetch.statements");
				assertThat(meter.get(1)).contains("step.name=" + row.get(0)).endsWith("." + row.get(1));
				assertThat(meter.get(3)).isEqualTo(row.get(5));
			});
		}
		assertThat(meters).filteredOn((meter) -> meter.get(0).equals("memoized.prefetch"))
			.filteredOn((meter) -> meter.get(2).equals("count"))
			.extracting((meter) -> meter.get(3))
			.containsExactly("2", "3");
	}

	private static void shouldBeSelfContained(String page, int steps) throws Exception {
		assertThat(page.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", ""))
			.doesNotContain("http:", "https:", "//", "src=", "@import", "<link", "<script", "url(/", "rgb(");
		List<String> svgs = matches("(?s)(<svg .*?</svg>)", page);
		assertThat(svgs).hasSize(steps * PLOTS_PER_STEP);
		List<String> ids = new ArrayList<>();
		for (String svg : svgs) {
			Document document = DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(svg)));
			assertThat(document.getElementsByTagName("path").getLength()).isPositive();
			assertThat(page)
				.contains("<figcaption id=\"" + document.getDocumentElement().getAttribute("aria-labelledby"));
			ids.addAll(matches(" id=\"(.*?)\"", svg));
			assertThat(ids).containsAll(matches("url\\(#(.*?)\\)", svg));
		}
		assertThat(ids).doesNotHaveDuplicates();
	}

	private static List<String> matches(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
	}

}
