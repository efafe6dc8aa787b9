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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueTests {

	@TempDir
	private Path data;

	@TempDir
	private Path report;

	@BeforeEach
	void write() throws IOException {
		CatalogueFiles.write(this.data);
	}

	@Test
	void should_report_what_plain_files_say() throws IOException {
		assertThat(run().exitCode()).isZero();
		assertThat(this.report.resolve("reviews-report.csv")).hasContent("""
				review_id,rating,title,author,translator,publisher,categories
				1,5,"Solaris
				(a novel)","Lem, Stanisław","The ""Translator""\",Ace,sf
				2,4,The Left Hand,Ursula,,Ace,classic; sf
				3,1,C:\\,Ursula,Ursula,Ace,
				""");
		assertThat(this.report.resolve("books-report.csv")).hasContent("""
				book_id,isbn,title,author,translator,publisher,categories
				1,111,The Left Hand,Ursula,,Ace,classic; sf
				2,222,"Solaris
				(a novel)","Lem, Stanisław","The ""Translator""\",Ace,sf
				3,333,C:\\,Ursula,Ursula,Ace,
				""");
	}

	@Test
	void should_report_the_same_of_compressed_files() throws IOException {
		run();
		byte[] expected = Files.readAllBytes(this.report.resolve("reviews-report.csv"));
		CatalogueFiles.compress(this.data);
		assertThat(run().exitCode()).isZero();
		assertThat(this.report.resolve("reviews-report.csv")).hasBinaryContent(expected);
	}

	@Test
	void should_read_a_quoted_header() throws IOException {
		CatalogueFiles.replace(this.data.resolve("publishers.csv"), "id,name", "\"id\",\"name\"");
		assertThat(run().exitCode()).isZero();
	}

	@Test
	void should_import_no_more_reviews_than_the_limit() {
		assertThat(run("--limit=1").exitCode()).isZero();
		assertThat(this.report.resolve("reviews-report.csv")).content().contains("Solaris").doesNotContain("Hand");
		assertThat(this.report.resolve("books-report.csv")).content().contains("Hand");
	}

	@Test
	void should_report_nothing_of_no_reviews() {
		assertThat(run("--limit=0").exitCode()).isZero();
		assertThat(this.report.resolve("reviews-report.csv"))
			.hasContent("review_id,rating,title,author,translator,publisher,categories\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					reviews.csv         | 2,1,4,cold | 2,1,4      | line 3: expected 4 columns, found 3
					reviews.csv         | 2,1,4,cold | 2,one,4,x  | line 3: book_id must be a number, but is 'one'
					reviews.csv         | 2,1,4,cold | 2,1,4,"x   | line 3: a quoted field does not end
					books.csv           | 333,1,1    | 333,,1     | line 5: author_id must be a number, but is ''
					authors.csv         | id,name    | name,id    | line 1: the header must be 'id,name,email', but is 'name,id,email'
					""")
	void should_name_file_and_line_that_cannot_be_read(String file, String from, String to, String message)
			throws IOException {
		CatalogueFiles.replace(this.data.resolve(file), from, to);
		assertThat(messageOf(run())).isEqualTo(file + ", " + message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			book_categories.csv | 2,1,2 | 2,1,9 | foreign key no parent
			book_categories.csv | 2,1,2 | 2,1,1 | unique constraint
			authors.csv         | 2,"L  | 1,"L  | unique constraint
			""")
	void should_name_file_and_line_that_the_database_refuses(String file, String from, String to, String reason)
			throws IOException {
		CatalogueFiles.replace(this.data.resolve(file), from, to);
		assertThat(messageOf(run())).startsWith(file + ", line 3: ").contains(reason);
	}

	@Test
	void should_not_look_through_a_whole_file_for_the_end_of_a_field() throws IOException {
		Files.writeString(this.data.resolve("reviews.csv"),
				"id,book_id,rating,comment\n1,1,5,\"open" + "\n2,1,5,\"deep\"".repeat(200_000));
		assertThat(messageOf(run())).isEqualTo("reviews.csv, line 2: a quoted field does not end");
	}

	@Test
	void should_name_a_file_that_is_empty() throws IOException {
		Files.writeString(this.data.resolve("reviews.csv"), "");
		assertThat(messageOf(run()))
			.isEqualTo("reviews.csv, line 1: the header must be 'id,book_id,rating,comment', but is ''");
	}

	@Test
	void should_name_a_file_that_is_not_what_it_says() throws IOException {
		Files.move(this.data.resolve("reviews.csv"), this.data.resolve("reviews.csv.gz"));
		assertThat(messageOf(run())).isEqualTo("reviews.csv.gz cannot be read: Not in GZIP format");
	}

	@Test
	void should_name_a_file_that_is_not_utf8() throws IOException {
		Files.write(this.data.resolve("reviews.csv"), new byte[] { (byte) 0xC3, '\n' });
		assertThat(messageOf(run())).isEqualTo("reviews.csv cannot be read: it is not UTF-8");
	}

	private Outcome run(String... more) {
		String[] args = new String[more.length + 2];
		args[0] = "--data=" + this.data;
		args[1] = "--report=" + this.report;
		System.arraycopy(more, 0, args, 2, more.length);
		return Outcome.of(args);
	}

	/**
	 * The last line on the standard error stream: the progress of the import is before.
	 */
	private static String messageOf(Outcome outcome) {
		assertThat(outcome.exitCode()).isEqualTo(2);
		assertThat(outcome.err()).doesNotContain("\tat ", "Exception");
		String[] lines = outcome.err().split("\\R");
		assertThat(lines[lines.length - 1]).startsWith("bookshop: ");
		return lines[lines.length - 1].substring("bookshop: ".length());
	}

}
