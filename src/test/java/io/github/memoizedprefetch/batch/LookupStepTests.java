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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.lookups.Products;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.item.support.SynchronizedItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Steps over rows that hold keys, with a repository's query for each row and with a
 * lookup: the same output and the same tables, by a statement for each chunk.
 */
class LookupStepTests {

	private static final int CHUNK = 5;

	private Database database;

	private Products products;

	private EntityManager entityManager;

	/** A row of a file. */
	record Row(int number, String sku) {
	}

	/** One run: how rows are looked up, and what they left. */
	private final class Run {

		final List<String> lines = Collections.synchronizedList(new ArrayList<>());

		final TestStep<Row, String> step;

		final Function<String, Optional<Product>> find;

		MemoizedPrefetch prefetch;

		Run(Kind kind, MemoizedLookup<String, Product> lookup, List<Row> rows) {
			this.find = (lookup != null) ? lookup::find : LookupStepTests.this.products::findBySku;
			this.step = new TestStep<Row, String>(kind).chunkSize(CHUNK)
				.transactionManager(new JpaTransactionManager(LookupStepTests.this.database.entityManagerFactory()))
				.reader(new ListItemReader<>(rows))
				.writer((chunk) -> this.lines.addAll(chunk.getItems()));
			if (lookup != null) {
				this.prefetch = MemoizedPrefetch.builder(LookupStepTests.this.database.entityManagerFactory())
					.lookup(lookup, Row::sku)
					.build();
				this.step.listener(new MemoizedPrefetchItemReadListener<>(this.prefetch));
			}
		}

		Run process(BiFunction<Row, Run, String> processor) {
			this.step.processor((row) -> processor.apply(row, this));
			return this;
		}

		List<String> run() {
			LookupStepTests.this.database.statements().reset();
			StepExecution execution = this.step.run();
			assertThat(execution.getFailureExceptions()).isEmpty();
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			return this.lines;
		}

	}

	@BeforeEach
	void open() {
		this.database = Database.open(Product.class);
		this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(this.database.entityManagerFactory());
		this.products = new JpaRepositoryFactory(this.entityManager).getRepository(Products.class);
		fill();
	}

	@AfterEach
	void close() {
		this.database.close();
	}

	/** The even ones. */
	private void fill() {
		this.database.inTransaction((em) -> {
			em.createQuery("delete Product").executeUpdate();
			IntStream.range(0, 20).forEach((i) -> em.persist(new Product("sku" + 2 * i, 10)));
		});
	}

	private static List<Row> rows() {
		return IntStream.range(0, 23).mapToObj((i) -> new Row(i, "sku" + (i * 7) % 15)).toList();
	}

	private String table() {
		return this.database
			.read((em) -> em.createQuery("from Product order by sku", Product.class).getResultList().toString());
	}

	private int queries() {
		return this.database.statements().selectsFrom("product");
	}

	private static MemoizedLookup<String, Product> byAttribute() {
		return MemoizedLookup.one(Product.class, Product::getSku);
	}

	private MemoizedLookup<String, Product> byRepository() {
		return MemoizedLookup.one(this.products::findBySkuIn, Product::getSku);
	}

	private String describe(Row row, Run run) {
		return row.number() + " " + run.find.apply(row.sku()).map(Product::toString).orElse("-");
	}

	private String count(Row row, Run run) {
		Product product = run.find.apply(row.sku()).orElseGet(() -> this.products.save(new Product(row.sku(), 0)));
		product.setStock(product.getStock() + 1);
		return row.number() + " " + product;
	}

	/** Both runs, from the same tables to the same tables. */
	private Run compare(Kind kind, MemoizedLookup<String, Product> lookup, Function<Run, Run> configured) {
		List<String> expected = configured.apply(new Run(kind, null, rows())).run();
		String table = table();
		fill();
		Run run = configured.apply(new Run(kind, lookup, rows()));
		assertThat(run.run()).isEqualTo(expected);
		int queries = queries();
		List<String> statements = this.database.statements().statements();
		assertThat(table()).isEqualTo(table);
		this.database.statements().reset();
		statements.forEach(this.database.statements()::inspect);
		assertThat(queries()).isEqualTo(queries);
		return run;
	}

