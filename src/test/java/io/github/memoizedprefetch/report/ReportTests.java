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
package io.github.memoizedprefetch.report;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of counts. */
class ReportTests {

	private final Tally tally = new Tally();

	private void count(Cause cause, Phase phase, int times) {
		IntStream.range(0, times).forEach((i) -> this.tally.count(cause, phase));
	}

	private Report report(long items, long chunks, BatchSettings settings) {
		return Report.of(new StepFacts("job", "reviews", items, chunks, 0, 0, settings), this.tally.counts());
	}

	private static Cause lazy(String path) {
		return new Cause(Kind.LAZY, "Review." + path, "Book", path, "");
	}

	@Test
	void should_be_a_table() {
		count(Cause.of(Kind.INSERT, "RebateOrderItem"), Phase.WRITER, 6_010);
		count(lazy("book"), Phase.PROCESSOR, 601);
		count(Cause.of(Kind.PREFETCHED, "Member"), Phase.PROCESSOR, 4);
		count(Cause.of(Kind.PREFETCHED, "Item"), Phase.PROCESSOR, 7);
		assertThat(ReportText.of(report(6_010, 61, new BatchSettings(0, false, false)))).isEqualTo(
				"""
						Step reviews: 6,622 statements for 6,010 items
						  6,010  writer     insert RebateOrderItem    spring.jpa.properties.hibernate.jdbc.batch_size=50  saves about 5,800
						    601  processor  lazy Review.book          @MemoizedPrefetchPaths("book")                      saves about 540
						     11  processor  prefetched: Item, Member""");
	}

	@Test
	void should_not_promise_what_is_once_a_chunk() {
		count(lazy("book"), Phase.PROCESSOR, 10);
		count(Cause.of(Kind.INSERT, "Rebate"), Phase.WRITER, 10);
		assertThat(report(100, 10, new BatchSettings(50, false, false)).lines()).extracting(Report.Line::remedy)
			.containsOnly(Remedy.NONE);
	}

	@Test
	void should_put_all_paths_together() {
		count(lazy("book"), Phase.PROCESSOR, 50);
		count(lazy("book.author"), Phase.PROCESSOR, 40);
		count(lazy("user"), Phase.WRITER, 30);
		count(lazy("seldom"), Phase.WRITER, 3);
		assertThat(report(100, 10, new BatchSettings(0, false, false)).allPaths())
			.isEqualTo("@MemoizedPrefetchPaths({ \"book.author\", \"user\" })");
	}

	@Test
	void should_round_down() {
		assertThat(Remedy.of("", 99)).extracting(Remedy::saves).isEqualTo(99L);
		assertThat(Remedy.of("", 199)).extracting(Remedy::saves).isEqualTo(190L);
		assertThat(Remedy.of("", 5_999)).extracting(Remedy::saves).isEqualTo(5_900L);
		assertThat(Remedy.of("x", 0)).isEqualTo(Remedy.NONE);
	}

	/** A step may generate its statements. */
	@Test
	void should_not_remember_any_number_of_causes() {
		IntStream.range(0, 2_000).forEach((i) -> this.tally.count(Cause.of(Kind.QUERY, "t" + i), Phase.STEP));
		assertThat(this.tally.counts()).hasSizeLessThan(600);
		assertThat(this.tally.total()).isEqualTo(2_000);
	}

}
