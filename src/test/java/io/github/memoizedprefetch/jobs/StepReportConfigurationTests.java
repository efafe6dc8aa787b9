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

import io.github.memoizedprefetch.batch.StepReportListener;
import io.github.memoizedprefetch.support.StatementCounter;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** The properties of the step report. */
class StepReportConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(ShopApplication.class, AssociationJobs.LazyInTheWriter.class)
		.withBean(JobRun.Output.class);

	@Test
	void should_have_nothing_when_off() {
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(StepReportListener.class);
			assertThat(context.getBean(EntityManagerFactory.class)
				.unwrap(SessionFactoryImplementor.class)
				.getSessionFactoryOptions()
				.getStatementInspector()).isSameAs(context.getBean(StatementCounter.class));
		});
	}

	/** In YAML {@code report} has either a value or properties. */
	@Test
	void should_fail_a_step_above_a_limit_which_implies_the_report() {
		this.runner.withPropertyValues("memoized-prefetch.enabled=false", "memoized-prefetch.report.fail-above=1")
			.run((context) -> {
				StepExecution execution = run(context);
				assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
				assertThat(execution.getExitStatus().getExitDescription()).contains("1.06 statements per item",
						"200  writer  lazy PurchaseLine.product");
			});
	}

	@Test
	void should_not_fail_a_step_below_it() {
		this.runner.withPropertyValues("memoized-prefetch.report=true", "memoized-prefetch.report.fail-above=1")
			.run((context) -> assertThat(run(context).getStatus()).isEqualTo(BatchStatus.COMPLETED));
	}

	@Test
	void should_refuse_a_limit_that_is_none() {
		this.runner.withPropertyValues("memoized-prefetch.report.fail-above=0")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("memoized-prefetch.report.fail-above"));
	}

	private static StepExecution run(ApplicationContext context) throws Exception {
		context.getBean(EntityManagerFactory.class).runInTransaction(ShopData::persist);
		JobRepository jobRepository = context.getBean(JobRepository.class);
		JobExecution job = jobRepository.createJobExecution(jobRepository.createJobInstance("job", new JobParameters()),
				new JobParameters(), new ExecutionContext());
		Step step = context.getBean(Step.class);
		StepExecution execution = jobRepository.createStepExecution(step.getName(), job);
		step.execute(execution);
		return execution;
	}

}
