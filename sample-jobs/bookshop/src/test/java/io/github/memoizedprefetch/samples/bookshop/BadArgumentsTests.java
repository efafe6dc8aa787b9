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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BadArgumentsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					--limit=-1         | Invalid value for option '--limit': must be a number from 0 to 2147483647, but is '-1'
					--limit=ten        | Invalid value for option '--limit': must be a number from 0 to 2147483647, but is 'ten'
					--limit=3000000000 | Invalid value for option '--limit': must be a number from 0 to 2147483647, but is '3000000000'
					--limit            | Missing required parameter for option '--limit' (N)
					--prefetch=maybe   | Invalid value for option '--prefetch': must be on or off, but is 'maybe'
					--prefetch=        | Invalid value for option '--prefetch': must be on or off, but is ''
					--job=both         | Invalid value for option '--job': must be reports or import, but is 'both'
					--compare=some     | Invalid value for option '--compare': must be a number from 0 to 2147483647, but is 'some'
					--compare=0        | --compare=0 compares nothing: take 1 or more
					--strict=sometimes | Invalid value for option '--strict': must be off, warn or fail, but is 'sometimes'
					--leave-out=author | Invalid value for option '--leave-out': must be one of book.author, book.translator, book.publisher, book.categories, but is 'author'
					--limt=5           | unknown argument '--limt=5', did you mean --limit?
					--lmit=5           | unknown argument '--lmit=5', did you mean --limit?
					--prefech          | unknown argument '--prefech', did you mean --prefetch?
					books              | unknown argument 'books', see --help
					--metrics          | Missing required parameter for option '--metrics' (DIR)
					--metrics=         | Invalid value for option '--metrics': must be a folder, but is empty
					--report-statements | Missing required parameter for option '--report-statements' (DIR)
					--data=            | Invalid value for option '--data': must be a folder, but is empty
					""")
	void should_say_in_one_line_what_is_wrong(String argument, String message) {
		assertThat(Outcome.of(argument)).isEqualTo(failure(message));
	}

	@Test
	void should_name_a_folder_that_is_not_there(@TempDir Path folder) {
		Path missing = folder.resolve("nowhere");
		assertThat(Outcome.of("--data=" + missing)).isEqualTo(failure("no such folder: " + missing));
	}

	@Test
	void should_name_a_file_that_is_not_there(@TempDir Path folder) throws IOException {
		Files.createFile(folder.resolve("authors.csv"));
		assertThat(Outcome.of("--data=" + folder))
			.isEqualTo(failure("neither publishers.csv nor publishers.csv.gz in folder " + folder));
	}

	@Test
	void should_name_a_report_folder_that_cannot_be_made(@TempDir Path folder) throws IOException {
		Path report = Files.createFile(folder.resolve("file")).resolve("report");
		assertThat(Outcome.of("--report=" + report)).isEqualTo(failure("cannot create the report folder " + report));
	}

	@Test
	void should_name_a_report_that_cannot_be_overwritten(@TempDir Path folder) throws IOException {
		Path report = Files.createDirectory(folder.resolve("books-report.csv"));
		assertThat(Outcome.of("--report=" + folder)).isEqualTo(failure("cannot overwrite " + report));
	}

	@Test
	void should_name_a_metrics_folder_that_cannot_be_made(@TempDir Path folder) throws IOException {
		Path metrics = Files.createFile(folder.resolve("file")).resolve("metrics");
		assertThat(Outcome.of("--report=" + folder, "--metrics=" + metrics))
			.isEqualTo(failure("cannot create the metrics folder " + metrics));
	}

	@Test
	void should_name_a_metrics_page_that_cannot_be_overwritten(@TempDir Path folder) throws IOException {
		Path page = Files.createDirectory(folder.resolve("metrics.html"));
		assertThat(Outcome.of("--report=" + folder, "--metrics=" + folder))
			.isEqualTo(failure("cannot overwrite " + page));
	}

	@Test
	void should_not_measure_what_is_switched_off(@TempDir Path folder) {
		assertThat(Outcome.of("--report=" + folder, "--metrics=" + folder, "--prefetch=off"))
			.isEqualTo(failure("--metrics measures what is prefetched, which is nothing with --prefetch=off"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					--leave-out=book.author | --leave-out takes a path out of what is prefetched, which is nothing with --prefetch=off
					--strict=warn           | --strict watches what is not prefetched, and nothing is watched with --prefetch=off
					--compare=10            | --compare runs rows once more without the library, as all are with --prefetch=off
					""")
	void should_say_that_an_option_means_nothing_without_the_library(String option, String message) {
		assertThat(Outcome.of(option, "--prefetch=off").err())
			.isEqualTo("bookshop: " + message + System.lineSeparator());
	}

	@ParameterizedTest
	@ValueSource(strings = { "--report=target", "--leave-out=book.author", "--strict=warn", "--xml" })
	void should_say_that_an_option_is_for_the_reports(String option) {
		assertThat(Outcome.of("--job=import", option))
			.isEqualTo(failure(option.replaceFirst("=.*", "") + " is for the reports, and --job=import writes none"));
	}

	@Test
	void should_help() {
		Outcome outcome = Outcome.of("--help");
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.err()).isEmpty();
		assertThat(outcome.out()).contains("--data=DIR", "--limit=N", "--report=DIR", "--prefetch=on|off",
				"--metrics=DIR", "--xml", "--job=reports|import", "--compare=N");
	}

	private static Outcome failure(String message) {
		return new Outcome(2, "", "bookshop: " + message + System.lineSeparator());
	}

}
