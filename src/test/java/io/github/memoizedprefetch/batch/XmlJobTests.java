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

import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.support.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.context.support.GenericXmlApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs defined in XML: see {@code review-jobs.xml}.
 */
class XmlJobTests {

	private static final int PAGES = 11;

	private final Database database = Database.open().populate();

	private final GenericXmlApplicationContext context = new GenericXmlApplicationContext();

	private final List<String> lines = new ArrayList<>();

	private String unwritable = "";

	@BeforeEach
	void open() {
		ItemProcessor<Object, String> processor = ReportLine::of;
		ItemWriter<String> writer = (chunk) -> {
			if (chunk.getItems().contains(this.unwritable)) {
				throw new IllegalStateException(this.unwritable);
			}
			this.lines.addAll(chunk.getItems());
		};
		this.context.getBeanFactory().registerSingleton("entityManagerFactory", this.database.entityManagerFactory());
		this.context.getBeanFactory().registerSingleton("processor", processor);
		this.context.getBeanFactory().registerSingleton("writer", writer);
		this.context.load(getClass(), "review-jobs.xml");
		this.context.refresh();
	}

	@AfterEach
	void close() {
		this.context.close();
		this.database.close();
	}

	@Test
	void should_prefetch_with_one_listener_element() {
		run("job", new JobParameters());
		assertThat(this.database.statements().count()).isEqualTo(PAGES + ReviewReport.LOADS);
		assertThat(this.lines).isEqualTo(ReportLine.all(this.database));
	}

	@Test
	void should_write_the_same_as_the_job_without() {
		run("job", new JobParameters());
		List<String> with = List.copyOf(this.lines);
		this.lines.clear();
		run("jobWithout", new JobParameters());
		assertThat(with).isEqualTo(this.lines);
		assertThat(this.database.statements().count()).isEqualTo(318);
	}

	@Test
	void should_bind_the_cache_size_late() {
		for (long cacheSize : new long[] { 1, 1000, 1 }) {
			run("job", new JobParametersBuilder().addLong("cacheSize", cacheSize).toJobParameters());
			// a cache of one entry knows nothing that the next chunk needs
			int loads = (cacheSize == 1) ? 10 * 5 : ReviewReport.LOADS;
			assertThat(this.database.statements().count()).isEqualTo(PAGES + loads);
		}
		assertThat(this.lines).hasSize(300);
	}

	@Test
	void should_say_what_is_wrong_with_a_parameter_and_fail_the_step() {
		JobExecution execution = execute("job", new JobParametersBuilder().addLong("cacheSize", 0L).toJobParameters());
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getAllFailureExceptions())
			.anySatisfy((exception) -> assertThat(exception).hasStackTraceContaining("cacheSize must be at least 1"));
	}

	@Test
	void should_read_by_a_stateless_session_with_late_bound_parameters() {
		assertThat(
				execute("statelessJob", new JobParametersBuilder().addLong("after", 49L).toJobParameters()).getStatus())
			.isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.lines).isEqualTo(ReportLine.all(this.database).subList(50, 100));
		assertThat(this.database.dataSource().getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	@Test
	void should_prefetch_in_a_fault_tolerant_step() {
		List<String> expected = new ArrayList<>(ReportLine.all(this.database));
		this.unwritable = expected.remove(42);
		run("faultTolerantJob", new JobParameters());
		assertThat(this.database.statements().count()).isEqualTo(PAGES + ReviewReport.LOADS);
		assertThat(this.lines).isEqualTo(expected);
	}

	@Test
	void should_share_a_memo_with_the_partitions_of_a_step_whose_name_contains_a_colon() {
		JobExecution execution = execute("partitionedJob", new JobParameters());
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.database.statements().count()).isEqualTo(3 * PAGES + ReviewReport.LOADS);
		assertThat(this.lines).hasSize(300).containsAll(ReportLine.all(this.database));

	}

	@Test
	void should_bind_options_of_a_target_late() {
		for (long cacheSize : new long[] { 1, 1000 }) {
			run("stepScopedListenerJob",
					new JobParametersBuilder().addLong("publisherCacheSize", cacheSize).toJobParameters());
			assertThat(this.database.statements().selectsFrom("Publisher")).isEqualTo((cacheSize == 1) ? 10 : 1);
			assertThat(this.database.statements().selectsFrom("Book")).isEqualTo(4);
		}
	}

	private void run(String job, JobParameters parameters) {
		JobExecution execution = execute(job, parameters);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(execution.getStepExecutions()).singleElement()
			.extracting(StepExecution::getReadCount)
			.isEqualTo(100L);
	}

	private JobExecution execute(String job, JobParameters parameters) {
		JobExecution execution = StepRunner.job(this.context.getBean(JobRepository.class), parameters);
		this.database.statements().reset();
		try {
			this.context.getBean(job, Job.class).execute(execution);
		}
		catch (JobInterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		return execution;
	}

}
