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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StatementsPageTests {

	@TempDir
	private static Path data;

	@TempDir
	private Path folder;

	@BeforeAll
	static void generate() throws IOException {
		new GeneratedCatalogue().writeTo(data);
	}

	@Test
	void should_show_what_is_issued_without_and_with_the_library() throws Exception {
		Outcome outcome = run("--limit=2500");
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).contains("Without the library. Step reviews: ", "With the library. Step reviews: ",
				"@MemoizedPrefetchPaths(\"book\")", "the reader's query: Review", "prefetched: ",
				"Statements: " + this.folder.resolve("statements.html"));
		assertThat(lines(outcome, "With the library. Step reviews")).noneMatch((line) -> line.contains(" lazy "));
		String page = page();
		assertThat(matches("<h2>Step (\\w+, \\w+) the library", page)).containsExactly("books, without", "books, with",
				"reviews, without", "reviews, with");
		assertThat(page).contains("@MemoizedPrefetchPaths(&quot;book&quot;)");
		assertThat(matches("<h2>Step (.*), [\\d.]+ an item", page))
			.containsExactlyInAnyOrderElementsOf(printed(outcome));
		assertThat(page).doesNotContain("http:", "https:", "src=", "@import", "<link", "<script", "url(");
	}

	@Test
	void should_show_a_run_without_the_library_alone() throws Exception {
		assertThat(run("--limit=500", "--prefetch=off").exitCode()).isZero();
		assertThat(matches("<h2>Step (\\w+, \\w+) the library", page())).containsExactly("books, without",
				"reviews, without");
	}

	@Test
	void should_show_an_import() throws Exception {
		Outcome outcome = run("--limit=500", "--job=import");
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).contains("RepositoryLookup.", "prefetched: ");
		assertThat(matches("<h2>Step (\\w+, \\w+) the library", page())).hasSize(2);
	}

	@Test
	void should_write_no_page_unless_asked() {
		Outcome outcome = Outcome.of("--data=" + data, "--report=" + this.folder, "--limit=0");
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).doesNotContain("Step reviews: ", "Statements: ");
	}

	private Outcome run(String... arguments) {
		java.util.ArrayList<String> all = new java.util.ArrayList<>(
				List.of("--data=" + data, "--report-statements=" + this.folder));
		all.addAll(List.of(arguments));
		if (!all.contains("--job=import")) {
			all.add("--report=" + this.folder);
		}
		return Outcome.of(all.toArray(String[]::new));
	}

	/** The heads of the reports, in the words of the page. */
	private static List<String> printed(Outcome outcome) {
		return Pattern.compile("(With|Without) the library. Step (\\w+): (.* statements for .* items)")
			.matcher(outcome.out())
			.results()
			.map((report) -> report.group(2) + ", " + report.group(1).toLowerCase(Locale.ROOT) + " the library: "
					+ report.group(3))
			.toList();
	}

	/** Those of one report. */
	private static List<String> lines(Outcome outcome, String start) {
		String text = outcome.out();
		return text.substring(text.indexOf(start)).lines().takeWhile((line) -> !line.isEmpty()).toList();
	}

	private String page() throws IOException {
		return Files.readString(this.folder.resolve("statements.html"));
	}

	private static List<String> matches(String pattern, String text) {
		return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
	}

}
