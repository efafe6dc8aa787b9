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

import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That nothing is remembered from one step execution to the next.
 */
class MemoLifeOnDatabaseTests {

	private Database database;

	private MemoizedPrefetchItemReadListener<Object> listener;

	@BeforeEach
	void open() {
		this.database = Database.open().populate();
		this.listener = new MemoizedPrefetchItemReadListener<>(ReviewReport.prefetch(this.database));
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	@ParameterizedTest
	@EnumSource
	void should_load_again_what_the_step_before_has_loaded(Kind kind) {
		for (int run = 0; run < 2; run++) {
			report(kind).run();
			assertThat(this.database.statements().count()).isEqualTo(ReviewReport.LOADS);
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_who_uses_the_prefetch_after_the_step_has_ended(Kind kind) {
		MemoizedPrefetch prefetch = ReviewReport.prefetch(this.database);
		this.listener = new MemoizedPrefetchItemReadListener<>(prefetch);
		report(kind).run();
		for (int use = 0; use < 2; use++) {
			Review review = this.database.read((entityManager) -> entityManager.find(Review.class, 1));
			prefetch.processChunk(List.of(review));
			assertThat(review.getBook().getAuthor().getName()).isEqualTo("Author 7");
			assertThat(prefetch.statistics().target(Author.class).loads()).as("once, then remembered")
				.isEqualTo(12 + 2);
		}
		report(kind).run();
		assertThat(this.database.statements().count()).as("what was loaded before is used").isPositive();
		report(kind).run();
		assertThat(this.database.statements().count()).isEqualTo(ReviewReport.LOADS);
	}

	@ParameterizedTest
	@EnumSource
	void should_see_what_was_changed_between_two_steps(Kind kind) {
		report(kind).run();
		this.database
			.inTransaction((entityManager) -> entityManager.find(Author.class, 7).setName("Author of another name"));
		ReviewReport second = report(kind);
		second.run();
		assertThat(second.lines).isEqualTo(ReportLine.all(this.database))
			.anySatisfy((line) -> assertThat(line).contains("Author of another name"));
	}

	@ParameterizedTest
	@EnumSource
	void should_load_again_what_a_failed_step_has_loaded(Kind kind) {
		ReviewReport failing = report(kind).writer((chunk) -> {
			if (chunk.getItems().get(0).startsWith("50;")) {
				throw new IllegalStateException("disk full");
			}
		});
		assertThat(failing.run().getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.database.statements().count()).isEqualTo(ReviewReport.LOADS);
		report(kind).run();
		assertThat(this.database.statements().count()).isEqualTo(ReviewReport.LOADS);
	}

	private ReviewReport report(Kind kind) {
		return new ReviewReport(this.database, kind, ReviewReaders.DETACHED).prefetched(this.listener);
	}

}
