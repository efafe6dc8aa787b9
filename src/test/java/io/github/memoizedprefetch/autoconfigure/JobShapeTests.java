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
package io.github.memoizedprefetch.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.configuration.annotation.JobScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportResource;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs and steps in every shape that they are made in.
 */
class JobShapeTests {

	private static final List<String> made = new ArrayList<>();

	private final ApplicationContextRunner without = new ApplicationContextRunner().withUserConfiguration(Batch.class);

	private final ApplicationContextRunner with = this.without
		.withConfiguration(AutoConfigurations.of(MemoizedPrefetchAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(classes = { StepBean.class, InlineStep.class, JobScopedStep.class, JobScopedStepOfInterface.class,
			LateBoundStep.class, ThreadScopedStep.class, LazyBeans.class, LazilyInjectedStep.class, FactoryBeans.class,
			ProxiedStep.class, StepBehindProxy.class, FlowOfInlineSteps.class, Split.class, Decision.class,
			JobScopedFlow.class, FlowInStep.class, Partitions.class, PartitionsOfScopedStep.class,
			PartitionHandlerOfUser.class, NestedJob.class, XmlJob.class })
	void should_start_and_run_as_without_the_library_where_nothing_opted_in(Class<?> shape) {
		List<String> plain = run(this.without.withUserConfiguration(shape, NothingOptedIn.class));
		List<String> beans = List.copyOf(made);
		assertThat(run(this.with.withUserConfiguration(shape, NothingOptedIn.class))).isEqualTo(plain).hasSize(100);
		made.removeIf((name) -> name.contains("emoizedPrefetch") || name.contains("memoized-prefetch")
				|| name.startsWith("org.springframework.boot."));
		assertThat(made).isEqualTo(beans);
	}

	@ParameterizedTest
	@ValueSource(classes = { StepBean.class, InlineStep.class, JobScopedStep.class, JobScopedStepOfInterface.class,
			LateBoundStep.class, ThreadScopedStep.class, LazyBeans.class, LazilyInjectedStep.class, FactoryBeans.class,
			ProxiedStep.class, FlowOfInlineSteps.class, Split.class, Decision.class, JobScopedFlow.class,
			FlowInStep.class, Partitions.class, PartitionsOfScopedStep.class, PartitionHandlerOfUser.class,
			NestedJob.class, XmlJob.class })
	void should_prefetch_in_all_of_them(Class<?> shape) {
		assertThat(run(this.with.withUserConfiguration(shape, OptedIn.class))).hasSize(100)
			.startsWith("0: Book 0, Author 0, -, Publisher 0");
	}

	private static List<String> run(ApplicationContextRunner runner) {
		List<String> lines = new ArrayList<>();
		made.clear();
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			JobExecution execution = context.getBean(JobOperator.class)
				.start(context.getBean("job", Job.class),
						new JobParametersBuilder().addString("name", "x").toJobParameters());
			assertThat(execution.getAllFailureExceptions()).isEmpty();
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			lines.addAll(BookshopConfiguration.lines);
		});
		return lines;
	}

	@Configuration(proxyBeanMethods = false)
	static class NothingOptedIn {

