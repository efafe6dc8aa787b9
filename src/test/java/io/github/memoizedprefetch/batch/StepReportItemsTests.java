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

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.hibernate.statements.ReportingStatementInspector;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/** What the report looks at of items, and how long it keeps them. */
class StepReportItemsTests {

	private static final int ITEMS = 100;

	@AutoClose
	private final Database database = Database
		.open(Map.of("hibernate.session_factory.statement_inspector", new ReportingStatementInspector()), Author.class,
				Publisher.class, Category.class, Book.class, BookCategory.class, Review.class)
		.populate();

	private final EntityManagerFactory factory = this.database.entityManagerFactory();

	private final ConcurrentLinkedQueue<StepReport> reports = new ConcurrentLinkedQueue<>();

	private final JobRepository jobRepository = new ResourcelessJobRepository();

	@AutoClose("shutdown")
	private final ThreadPoolTaskExecutor taskExecutor = Threads.start(3);

	/** Counts how often it is looked at. */
	static final class Row {

		private static final AtomicInteger looks = new AtomicInteger();

		final @Nullable Review review;

		Row(@Nullable Review review) {
			this.review = review;
		}

		public @Nullable Review getReview() {
			looks.incrementAndGet();
			return this.review;
		}

	}

	private <T> ChunkOrientedStepBuilder<T, T> step(ItemReader<T> reader, ItemProcessor<T, T> processor,
			ItemWriter<T> writer) {
		return new StepBuilder("step", this.jobRepository).<T, T>chunk(10)
			.transactionManager(new JpaTransactionManager(this.factory))
			.reader(reader)
			.processor(processor)
			.writer(writer)
			.listener(new StepReportListener(this.factory).onReport(this.reports::add));
	}

	private List<String> run(Step step) {
		assertThat(StepRunner.run(step, this.jobRepository).getFailureExceptions()).isEmpty();
		assertThat(this.reports).hasSize(1);
		return this.reports.element()
			.causes()
			.stream()
			.map((cause) -> cause.count() + " " + cause.phase() + " " + cause.kind() + " " + cause.subject())
			.toList();
	}

	@SuppressWarnings("unchecked")
	private ItemReader<Review> reviews() {
		return (ItemReader<Review>) ReviewReaders.PAGING.open(this.database);
	}

	/** Not of the step's. */
	private ItemReader<Review> opened() {
		ItemReader<Review> reviews = reviews();
		((ItemStream) reviews).open(new ExecutionContext());
		return reviews;
	}

	private ItemReader<Row> rows() {
		ItemReader<Review> reviews = opened();
		return () -> {
			Review review = reviews.read();
			return (review != null) ? new Row(review) : null;
		};
	}

	@Test
	void should_not_look_at_items_while_nothing_is_loaded() {
		Row.looks.set(0);
		assertThat(run(step(rows(), (row) -> row, (rows) -> {
		}).build())).containsExactly("11 reader read Review");
		assertThat(Row.looks).hasValue(0);
	}

	/** One in a chunk loads: the others need not be looked at to know what. */
	@Test
	void should_look_at_the_item_that_is_processed_first() {
		AtomicInteger count = new AtomicInteger();
		Row.looks.set(0);
		assertThat(run(step(rows(), (row) -> {
			if (count.incrementAndGet() % 10 == 0) {
				row.review.getBook().getTitle();
			}
			return row;
		}, (rows) -> {
		}).build())).containsExactly("11 reader read Review", "10 processor lazy Row.review.book");
		assertThat(Row.looks).hasValue(10);
	}

	@Test
	void should_name_what_the_writer_touches_of_any_item_of_its_chunk() {
		assertThat(run(step(reviews(), (review) -> review,
				(reviews) -> reviews.getItems()
					.stream()
					.sorted(Comparator.comparing(Review::getId).reversed())
					.forEach((review) -> review.getBook().getAuthor().getName()))
			.build())).contains("100 writer lazy Review.book").anyMatch((line) -> line.endsWith("Review.book.author"));
	}

	/** What is written leads to it, and is not what was read. */
	@Test
	void should_name_what_is_behind_something_that_the_processor_has_made() {
		Step step = new StepBuilder("step", this.jobRepository).<Integer, Row>chunk(10)
			.transactionManager(new JpaTransactionManager(this.factory))
			.reader(new ListItemReader<>(IntStream.range(0, ITEMS).boxed().toList()))
			.processor(new ItemProcessor<Integer, Row>() {

				private final ItemReader<Review> managed = opened();

				@Override
				public Row process(Integer item) throws Exception {
					return new Row(this.managed.read());
				}

			})
			.writer((rows) -> {
				for (Row row : rows) {
					row.review.getBook().getTitle();
				}
			})
			.listener(new StepReportListener(this.factory).onReport(this.reports::add))
			.build();
		assertThat(run(step)).contains("100 writer lazy Row.review.book");
	}

	/** Nothing is written, and other threads process. */
	@Test
	void should_not_keep_items_of_chunks_that_have_ended() {
		List<WeakReference<Row>> read = new ArrayList<>();
		AtomicInteger alive = new AtomicInteger();
		ItemReader<Row> reader = () -> {
			if (read.size() == ITEMS) {
				alive.set(alive(read));
				return null;
			}
			Row row = new Row(null);
			read.add(new WeakReference<>(row));
			return row;
		};
		run(step(reader, (row) -> null, (rows) -> {
		}).taskExecutor(this.taskExecutor).build());
		assertThat(alive).hasValueLessThanOrEqualTo(20);
	}

	private static int alive(List<WeakReference<Row>> rows) {
		int alive = rows.size();
		for (int i = 0; i < 50 && alive > 20; i++) {
			System.gc();
			alive = (int) rows.stream().filter((row) -> row.get() != null).count();
		}
		return alive;
	}

}
