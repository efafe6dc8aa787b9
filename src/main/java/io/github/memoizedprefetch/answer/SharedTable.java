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
package io.github.memoizedprefetch.answer;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import io.github.memoizedprefetch.answer.Source.Reply;
import io.github.memoizedprefetch.hibernate.asking.StepSession;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.memo.WholeTableDecision;
import io.github.memoizedprefetch.message.LoggerName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads all entities that a lookup may find, if that is asked for, or if misses keep
 * coming, as of targets. Thread-safe.
 *
 * @param <K> the keys
 * @param <V> the entities
 */
final class SharedTable<K, V> {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final String name;

	private final KeptValues<K, V> kept;

	private final Question<K, V> question;

	private final Answering<K, V> answering;

	private final long cacheSize;

	private final boolean asked;

	/** Whether what is asked for was done. */
	private volatile boolean begun;

	/** Null if nothing is decided. */
	private final @Nullable WholeTableDecision decision;

	/** Held by the thread that loads it; others go on with misses. */
	private final Lock loading = new ReentrantLock();

	SharedTable(String name, MemoOptions options, boolean whole, KeptValues<K, V> kept, Question<K, V> question,
			Answering<K, V> answering) {
		this.name = name;
		this.kept = kept;
		this.question = question;
		this.answering = answering;
		this.cacheSize = options.cacheSize();
		this.asked = whole;
		boolean deciding = !this.asked && options.expireAfterWrite() == null;
		this.decision = deciding ? new WholeTableDecision(this.cacheSize) : null;
	}

	/** Load it at first, if that is asked for. */
	void begin(StepSession session) {
		if (this.asked && !this.begun && !this.kept.isRefused()) {
			long rows = load(this.cacheSize, session);
			this.begun = rows >= 0;
			if (rows > this.cacheSize) {
				logger.warn(
						"The lookup {}: its table has {} rows, but the cacheSize is {}: prefetchAll loads nothing,"
								+ " a statement a chunk finds what it needs. A cacheSize of {} would hold all of them.",
						this.name, rows, this.cacheSize, rows);
			}
		}
	}

	/** Misses were asked for. */
	void asked(int rows, StepSession session) {
		if (this.decision != null) {
			this.decision.loaded(rows, 1);
			if (this.decision.isDue() && !this.kept.isRefused()) {
				decide(this.decision, session);
			}
		}
	}

	private void decide(WholeTableDecision table, StepSession session) {
		long most = table.worthwhileRows();
		long rows = load(most, session);
		if (rows > most) {
			table.exceeds(most);
		}
		else if (rows >= 0) {
			table.loadedWhole(rows, true);
		}
	}

	/**
	 * Load it if it has no more rows than some.
	 * @return how many it has; -1 if another thread loads it
	 */
	private long load(long most, StepSession session) {
		if (!this.loading.tryLock()) {
			return -1;
		}
		try {
			long commits = this.answering.commits();
			long rows = this.answering.count(this.question.source()::countAll);
			if (rows <= most) {
				Reply<K, V> all = this.answering.asked(0, this.question::askAll);
				this.kept.keepWhole(all.found(), commits, session);
			}
			return rows;
		}
		finally {
			this.loading.unlock();
		}
	}

	void reset() {
		this.begun = false;
		if (this.decision != null) {
			this.decision.reset();
		}
	}

}
