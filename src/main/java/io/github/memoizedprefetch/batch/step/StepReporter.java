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
package io.github.memoizedprefetch.batch.step;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.statements.ReportingStatementInspector;
import io.github.memoizedprefetch.hibernate.statements.StatementCauses;
import io.github.memoizedprefetch.report.Phase;
import io.github.memoizedprefetch.report.Report;
import io.github.memoizedprefetch.report.StepFacts;
import io.github.memoizedprefetch.strict.KnownItems;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.scope.context.StepContext;
import org.springframework.batch.core.scope.context.StepSynchronizationManager;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Tells the report where a step is, and makes it when the step has ended. Nothing that
 * goes wrong here is the step's matter: it is said once. Thread-safe.
 */
public final class StepReporter {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final List<EntityManagerFactory> factories;

	private final Outcome outcome;

	private final Map<Long, JobStatements> jobs = JobStatements.latest();

	private final AtomicBoolean failed = new AtomicBoolean();

	private final AtomicBoolean unheard = new AtomicBoolean();

	/**
	 * @param factories whose statements are reported
	 * @param outcome is given the reports
	 */
	public StepReporter(List<EntityManagerFactory> factories, Outcome outcome) {
		this.factories = factories;
		this.outcome = outcome;
	}

	/** What becomes of a report. */
	@FunctionalInterface
	public interface Outcome {

		/**
		 * A step has ended.
		 * @return the status it is to have, null if it does not matter
		 */
		@Nullable ExitStatus ended(Report report, StepExecution execution);

	}

	public void beforeStep(StepExecution execution) {
		guarded(() -> {
			StepContext context = StepSynchronizationManager.getContext();
			List<StatementCauses> connected = connect();
			if (connected.size() < this.factories.size()) {
				warnOfUnheard(execution, connected.isEmpty());
			}
			if (!connected.isEmpty() && context != null) {
				KnownItems items = new KnownItems(this.factories.stream().map(ObjectGraph::of).toList());
				StepStatements.begin(context, this, items, elsewhere(connected));
				StepPlaces.INSTANCE.enter(Phase.STEP);
			}
		});
	}

	private List<StatementCauses> connect() {
		return this.factories.stream()
			.map((factory) -> ReportingStatementInspector.connect(factory, StepPlaces.INSTANCE))
			.filter(Objects::nonNull)
			.toList();
	}

	private static long elsewhere(List<StatementCauses> connected) {
		return connected.stream().mapToLong(StatementCauses::elsewhere).sum();
	}

	private void warnOfUnheard(StepExecution execution, boolean all) {
		if (this.unheard.compareAndSet(false, true)) {
			logger.warn(
					(all ? "There is no report of step {}" : "There is only a part of the report of step {}")
							+ ": its EntityManagerFactory does not tell of statements. Set"
							+ " hibernate.session_factory.statement_inspector to {}, or to an instance of it"
							+ " around your own inspector, one for each factory.",
					execution.getStepName(), ReportingStatementInspector.class.getName());
		}
	}

	public void beforeRead() {
		enter(Phase.READER, (step) -> step.items().reading());
	}

	public void afterRead(Object item) {
		guarded(() -> {
			StepStatements step = StepPlaces.INSTANCE.entered();
			if (step != null) {
				step.items().read(item);
			}
		});
	}

	public void beforeProcess(Object item) {
		enter(Phase.PROCESSOR, (step) -> step.items().processing(item));
	}

	public void beforeWrite(Chunk<?> items) {
		enter(Phase.WRITER, (step) -> step.items().writing(items.getItems()));
	}

	private void enter(Phase phase, Consumer<StepStatements> work) {
		guarded(() -> {
			StepStatements step = StepPlaces.INSTANCE.enter(phase);
			if (step != null) {
				work.accept(step);
			}
		});
	}

	public @Nullable ExitStatus afterStep(StepExecution execution) {
		StepStatements step = StepStatements.of(StepSynchronizationManager.getContext());
		if (step == null || !step.end(this)) {
			return null;
		}
		StepPlaces.INSTANCE.leave();
		ExitStatus[] status = new ExitStatus[1];
		guarded(() -> {
			List<StepStatements> managers = PartitionManagers.of(execution)
				.stream()
				.map(StepStatements::of)
				.filter(Objects::nonNull)
				.toList();
			if (managers.size() == 1) {
				managers.get(0).add(step);
			}
			else {
				status[0] = this.outcome.ended(report(step, execution), execution);
			}
		});
		return status[0];
	}

	private Report report(StepStatements step, StepExecution execution) {
		List<StatementCauses> connected = connect();
		job(execution.getJobExecution()).add(step, execution, connected.get(0).settings());
		StepFacts facts = new StepFacts(execution.getJobExecution().getJobInstance().getJobName(),
				execution.getStepName(), StepStatements.items(execution), StepStatements.chunks(execution),
				step.partitions(), step.elsewhere(elsewhere(connected)), connected.get(0).settings());
		return Report.of(facts, step.tally().counts());
	}

	private JobStatements job(JobExecution execution) {
		synchronized (this.jobs) {
			return this.jobs.computeIfAbsent(execution.getId(), (id) -> new JobStatements());
		}
	}

	/** All steps of the job together; null if it had one, or none with a report. */
	public @Nullable Report afterJob(JobExecution execution) {
		synchronized (this.jobs) {
			JobStatements ended = this.jobs.remove(execution.getId());
			return (ended != null) ? ended.report(execution.getJobInstance().getJobName()) : null;
		}
	}

	private void guarded(Runnable work) {
		try {
			work.run();
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("The step report lacks something, which has no effect on the step", ex);
			}
		}
	}

}
