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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.memoizedprefetch.batch.StepReport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is left of each job, and why: exact counts, by cause and phase. */
class StepReportTests {

	private static final String OFF = "memoized-prefetch.enabled=false";

	private static final String REPORT = "memoized-prefetch.report=true";

	@Test
	void should_name_the_paths_of_lazy_loads() {
		JobRun run = run(AssociationJobs.LazyOfTwoLevels.class, OFF);
		assertThat(causes(run)).containsExactly("200 processor lazy PurchaseLine.product",
				"100 processor lazy PurchaseLine.purchase", "100 processor lazy PurchaseLine.purchase.member",
				"11 reader read PurchaseLine", "10 writer insert Statistics", "2 writer sequence sales");
		assertThat(run.report().toString())
			.endsWith("all paths: @MemoizedPrefetchPaths({ \"product\", \"purchase.member\" })");
	}

	/** What users read first is what the library says. */
	@Test
	void should_be_as_it_is_documented() throws IOException {
		String report = run(KeyJobs.QueryInTheWriter.class, OFF).report().toString();
		for (String document : List.of("README.md", "src/docs/step-report.md")) {
			assertThat(Files.readString(Path.of(document))).contains(report);
		}
	}

	@Test
	void should_say_what_was_prefetched() {
		JobRun run = run(AssociationJobs.LazyOfTwoLevels.class);
		assertThat(causes(run)).containsExactly("11 reader read PurchaseLine", "10 writer insert Statistics",
				"2 writer sequence sales", "12 processor prefetched Member, Product, Purchase");
		assertThat(run.report().causes()).allMatch((cause) -> cause.remedy() == null);
	}

	@Test
	void should_tell_the_writer_from_the_processor() {
		assertThat(causes(run(AssociationJobs.LazyInTheWriter.class, OFF)))
			.containsExactly("200 writer lazy PurchaseLine.product", "11 reader read PurchaseLine");
	}

	@Test
	void should_name_what_is_eager() {
		assertThat(causes(run(AssociationJobs.EagerOfTheItem.class, OFF)))
			.containsExactly("290 reader eager receiver, sender of Message", "11 reader read Message");
	}

	@Test
	void should_name_queries_and_what_they_flush() {
		assertThat(causes(run(KeyJobs.QueryInTheWriter.class))).containsExactly("200 writer query Rebate by lineId",
				"100 writer insert Rebate", "11 reader read PurchaseLine", "2 writer sequence rebates",
				"12 processor prefetched Member, Product, Purchase");
	}

	@Test
	void should_name_merges_and_what_is_loaded_by_another_key() {
		assertThat(causes(run(KeyJobs.MergedItems.class, OFF))).containsExactly(
				"200 reader eager member of Reservation", "200 reader eager payment of Reservation",
				"200 reader eager seat of Reservation", "200 writer merge Reservation", "11 reader read Reservation",
				"10 reader update Reservation", "10 writer update Reservation");
	}

	@Test
	void should_name_what_is_found_by_ids() {
		assertThat(causes(run(KeyJobs.ItemsAreIds.class, OFF))).containsExactly("45 processor find Member",
				"2 writer update Member");
	}

	/** Members that are made are merged, because they have ids. */
	@Test
	void should_tell_what_is_new_from_what_is_merged() {
		JobRun run = run(ImportJobs.ByQueries.class);
		assertThat(causes(run)).containsExactly("200 processor query Member by email",
				"200 processor query Product by sku", "160 processor update Member", "40 processor merge Member",
				"38 processor insert Member", "7 writer update Member", "2 writer insert Member");
		assertThat(remedy(run, "merge")).startsWith("Member implements Persistable");
	}

	private static JobRun run(Class<?> job, String... properties) {
		String[] all = Stream.concat(Stream.of(REPORT), Stream.of(properties)).toArray(String[]::new);
		JobRun run = JobRun.of(job, all);
		assertThat(run.report().statements()).isEqualTo(run.count());
		return run;
	}

	private static List<String> causes(JobRun run) {
		return run.report()
			.causes()
			.stream()
			.map((cause) -> cause.count() + " " + cause.phase() + " " + cause.kind() + " " + cause.subject())
			.toList();
	}

	private static String remedy(JobRun run, String kind) {
		return run.report()
			.causes()
			.stream()
			.filter((cause) -> cause.kind().equals(kind))
			.map(StepReport.Cause::remedy)
			.findFirst()
			.orElseThrow();
	}

}
