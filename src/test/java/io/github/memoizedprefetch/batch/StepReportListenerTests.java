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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.hibernate.statements.ReportingStatementInspector;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import io.github.memoizedprefetch.support.StatementCounter;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.integration.async.AsyncItemProcessor;
import org.springframework.batch.integration.async.AsyncItemWriter;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Which step, and which phase of it, a statement belongs to. */
class StepReportListenerTests {

	private static final int ITEMS = 100;

	private final StatementCounter statements = new StatementCounter();

	@AutoClose
	private final Database database = Database
		.open(Map.of("hibernate.session_factory.statement_inspector", new ReportingStatementInspector(this.statements)),
				Author.class, Publisher.class, Category.class, Book.class, BookCategory.class, Review.class)
		.populate();

	private final EntityManagerFactory factory = this.database.entityManagerFactory();

	private final ConcurrentLinkedQueue<StepReport> reports = new ConcurrentLinkedQueue<>();

	private final StepReportListener listener = new StepReportListener(this.factory).onReport(this.reports::add);

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	@AutoClose("shutdown")
	private final ThreadPoolTaskExecutor taskExecutor = Threads.start(3);

	private ChunkOrientedStepBuilder<Integer, Object> finding(String name, ItemProcessor<Integer, Object> processor) {
		return new StepBuilder(name, this.jobRepository).<Integer, Object>chunk(10)
			.transactionManager(new JpaTransactionManager(this.factory))
			.reader(numbers())
			.processor(processor)
			.writer((chunk) -> {
			})
			.listener(this.listener);
	}

	private static ItemReader<Integer> numbers() {
		return new SynchronizedItemReader<>(new ListItemReader<>(IntStream.range(0, ITEMS).boxed().toList()));
	}

	/** In a session of its own. */
	private <T> ItemProcessor<Integer, Object> find(Class<T> entity) {
		return (id) -> this.database.read((entityManager) -> entityManager.find(entity, id % 10));
	}

	private StepExecution run(Step step) {
		this.statements.reset();
		StepExecution execution = StepRunner.run(step, this.jobRepository);
		assertThat(execution.getFailureExceptions()).isEmpty();
		return execution;
	}

	private StepReport report() {
		assertThat(this.reports).hasSize(1);
		return this.reports.element();
	}

	private static List<String> causes(StepReport report) {
		return report.causes()
			.stream()
			.map((cause) -> cause.count() + " " + cause.phase() + " " + cause.kind() + " " + cause.subject())
			.toList();
	}

	@ParameterizedTest
	@EnumSource
	@SuppressWarnings({ "removal", "unchecked" })
	void should_be_registered_by_one_call(Kind kind) {
		ItemReader<Review> reader = (ItemReader<Review>) ReviewReaders.PAGING.open(this.database);
		ItemProcessor<Review, String> processor = (review) -> review.getBook().getTitle();
		JpaTransactionManager transactionManager = new JpaTransactionManager(this.factory);
		StepBuilder builder = new StepBuilder("step", this.jobRepository);
		Step step = (kind == Kind.TASKLET) ? builder.<Review, String>chunk(10, transactionManager)
			.reader(reader)
			.processor(processor)
			.writer((chunk) -> {
			})
			.listener(this.listener)
			.build()
				: builder.<Review, String>chunk(10)
					.transactionManager(transactionManager)
					.reader(reader)
					.processor(processor)
					.writer((chunk) -> {
					})
					.listener(this.listener)
					.build();
		run(step);
		assertThat(causes(report())).containsExactly("100 processor lazy Review.book", "11 reader read Review");
		assertThat(report().statements()).isEqualTo(this.statements.count());
		assertThat(report().items()).isEqualTo(ITEMS);
		assertThat(report().statementsPerItem()).isEqualTo(1.11);
	}