	@ParameterizedTest
	@EnumSource
	void should_find_with_one_statement_a_chunk(Kind kind) {
		compare(kind, byAttribute(), (run) -> run.process(this::describe));
		assertThat(queries()).isEqualTo(5);
		compare(kind, byRepository(), (run) -> run.process(this::describe));
		assertThat(queries()).isEqualTo(5);
	}

	@ParameterizedTest
	@EnumSource
	void should_count_what_was_found(Kind kind) {
		Run run = compare(kind, byAttribute(), (configured) -> configured.process(this::describe));
		var statistics = run.prefetch.statistics().target(Product.class.getName() + ".sku");
		assertThat(statistics.references()).isEqualTo(23);
		assertThat(statistics.statements()).isEqualTo(5);
		assertThat(statistics.misses()).isEqualTo(23);
		assertThat(statistics.loads()).isEqualTo(13);
	}

	/** What is created is found by the rows behind, without a flush for each. */
	@ParameterizedTest
	@EnumSource
	void should_create_what_is_missing_once(Kind kind) {
		compare(kind, byAttribute(), (run) -> run.process(this::count));
		assertThat(queries()).isEqualTo(5);
	}

	@ParameterizedTest
	@EnumSource
	void should_create_what_is_missing_once_by_a_repository(Kind kind) {
		compare(kind, byRepository(), (run) -> run.process(this::count));
		assertThat(queries()).isLessThanOrEqualTo(23);
	}

	@ParameterizedTest
	@EnumSource
	void should_process_again(Kind kind) {
		Set<Integer> failed = new HashSet<>();
		compare(kind, byAttribute(), (run) -> {
			failed.clear();
			run.step.tolerate(IllegalStateException.class, 3);
			return run.process((row, current) -> {
				String line = count(row, current);
				if (row.number() % 6 == 3 && failed.add(row.number())) {
					throw new IllegalStateException("first attempt on " + row);
				}
				return line;
			});
		});
	}

	@ParameterizedTest
	@EnumSource
	void should_scan(Kind kind) {
		compare(kind, byAttribute(), (run) -> {
			run.step.tolerate(IllegalStateException.class, 1).writer((chunk) -> {
				chunk.forEach((line) -> {
					if (line.startsWith("7 ") || line.startsWith("13 ")) {
						throw new IllegalStateException("cannot write " + line);
					}
				});
				run.lines.addAll(chunk.getItems());
			});
			return run.process(this::count);
		});
	}

	@ParameterizedTest
	@EnumSource
	void should_read_ahead(Kind kind) {
		MemoizedLookup<String, Product> lookup = byAttribute();
		compare(kind, lookup, (run) -> {
			if (run.prefetch != null) {
				run.step.listener((MemoizedPrefetchItemReadListener<Row>) null)
					.reader(MemoizedPrefetchItemReader.<Row>builder(new ListItemReader<>(rows()), run.prefetch)
						.windowSize(20)
						.saveState(false)
						.build());
			}
			return run.process(this::count);
		});
		assertThat(queries()).isEqualTo(5);
	}

	@ParameterizedTest
	@EnumSource
	void should_find_without_a_transaction_manager(Kind kind) {
		for (MemoizedLookup<String, Product> lookup : List.of(byAttribute(), byRepository())) {
			compare(kind, lookup, (run) -> {
				run.step.transactionManager(new ResourcelessTransactionManager());
				return run.process(this::describe);
			});
			assertThat(queries()).isEqualTo(5);
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_find_on_several_threads(Kind kind) {
		for (MemoizedLookup<String, Product> lookup : List.of(byAttribute(), byRepository())) {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setCorePoolSize(3);
			executor.initialize();
			List<String> expected = new Run(Kind.CHUNK_ORIENTED, null, rows()).process(this::describe).run();
			Run run = new Run(kind, lookup, List.of());
			run.step.reader(new SynchronizedItemReader<>(new ListItemReader<>(rows())));
			run.step.taskExecutor(executor);
			assertThat(run.process(this::describe).run()).containsExactlyInAnyOrderElementsOf(expected);
			executor.shutdown();
		}
	}

}
