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

import java.util.stream.Stream;

import io.github.memoizedprefetch.autoconfigure.MemoizedPrefetchPaths;
import io.github.memoizedprefetch.batch.StepReport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each remedy of the step report, applied as it is written, saves at least what the
 * report says.
 */
class RemedyTests {

	private static final String OFF = "memoized-prefetch.enabled=false";

	private static final String UNBATCHED = "shop.batching=false";

	@Test
	void should_serve_a_path() {
		assertSaved(run(AssociationJobs.LazyInTheWriter.class, OFF), "lazy", annotation("product"),
				AssociationJobs.LazyInTheWriter.class);
		assertThat(AssociationJobs.SalesWriter.class.getAnnotation(MemoizedPrefetchPaths.class).value())
			.containsExactly("product");
	}

	@Test
	void should_serve_what_is_eager() {
		StepReport.Cause cause = assertSaved(run(AssociationJobs.EagerOfTheItem.class, OFF), "eager",
				"hintValues(EagerAssociations.lazy(entityManagerFactory, Message.class)) and " + annotation("*eager"),
				AssociationJobs.EagerLeftOut.class);
		assertThat(cause.entity()).isEqualTo("Message");
	}

	@Test
	void should_serve_what_is_eager_in_the_items_of_a_repository() {
		assertSaved(run(AssociationJobs.EagerOfRepository.class, OFF), "eager",
				"@EntityGraph on the reader's method, and " + annotation("*eager"),
				AssociationJobs.EagerLeftOutByRepository.class);
	}

	@Test
	void should_serve_a_method_of_a_repository() {
		assertSaved(run(RemedyJobs.RepositoryInTheWriter.class), "query",
				"RepositoryLookup.many(rebates::findByLineId)", RemedyJobs.RepositoryLookupInTheWriter.class);
	}

	@Test
	void should_serve_a_query() {
		assertSaved(run(RemedyJobs.QueryInTheWriter.class), "query",
				"MemoizedLookup.many(Product.class, \"sku\", String.class)",
				RemedyJobs.AttributeLookupInTheWriter.class);
	}

	@Test
	void should_serve_ids() {
		assertSaved(run(KeyJobs.ItemsAreIds.class, OFF), "find", ".itemsAreIdsOf(Member.class)",
				KeyJobs.ItemsAreIds.class);
	}

	@Test
	void should_serve_merges() {
		assertSaved(run(KeyJobs.MergedItems.class), "merge",
				"new MergePrefetchItemWriter<>(writer, entityManagerFactory)", KeyJobs.MergedTogether.class);
	}

	@Test
	void should_not_merge_what_is_new() {
		JobRun before = run(RemedyJobs.Assigned.class);
		StepReport.Cause cause = cause(before, "merge");
		assertThat(cause.remedy())
			.isEqualTo("Coupon implements Persistable: its isNew() saves the select of what is new");
		assertSaved(before.count(), cause, run(RemedyJobs.AssignedToPersistable.class).count());
	}

	@Test
	void should_batch_inserts() {
		assertSavedByProperty(AssociationJobs.LazyOfTwoLevels.class, "insert",
				"spring.jpa.properties.hibernate.jdbc.batch_size=50", UNBATCHED);
	}

	@Test
	void should_batch_inserts_of_two_entities_that_take_turns() {
		assertSavedByProperty(RemedyJobs.InTurns.class, "insert",
				"spring.jpa.properties.hibernate.jdbc.batch_size=50 and"
						+ " spring.jpa.properties.hibernate.order_inserts=true",
				UNBATCHED);
		assertSavedByProperty(RemedyJobs.InTurns.class, "insert", "spring.jpa.properties.hibernate.order_inserts=true");
	}

	@Test
	void should_batch_updates() {
		assertSavedByProperty(KeyJobs.MergedTogether.class, "update",
				"spring.jpa.properties.hibernate.jdbc.batch_size=50", UNBATCHED);
	}

	@Test
	void should_not_let_the_database_make_ids() {
		JobRun before = run(RemedyJobs.Identity.class);
		StepReport.Cause cause = cause(before, "insert");
		assertThat(cause.remedy())
			.isEqualTo("IDENTITY ids cannot be batched: @GeneratedValue(strategy = SEQUENCE), with"
					+ " @SequenceGenerator(allocationSize = 50)");
		assertSaved(before.count(), cause, run(RemedyJobs.Pooled.class).count());
	}

	@Test
	void should_not_call_a_sequence_for_each_row() {
		JobRun before = run(RemedyJobs.Single.class);
		StepReport.Cause cause = cause(before, "sequence");
		assertThat(cause.remedy()).isEqualTo("@SequenceGenerator(allocationSize = 50)");
		assertSaved(before.count(), cause, run(RemedyJobs.Pooled.class).count());
	}

	private static String annotation(String path) {
		return "@MemoizedPrefetchPaths(\"" + path + "\")";
	}

	private static JobRun run(Class<?> job, String... properties) {
		return JobRun.of(job, Stream.concat(Stream.of("memoized-prefetch.report=true"), Stream.of(properties))
			.toArray(String[]::new));
	}

	private static StepReport.Cause cause(JobRun run, String kind) {
		return run.report().causes().stream().filter((cause) -> cause.kind().equals(kind)).findFirst().orElseThrow();
	}

	private static StepReport.Cause assertSaved(JobRun before, String kind, String remedy, Class<?> remedied) {
		StepReport.Cause cause = cause(before, kind);
		assertThat(cause.remedy()).isEqualTo(remedy);
		JobRun after = run(remedied);
		after.assertSameResult(before);
		assertSaved(before.count(), cause, after.count());
		return cause;
	}

	/** The remedy is properties, and nothing but these is added. */
	private static void assertSavedByProperty(Class<?> job, String kind, String remedy, String... properties) {
		JobRun before = run(job, properties);
		StepReport.Cause cause = cause(before, kind);
		assertThat(cause.remedy()).isEqualTo(remedy);
		JobRun after = run(job,
				Stream.concat(Stream.of(remedy.split(" and ")), Stream.of(properties)).toArray(String[]::new));
		assertSaved(before.count(), cause, after.count());
	}

	/** Not less than was said, and not much more. */
	private static void assertSaved(int before, StepReport.Cause cause, int after) {
		assertThat(cause.saves()).isPositive();
		assertThat((long) before - after).isGreaterThanOrEqualTo(cause.saves());
	}

}
