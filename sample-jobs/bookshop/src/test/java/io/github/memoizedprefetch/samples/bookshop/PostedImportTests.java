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
import java.util.Map;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import io.github.memoizedprefetch.samples.bookshop.metrics.PrefetchListeners;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFile;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedFileWriter;
import io.github.memoizedprefetch.samples.bookshop.posted.PostedTables;
import io.github.memoizedprefetch.samples.bookshop.posted.SkippedRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class PostedImportTests {

	private static final String REVIEWS = "select id, book_id, reader_id, rating, comment from posted_reviews order by id";

	private static final String READERS = "select id, email from readers order by id";

	private static final int ROWS = 1_200;

	@TempDir
	private Path data;

	@TempDir
	private Path work;

	@Test
	void should_fill_the_same_tables_with_few_statements() throws IOException {
		new GeneratedCatalogue().writeTo(this.data);
		PostedFile file = new PostedFileWriter(CatalogueFolder.of(this.data)).write(this.work.resolve("posted.csv"),
				ROWS);
		try (PostedImport with = run(file, true); PostedImport without = run(file, false)) {
			assertThat(this.work.resolve("with")).isDirectoryContaining("glob:**.data");
			assertThat(this.work.resolve("without")).isDirectoryContaining("glob:**.data");
			assertThat(rows(with, REVIEWS)).hasSize(ROWS - ROWS / 100).isEqualTo(rows(without, REVIEWS));
			assertThat(rows(with, READERS)).hasSizeBetween(800, ROWS).isEqualTo(rows(without, READERS));
			assertThat(with.bean(SkippedRows.class).ofNoBook()).isEqualTo(ROWS / 100);
			assertThat(without.bean(SkippedRows.class).ofNoBook()).isEqualTo(ROWS / 100);
			int chunks = 2;
			int sequences = statementsOfSequence(with, READERS) + statementsOfSequence(with, REVIEWS);
			assertThat(with.figures().statements()).isEqualTo(4 * chunks + sequences);
			assertThat(without.figures().statements()).isGreaterThan(2 * ROWS - ROWS / 100);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void should_skip_what_is_no_book_or_several(boolean prefetch) throws IOException {
		CatalogueFiles.write(this.data);
		CatalogueFiles.replace(this.data.resolve("books.csv"), "222", "111");
		Path path = Files.writeString(this.work.resolve("posted.csv"), """
				isbn,email,rating,comment
				111,a@example.org,1,several
				333,a@example.org,2,new
				,b@example.org,3,no ISBN
				333,a@example.org,4,found
				"999",c@example.org,5,unknown
				333,"b@example.org",5,"new, too"
				""");
		try (PostedImport done = run(new PostedFile(path, Integer.MAX_VALUE), prefetch)) {
			assertThat(rows(done, "select book_id b, reader_id r, rating, comment from posted_reviews order by id"))
				.extracting((row) -> List.copyOf(row.values()))
				.containsExactly(List.of(3L, 1L, 2, "new"), List.of(3L, 1L, 4, "found"),
						List.of(3L, 2L, 5, "new, too"));
			assertThat(rows(done, READERS)).extracting((row) -> row.get("email"))
				.containsExactly("a@example.org", "b@example.org");
			assertThat(done.bean(SkippedRows.class).ofNoBook()).isEqualTo(2);
			assertThat(done.bean(SkippedRows.class).ofSeveralBooks()).isEqualTo(1);
		}
	}

	@Test
	void should_notice_a_row_that_differs() throws IOException {
		CatalogueFiles.write(this.data);
		PostedFile file = new PostedFileWriter(CatalogueFolder.of(this.data)).write(this.work.resolve("posted.csv"), 3);
		try (PostedImport all = run(file, true); PostedImport slice = run(file.first(2), false)) {
			PostedTables first = slice.bean(PostedTables.class);
			assertThat(first.reviews()).isEqualTo(2);
			assertThat(all.bean(PostedTables.class).startsWith(first)).isTrue();
			all.bean(JdbcTemplate.class).update("update readers set email = 'other' where id = 2");
			assertThat(all.bean(PostedTables.class).startsWith(first)).isFalse();
		}
	}

	@Test
	void should_say_what_it_took_and_would_have_taken() throws IOException {
		CatalogueFiles.write(this.data);
		Outcome outcome = Outcome.of("--job=import", "--data=" + this.data, "--compare=2", "--metrics=" + this.work);
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).contains("3 reviews by 3 readers; 0 rows skipped", "import of posted reviews")
			.containsPattern("posted \\| Reader.email +\\| .* 1 \\|")
			.containsPattern("without \\| +2 \\|")
			.contains("The 2 reviews and 2 readers that were imported once more without the library are the same.")
			.containsPattern("\\n8 statements instead of about \\d+\\R$");
		assertThat(Files.readString(this.work.resolve("metrics.html"))).contains("Step posted, 1 chunks");
	}

	@Test
	void should_import_without_the_library() throws IOException {
		CatalogueFiles.write(this.data);
		Outcome outcome = Outcome.of("--job=import", "--data=" + this.data, "--prefetch=off", "--limit=1");
		assertThat(outcome.exitCode()).isZero();
		assertThat(outcome.out()).contains("1 reviews by 1 readers").doesNotContain("What was prefetched");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			reviews.csv | 2,1,4,cold | 2,1,4     | reviews.csv, line 3: expected 4 columns, found 3
			reviews.csv | 2,1,4,cold | 2,9,4,x   | reviews.csv, line 3: there is no book 9
			reviews.csv | id,book_id | book_id   | reviews.csv, line 1: the header must be
			authors.csv | 2,"L       | 1,"L      | authors.csv, line 3:
			""")
	void should_name_file_and_line_that_cannot_be_imported(String file, String from, String to, String message)
			throws IOException {
		CatalogueFiles.write(this.data);
		CatalogueFiles.replace(this.data.resolve(file), from, to);
		Outcome outcome = Outcome.of("--job=import", "--data=" + this.data);
		assertThat(outcome.exitCode()).isEqualTo(2);
		assertThat(outcome.err()).contains("bookshop: " + message).doesNotContain("\tat ", "Exception");
	}

	private PostedImport run(PostedFile file, boolean prefetch) {
		PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
		BookshopOptions options = new BookshopOptions(CatalogueFolder.of(this.data), Integer.MAX_VALUE, this.work,
				PrefetchOptions.ALL, null, null, BookshopOptions.COMPARED);
		return PostedImport.run(options, file, prefetch, this.work.resolve(prefetch ? "with" : "without"),
				PrefetchListeners.NONE, nowhere);
	}

	private static List<Map<String, Object>> rows(PostedImport done, String query) {
		return done.bean(JdbcTemplate.class).queryForList(query);
	}

	/** One for each 1,000 ids, and one more when the first is given. */
	private static int statementsOfSequence(PostedImport done, String query) {
		return 1 + (rows(done, query).size() + 999) / 1_000;
	}

}
