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
package io.github.memoizedprefetch.samples.bookshop.posted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.github.memoizedprefetch.samples.bookshop.catalogue.BadInputException;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueFolder;
import io.github.memoizedprefetch.samples.bookshop.catalogue.CatalogueSize;
import io.github.memoizedprefetch.samples.bookshop.catalogue.GeneratedCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostedFileTests {

	@TempDir
	private Path folder;

	@Test
	void should_be_the_same_each_time_and_know_no_ids() throws IOException {
		new GeneratedCatalogue(new CatalogueSize(10, 10, 10, 10, 10, 1, 1_000)).writeTo(this.folder);
		PostedFileWriter writer = new PostedFileWriter(CatalogueFolder.of(this.folder));
		PostedFile all = writer.write(this.folder.resolve("all.csv"), Integer.MAX_VALUE);
		PostedFile first = writer.write(this.folder.resolve("first.csv"), 300);
		assertThat(all.rows()).isEqualTo(1_000);
		assertThat(first.rows()).isEqualTo(300);
		List<String> lines = Files.readAllLines(all.path());
		assertThat(lines).startsWith("isbn,email,rating,comment").hasSize(1_001);
		assertThat(lines.subList(0, 301)).isEqualTo(Files.readAllLines(first.path()));
		assertThat(lines.stream().skip(1))
			.allMatch((line) -> line.matches("(978\\d{10}[?]?|\"\"),reader\\d+@example.org,[1-5],.+"));
		assertThat(lines).filteredOn((line) -> line.startsWith("\"\",")).hasSize(5);
		assertThat(lines).filteredOn((line) -> line.contains("?,")).hasSize(5);
	}

	@Test
	void should_have_a_few_readers_who_write_often() {
		Collection<Long> reviewsByReader = LongStream.rangeClosed(1, 100_000)
			.mapToObj(Readers::email)
			.collect(Collectors.groupingBy((email) -> email, Collectors.counting()))
			.values();
		assertThat(reviewsByReader).hasSizeBetween(15_000, 20_000);
		assertThat(
				reviewsByReader.stream().sorted(Comparator.reverseOrder()).limit(200).mapToLong((count) -> count).sum())
			.isBetween(15_000L, 30_000L);
	}

	@Test
	void should_mean_no_more_rows_than_there_are() {
		PostedFile file = new PostedFile(this.folder, 10);
		assertThat(file.first(3).rows()).isEqualTo(3);
		assertThat(file.first(30).rows()).isEqualTo(10);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			1,a@example.org,five,x | line 3: rating must be a number, but is 'five'
			1,,5,x                 | line 3: email is missing
			1,a@example.org,5      | line 3: expected 4 columns, found 3
			1,a@example.org,5,"x   | line 3: a quoted field does not end
			""")
	void should_name_the_line_that_cannot_be_read(String line, String message) throws Exception {
		PostedRowReader reader = reader("isbn,email,rating,comment\n1,a@example.org,5,fine\n" + line);
		reader.open(new ExecutionContext());
		assertThat(reader.read()).isEqualTo(new PostedRow("1", "a@example.org", 5, "fine"));
		assertThatExceptionOfType(BadInputException.class).isThrownBy(reader::read)
			.withMessage("posted.csv, " + message);
		reader.close();
	}

	@Test
	void should_name_a_header_that_is_wrong() throws IOException {
		PostedRowReader reader = reader("isbn,mail,rating,comment\n");
		assertThatExceptionOfType(ItemStreamException.class).isThrownBy(() -> reader.open(new ExecutionContext()))
			.havingCause()
			.isInstanceOf(BadInputException.class)
			.withMessage(
					"posted.csv, line 1: the header must be 'isbn,email,rating,comment', but is 'isbn,mail,rating,comment'");
		reader.close();
	}

	private PostedRowReader reader(String text) throws IOException {
		return new PostedRowReader(new PostedFile(Files.writeString(this.folder.resolve("posted.csv"), text), 10));
	}

}
