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
package io.github.memoizedprefetch;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.memoizedprefetch.benchmark.micro.MicroDatabase;
import io.github.memoizedprefetch.samples.bookshop.model.Review;
import org.hibernate.Session;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a chunk costs per item when the memo has all its targets.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class ChunkBenchmark {

	private MicroDatabase database;

	private MemoizedPrefetch prefetch;

	private MemoizedPrefetch collections;

	@Setup
	public void open() throws Exception {
		this.database = new MicroDatabase();
		this.prefetch = MemoizedPrefetch.builder(this.database.factory())
			.itemType(Review.class)
			.paths("book.author", "book.translator", "book.publisher")
			.build();
		this.collections = MemoizedPrefetch.builder(this.database.factory())
			.itemType(Review.class)
			.paths("book.categories")
			.build();
	}

	@TearDown
	public void close() {
		this.database.close();
	}

	/** Four references an item, of which about two have distinct targets. */
	@Benchmark
	@OperationsPerInvocation(MicroDatabase.ITEMS)
	public void toOne(FreshItems fresh) {
		this.prefetch.processChunk(fresh.items);
	}

	/** Of items in a collection each. */
	@Benchmark
	@OperationsPerInvocation(MicroDatabase.ITEMS)
	public void collection(FreshItems fresh) {
		this.collections.processChunk(fresh.items);
	}

	/** Only collecting: nothing is uninitialised any more. */
	@Benchmark
	@OperationsPerInvocation(MicroDatabase.ITEMS)
	public void nothingToDo(InitializedItems initialized) {
		this.prefetch.processChunk(initialized.items);
	}

	/** A chunk of managed reviews as a reader delivers it. */
	@State(Scope.Thread)
	public static class FreshItems {

		private Session session;

		private List<Review> items;

		@Setup(Level.Invocation)
		public void read(ChunkBenchmark benchmark) {
			this.session = benchmark.database.factory().openSession();
			this.items = MicroDatabase.items(this.session, Review.class);
		}

		@TearDown(Level.Invocation)
		public void close() {
			this.session.close();
		}

	}

	/** A chunk that was prefetched before. */
	@State(Scope.Thread)
	public static class InitializedItems {

		private Session session;

		private List<Review> items;

		@Setup
		public void read(ChunkBenchmark benchmark) {
			this.session = benchmark.database.factory().openSession();
			this.items = MicroDatabase.items(this.session, Review.class);
			benchmark.prefetch.processChunk(this.items);
		}

		@TearDown
		public void close() {
			this.session.close();
		}

	}

}