		@Bean
		Supplier<ItemProcessor<Review, String>> processors() {
			return () -> (review) -> "review " + review.getId();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OptedIn {

		@Bean
		Supplier<ItemProcessor<Review, String>> processors() {
			return CreditsProcessor::new;
		}

	}

	/**
	 * Batch with a repository that knows jobs within jobs, and the names of beans as they
	 * are made.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class Batch {

		@Bean
		static InstantiationAwareBeanPostProcessor recorder() {
			return new InstantiationAwareBeanPostProcessor() {
				@Override
				public Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
					// but for those that XML needs for itself
					if (!beanName.startsWith("(inner bean)") && !beanName.contains(".batch.core.configuration.xml.")) {
						made.add(beanName);
					}
					return null;
				}
			};
		}

		@Bean
		Database database() {
			BookshopConfiguration.lines.clear();
			return Database.open().populate();
		}

		@Bean(destroyMethod = "")
		EntityManagerFactory entityManagerFactory(Database database) {
			return database.entityManagerFactory();
		}

		@Bean(destroyMethod = "shutdown")
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.HSQL)
				.generateUniqueName(true)
				.addScript("org/springframework/batch/core/schema-hsqldb.sql")
				.build();
		}

		@Bean
		JdbcTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean
		@Lazy
		StepFactory steps(Database database, JobRepository jobRepository,
				Supplier<ItemProcessor<Review, String>> processors) {
			return new StepFactory(database, jobRepository, processors);
		}

	}

	record StepFactory(Database database, JobRepository jobRepository,
			Supplier<ItemProcessor<Review, String>> processors) {

		Step reviews() {
			return BookshopConfiguration.chunkOriented(this.database, this.jobRepository, this.processors.get())
				.build();
		}

		Step tasklet(String name, Map<String, String> context) {
			return new StepBuilder(name, this.jobRepository).tasklet((contribution, chunk) -> {
				context.forEach((key, value) -> contribution.getStepExecution()
					.getJobExecution()
					.getExecutionContext()
					.putString(key, value));
				return RepeatStatus.FINISHED;
			}, new ResourcelessTransactionManager()).build();
		}

		JobBuilder job(String name) {
			return new JobBuilder(name, this.jobRepository);
		}

		Flow flow(String name, Step step) {
			return new FlowBuilder<Flow>(name).start(step).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class StepBean {

		@Bean
		Step step(StepFactory steps) {
			return steps.reviews();
		}

		@Bean
		Job job(StepFactory steps, Step step) {
			return steps.job("job").start(step).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InlineStep {

		@Bean
		Job job(StepFactory steps) {
			return steps.job("job").start(steps.reviews()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JobScopedStep {

		@Bean
		@JobScope
		ChunkOrientedStep<?, ?> step(StepFactory steps, @Value("#{jobParameters['name']}") String name) {
			assertThat(name).isEqualTo("x");
			return (ChunkOrientedStep<?, ?>) steps.reviews();
		}

		@Bean
		Job job(StepFactory steps, Step step) {
			return steps.job("job").start(step).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JobScopedStepOfInterface {

		@Bean
		@JobScope
		Step step(StepFactory steps, @Value("#{jobParameters['name']}") String name) {
			assertThat(name).isEqualTo("x");
			return steps.reviews();
		}

		@Bean
		Job job(StepFactory steps, Step step) {
			return steps.job("job").start(step).build();
		}

	}

	/** What it binds is there only after the first step. */
	@Configuration(proxyBeanMethods = false)
	static class LateBoundStep {

		@Bean
		@JobScope
		Step step(StepFactory steps, @Value("#{jobExecutionContext['file']}") String file) {
			assertThat(file).isEqualTo("y");
			return steps.reviews();
		}

		@Bean
		Job job(StepFactory steps, Step step) {
			return steps.job("job").start(steps.tasklet("first", Map.of("file", "y"))).next(step).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThreadScopedStep {

		@Bean
		static CustomScopeConfigurer scopes() {
			CustomScopeConfigurer scopes = new CustomScopeConfigurer();
			scopes.addScope("thread", new SimpleThreadScope());
			return scopes;
		}

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.INTERFACES)
		Step step(StepFactory steps) {
			return steps.reviews();
		}

		@Bean
		@Lazy
		Job job(StepFactory steps, Step step) {
			return steps.job("job").start(step).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBeans {

		@Bean
		@Lazy
		Step step(StepFactory steps) {
			return steps.reviews();
		}

		@Bean
		@Lazy
		Job job(StepFactory steps, Step step) {
			return steps.job("job").start(step).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazilyInjectedStep {

		@Bean
		@Lazy
		Step step(StepFactory steps) {
			return steps.reviews();
		}

		@Bean
		Job job(StepFactory steps, @Lazy Step step) {
			return steps.job("job").start(step).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FactoryBeans {

		@Bean
		FactoryBean<Step> step(StepFactory steps) {
			return new FactoryBean<>() {
				@Override
				public Step getObject() {
					return steps.reviews();
				}

				@Override
				public Class<?> getObjectType() {
					return Step.class;
				}
			};
		}

		@Bean
		FactoryBean<Job> job(StepFactory steps, Step step) {
			return new FactoryBean<>() {
				@Override
				public Job getObject() {
					return steps.job("job").start(step).build();
				}

				@Override
				public Class<?> getObjectType() {
					return Job.class;
				}
			};
		}

	}

	/** As aspects make them. */
	@Configuration(proxyBeanMethods = false)
	static class ProxiedStep {

		@Bean
		Step step(StepFactory steps) {
			return (Step) new ProxyFactory(steps.reviews()).getProxy();
		}

		@Bean
		Job job(StepFactory steps, Step step) {
			return steps.job("job").start(step).build();
		}

	}

	/** A step of the user's own, which nothing is known of. */
	@Configuration(proxyBeanMethods = false)
	static class StepBehindProxy {

		@Bean
		Job job(StepFactory steps) {
			Step delegate = steps.reviews();
			return steps.job("job").start(new Step() {
				@Override
				public String getName() {
					return delegate.getName();
				}

				@Override
				public void execute(StepExecution stepExecution) throws JobInterruptedException {
					delegate.execute(stepExecution);
				}
			}).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FlowOfInlineSteps {

		@Bean
		Job job(StepFactory steps) {
			return steps.job("job")
				.start(steps.flow("flow", steps.tasklet("first", Map.of())))
				.next(steps.reviews())
				.end()
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Split {

		@Bean
		Job job(StepFactory steps) {
			return steps.job("job")
				.start(new FlowBuilder<Flow>("split").split(new SyncTaskExecutor())
					.add(steps.flow("one", steps.tasklet("first", Map.of())), steps.flow("two", steps.reviews()))
					.build())
				.end()
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Decision {

		@Bean
		Job job(StepFactory steps) {
			return steps.job("job")
				.start(steps.tasklet("first", Map.of()))
				.next((jobExecution, stepExecution) -> new FlowExecutionStatus("GO"))
				.on("GO")
				.to(steps.reviews())
				.end()
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JobScopedFlow {

		@Bean
		@JobScope
		Flow flow(StepFactory steps, @Value("#{jobParameters['name']}") String name) {
			assertThat(name).isEqualTo("x");
			return steps.flow("flow", steps.reviews());
		}

		@Bean
		Job job(StepFactory steps, Flow flow) {
			return steps.job("job")
				.start(new StepBuilder("flowStep", steps.jobRepository()).flow(flow).build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FlowInStep {

		@Bean
		Job job(StepFactory steps) {
			Flow flow = steps.flow("flow", steps.reviews());
			return steps.job("job")
				.start(new StepBuilder("flowStep", steps.jobRepository()).flow(flow).build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Partitions {

		@Bean
		Job job(StepFactory steps) {
			return steps.job("job")
				.start(new StepBuilder("manager", steps.jobRepository()).partitioner("worker", new OnePartition())
					.step(steps.reviews())
					.build())
				.build();
		}

	}

	static class OnePartition implements Partitioner {

		@Override
		public Map<String, ExecutionContext> partition(int gridSize) {
			return Map.of("one", new ExecutionContext());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PartitionsOfScopedStep {

		@Bean
		@JobScope
		Step worker(StepFactory steps, @Value("#{jobParameters['name']}") String name) {
			assertThat(name).isEqualTo("x");
			return steps.reviews();
		}

		@Bean
		Job job(StepFactory steps, Step worker) {
			return steps.job("job")
				.start(new StepBuilder("manager", steps.jobRepository()).partitioner("worker", new OnePartition())
					.step(worker)
					.build())
				.build();
		}

	}

	/** As of remote partitioning: nothing leads from the manager to its workers. */
	@Configuration(proxyBeanMethods = false)
	static class PartitionHandlerOfUser {

		@Bean
		Step worker(StepFactory steps) {
			return steps.reviews();
		}

		@Bean
		Job job(StepFactory steps, BeanFactory beans) {
			return steps.job("job")
				.start(new StepBuilder("manager", steps.jobRepository()).partitioner("worker", new OnePartition())
					.partitionHandler((splitter, execution) -> {
						var executions = splitter.split(execution, 1);
						for (StepExecution each : executions) {
							beans.getBean("worker", Step.class).execute(each);
						}
						return executions;
					})
					.build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NestedJob {

		@Bean
		Job job(StepFactory steps, JobOperator jobOperator) {
			Job nested = steps.job("nested").start(steps.reviews()).build();
			return steps.job("job")
				.start(new StepBuilder("jobStep", steps.jobRepository()).job(nested).operator(jobOperator).build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportResource("io/github/memoizedprefetch/autoconfigure/job-shapes.xml")
	static class XmlJob {

		@Bean
		ItemProcessor<Review, String> processor(Supplier<ItemProcessor<Review, String>> processors) {
			return processors.get();
		}

		@Bean
		ItemReader<Review> reader(Database database) {
			return BookshopConfiguration.reader(database);
		}

		@Bean
		ItemWriter<String> writer() {
			return (chunk) -> BookshopConfiguration.lines.addAll(chunk.getItems());
		}

	}

}
