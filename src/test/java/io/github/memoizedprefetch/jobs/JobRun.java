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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.memoizedprefetch.batch.StepReport;
import io.github.memoizedprefetch.support.StatementCounter;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a run of a job has issued and left.
 *
 * @param statements the statements of the step, in order
 * @param tables the rows of each table, sorted
 * @param output what the job has written elsewhere
 * @param reports the reports, if there are some
 */
record JobRun(List<String> statements, Map<String, List<String>> tables, List<String> output,
		List<StepReport> reports) {

	/** The reports of steps. */
	static final class Reports {

		final List<StepReport> list = new CopyOnWriteArrayList<>();

		@EventListener
		void add(StepReport report) {
			this.list.add(report);
		}

	}

	/** Beans that take what the job writes elsewhere. */
	static final class Output implements ItemWriter<String> {

		final List<String> lines = new ArrayList<>();

		@Override
		public void write(Chunk<? extends String> chunk) {
			this.lines.addAll(chunk.getItems());
		}

	}

	/** Run the only step of a configuration, in an application of its own. */
	static JobRun of(Class<?> job, String... properties) {
		List<JobRun> runs = new ArrayList<>();
		new ApplicationContextRunner().withUserConfiguration(ShopApplication.class, job)
			.withBean(Output.class)
			.withBean(Reports.class)
			.withPropertyValues(properties)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				runs.add(of(context));
			});
		return runs.get(0);
	}

	private static JobRun of(ApplicationContext context) throws Exception {
		context.getBean(EntityManagerFactory.class).runInTransaction(ShopData::persist);
		StatementCounter counter = context.getBean(StatementCounter.class);
		counter.reset();
		JobRepository jobRepository = context.getBean(JobRepository.class);
		JobExecution job = jobRepository.createJobExecution(jobRepository.createJobInstance("job", new JobParameters()),
				new JobParameters(), new ExecutionContext());
		Step step = context.getBean(Step.class);
		StepExecution execution = jobRepository.createStepExecution(step.getName(), job);
		step.execute(execution);
		assertThat(execution.getFailureExceptions()).isEmpty();
		List<String> statements = counter.statements();
		return new JobRun(statements, tables(new JdbcTemplate(context.getBean(EmbeddedDatabase.class))),
				context.getBean(Output.class).lines, context.getBean(Reports.class).list);
	}

	private static Map<String, List<String>> tables(JdbcTemplate jdbc) {
		Map<String, List<String>> tables = new LinkedHashMap<>();
		jdbc.queryForList("select table_name from information_schema.tables where table_schema = 'PUBLIC' order by 1",
				String.class)
			.forEach((table) -> tables.put(table,
					jdbc.queryForList("select * from " + table).stream().map(Object::toString).sorted().toList()));
		return tables;
	}

	/** The only report. */
	StepReport report() {
		assertThat(this.reports).hasSize(1);
		return this.reports.get(0);
	}

	int count() {
		return this.statements.size();
	}

	/** How many statements begin so, in lower case. */
	long count(String start) {
		return this.statements.stream().filter((sql) -> sql.toLowerCase().startsWith(start)).count();
	}

	void assertSameResult(JobRun other) {
		assertThat(this.output).isEqualTo(other.output);
		assertThat(this.tables).isEqualTo(other.tables);
	}

}
