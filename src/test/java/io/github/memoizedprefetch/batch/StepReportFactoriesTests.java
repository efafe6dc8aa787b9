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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

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
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.orm.jpa.JpaTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/** Steps that use several factories, and steps that have several reports. */
class StepReportFactoriesTests {

	private static final Class<?>[] ENTITIES = { Author.class, Publisher.class, Category.class, Book.class,
			BookCategory.class, Review.class };

	private final StatementCounter read = new StatementCounter();

	private final StatementCounter written = new StatementCounter();

	@AutoClose
	private final Database source = Database.open(properties(new ReportingStatementInspector(this.read), 50), ENTITIES)
		.populate();

	@AutoClose
	private final Database target = Database.open(properties(new ReportingStatementInspector(this.written), 0),
			Author.class);

	private final ConcurrentLinkedQueue<StepReport> reports = new ConcurrentLinkedQueue<>();

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	private int ids;

	private static Map<String, Object> properties(ReportingStatementInspector inspector, int batchSize) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("hibernate.session_factory.statement_inspector", inspector);
		properties.put("hibernate.jdbc.batch_size", batchSize);
		return properties;
	}

	/** Copies an author for each review, who is found by way of the book. */
	@SuppressWarnings("unchecked")
	private ChunkOrientedStepBuilder<Review, String> copying() {
		return new StepBuilder("step", this.jobRepository).<Review, String>chunk(10)
			.transactionManager(new JpaTransactionManager(this.source.entityManagerFactory()))
			.reader((ItemReader<Review>) ReviewReaders.PAGING.open(this.source))
			.processor((review) -> review.getBook().getTitle())
			.writer(this::write);
	}

	private void write(Chunk<? extends String> titles) {
		EntityManager entityManager = this.target.entityManagerFactory().createEntityManager();
		entityManager.getTransaction().begin();
		titles.forEach((title) -> entityManager.persist(new Author(1_000 + this.ids++, title)));
		entityManager.getTransaction().commit();
		entityManager.close();
	}

	private StepReportListener listener(EntityManagerFactory... factories) {
		return new StepReportListener(factories).onReport(this.reports::add);
	}

	private StepExecution run(ChunkOrientedStepBuilder<Review, String> step) {
		this.read.reset();
		this.written.reset();
		StepExecution execution = StepRunner.run(step.build(), this.jobRepository);
		assertThat(execution.getWriteCount()).isEqualTo(100);
		return execution;
	}

	private static List<String> causes(StepReport report) {
		return report.causes()
			.stream()
			.map((cause) -> cause.count() + " " + cause.phase() + " " + cause.kind() + " " + cause.subject())
			.toList();
	}

	/** The remedy is that of the factory that inserts. */
	@Test
	void should_report_on_all_factories() {
		run(copying().listener(listener(this.source.entityManagerFactory(), this.target.entityManagerFactory())));
		StepReport report = this.reports.element();
		assertThat(causes(report)).containsExactly("100 processor lazy Review.book", "100 writer insert Author",
				"11 reader read Review");
		assertThat(report.statements()).isEqualTo(this.read.count() + this.written.count());
		assertThat(report.causes().get(1).remedy()).isEqualTo("spring.jpa.properties.hibernate.jdbc.batch_size=50");
	}

	@Test
	void should_report_on_the_factory_that_it_knows() {
		run(copying().listener(listener(this.source.entityManagerFactory())));
		assertThat(causes(this.reports.element())).containsExactly("100 processor lazy Review.book",
				"11 reader read Review");
	}

	@Test
	void should_look_at_items_of_another_factory_without_loading_them() {
		this.target.entityManagerFactory()
			.runInTransaction((entityManager) -> entityManager.persist(new Author(1, "found")));
		run(copying().processor((review) -> {
			EntityManager entityManager = this.target.entityManagerFactory().createEntityManager();
			String name = entityManager.getReference(Author.class, 1).getName();
			entityManager.close();
			return name;
		}).listener(listener(this.target.entityManagerFactory())));
		assertThat(causes(this.reports.element())).contains("100 processor lazy Author");
		assertThat(this.read.count()).isEqualTo(11);
	}

	@Test
	void should_say_that_a_part_is_missing() {
		try (Database silent = Database.open(Author.class); LogCapture log = new LogCapture()) {
			run(copying().listener(listener(this.source.entityManagerFactory(), silent.entityManagerFactory())));
			assertThat(log.warnings()).singleElement().asString().startsWith("There is only a part of the report");
		}
		assertThat(this.reports).hasSize(1);
	}

	/** An inspector cannot tell whose statement it is given. */
	@Test
	void should_say_that_an_inspector_is_shared() {
		ReportingStatementInspector shared = new ReportingStatementInspector();
		try (Database one = Database.open(properties(shared, 0), ENTITIES).populate();
				Database other = Database.open(properties(shared, 0), Author.class);
				LogCapture log = new LogCapture()) {
			run(copying().listener(listener(one.entityManagerFactory(), other.entityManagerFactory())));
			assertThat(log.warnings()).singleElement().asString().contains("one for each factory");
		}
	}

	/** An application's own beside that of Spring Boot. */
	@Test
	void should_let_several_listeners_report() {
		StepReportListener own = listener(this.source.entityManagerFactory()).failAbove(1);
		StepExecution execution = run(
				copying().listener(listener(this.source.entityManagerFactory())).listener(own).listener(own));
		assertThat(this.reports).hasSize(2)
			.extracting(StepReportFactoriesTests::causes)
			.containsOnly(List.of("100 processor lazy Review.book", "11 reader read Review"));
		assertThat(execution.getExitStatus().getExitDescription()).contains("1.11 statements per item");
	}

}
