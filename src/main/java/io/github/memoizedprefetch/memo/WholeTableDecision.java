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
package io.github.memoizedprefetch.memo;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether the table of a target or a lookup is loaded whole because misses keep
 * coming: when it fits the cache, and costs no more than what the misses have cost so
 * far, and the step has needed a good part of it. Thread-safe.
 */
public final class WholeTableDecision {

	/** After so many loads misses are said to keep coming. */
	static final int LOADS = 5;

	/** The same of so many rows, in two loads at least. */
	static final int ROWS = 1_000;

	/** A statement is taken to cost as much as so many rows. */
	static final int ROWS_PER_STATEMENT = 5_000;

	/** The table may have so many times the rows that were needed so far. */
	static final int TIMES_NEEDED = 10;

	private final long cacheSize;

	private long loads;

	private long needed;

	private long statements;

	/** The table is known to have more rows than this. */
	private long exceeded;

	private volatile boolean due;

	private volatile @Nullable String decision;

	public WholeTableDecision(long cacheSize) {
		this.cacheSize = cacheSize;
	}

	/** Misses were loaded. */
	public synchronized void loaded(long rows, long statements) {
		this.loads++;
		this.needed += rows;
		this.statements += statements;
		if (this.decision == null && (this.loads >= LOADS || (this.loads > 1 && this.needed >= ROWS))) {
			long worthwhile = worthwhileRows();
			this.due = worthwhile >= 2 * this.exceeded || (worthwhile == this.cacheSize && worthwhile > this.exceeded);
		}
	}

	/** Whether to see if the table has no more than {@link #worthwhileRows()} rows. */
	public boolean isDue() {
		return this.due;
	}

	/**
	 * How many rows are worth while to be loaded. What has taken more than a statement a
	 * load so far, because Hibernate loads something with each entity, will take that of
	 * each row.
	 */
	public synchronized long worthwhileRows() {
		double more = (double) Math.max(0, this.statements - this.loads) / Math.max(1, this.needed);
		long cost = this.needed + Math.max(this.loads, this.statements) * ROWS_PER_STATEMENT;
		long worthwhile = Math.min(this.needed * TIMES_NEEDED, (long) (cost / (1 + more * ROWS_PER_STATEMENT)));
		return Math.min(this.cacheSize, worthwhile);
	}

	/** The table has more rows. */
	public synchronized void exceeds(long rows) {
		this.exceeded = rows;
		this.due = false;
		if (rows == this.cacheSize) {
			this.decision = format("not loaded whole: more rows than the cacheSize of %,d", rows);
		}
	}

	/** The table could not be read. */
	public synchronized void refused(String problem) {
		this.due = false;
		this.decision = "not loaded whole: " + problem;
	}

	/**
	 * The table was read.
	 * @param rows how many rows
	 * @param taken whether the memo has them; not if something has changed meanwhile
	 */
	public synchronized void loadedWhole(long rows, boolean taken) {
		this.due = false;
		this.decision = taken
				? format("loaded whole: %,d rows within the cacheSize of %,d, after %,d loads of %,d rows", rows,
						this.cacheSize, this.loads, this.needed)
				: "not loaded whole: it grew or changed meanwhile";
	}

	/** What was decided and why; null while misses have not kept coming. */
	public synchronized @Nullable String decision() {
		if (this.decision != null || this.exceeded == 0) {
			return this.decision;
		}
		return format("not loaded whole: more than %,d rows, of which %,d loads have needed %,d", this.exceeded,
				this.loads, this.needed);
	}

	private static String format(String text, Object... numbers) {
		return String.format(Locale.ROOT, text, numbers);
	}

	public synchronized void reset() {
		this.loads = 0;
		this.needed = 0;
		this.statements = 0;
		this.exceeded = 0;
		this.due = false;
		this.decision = null;
	}

}
