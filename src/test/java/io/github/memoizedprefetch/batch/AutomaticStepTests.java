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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.post.Content;
import io.github.memoizedprefetch.model.post.Material;
import io.github.memoizedprefetch.model.post.Parcel;
import io.github.memoizedprefetch.model.post.Parcels;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JpaPagingItemReader;
import org.springframework.core.task.SyncTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Automatic mode in real steps.
 */
class AutomaticStepTests {

	private static final int CHUNKS = 12;

	private static final int SIZE = 20;

	@AutoClose
	private final Database database = Parcels.open(CHUNKS * SIZE);

	private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

	/** Of tables that are not loaded whole, however often misses come. */
	private MemoizedPrefetch.Builder builder() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.config(MemoizedPrefetchConfig.of(Content.class).prefetchAll(false),
					MemoizedPrefetchConfig.of(Material.class).prefetchAll(false));
	}

	private JpaPagingItemReader<Parcel> reader() {
		return reader("from Parcel order by id");
	}

	private JpaPagingItemReader<Parcel> reader(String query) {
		JpaPagingItemReader<Parcel> reader = new JpaPagingItemReader<>(this.database.entityManagerFactory());
		reader.setName("parcels");
		reader.setQueryString(query);
		reader.setPageSize(SIZE);
		return reader;
	}

	private TestStep<Parcel, Parcel> step(Kind kind, MemoizedPrefetch prefetch, ItemProcessor<Parcel, Parcel> processor,
			ItemWriter<Parcel> writer) {
		return new TestStep<Parcel, Parcel>(kind).chunkSize(SIZE)
			.reader(reader())
			.processor(processor)
			.writer(writer)
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch));
	}

	/**
	 * How many statements an execution takes but those of the reader, of which each page
	 * takes one.
	 */
	private int statements(StepExecution execution) {
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		int statements = this.database.statements().count() - (CHUNKS + 1);
		this.database.statements().reset();
		return statements;
	}

	private Parcel all(Parcel parcel) {
		this.lines.add(Parcels.all(parcel));
		return parcel;
	}

	private static void nothing(Object chunk) {
	}

	@ParameterizedTest
	@EnumSource
	void should_take_a_statement_more_than_declared_paths(Kind kind) {
		int declared = statements(step(kind, builder().paths("content.material", "stamps.paper").build(), this::all,
				AutomaticStepTests::nothing)
			.run());
		List<String> expected = List.copyOf(this.lines);
		this.lines.clear();

		int automatic = statements(
				step(kind, builder().automatic().build(), this::all, AutomaticStepTests::nothing).run());

		assertThat(declared).isEqualTo(3 * CHUNKS);
		assertThat(automatic).isEqualTo(3 * CHUNKS + 1);
		assertThat(this.lines).isEqualTo(expected);
	}

	@ParameterizedTest
	@EnumSource
	void should_begin_with_what_the_execution_before_has_learnt(Kind kind) {
		MemoizedPrefetch prefetch = builder().automatic().build();
		statements(step(kind, prefetch, this::all, AutomaticStepTests::nothing).run());

		assertThat(statements(step(kind, prefetch, this::all, AutomaticStepTests::nothing).run()))
			.isEqualTo(3 * CHUNKS);
		assertThat(statements(step(kind, builder().automatic().build(), this::all, AutomaticStepTests::nothing).run()))
			.as("another prefetch, as step-scoped ones are")
			.isEqualTo(3 * CHUNKS);
	}

	@ParameterizedTest
	@EnumSource
	void should_hear_of_writers(Kind kind) {
		int statements = statements(
				step(kind, builder().automatic().build(), (parcel) -> parcel, (chunk) -> chunk.forEach(this::all))
					.run());

		assertThat(statements).isEqualTo(3 * CHUNKS + 1);
		assertThat(this.lines).hasSize(CHUNKS * SIZE);
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_from_the_next_chunk_on_what_another_thread_touches(Kind kind) {
		int statements = statements(step(kind, builder().automatic().build(),
				(parcel) -> CompletableFuture.supplyAsync(() -> all(parcel)).join(), AutomaticStepTests::nothing)
			.run());

		// content, material, stamps and two papers of each item of the first chunk
		assertThat(statements).isEqualTo(5 * SIZE + 3 * (CHUNKS - 1));
	}

	@Test
	void should_say_what_it_has_learnt() {
		MemoizedPrefetch prefetch = builder().automatic().build();

		List<String> messages = LogCapture.messages(() -> step(Kind.CHUNK_ORIENTED, prefetch, (parcel) -> {
			Parcels.content(parcel);
			if (parcel.getId() % SIZE == 15) {
				Parcels.stamps(parcel);
			}
			return parcel;
		}, AutomaticStepTests::nothing).run());

		assertThat(prefetch.learnt()).isEqualTo(Map.of(Parcel.class.getName(), List.of("content.material")));
		assertThat(prefetch.statistics().touched()).containsOnlyKeys("parcel.content", "parcel.content.material",
				"parcel.stamps", "parcel.stamps.paper");
		assertThat(prefetch.statistics().touched().get("parcel.stamps"))
			.isEqualTo("loaded for single items: touched by 12 of 240 items that were seen");
		assertThat(messages).contains("Step step learnt: @MemoizedPrefetchPaths({\"content.material\"})")
			.contains(
					"Step step touched parcel.stamps: loaded for single items: touched by 12 of 240 items that were seen");
	}

	@Test
	void should_share_what_was_learnt_among_partitions() {
		JobRepository jobRepository = new ResourcelessJobRepository();
		MemoizedPrefetch prefetch = builder().automatic().build();
		Step worker = new StepBuilder("worker", jobRepository).<Parcel, Parcel>chunk(SIZE)
			.reader(new ThreadOwnReader(this::reader))
			.processor(this::all)
			.writer(AutomaticStepTests::nothing)
			.listener(new MemoizedPrefetchItemReadListener<>(prefetch))
			.build();
		Step manager = new StepBuilder("manager", jobRepository).partitioner("worker", (gridSize) -> partitions())
			.step(worker)
			.taskExecutor(new SyncTaskExecutor())
			.build();

		List<String> messages = LogCapture
			.messages(() -> assertThat(StepRunner.run(manager, jobRepository, new JobParameters()).getStatus())
				.isEqualTo(BatchStatus.COMPLETED));

		assertThat(this.database.statements().count()).isEqualTo(2 * (CHUNKS / 2 + 1) + 3 * CHUNKS + 1);
		assertThat(this.lines).hasSize(CHUNKS * SIZE);
		assertThat(messages)
			.contains("Step manager learnt: @MemoizedPrefetchPaths({\"content.material\", \"stamps.paper\"})");
	}

	private static Map<String, ExecutionContext> partitions() {
		Map<String, ExecutionContext> partitions = new java.util.TreeMap<>();
		IntStream.range(0, 2).forEach((partition) -> partitions.put("partition" + partition, new ExecutionContext()));
		return partitions;
	}

	/** A reader for each partition, one after the other. */
	private static final class ThreadOwnReader
			implements org.springframework.batch.infrastructure.item.ItemStreamReader<Parcel> {

		private final java.util.function.Function<String, JpaPagingItemReader<Parcel>> readers;

		private int partition;

		private JpaPagingItemReader<Parcel> reader;

		ThreadOwnReader(java.util.function.Function<String, JpaPagingItemReader<Parcel>> readers) {
			this.readers = readers;
		}

		@Override
		public void open(ExecutionContext executionContext) {
			this.reader = this.readers
				.apply("from Parcel where mod(id / " + SIZE + ", 2) = " + this.partition++ + " order by id");
			this.reader.open(executionContext);
		}

		@Override
		public Parcel read() throws Exception {
			return this.reader.read();
		}

		@Override
		public void close() {
			this.reader.close();
		}

	}

}
