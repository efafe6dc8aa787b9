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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import io.github.memoizedprefetch.samples.bookshop.measure.StepFigures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BookshopJobTests {

	private static final int REVIEWS = 3_500;

	private static final int BOOKS = 2_000;

	/** Author, Publisher, Book, Category and the role Book.categories. */
	private static final int TARGETS = 5;

	@TempDir
	private static Path data;

	@TempDir
	private static Path expected;

	@TempDir
	private Path report;

	@BeforeAll
	static void run_without_the_library() throws IOException {
		new GeneratedCatalogue().writeTo(data);
		List<StepFigures> figures = run(expected, false, false);
		assertThat(figures.get(1).statements()).isGreaterThan(REVIEWS);
		assertThat(figures.get(2).statements()).isGreaterThan(BOOKS);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void should_write_the_same_reports_with_few_statements(boolean xml) throws IOException {
		List<StepFigures> figures = run(this.report, true, xml);
		shouldBeAsExpected();
		assertThat(figures).extracting(StepFigures::step).containsExactly("import", "reviews", "books");
		assertThat(figures.get(1).rows()).isEqualTo(REVIEWS);
		assertThat(figures.get(1).statements()).isLessThanOrEqualTo(1 + 4 * TARGETS);
		assertThat(figures.get(2).rows()).isEqualTo(BOOKS);
		assertThat(figures.get(2).statements()).isLessThanOrEqualTo(1 + 2 * (TARGETS - 1));
	}

	@Test
	void should_write_the_same_reports_without_the_library_in_xml() throws IOException {
		run(this.report, false, true);
		shouldBeAsExpected();
	}

	@Test
	void should_say_what_it_took_and_would_have_taken() {
		Outcome outcome = Outcome.of("--data=" + data, "--report=" + this.report, "--limit=2500");
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).containsPattern("reviews +\\| +2,500 ")
			.containsPattern("reviews +\\| Book.categories ")
			.containsPattern("reviews +\\| +2,500 .* 2,500 ")
			.contains("reviews-report.csv", "books-report.csv")
			.contains(
					"The first 2,500 lines of the reviews report, written once more without the library, are the same.")
			.doesNotContain("DIFFER", "about")
			.containsPattern("\\n16 statements instead of [3-9],\\d{3}\\R$");
		assertThat(outcome.err()).contains("2500/2500");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--leave-out=book.publisher", "--leave-out=book.publisher --xml" })
	void should_report_what_was_left_out(String arguments) {
		Outcome outcome = Outcome
			.of(("--data=" + data + " --report=" + this.report + " --limit=2500 " + arguments).split(" "));
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).contains("What strict mode saw")
			.containsPattern(
					"reviews \\| review.book.publisher +\\| +[1-9][0-9,]* \\| \\.paths\\(\"book.publisher\"\\)")
			.containsPattern("books +\\| book.publisher +\\| +[1-9][0-9,]* \\| \\.paths\\(\"publisher\"\\)")
			.doesNotContain("DIFFER");
	}

	@Test
	void should_fail_when_a_path_is_left_out_and_strict_mode_is_fail() {
		Outcome outcome = Outcome.of("--data=" + data, "--report=" + this.report, "--limit=2500",
				"--leave-out=book.publisher", "--strict=fail");
		assertThat(outcome.exitCode()).isEqualTo(1);
		assertThat(outcome.err().lines().filter((line) -> !line.contains("%"))).singleElement()
			.asString()
			.matches("bookshop: review.book.publisher of Review#\\d+ is not prefetched;"
					+ " add .paths\\(\"book.publisher\"\\)");
	}

	private void shouldBeAsExpected() throws IOException {
		for (String file : List.of("reviews-report.csv", "books-report.csv")) {
			assertThat(Files.mismatch(this.report.resolve(file), expected.resolve(file))).isEqualTo(-1);
		}
	}

	private static List<StepFigures> run(Path report, boolean prefetch, boolean xml) {
		PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
		BookshopOptions options = new BookshopOptions(CatalogueFolder.of(data), REVIEWS, report, PrefetchOptions.ALL,
				null, null, BookshopOptions.COMPARED);
		return new BookshopRun(options, prefetch, xml, nowhere, nowhere).run();
	}

}
