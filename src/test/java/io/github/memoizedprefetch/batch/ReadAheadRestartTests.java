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
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link MemoizedPrefetchItemReader} against its delegate alone: the same items, errors
 * and ends, whatever the window, and wherever it is stopped and restarted.
 */
class ReadAheadRestartTests {

	private static final int CASES = 5_000;

	private static final Logger batch = (Logger) LoggerFactory.getLogger("org.springframework.batch");

	/** Steps fail on purpose, and each says so at length. */
	@BeforeAll
	static void mute() {
		batch.setLevel(Level.OFF);
	}

	@AfterAll
	static void unmute() {
		batch.setLevel(null);
	}

	@Test
	void should_behave_like_the_delegate_wherever_it_is_restarted() {
		for (int seed = 0; seed < CASES; seed++) {
			Case plan = new Case(seed);
			assertThat(new Run(plan, true).committed(true)).as("case %s", plan)
				.isEqualTo(new Run(plan, false).committed(true));
		}
	}

	/**
	 * A window may meet an error, which does not come again, before a crash that the
	 * delegate alone would have met after it.
	 */
	@Test
	void should_hand_out_the_same_items_if_errors_pass() {
		for (int seed = 0; seed < CASES; seed++) {
			Case plan = new Case(seed).passing();
			assertThat(new Run(plan, true).committed(false)).as("case %s", plan)
				.isEqualTo(new Run(plan, false).committed(false));
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_restart_steps_with_skips_where_they_have_failed(Kind kind) {
		for (int seed = 0; seed < 30; seed++) {
			Case plan = new Case(seed);
			List<String> written = steps(kind, plan, true);
			assertThat(written).as("case %s", plan).isEqualTo(steps(kind, plan, false));
			assertThat(written).as("case %s", plan).doesNotHaveDuplicates().hasSize(plan.end() - plan.bad.size());
		}
	}

	/**
	 * Executions of one step until one completes: each of the others fails to write a
	 * chunk.
	 */
	private static List<String> steps(Kind kind, Case plan, boolean ahead) {
		List<String> written = new ArrayList<>();
		ExecutionContext context = new ExecutionContext();
		Random random = new Random(plan.seed);
		for (int attempt = 0; attempt < 100; attempt++) {
			int failAfter = (attempt < 4) ? random.nextInt(4) : Integer.MAX_VALUE;
			List<String> chunks = new ArrayList<>();
			TestStep<Integer, Integer> step = new TestStep<Integer, Integer>(kind).chunkSize(plan.chunkSize)
				.reader(reader(plan, ahead))
				.writer((chunk) -> {
					if (chunks.size() >= failAfter) {
						throw new UnsupportedOperationException("crash");
					}
					chunks.add("chunk");
					chunk.forEach((item) -> written.add(item.toString()));
				})
				.tolerate(IllegalStateException.class, 0);
			StepExecution execution = step.restart(step.build(), context);
			if (execution.getStatus() == BatchStatus.COMPLETED) {
				return written;
			}
			context = new ExecutionContext(execution.getExecutionContext());
		}
		throw new IllegalStateException("no end: " + plan);
	}

	private static ItemStreamReader<Integer> reader(Case plan, boolean ahead) {
		ItemStreamReader<Integer> numbers = new Numbers(plan);
		return ahead ? MemoizedPrefetchItemReader.builder(numbers, new RecordingPrefetch())
			.windowSize(plan.windowSize)
			.saveState(true)
			.build() : numbers;
	}

	/**
	 * What is read in which portions, where reading fails, and where the process dies.
	 */
	private static final class Case {

		private final int seed;

		private final int size;

		private final int maxItemCount;

		private final int windowSize;

		private final int chunkSize;

		private final Set<Integer> bad = new HashSet<>();

		private final Set<Integer> passing = new HashSet<>();

		private final List<Integer> crashes = new ArrayList<>();

		Case(int seed) {
			this.seed = seed;
			Random random = new Random(seed);
			this.size = random.nextInt(25);
			this.maxItemCount = (random.nextInt(3) == 0) ? 1 + random.nextInt(25) : Integer.MAX_VALUE;
			this.windowSize = 1 + random.nextInt(random.nextBoolean() ? 6 : 40);
			this.chunkSize = 1 + random.nextInt(8);
			for (int i = 0; i < end() && random.nextInt(4) > 0; i++) {
				this.bad.add(random.nextInt(end()));
			}
			for (int i = random.nextInt(5); i > 0; i--) {
				this.crashes.add(random.nextInt(15));
			}
		}

		/** The same, but what failed once can be read afterwards. */
		Case passing() {
			this.passing.addAll(this.bad);
			this.bad.clear();
			return this;
		}

		int end() {
			return Math.min(this.size, this.maxItemCount);
		}

		@Override
		public String toString() {
			return this.seed + ": " + this.size + " items (max " + this.maxItemCount + "), window " + this.windowSize
					+ ", chunk " + this.chunkSize + ", bad " + this.bad + this.passing + ", crashes " + this.crashes;
		}

	}

	/**
	 * Reads in chunks, skips errors, commits after each chunk, and dies after so many
	 * reads as the case says, before or after a commit.
	 */
	private static final class Run {

		private final Case plan;

		private final boolean ahead;

		private final Set<Integer> passed = new HashSet<>();

		Run(Case plan, boolean ahead) {
			this.plan = plan;
			this.ahead = ahead;
		}

		List<String> committed(boolean errors) {
			List<String> committed = new ArrayList<>();
			ExecutionContext stored = new ExecutionContext();
			for (int execution = 0; execution <= this.plan.crashes.size(); execution++) {
				int reads = (execution < this.plan.crashes.size()) ? this.plan.crashes.get(execution)
						: Integer.MAX_VALUE;
				stored = execute(stored, reads, errors, committed);
			}
			return committed;
		}

		private ExecutionContext execute(ExecutionContext stored, int reads, boolean errors, List<String> committed) {
			ExecutionContext context = new ExecutionContext(stored);
			ItemStreamReader<Integer> reader = reader(this.plan, this.ahead, this.passed);
			reader.open(context);
			ExecutionContext last = stored;
			int left = reads;
			boolean end = false;
			while (!end) {
				List<String> chunk = new ArrayList<>();
				while (chunk.size() < this.plan.chunkSize && !end) {
					if (left-- == 0) {
						return last;
					}
					end = read(reader, chunk);
				}
				reader.update(context);
				last = new ExecutionContext(context);
				chunk.stream().filter((outcome) -> errors || !outcome.startsWith("no")).forEach(committed::add);
			}
			reader.close();
			return last;
		}

		private static boolean read(ItemStreamReader<Integer> reader, List<String> chunk) {
			try {
				Integer item = reader.read();
				if (item == null) {
					return true;
				}
				chunk.add(item.toString());
			}
			catch (Exception ex) {
				chunk.add(ex.getMessage());
			}
			return false;
		}

		private static ItemStreamReader<Integer> reader(Case plan, boolean ahead, Set<Integer> passed) {
			ItemStreamReader<Integer> numbers = plan.passing.isEmpty() ? new Numbers(plan)
					: new PassingErrors(plan, passed);
			return ahead ? MemoizedPrefetchItemReader.builder(numbers, new RecordingPrefetch())
				.windowSize(plan.windowSize)
				.build() : numbers;
		}

	}

	/**
	 * Counts, and cannot read bad items, as a reader of a file with broken lines.
	 */
	private static final class Numbers extends AbstractItemCountingItemStreamItemReader<Integer> {

		private final Case plan;

		private int next;

		Numbers(Case plan) {
			this.plan = plan;
			setMaxItemCount(plan.maxItemCount);
		}

		@Override
		protected Integer doRead() {
			if (this.next >= this.plan.size) {
				return null;
			}
			int item = this.next++;
			if (this.plan.bad.contains(item)) {
				throw new IllegalStateException("no " + item);
			}
			return item;
		}

		@Override
		protected void jumpToItem(int index) {
			this.next = index;
		}

		@Override
		protected void doOpen() {
			this.next = 0;
		}

		@Override
		protected void doClose() {
		}

	}

	/**
	 * Tells its state only when it has read something, and fails without losing the item,
	 * as a reader whose database is away for a moment.
	 */
	private static final class PassingErrors implements ItemStreamReader<Integer> {

		private final Case plan;

		private final Set<Integer> passed;

		private int next;

		PassingErrors(Case plan, Set<Integer> passed) {
			this.plan = plan;
			this.passed = passed;
		}

		@Override
		public Integer read() {
			if (this.next >= this.plan.end()) {
				return null;
			}
			if (this.plan.passing.contains(this.next) && this.passed.add(this.next)) {
				throw new IllegalStateException("no " + this.next);
			}
			return this.next++;
		}

		@Override
		public void open(ExecutionContext executionContext) {
			this.next = executionContext.getInt("next", 0);
		}

		@Override
		public void update(ExecutionContext executionContext) {
			if (this.next > 0) {
				executionContext.putInt("next", this.next);
			}
		}

	}

}
