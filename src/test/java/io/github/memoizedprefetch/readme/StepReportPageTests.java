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
package io.github.memoizedprefetch.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.batch.StepReport;
import io.github.memoizedprefetch.batch.StepReportListener;
import io.github.memoizedprefetch.hibernate.statements.ReportingStatementInspector;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JpaPagingItemReaderBuilder;
import org.springframework.orm.jpa.JpaTransactionManager;

import static io.github.memoizedprefetch.test.StepReportAssertions.assertReport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The code of the page on the step report. */
class StepReportPageTests {

	@AutoClose
	private final Database database = Database
		.open(Map.of("hibernate.session_factory.statement_inspector", new ReportingStatementInspector()), Author.class,
				Publisher.class, Category.class, Book.class, BookCategory.class, Review.class)
		.populate();

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	@Test
	void should_report_what_a_step_issues() throws Exception {
		StepReport report = run();
		assertThat(report.toString()).contains("lazy Review.book", "@MemoizedPrefetchPaths(\"book\")");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
			assertReport(report).isAtMostPerItem(0.5).hasNothingToSave();
		})
			.withMessageStartingWith("Expected at most 0.5 statements per item, but there were 1.11")
			.withMessageContaining("lazy Review.book");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertReport(report).hasNothingToSave())
			.withMessageStartingWith("Expected nothing to save, but 1 causes have a remedy");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertReport(report).isAtMost(110))
			.withMessageStartingWith("Expected at most 110 statements, but there were 111");
		assertReport(report).isAtMost(111).isAtMostPerItem(1.11);
	}

	private StepReport run() throws Exception {
		EntityManagerFactory entityManagerFactory = this.database.entityManagerFactory();
		JpaTransactionManager transactionManager = new JpaTransactionManager(entityManagerFactory);
		ItemReader<Review> reader = new JpaPagingItemReaderBuilder<Review>().name("reader")
			.entityManagerFactory(entityManagerFactory)
			.queryString("select r from Review r order by r.id")
			.build();
		ItemWriter<String> writer = (chunk) -> {
		};
		List<StepReport> reports = new ArrayList<>();
		JobRepository jobRepository = this.jobRepository;
		Step step = new StepBuilder("reviews", jobRepository).<Review, String>chunk(10)
			.transactionManager(transactionManager)
			.reader(reader)
			.processor((review) -> review.getBook().getTitle())
			.writer(writer)
			.listener(new StepReportListener(entityManagerFactory).onReport(reports::add))
			.build();
		JobExecution job = jobRepository.createJobExecution(jobRepository.createJobInstance("job", new JobParameters()),
				new JobParameters(), new ExecutionContext());
		StepExecution execution = jobRepository.createStepExecution("reviews", job);
		step.execute(execution);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return reports.get(0);
	}

}
