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
package io.github.memoizedprefetch.batch;

import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.BatchStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a step costs with the readers of Spring Batch, and that its output is the same.
 */
class ReaderTests {

	private static Database database;

	@BeforeAll
	static void open() {
		database = Database.open().populate();
	}

	@AfterAll
	static void close() {
		database.close();
	}

	@ParameterizedTest
	@CsvSource({ "PAGING,11", "PAGING_SMALLER_PAGES,26", "PAGING_LARGER_PAGES,5", "PAGING_NOT_TRANSACTED,11",
			"PAGING_NOT_TRANSACTED_SMALLER_PAGES,26", "CURSOR,1", "STATELESS,1", "REPOSITORY,11",
			"REPOSITORY_LARGER_PAGES,5", "KEYSET,10", "DETACHED,0", "RECORDS,11", "RECORDS_NOT_TRANSACTED,11" })
	void should_load_each_target_once(ReviewReaders reader, int pages) {
		for (Kind kind : Kind.values()) {
			ReviewReport report = new ReviewReport(database, kind, reader).prefetched();
			assertThat(report.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(database.statements().selectsFrom("Review")).isEqualTo(pages);
			assertThat(database.statements().selectsFrom("Book")).isEqualTo(4);
			assertThat(database.statements().selectsFrom("Author")).isEqualTo(3);
			assertThat(database.statements().selectsFrom("Publisher")).isEqualTo(1);
			assertThat(database.statements().selectsFrom("book_categories")).isEqualTo(4);
			assertThat(database.statements().selectsFrom("Category")).isEqualTo(2);
			assertThat(database.statements().count()).isEqualTo(pages + ReviewReport.LOADS);
			assertThat(report.lines).isEqualTo(ReportLine.all(database));
		}
	}

	@ParameterizedTest
	@CsvSource({ "PAGING,318", "PAGING_NOT_TRANSACTED,107", "PAGING_NOT_TRANSACTED_SMALLER_PAGES,122", "REPOSITORY,318",
			"KEYSET,317", "RECORDS,318", "RECORDS_NOT_TRANSACTED,107" })
	void should_write_the_same_as_without(ReviewReaders reader, int statementsWithout) {
		for (Kind kind : Kind.values()) {
			ReviewReport without = new ReviewReport(database, kind, reader);
			without.run();
			assertThat(database.statements().count()).isEqualTo(statementsWithout);
			ReviewReport with = new ReviewReport(database, kind, reader).prefetched();
			with.run();
			assertThat(with.lines).hasSize(100).isEqualTo(without.lines);
		}
	}

	/**
	 * So {@link #should_load_each_target_once} has nothing to compare with: the items'
	 * session was cleared or closed before they are processed, or (the cursor) cannot be
	 * used for anything else.
	 */
	@ParameterizedTest
	@CsvSource({ "PAGING_SMALLER_PAGES", "PAGING_LARGER_PAGES", "CURSOR", "STATELESS", "REPOSITORY_LARGER_PAGES",
			"DETACHED" })
	void should_serve_readers_with_which_lazy_loading_fails(ReviewReaders reader) {
		for (Kind kind : Kind.values()) {
			assertThat(new ReviewReport(database, kind, reader).run().getStatus()).isEqualTo(BatchStatus.FAILED);
			assertThat(new ReviewReport(database, kind, reader).prefetched().run().getStatus())
				.isEqualTo(BatchStatus.COMPLETED);
		}
	}

}
