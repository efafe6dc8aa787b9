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

package io.github.memoizedprefetch.jobs;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs as people have them, whose statements come from keys, as they are and with what
 * serves them: the same results, fewer statements.
 */
class KeyJobTests {

	private static final String OFF = "memoized-prefetch.enabled=false";

	/** The associations are served; what is left are the queries of the writer. */
	@Test
	void should_serve_the_associations_of_a_job_that_queries() {
		JobRun before = JobRun.of(KeyJobs.QueryInTheWriter.class, OFF);
		JobRun after = JobRun.of(KeyJobs.QueryInTheWriter.class);
		assertThat(before.tables().get("REBATE")).hasSize(ShopData.ROWS / 2);
		after.assertSameResult(before);
		assertThat(before.count()).isEqualTo(713);
		assertThat(after.count()).isEqualTo(325);
	}

	@Test
	void should_look_up_what_the_writer_asks_for() {
		JobRun before = JobRun.of(KeyJobs.QueryInTheWriter.class, OFF);
		JobRun after = JobRun.of(KeyJobs.LookupInTheWriter.class);
		after.assertSameResult(before);
		assertThat(after.count()).isEqualTo(45);
	}

	/** What is left are the EAGER associations of the reader's query. */
	@Test
	void should_merge_items_together() {
		JobRun before = JobRun.of(KeyJobs.MergedItems.class);
		JobRun after = JobRun.of(KeyJobs.MergedTogether.class);
		after.assertSameResult(before);
		assertThat(before.count()).isEqualTo(831);
		assertThat(after.count()).isEqualTo(641);
	}

	/** Each id without a row is a statement still. */
	@Test
	void should_find_what_items_are_the_ids_of() {
		JobRun before = JobRun.of(KeyJobs.ItemsAreIds.class, OFF);
		JobRun after = JobRun.of(KeyJobs.ItemsAreIds.class);
		assertThat(before.output()).hasSize(45).contains("member3@example.org 1", "none");
		after.assertSameResult(before);
		assertThat(before.count()).isEqualTo(47);
		assertThat(after.count()).isEqualTo(10);
	}

	/** Half of the members are made by the first row that has none. */
	@Test
	void should_look_up_what_rows_of_a_file_name() {
		JobRun before = JobRun.of(ImportJobs.ByQueries.class);
		JobRun after = JobRun.of(ImportJobs.ByLookups.class);
		assertThat(before.tables().get("MEMBERS")).hasSize(80);
		after.assertSameResult(before);
		assertThat(before.count()).isEqualTo(647);
		assertThat(after.count()).isEqualTo(74);
	}

}
