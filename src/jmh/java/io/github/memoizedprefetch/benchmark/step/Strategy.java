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
package io.github.memoizedprefetch.benchmark.step;

import java.util.Locale;

/**
 * How the associations that a processor uses are fetched.
 */
public enum Strategy {

	/** They are not used at all. */
	FLOOR,

	/** They are not used at all, with a listener that does nothing. */
	FLOOR_LISTENED,

	/** They are not used at all, with this library in automatic mode. */
	FLOOR_AUTOMATIC,

	/** They are not used at all, with a report. */
	FLOOR_REPORTED,

	/** One by one, when they are used. */
	NAIVE,

	/** By the reader's query. */
	JOIN_FETCH,

	/** By the reader's query, whose entities are read-only. */
	JOIN_FETCH_READ_ONLY,

	/** By the reader's query, with a load graph as hint. */
	ENTITY_GRAPH,

	/** {@code hibernate.default_batch_fetch_size}. */
	BATCH_FETCH,

	/** {@code hibernate.use_subselect_fetch}, for collections. */
	SUBSELECT,

	/** The second-level cache, empty at the step's start. */
	CACHE_COLD,

	/** The second-level cache, filled by an earlier step. */
	CACHE_WARM,

	/** Both. */
	CACHE_BATCH_COLD,

	/** Both. */
	CACHE_BATCH_WARM,

	/** A query for the books of each chunk, and a map of them. */
	LISTENER_BY_HAND,

	/** A map of all books, detached, loaded at the step's start. */
	HANDMADE,

	/** This library, with an empty memo at the step's start. */
	MEMOIZED,

	/** This library, where somebody hears of all that is loaded, so that targets wait. */
	MEMOIZED_HEARD,

	/** This library, with a report. */
	MEMOIZED_REPORTED,

	/** This library, {@code prefetchAll} for all targets. */
	MEMOIZED_ALL,

	/** This library, whose targets are shared between chunks. */
	MEMOIZED_SHARED,

	/** This library, whose targets are read-only. */
	MEMOIZED_READ_ONLY,

	/** This library, which joins the targets of missed books. */
	MEMOIZED_JOINED,

	/** This library, which prefetches the items of many chunks together. */
	MEMOIZED_WINDOWS,

	/** This library, which loads what the next chunks miss meanwhile. */
	MEMOIZED_AHEAD,

	/** This library, which finds out the paths. Later rounds begin with them. */
	AUTOMATIC;

	/** The other way round of {@link #toString()}. */
	public static Strategy named(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	public boolean isFloor() {
		return name().startsWith("FLOOR");
	}

	boolean isAutomatic() {
		return this == AUTOMATIC || this == FLOOR_AUTOMATIC;
	}

	boolean isByHand() {
		return this == LISTENER_BY_HAND || this == HANDMADE;
	}

	boolean isReported() {
		return this == FLOOR_REPORTED || this == MEMOIZED_REPORTED;
	}

	boolean usesAssociations() {
		return !isFloor();
	}

	boolean usesCache() {
		return name().startsWith("CACHE");
	}

	boolean startsCold() {
		return name().endsWith("COLD");
	}

	boolean usesBatches() {
		return name().contains("BATCH");
	}

	boolean readsWindows() {
		return this == MEMOIZED_WINDOWS || this == MEMOIZED_AHEAD;
	}

	public boolean isMemoized() {
		return name().startsWith("MEMOIZED") || isAutomatic();
	}

	/**
	 * Whether there is such a thing: a page of a query that joins collections would be
	 * cut in memory, and the references of a stateless session cannot be loaded later.
	 */
	public boolean applies(Work work, ReaderKind reader) {
		return switch (this) {
			case SUBSELECT -> work.usesCollections() && reader != ReaderKind.STATELESS;
			case JOIN_FETCH, JOIN_FETCH_READ_ONLY, ENTITY_GRAPH -> !(reader.isPaged() && work.usesCollections());
			case MEMOIZED_SHARED -> reader == ReaderKind.STATELESS && !work.usesCollections();
			case MEMOIZED_READ_ONLY -> work == Work.A && (reader == ReaderKind.CURSOR || reader == ReaderKind.PAGING);
			case MEMOIZED_JOINED -> work == Work.A;
			case MEMOIZED_WINDOWS, MEMOIZED_AHEAD -> reader == ReaderKind.CURSOR;
			default -> reader != ReaderKind.STATELESS || isFloor() || isByHand() || (isMemoized() && !isAutomatic());
		};
	}

	/**
	 * Whether it issues statements for about each item, so that a slice of them has to
	 * do. So does batch fetching with a reader whose pages are transactions of their own,
	 * and subselect fetching with all but a repository's pages.
	 */
	public boolean isSliced(ReaderKind reader) {
		return this == NAIVE || (this == BATCH_FETCH && reader == ReaderKind.PAGING)
				|| (this == SUBSELECT && reader != ReaderKind.REPOSITORY);
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
