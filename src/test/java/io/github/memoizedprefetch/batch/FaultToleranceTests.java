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

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Skip, retry and scan on real data: no statement more, and the output of the same step
 * without prefetch.
 */
class FaultToleranceTests {

	private static final int PAGES = 11;

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
	@EnumSource
	void should_skip_items_that_fail_to_process(Kind kind) {
		assertThatItCostsNoMore(kind, (report) -> report.processor(failingOn(Set.of("13;", "42;", "99;"))));
	}

	@ParameterizedTest
	@EnumSource
	void should_process_items_again(Kind kind) {
		List<String> lines = assertThatItCostsNoMore(kind, (report) -> report.processor(failingOnce()));
		assertThat(lines).isEqualTo(ReportLine.all(database));
	}

	@ParameterizedTest
	@EnumSource
	void should_scan_chunks_that_fail_to_be_written(Kind kind) {
		List<String> lines = assertThatItCostsNoMore(kind,
				(report) -> report.writer(failingOn(report, Set.of("13;", "42;", "99;"))));
		assertThat(lines).hasSize(97);
	}

	/**
	 * The rollback closes the session that the items were read in.
	 */
	@ParameterizedTest
	@EnumSource
	void should_keep_items_usable_after_a_rollback(Kind kind) {
		ReviewReport report = new ReviewReport(database, kind, ReviewReaders.REPOSITORY);
		report.prefetched().processor(failingOnce()).tolerate(IllegalStateException.class, 3);
		assertThat(report.run().getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(database.statements().count()).isEqualTo(PAGES + ReviewReport.LOADS);
		assertThat(report.lines).isEqualTo(ReportLine.all(database));
	}

	private static List<String> assertThatItCostsNoMore(Kind kind, UnaryOperator<ReviewReport> failures) {
		ReviewReport with = failures.apply(new ReviewReport(database, kind, ReviewReaders.PAGING).prefetched());
		StepExecution execution = with.tolerate(IllegalStateException.class, 1).run();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(database.statements().count()).isEqualTo(PAGES + ReviewReport.LOADS);
		ReviewReport without = failures.apply(new ReviewReport(database, kind, ReviewReaders.PAGING));
		without.tolerate(IllegalStateException.class, 1).run();
		assertThat(with.lines).isEqualTo(without.lines);
		return with.lines;
	}

	private static ItemProcessor<Object, String> failingOn(Set<String> lines) {
		return (item) -> {
			String line = ReportLine.of(item);
			fail(line, lines);
			return line;
		};
	}

	private static ItemProcessor<Object, String> failingOnce() {
		Set<String> failed = new HashSet<>();
		return (item) -> {
			String line = ReportLine.of(item);
			if (line.contains("7;") && failed.add(line)) {
				throw new IllegalStateException("first attempt on " + line);
			}
			return line;
		};
	}

	private static ItemWriter<String> failingOn(ReviewReport report, Set<String> lines) {
		return (Chunk<? extends String> chunk) -> {
			chunk.forEach((line) -> fail(line, lines));
			report.write(chunk);
		};
	}

	private static void fail(String line, Set<String> lines) {
		if (lines.stream().anyMatch(line::startsWith)) {
			throw new IllegalStateException(line);
		}
	}

}
