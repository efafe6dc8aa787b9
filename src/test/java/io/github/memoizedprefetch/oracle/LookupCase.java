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
package io.github.memoizedprefetch.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.hibernate.FlushMode;

/**
 * Everything that is random about a case of {@code Kind.LOOKUPS}: rows of a file, with
 * keys that a processor looks something up by.
 *
 * @param seed what determines it all
 * @param lookups what is looked up, each by a key of its own
 * @param rows the rows
 * @param step what runs the chunks
 * @param chunkSize the size of chunks
 * @param window of how many rows a reader loads at once, where it does
 * @param listening whether it is told of chunks too
 * @param program what the processor does besides
 * @param transactions what the chunks' transactions are
 * @param failing whether it is tolerated that some rows fail, in the processor or the
 * writer
 * @param writer what is written
 * @param intruded whether others commit between the chunks
 * @param interrupted whether others commit within them
 * @param announced whether keys are announced by hand
 * @param racked whether rows have a key of a rack too
 * @param strict whether the processor lets exceptions through
 * @param flushMode the flush mode of the step's sessions
 * @param cacheSize the memo's size
 */
record LookupCase(long seed, List<Lookup> lookups, List<Row> rows, StepKind step, int chunkSize, int window,
		boolean listening, Program program, Transactions transactions, boolean failing, LookupWriter writer,
		boolean intruded, boolean interrupted, boolean announced, boolean racked, boolean strict, FlushMode flushMode,
		int cacheSize) {

	/** How something is looked up. */
	enum Way {

		ONE, MANY, EXISTS, CREATE, LOADER_ONE, LOADER_MANY, LOADER_CREATE, SUMS, COUNTS;

		boolean isByAttribute() {
			return ordinal() <= CREATE.ordinal();
		}

		boolean isValue() {
			return this == SUMS || this == COUNTS;
		}

		boolean isCreating() {
			return this == CREATE || this == LOADER_CREATE;
		}

	}

	/** What a processor does besides. */
	enum Program {

		/** Nothing. */
		READ,

		/** What is found is changed, but for its code. */
		CHANGE,

		/** What a session can do. */
		WILD,

		/** The same, and queries that write. */
		WILDER;

		boolean isWild() {
			return this == WILD || this == WILDER;
		}

	}

	/** What the chunks' transactions are. */
	enum Transactions {

		JPA,

		/** No database's: a repository has a session of its own for each call. */
		RESOURCELESS,

		/** Items are processed by an executor's threads, without a transaction. */
		EXECUTOR

	}

	/** What is written, besides lines. */
	enum LookupWriter {

		NONE,

		/** New wares, by a {@code JpaItemWriter}, which clears the session. */
		PERSIST,

		/** What was found is detached and merged. */
		MERGE,

		/** A column, by JDBC. */
		JDBC

	}

	/**
	 * @param kind what is looked up
	 * @param way how
	 * @param repository whether by a repository of Spring Data
	 */
	record Lookup(WareKind kind, Way way, boolean repository) {
	}

	/**
	 * A row of a file.
	 *
	 * @param number its number
	 * @param keys a key for each lookup; null now and then
	 * @param seed what the processor does with it
	 * @param rack the id of a rack
	 */
	record Row(int number, List<Object> keys, long seed, Long rack) {
	}

	/**
	 * What is made of a row.
	 *
	 * @param number the row's number
	 * @param line what was found
	 * @param found entities of these
	 */
	record Output(int number, String line, List<Object> found) {
	}

	/** What is read ahead, in steps that do so. */
	Windows windows() {
		return (this.step == StepKind.WINDOWS) ? Windows.within(this.seed, this.window, false)
				: Windows.ofChunks(this.chunkSize);
	}

	/**
	 * Whether entities are remembered across chunks, as far as all changes are heard of.
	 */
	boolean isMemoized() {
		return this.seed % 4 == 1 && this.writer != LookupWriter.JDBC;
	}

	/**
	 * Whether all chunks share what is found by attributes, so that nothing changes it.
	 */
	boolean isShared() {
		return this.seed % 2 == 1 && !isMemoized() && this.program == Program.READ && this.writer != LookupWriter.JDBC;
	}

	/** Whether its keys are records of an attribute, which the query alone follows. */
	boolean isByRecord(Lookup lookup) {
		return this.seed % 6 == 4 && lookup.way().isByAttribute() && lookup.kind().hasRecords();
	}

	/** What a lookup is asked by. */
	Object key(int lookup, Object code) {
		return (code != null && isByRecord(this.lookups.get(lookup))) ? WareKind.record(code) : code;
	}

	/**
	 * @param repeatable whether transactions repeat their reads: others wait for what
	 * they have looked through, and what is not read by the step but put into its session
	 * begins no snapshot
	 */
	static LookupCase of(long seed, boolean repeatable) {
		RandomValues random = new RandomValues(new Random(seed * 7_907 + 29));
		Program program = random.oneOf(List.of(Program.values()));
		Transactions transactions = random.chance(75) ? Transactions.JPA
				: random.oneOf(List.of(Transactions.RESOURCELESS, Transactions.EXECUTOR));
		if (transactions != Transactions.JPA) {
			program = Program.READ;
		}
		List<Lookup> lookups = new ArrayList<>();
		for (int i = random.chance(60) ? 1 : random.between(2, 3); i > 0; i--) {
			WareKind kind = random.chance(35) ? WareKind.TEXT : random.oneOf(List.of(WareKind.values()));
			Way way = random.oneOf(List.of(Way.values()));
			if (way.isCreating() && transactions != Transactions.JPA) {
				way = Way.ONE;
			}
			lookups.add(new Lookup(kind, way, kind == WareKind.TEXT && random.chance(40)));
		}
		StepKind step = (transactions == Transactions.EXECUTOR) ? StepKind.CHUNK_ORIENTED
				: random.chance(60) ? StepKind.LOOP : random.oneOf(List.of(StepKind.CHUNK_PROCESSOR,
						StepKind.CHUNK_ORIENTED, StepKind.CHUNK_ORIENTED, StepKind.WINDOWS, StepKind.TASKLET));
		int chunkSize = random.between(1, 7);
		boolean failing = !step.isLoop() && transactions == Transactions.JPA && random.chance(50);
		boolean racked = transactions == Transactions.JPA && program != Program.WILDER && step != StepKind.WINDOWS
				&& random.chance(20);
		boolean intruded = transactions == Transactions.JPA && random.chance(40);
		FlushMode flushMode = random.chance(80) ? FlushMode.AUTO
				: random.oneOf(List.of(FlushMode.ALWAYS, FlushMode.COMMIT, FlushMode.MANUAL));
		if (lookups.stream().anyMatch((lookup) -> lookup.way().isCreating())) {
			flushMode = FlushMode.AUTO; // what is created once is not found by queries
		}
		LookupWriter writer = (transactions != Transactions.JPA || random.chance(60)) ? LookupWriter.NONE
				: random.oneOf(List.of(LookupWriter.values()));
		return new LookupCase(seed, lookups, rows(lookups, random), step, chunkSize, chunkSize * random.between(1, 3),
				random.chance(50), program, transactions, failing, writer, intruded,
				program.isWild() && random.chance(60) && !repeatable, step == StepKind.LOOP && random.chance(25),
				racked, random.chance(15), flushMode, random.chance(70) ? 100 : 1);
	}

	private static List<Row> rows(List<Lookup> lookups, RandomValues random) {
		int count = random.between(1, 20);
		// few keys that come again, or many
		int most = random.between(1, 10);
		List<Row> rows = new ArrayList<>();
		for (int number = 0; number < count; number++) {
			List<Object> keys = new ArrayList<>();
			for (Lookup lookup : lookups) {
				List<Object> codes = lookup.kind().codes();
				keys.add(random.chance(5) ? null : codes.get(random.between(0, Math.min(most, codes.size()) - 1)));
			}
			rows.add(new Row(number, keys, random.between(0, 1_000_000), (long) random.between(0, 3)));
		}
		return rows;
	}

	/** Whether an error of a row is thrown for ever, or only at first. */
	boolean failsInProcessor(Row row, int attempt) {
		return this.failing && (row.seed() % 9 == 0 || (row.seed() % 9 == 1 && attempt == 1));
	}

	boolean failsInWriter(int number) {
		return this.failing && this.rows.get(number).seed() % 11 == 0;
	}

	@Override
	public String toString() {
		return "LookupCase[seed=%d, lookups=%s, rows=%d, step=%s, chunkSize=%d, window=%d, listening=%s, program=%s, "
			.formatted(this.seed, this.lookups, this.rows.size(), this.step, this.chunkSize, this.window,
					this.listening, this.program)
				+ "transactions=%s, failing=%s, writer=%s, intruded=%s, interrupted=%s, announced=%s, ".formatted(
						this.transactions, this.failing, this.writer, this.intruded, this.interrupted, this.announced)
				+ "racked=%s, strict=%s, flushMode=%s, cacheSize=%d]".formatted(this.racked, this.strict,
						this.flushMode, this.cacheSize);
	}

}
