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
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedLookup;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.store.Product;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writers of a {@code ChunkOrientedStep} with a task executor: they write on the thread
 * that reads, in the chunk's transaction, what other threads have processed.
 */
class ConcurrentWriterTests {

	private static final int CHUNKS = 4;

	private static final int CHUNK = 10;

	@AutoClose
	private final Database database = Database.open(Product.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final EntityManager em = SharedEntityManagerCreator
		.createSharedEntityManager(this.database.entityManagerFactory());

	private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

	record Row(long id, String sku) {
	}

	private MemoizedPrefetch.Builder builder() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory()).itemType(Row.class);
	}

	private List<Row> fill() {
		this.lines.clear();
		List<Row> rows = new ArrayList<>();
		this.database.inTransaction((session) -> {
			session.createQuery("delete Product").executeUpdate();
			IntStream.range(0, CHUNKS * CHUNK).forEach((i) -> {
				Product product = new Product("sku" + i, i);
				session.persist(product);
				rows.add(new Row(product.getId(), product.getSku()));
			});
		});
		return rows;
	}

	/** Run a step whose items are written as rows; the selects. */
	private int run(MemoizedPrefetch prefetch, boolean ahead, Consumer<Row> writing) {
		return run(prefetch, ahead, (row) -> row, (chunk) -> chunk.getItems().forEach(writing));
	}

	private <O> int run(MemoizedPrefetch prefetch, boolean ahead, Function<Row, O> processing, ItemWriter<O> writer) {
		List<Row> rows = fill();
		TestStep<Row, O> step = new TestStep<Row, O>(Kind.CHUNK_ORIENTED).chunkSize(CHUNK)
			.transactionManager(new JpaTransactionManager(this.database.entityManagerFactory()))
			.reader(new ListItemReader<>(rows))
			.processor(processing::apply)
			.writer(writer)
			.taskExecutor(new SimpleAsyncTaskExecutor());
		if (ahead) {
			step.reader(MemoizedPrefetchItemReader.<Row>builder(new ListItemReader<>(rows), prefetch)
				.windowSize(2 * CHUNK)
				.saveState(false)
				.build());
		}
		else if (prefetch != null) {
			step.listener(new MemoizedPrefetchItemReadListener<>(prefetch));
		}
		this.database.statements().reset();
		StepExecution execution = step.run();
		assertThat(execution.getFailureExceptions()).isEmpty();
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		return this.database.statements().selectsFrom("product");
	}

	private String table() {
		return this.database.read((
				session) -> session.createQuery("from Product order by sku", Product.class).getResultList().toString());
	}

	private void find(Row row) {
		Product product = this.em.find(Product.class, row.id());
		product.setStock(product.getStock() + 1);
		this.lines.add(product.toString());
	}

	@Test
	void should_find_by_ids() {
		assertThat(run(null, false, this::find)).isEqualTo(CHUNKS * CHUNK);
		List<String> plain = List.copyOf(this.lines);
		String table = table();
		// by windows of two chunks
		assertThat(run(builder().key("id", Product.class).build(), true, this::find)).isEqualTo(CHUNKS / 2);
		assertThat(this.lines).isEqualTo(plain);
		assertThat(table()).isEqualTo(table);
		assertThat(this.log.warnings()).isEmpty();
	}

	/** The threads that prefetch them have no session. */
	@Test
	void should_say_once_that_ids_are_not_served_by_a_listener_alone() {
		assertThat(run(builder().key("id", Product.class).build(), false, this::find)).isEqualTo(CHUNKS * CHUNK);
		assertThat(this.lines).hasSize(CHUNKS * CHUNK);
		assertThat(this.log.warnings()).singleElement()
			.asString()
			.contains("no transaction of a JpaTransactionManager", "MemoizedLookup.one(Product.class, Product::getId)");
	}

	@Test
	void should_look_up() {
		Consumer<Row> plainly = (row) -> this.lines
			.add(this.em.createQuery("from Product where sku = :sku", Product.class)
				.setParameter("sku", row.sku())
				.getSingleResult()
				.toString());
		assertThat(run(null, false, plainly)).isEqualTo(CHUNKS * CHUNK);
		List<String> plain = List.copyOf(this.lines);
		for (boolean ahead : new boolean[] { false, true }) {
			MemoizedLookup<String, Product> lookup = MemoizedLookup.one(Product.class, Product::getSku);
			assertThat(run(builder().lookup(lookup, Row::sku).build(), ahead,
					(row) -> this.lines.add(lookup.get(row.sku()).toString())))
				.isEqualTo(CHUNKS);
			assertThat(this.lines).isEqualTo(plain);
		}
		assertThat(this.log.warnings()).isEmpty();
	}

	/** What nothing is written of is forgotten in time. */
	@Test
	void should_look_up_where_most_items_are_filtered() {
		MemoizedLookup<String, Product> lookup = MemoizedLookup.one(Product.class, Product::getSku);
		MemoizedPrefetch prefetch = builder().lookup(lookup, Row::sku).build();
		assertThat(run(prefetch, false, (row) -> row.sku().endsWith("9") ? row : null,
				(chunk) -> chunk.forEach((row) -> this.lines.add(lookup.get(row.sku()).toString()))))
			.isEqualTo(CHUNKS);
		assertThat(this.lines).hasSize(CHUNKS);
	}

	private Product changed(Row row) {
		return this.database.read((session) -> {
			Product product = session.find(Product.class, row.id());
			session.detach(product);
			product.setStock(product.getStock() + 1);
			return product;
		});
	}

	@Test
	void should_merge() {
		JpaItemWriter<Product> writer = new JpaItemWriter<>(this.database.entityManagerFactory());
		int read = CHUNKS * CHUNK;
		assertThat(run(null, false, this::changed, writer)).isEqualTo(read + CHUNKS * CHUNK);
		String table = table();
		assertThat(run(null, false, this::changed,
				new MergePrefetchItemWriter<>(writer, this.database.entityManagerFactory())))
			.isEqualTo(read + CHUNKS);
		assertThat(table()).isEqualTo(table);
		assertThat(this.log.warnings()).isEmpty();
	}

}
