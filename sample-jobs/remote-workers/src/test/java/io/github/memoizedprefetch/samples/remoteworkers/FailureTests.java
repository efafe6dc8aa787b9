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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever goes wrong is said in one line, by an exit code, and leaves no process.
 */
class FailureTests {

	@TempDir
	private Path folder;

	@AfterEach
	void should_leave_no_process() {
		assertThat(ProcessHandle.current().descendants()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					--limit=ten     | Invalid value for option '--limit': must be a number from 0 to 2147483647, but is 'ten'
					--cache-size=0  | Invalid value for option '--cache-size': must be at least 1
					--cache-size=-1 | Invalid value for option '--cache-size': must be a number from 0 to 2147483647, but is '-1'
					--cachesize=5   | unknown argument '--cachesize=5', did you mean --cache-size?
					workers         | unknown argument 'workers', see --help
					""")
	void should_say_what_is_wrong_with_an_argument(String argument, String message) {
		Outcome outcome = Outcome.of(argument, "--report=" + this.folder);
		assertThat(outcome).isEqualTo(new Outcome(2, "", "remote-workers: " + message + System.lineSeparator()));
	}

	@Test
	void should_name_a_file_that_is_not_there() {
		Outcome outcome = Outcome.of("--data=" + this.folder, "--report=" + this.folder);
		assertThat(outcome.exitCode()).isEqualTo(2);
		assertThat(outcome.err()).startsWith("remote-workers: neither authors.csv nor authors.csv.gz in folder ");
	}

	@Test
	void should_name_the_line_that_the_manager_cannot_read() throws IOException {
		new GeneratedCatalogue().writeTo(this.folder);
		Files.writeString(this.folder.resolve("reviews.csv"), "id,book_id,rating,comment\n1,1,five,good\n");
		Outcome outcome = Outcome.of("--data=" + this.folder, "--report=" + this.folder.resolve("report"));
		assertThat(outcome.exitCode()).isEqualTo(2);
		assertThat(outcome.err()).isEqualTo(
				"remote-workers: reviews.csv, line 2: rating must be a number, but is 'five'" + System.lineSeparator());
	}

	@Test
	void should_name_the_lines_that_postgresql_refuses() throws IOException {
		new GeneratedCatalogue().writeTo(this.folder);
		Files.writeString(this.folder.resolve("reviews.csv"),
				"id,book_id,rating,comment\n1,1,5,good\n2,123456,5,good\n3,1,5,good\n");
		Outcome outcome = Outcome.of("--data=" + this.folder, "--report=" + this.folder.resolve("report"));
		assertThat(outcome.exitCode()).isEqualTo(2);
		assertThat(outcome.err())
			.startsWith(
					"remote-workers: reviews.csv, lines 2 to 4: ERROR: insert or update on table \"reviews\" violates")
			.endsWith("Detail: Key (book_id)=(123456) is not present in table \"books\"." + System.lineSeparator());
	}

	@Test
	void should_say_which_process_does_not_start() {
		Outcome outcome = Outcome.of("--jvm-options=-Xmx1k", "--report=" + this.folder);
		assertThat(outcome.exitCode()).isEqualTo(1);
		assertThat(outcome.out()).contains("[database] Error occurred during initialization of VM");
		assertThat(outcome.err()).isEqualTo(
				"remote-workers: database has not started, its output is above, exit code 1" + System.lineSeparator());
	}

}