	/** The listener that prefetches hears of the first item before the report does. */
	@Test
	@SuppressWarnings("unchecked")
	void should_say_what_is_left_in_automatic_mode() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.factory).automatic().build();
		run(new StepBuilder("step", this.jobRepository).<Review, String>chunk(10)
			.transactionManager(new JpaTransactionManager(this.factory))
			.reader((ItemReader<Review>) ReviewReaders.PAGING.open(this.database))
			.processor((review) -> review.getBook().getTitle())
			.writer((chunk) -> {
			})
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.listener(this.listener)
			.build());
		assertThat(causes(report())).hasSize(2)
			.contains("11 reader read Review")
			.last()
			.asString()
			.endsWith(" processor prefetched Book");
		assertThat(report().statements()).isEqualTo(this.statements.count()).isLessThan(20);
	}

	@Test
	void should_know_the_threads_of_a_task_executor() {
		run(finding("step", find(Review.class)).taskExecutor(this.taskExecutor).build());
		assertThat(causes(report())).containsExactly("100 processor find Review");
	}

	@Test
	@SuppressWarnings("removal")
	void should_know_the_threads_of_a_tasklets_task_executor() {
		run(new StepBuilder("step", this.jobRepository)
			.<Integer, Object>chunk(10, new JpaTransactionManager(this.factory))
			.reader(numbers())
			.processor(find(Review.class))
			.writer((chunk) -> this.database.read((entityManager) -> entityManager.find(Book.class, 1)))
			.taskExecutor(this.taskExecutor)
			.listener(this.listener)
			.build());
		assertThat(causes(report())).hasSize(2)
			.contains("100 processor find Review")
			.last()
			.asString()
			.endsWith(" writer find Book");
	}

	/** Their threads hear of no listener: the stack tells. */
	@Test
	void should_know_the_threads_of_an_async_processor() {
		AsyncItemProcessor<Integer, Object> processor = new AsyncItemProcessor<>(find(Review.class));
		processor.setTaskExecutor(this.taskExecutor);
		AsyncItemWriter<Object> writer = new AsyncItemWriter<>(
				(chunk) -> this.database.read((entityManager) -> entityManager.find(Book.class, 1)));
		run(new StepBuilder("step", this.jobRepository).<Integer, Future<Object>>chunk(10)
			.transactionManager(new JpaTransactionManager(this.factory))
			.reader(numbers())
			.processor(processor)
			.writer(writer)
			.listener(this.listener)
			.build());
		assertThat(causes(report())).containsExactly("100 processor find Review", "10 writer find Book");
	}

	/** Each waits for the other with each item. */
	@Test
	void should_tell_steps_apart_that_run_at_the_same_time() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(2);
		Step reviews = finding("reviews", together(barrier, find(Review.class))).build();
		Step books = finding("books", together(barrier, find(Book.class))).build();
		Future<?> first = this.taskExecutor.submit(() -> StepRunner.run(reviews, this.jobRepository));
		Future<?> second = this.taskExecutor.submit(() -> StepRunner.run(books, this.jobRepository));
		first.get(1, TimeUnit.MINUTES);
		second.get(1, TimeUnit.MINUTES);
		Map<String, List<String>> causes = new TreeMap<>();
		this.reports.forEach((report) -> causes.put(report.stepName(), causes(report)));
		assertThat(causes).containsEntry("reviews", List.of("100 processor find Review"))
			.containsEntry("books", List.of("100 processor find Book"))
			.hasSize(2);
	}

	private static ItemProcessor<Integer, Object> together(CyclicBarrier barrier,
			ItemProcessor<Integer, Object> processor) {
		return (number) -> {
			barrier.await(1, TimeUnit.MINUTES);
			return processor.process(number);
		};
	}

	@Test
	void should_not_count_what_is_issued_for_no_step() {
		run(finding("step", (number) -> {
			CountDownLatch done = new CountDownLatch(1);
			new Thread(() -> {
				this.database.read((entityManager) -> entityManager.find(Book.class, 1));
				done.countDown();
			}).start();
			done.await(1, TimeUnit.MINUTES);
			return find(Review.class).process(number);
		}).build());
		assertThat(causes(report())).containsExactly("100 processor find Review");
		assertThat(report().toString())
			.endsWith("100 statements of other threads meanwhile, which work for no step, are not counted");
	}

	@Test
	void should_tell_a_step_from_one_that_it_runs() {
		Step inner = finding("inner", find(Review.class)).build();
		Step outer = tasklet("outer", () -> {
			this.database.read((entityManager) -> entityManager.find(Book.class, 1));
			StepRunner.run(inner, this.jobRepository);
			this.database.read((entityManager) -> entityManager.find(Book.class, 1));
		});
		run(outer);
		assertThat(this.reports).extracting(StepReport::stepName).containsExactly("inner", "outer");
		assertThat(this.reports).extracting(StepReportListenerTests::causes)
			.containsExactly(List.of("100 processor find Review"), List.of("2 step find Book"));
	}

	private Step tasklet(String name, Runnable work) {
		return new StepBuilder(name, this.jobRepository).tasklet((contribution, context) -> {
			work.run();
			return RepeatStatus.FINISHED;
		}, new JpaTransactionManager(this.factory)).listener(this.listener).build();
	}

	/** Not only with registered threads: a tasklet has readers and writers as well. */
	@Test
	@SuppressWarnings("unchecked")
	void should_know_what_a_tasklet_calls() {
		ItemStreamReader<Review> reader = (ItemStreamReader<Review>) ReviewReaders.PAGING.open(this.database);
		run(tasklet("step", () -> {
			reader.open(new ExecutionContext());
			try {
				for (Review review = reader.read(); review != null; review = reader.read()) {
					review.getBook().getTitle();
				}
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}));
		assertThat(causes(report())).containsExactly("100 step lazy Book", "11 reader read Review");
		assertThat(report().causes().get(0).remedy()).isEqualTo("memoized-prefetch.mode=automatic");
	}

	@Test
	void should_add_up_partitions() {
		Step worker = finding("worker", find(Review.class)).build();
		Step manager = new StepBuilder("manager", this.jobRepository).partitioner("worker", (size) -> partitions())
			.step(worker)
			.taskExecutor(this.taskExecutor)
			.listener((Object) this.listener)
			.build();
		run(manager);
		assertThat(causes(report())).containsExactly("100 processor find Review");
		assertThat(report().stepName()).isEqualTo("manager");
		assertThat(report().items()).isEqualTo(ITEMS);
		assertThat(report().toString()).startsWith("Step manager: 100 statements for 100 items in 4 partitions");
	}

	private static Map<String, ExecutionContext> partitions() {
		Map<String, ExecutionContext> partitions = new TreeMap<>();
		for (int partition = 0; partition < 4; partition++) {
			partitions.put("partition" + partition, new ExecutionContext());
		}
		return partitions;
	}

	@Test
	void should_report_partitions_alone_if_the_manager_has_no_report() {
		Step worker = finding("worker", find(Review.class)).build();
		run(new StepBuilder("manager", this.jobRepository).partitioner("worker", (size) -> partitions())
			.step(worker)
			.build());
		assertThat(this.reports).hasSize(4).extracting(StepReport::stepName).contains("worker:partition3");
		assertThat(this.reports.stream().mapToLong(StepReport::statements).sum()).isEqualTo(ITEMS);
	}

	@Test
	void should_add_up_the_steps_of_a_job() throws Exception {
		this.statements.reset();
		JobExecution execution = StepRunner.job(this.jobRepository, new JobParameters());
		new JobBuilder("job", this.jobRepository).start(finding("reviews", find(Review.class)).build())
			.next(finding("books", find(Book.class)).build())
			.listener(this.listener)
			.build()
			.execute(execution);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.reports).extracting(StepReport::stepName).containsExactly("reviews", "books", "");
		StepReport job = new ArrayList<>(this.reports).get(2);
		assertThat(causes(job)).containsExactly("100 processor find Book", "100 processor find Review");
		assertThat(job.toString()).startsWith("Job job: 200 statements for 200 items");
	}

	/** Statements of the threads that load ahead are the step's. */
	@Test
	@SuppressWarnings("unchecked")
	void should_report_what_is_loaded_ahead() {
		ItemReader<Review> reviews = (ItemReader<Review>) ReviewReaders.STATELESS.open(this.database);
		run(new StepBuilder("step", this.jobRepository).<Review, String>chunk(10)
			.transactionManager(new JpaTransactionManager(this.factory))
			.reader(MemoizedPrefetchItemReader.builder(reviews, ReviewReport.prefetch(this.database))
				.windowSize(50)
				.prefetchSize(10)
				.loadAhead(2)
				.saveState(false)
				.build())
			.processor(ReportLine::of)
			.writer((lines) -> {
			})
			.listener(this.listener)
			.build());
		assertThat(report().statements()).isEqualTo(this.statements.count());
		assertThat(causes(report())).anyMatch((cause) -> cause.contains("prefetch"));
	}

	@Test
	void should_report_what_a_restarted_step_does() {
		boolean[] failing = { true };
		ItemReader<Integer> reader = numbers();
		Step step = new StepBuilder("step", this.jobRepository).<Integer, Object>chunk(10)
			.transactionManager(new JpaTransactionManager(this.factory))
			.reader(reader)
			.processor((number) -> {
				if (failing[0] && number == 45) {
					throw new IllegalStateException("at 45");
				}
				return find(Review.class).process(number);
			})
			.writer((chunk) -> {
			})
			.listener(this.listener)
			.build();
		assertThat(StepRunner.run(step, this.jobRepository).getStatus()).isEqualTo(BatchStatus.FAILED);
		failing[0] = false;
		run(step);
		assertThat(this.reports).extracting(StepReportListenerTests::causes)
			.containsExactly(List.of("45 processor find Review"), List.of("50 processor find Review"));
	}

	@Test
	void should_fail_a_step_that_costs_too_much() {
		this.listener.failAbove(0.5);
		StepExecution execution = StepRunner.run(finding("step", find(Review.class)).build(), this.jobRepository);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getWriteCount()).isEqualTo(ITEMS);
		assertThat(execution.getExitStatus().getExitDescription())
			.contains("1.00 statements per item are more than 0.5", "100  processor  find Review");
	}

	@Test
	void should_not_fail_a_step_that_costs_as_much() {
		this.listener.failAbove(1);
		assertThat(run(finding("step", find(Review.class)).build()).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThatIllegalArgumentException().isThrownBy(() -> this.listener.failAbove(0))
			.withMessage("statementsPerItem must be positive, but is 0.0");
	}

	@Test
	void should_not_let_errors_of_the_report_reach_the_step() {
		this.listener.onReport((report) -> {
			throw new IllegalStateException("refused");
		});
		try (LogCapture log = new LogCapture()) {
			run(finding("step", find(Review.class)).build());
			assertThat(log.warnings()).singleElement().asString().startsWith("A step report was refused by ");
		}
	}

	/** Where it cannot even begin, it says so once, and the steps do what they do. */
	@Test
	void should_not_let_a_foreign_factory_reach_the_step() {
		EntityManagerFactory foreign = (EntityManagerFactory) java.lang.reflect.Proxy.newProxyInstance(
				getClass().getClassLoader(), new Class<?>[] { EntityManagerFactory.class },
				(proxy, method, arguments) -> {
					throw new UnsupportedOperationException(method.getName());
				});
		Step step = finding("step", find(Review.class)).listener(new StepReportListener(foreign)).build();
		try (LogCapture log = new LogCapture()) {
			run(step);
			assertThat(log.warnings()).singleElement().asString().startsWith("The step report lacks something");
		}
		assertThat(causes(report())).containsExactly("100 processor find Review");
	}

	@Test
	void should_say_what_is_missing() {
		try (Database other = Database.open().populate(); LogCapture log = new LogCapture()) {
			StepReportListener listener = new StepReportListener(other.entityManagerFactory())
				.onReport(this.reports::add);
			Step step = new StepBuilder("step", this.jobRepository).<Integer, Integer>chunk(10)
				.reader(numbers())
				.writer((chunk) -> {
				})
				.listener(listener)
				.build();
			run(step);
			assertThat(log.warnings()).singleElement()
				.asString()
				.startsWith("There is no report of step step")
				.contains(ReportingStatementInspector.class.getName());
		}
		assertThat(this.reports).isEmpty();
	}

	@Test
	void should_do_nothing_before_a_step_with_a_report_begins() {
		SessionFactoryImplementor hibernate = this.factory.unwrap(SessionFactoryImplementor.class);
		String own = ReportingStatementInspector.class.getPackageName();
		assertThat(loadListeners(hibernate)).doesNotContain(own);
		run(finding("step", find(Review.class)).build());
		assertThat(loadListeners(hibernate)).contains(own);
		assertThat(hibernate.getStatistics().isStatisticsEnabled()).isFalse();
	}

	private static List<String> loadListeners(SessionFactoryImplementor factory) {
		List<String> packages = new ArrayList<>();
		factory.getEventListenerRegistry()
			.getEventListenerGroup(EventType.LOAD)
			.listeners()
			.forEach((listener) -> packages.add(listener.getClass().getPackageName()));
		return packages;
	}

	@Test
	void should_be_written_as_json() {
		run(finding("step", find(Review.class)).build());
		assertThat(report().toJson()).isEqualTo("""
				{"job":"job","step":"step","items":100,"statements":100,"partitions":0,"elsewhere":0,"causes":[\
				{"phase":"processor","kind":"find","subject":"Review","entity":"Review","count":100,\
				"remedy":".itemsAreIdsOf(Review.class)","saves":90}]}""");
	}

}
