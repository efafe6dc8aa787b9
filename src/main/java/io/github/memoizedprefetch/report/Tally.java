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
package io.github.memoizedprefetch.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Counts the statements of one step execution, by cause and phase. Thread-safe. */
public final class Tally {

	/** A step with more causes than these has generated them. */
	private static final int MOST = 500;

	private static final int SOME = 3;

	private static final Cause REST = new Cause(Kind.OTHER, "of other kinds", "", "", "");

	private final Map<Cause, Entry> entries = new ConcurrentHashMap<>();

	private static final class Entry {

		private final Map<Phase, LongAdder> counts = new EnumMap<>(Phase.class);

		private volatile @Nullable Supplier<@Nullable Advice> advice;

		private volatile @Nullable String key;

		private volatile @Nullable BatchSettings settings;

		private final LongAdder withoutRow = new LongAdder();

		Entry() {
			for (Phase phase : Phase.values()) {
				this.counts.put(phase, new LongAdder());
			}
		}

		/** Some ids that were asked for, until it is known where items have them. */
		private final List<Object> ids = new ArrayList<>();

		void count(Phase phase, long number) {
			LongAdder count = this.counts.get(phase);
			if (count != null) {
				count.add(number);
			}
		}

	}

	/**
	 * How often there was a cause in a phase.
	 *
	 * @param withoutRow how many of them were for something that had no row
	 * @param settings how its factory sends changes, if it is one
	 */
	public record Count(Cause cause, Phase phase, long number, @Nullable Advice advice, long withoutRow,
			@Nullable BatchSettings settings) {
	}

	public void count(Cause cause, Phase phase) {
		entry(cause).count(phase, 1);
	}

	/**
	 * A change is sent.
	 * @param settings those of its factory: a step may use several
	 */
	public void sent(Cause cause, BatchSettings settings) {
		entry(cause).settings = settings;
	}

	/**
	 * Count, and know what to do about it.
	 * @param advice is asked when the step has ended; null from it if nothing is to be
	 * done
	 */
	public void count(Cause cause, Phase phase, Supplier<@Nullable Advice> advice) {
		Entry entry = entry(cause);
		entry.count(phase, 1);
		if (entry.advice == null) {
			entry.advice = advice;
		}
	}

	/** What was found or merged had no row: no remedy for others serves it. */
	public void withoutRow(Cause cause) {
		entry(cause).withoutRow.increment();
	}

	/**
	 * Remember that an entity was found by its id.
	 * @return the option that serves such ids, null if there were few
	 */
	public Supplier<@Nullable Advice> found(Cause cause, Object id, ItemPaths paths) {
		Entry entry = entry(cause);
		synchronized (entry.ids) {
			if (entry.key == null) {
				entry.ids.add(id);
				paths.found();
				if (entry.ids.size() == SOME) {
					entry.key = paths.keyOf(cause.entity(), entry.ids);
				}
			}
		}
		return () -> (entry.key != null) ? new Advice(entry.key, true) : null;
	}

	/** Add what another step execution has counted. */
	public void add(Tally other) {
		other.entries.forEach((cause, entry) -> {
			Entry own = entry(cause);
			entry.counts.forEach((phase, count) -> own.count(phase, count.sum()));
			own.withoutRow.add(entry.withoutRow.sum());
			if (own.advice == null) {
				own.advice = entry.advice;
			}
			if (own.settings == null) {
				own.settings = entry.settings;
			}
		});
	}

	private Entry entry(Cause cause) {
		Entry known = this.entries.get(cause);
		if (known != null) {
			return known;
		}
		return this.entries.computeIfAbsent((this.entries.size() < MOST) ? cause : REST, (key) -> new Entry());
	}

	/** The counts, the greatest first. */
	public List<Count> counts() {
		List<Count> counts = new ArrayList<>();
		this.entries.forEach((cause, entry) -> entry.counts.forEach((phase, count) -> {
			Supplier<@Nullable Advice> advice = entry.advice;
			if (count.sum() > 0) {
				counts.add(new Count(cause, phase, count.sum(), (advice != null) ? advice.get() : null,
						Math.min(count.sum(), entry.withoutRow.sum()), entry.settings));
			}
		}));
		counts.sort(Comparator.comparingLong(Count::number)
			.reversed()
			.thenComparing(Count::phase)
			.thenComparing((count) -> count.cause().toString()));
		return counts;
	}

	/** All statements. */
	public long total() {
		return this.entries.values()
			.stream()
			.flatMap((entry) -> entry.counts.values().stream())
			.mapToLong(LongAdder::sum)
			.sum();
	}

}
