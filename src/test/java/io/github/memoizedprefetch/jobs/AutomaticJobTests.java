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

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs as people have them, with the dependency and one property, and where the reader
 * loads EAGER associations with its hints: the same results, at least ten times fewer
 * loads of associations, and as many statements as with the best paths.
 */
class AutomaticJobTests {

	/**
	 * A job.
	 *
	 * @param job as it is
	 * @param automatic the same, if its reader has hints
	 * @param declared with the best paths
	 * @param items the table of the items
	 * @param statements of the job as it is, and then
	 * @param loads selects of other tables, as it is, and then
	 */
	record Case(Class<?> job, Class<?> automatic, Class<?> declared, String items, List<Integer> statements,
			List<Long> loads) {

		long loads(JobRun run) {
			return run.statements()
				.stream()
				.map(String::toLowerCase)
				.filter((sql) -> sql.startsWith("select ") && !sql.contains("next value"))
				.filter((sql) -> !sql.contains(" from " + this.items + " "))
				.count();
		}

		@Override
		public String toString() {
			return this.job.getSimpleName();
		}

	}

	static List<Case> jobs() {
		return List.of(
				new Case(AutomaticJobs.Sales.class, AutomaticJobs.Sales.class, AutomaticJobs.DeclaredSales.class,
						"purchaseline", List.of(211, 14), List.of(200L, 3L)),
				new Case(AutomaticJobs.Report.class, AutomaticJobs.Report.class, AutomaticJobs.DeclaredReport.class,
						"purchaseline", List.of(423, 35), List.of(400L, 12L)),
				new Case(AutomaticJobs.Deliveries.class, AutomaticJobs.Deliveries.class,
						AutomaticJobs.DeclaredDeliveries.class, "delivery", List.of(211, 14), List.of(200L, 3L)),
				new Case(AutomaticJobs.Invoices.class, AutomaticJobs.Invoices.class,
						AutomaticJobs.DeclaredInvoices.class, "purchase", List.of(406, 14), List.of(400L, 8L)),
				new Case(AutomaticJobs.Messages.class, AutomaticJobs.HintedMessages.class,
						AutomaticJobs.DeclaredMessages.class, "message", List.of(301, 13), List.of(290L, 2L)),
				new Case(AutomaticJobs.Reservations.class, AutomaticJobs.HintedReservations.class,
						AutomaticJobs.DeclaredReservations.class, "reservation", List.of(831, 236), List.of(600L, 5L)));
	}

	@ParameterizedTest
	@MethodSource("jobs")
	void should_need_one_property(Case job) {
		JobRun before = JobRun.of(job.job());
		JobRun automatic = JobRun.of(job.automatic(), "memoized-prefetch.mode=automatic");
		JobRun declared = JobRun.of(job.declared());
		automatic.assertSameResult(before);
		declared.assertSameResult(before);
		assertThat(List.of(before.count(), automatic.count())).isEqualTo(job.statements());
		assertThat(automatic.count()).isEqualTo(declared.count());
		assertThat(List.of(job.loads(before), job.loads(automatic))).isEqualTo(job.loads());
	}

}
