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
package io.github.memoizedprefetch.faults;

import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a fault in any of the statements by which the library loads fails the step, or is
 * retried, as any other database error; and that nothing is left behind.
 */
class StepFaultTests {

	private static int runs;

	private static Stream<Arguments> faults() {
		return Stream.of(FaultDatabase.Kind.values())
			.flatMap((database) -> Stream.of(Fault.values())
				.filter((fault) -> fault != Fault.INTERRUPT)
				.map((fault) -> Arguments.of(database, fault)));
	}

	@ParameterizedTest
	@MethodSource("faults")
	void should_fail_the_step_and_complete_when_restarted(FaultDatabase.Kind kind, Fault fault) throws Exception {
		try (FaultDatabase database = new FaultDatabase(kind)) {
			forEachStatement(database, fault, (job) -> job, (failed) -> {
				assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
				assertThat(failed.getAllFailureExceptions())
					.anySatisfy((failure) -> assertThat(causes(failure)).contains(database.dataSource().thrown()));
			});
		}
	}

	@ParameterizedTest
	@MethodSource("faults")
	void should_complete_when_retried(FaultDatabase.Kind kind, Fault fault) throws Exception {
		try (FaultDatabase database = new FaultDatabase(kind)) {
			forEachStatement(database, fault, ReportJob::retry,
					(execution) -> assertThat(execution.getAllFailureExceptions()).isEmpty());
		}
	}

	/**
	 * In a tasklet step: a {@code ChunkOrientedStep} of Spring Batch 6.0.4 whose thread
	 * is interrupted ends as if it had read all, with or without the library.
	 */
	@ParameterizedTest
	@EnumSource
	void should_stop_when_interrupted_and_complete_when_restarted(FaultDatabase.Kind kind) throws Exception {
		try (FaultDatabase database = new FaultDatabase(kind)) {
			forEachStatement(database, Fault.INTERRUPT, (job) -> job.tasklet(true), (stopped) -> {
				boolean interrupted = Thread.interrupted();
				// statements of HSQLDB may swallow it
				if (interrupted || kind != FaultDatabase.Kind.HSQLDB) {
					assertThat(stopped.getStatus()).isIn(BatchStatus.STOPPED, BatchStatus.FAILED);
				}
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_fail_if_no_connection_is_free_and_complete_when_restarted(FaultDatabase.Kind kind) throws Exception {
		try (FaultDatabase database = new FaultDatabase(kind)) {
			List<String> undisturbed = undisturbed(database);
			MemoizedPrefetch prefetch = ReportJob.prefetch(database);
			for (boolean tasklet : new boolean[] { false, true }) {
				database.reset();
				String run = "run " + ++runs;
				JobExecution failed = new ReportJob(database, prefetch).tasklet(tasklet).afterRead((review) -> {
					if (review.getId() == 29) { // the last of a page and chunk
						database.takeAllConnections();
					}
				}).run(run);
				database.giveConnectionsBack();
				assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
				assertThat(failed.getAllFailureExceptions()).anySatisfy((failure) -> assertThat(causes(failure))
					.anyMatch(SQLTransientConnectionException.class::isInstance));
				assertRestarts(database, new ReportJob(database, prefetch).tasklet(tasklet), run, undisturbed);
			}
		}
	}

	/**
	 * Run a job for each of the statements, which fails at that one.
	 */
	private static void forEachStatement(FaultDatabase database, Fault fault, UnaryOperator<ReportJob> configuration,
			Consumer<JobExecution> outcome) throws Exception {
		List<String> undisturbed = undisturbed(database);
		MemoizedPrefetch prefetch = ReportJob.prefetch(database);
		int n = 1;
		for (boolean happened = true; happened; n++) {
			database.reset();
			String run = "run " + ++runs;
			Supplier<ReportJob> job = job(database, prefetch, n % 2 == 0, configuration);
			database.dataSource().arm(fault, n);
			JobExecution disturbed = job.get().run(run);
			happened = database.dataSource().disarm();
			assertThat(database.connectionsInUse()).isZero();
			if (happened) {
				outcome.accept(disturbed);
			}
			if (disturbed.getStatus() == BatchStatus.COMPLETED) {
				assertThat(database.output()).isEqualTo(undisturbed);
			}
			else {
				assertRestarts(database, job.get(), run, undisturbed);
			}
		}
		assertThat(n).as("statements").isGreaterThan((fault == Fault.COMMIT) ? 4 : 10);
	}

	private static Supplier<ReportJob> job(FaultDatabase database, MemoizedPrefetch prefetch, boolean tasklet,
			UnaryOperator<ReportJob> configuration) {
		return () -> configuration.apply(new ReportJob(database, prefetch).tasklet(tasklet));
	}

	private static void assertRestarts(FaultDatabase database, ReportJob job, String run, List<String> undisturbed)
			throws Exception {
		assertThat(database.connectionsInUse()).isZero();
		assertThat(job.run(run).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(database.output()).isEqualTo(undisturbed);
	}

	private static List<String> undisturbed(FaultDatabase database) throws Exception {
		database.reset();
		JobExecution execution = new ReportJob(database, null).run("undisturbed");
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return database.output();
	}

	private static List<Throwable> causes(Throwable thrown) {
		return Stream.iterate(thrown, (cause) -> cause != null, Throwable::getCause).toList();
	}

}
