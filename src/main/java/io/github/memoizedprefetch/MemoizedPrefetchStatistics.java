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

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.github.memoizedprefetch.memo.MemoStatistics;

/**
 * What a {@link MemoizedPrefetch} did, per target. Immutable.
 *
 * @param targets the counters by target: the fully qualified name of an entity
 * ({@code com.acme.Author}) or, for collections, the role
 * ({@code com.acme.Book.categories})
 * @param wholeTables of each target whose misses kept coming, whether its table was
 * loaded whole, and why: "loaded whole: 5,841 rows within the cacheSize of 10,000, after
 * 5 loads of 2,204 rows"; what was decided last, since the memo was cleared
 * @param touched of each path that {@linkplain MemoizedPrefetch.Builder#automatic()
 * automatic mode} has found ("review.book.publisher"), what was decided last, and why:
 * "prefetched: touched by 1 of 1 items that were seen"
 */
public record MemoizedPrefetchStatistics(Map<String, TargetStatistics> targets, Map<String, String> wholeTables,
		Map<String, String> touched) {

	/**
	 * Copies the maps, ordered by name.
	 * @param targets the counters by target
	 * @param wholeTables what was decided by target
	 * @param touched what was decided by path
	 */
	public MemoizedPrefetchStatistics {
		targets = java.util.Collections.unmodifiableMap(new TreeMap<>(targets));
		wholeTables = java.util.Collections.unmodifiableMap(new TreeMap<>(wholeTables));
		touched = java.util.Collections.unmodifiableMap(new TreeMap<>(touched));
	}

	/**
	 * Without automatic mode.
	 * @param targets the counters by target
	 * @param wholeTables what was decided by target
	 */
	public MemoizedPrefetchStatistics(Map<String, TargetStatistics> targets, Map<String, String> wholeTables) {
		this(targets, wholeTables, Map.of());
	}

	/**
	 * Counters without any decision.
	 * @param targets the counters by target
	 */
	public MemoizedPrefetchStatistics(Map<String, TargetStatistics> targets) {
		this(targets, Map.of());
	}

	static MemoizedPrefetchStatistics of(Map<String, MemoStatistics> memos, Map<String, String> wholeTables,
			Map<String, String> touched) {
		Map<String, TargetStatistics> targets = new TreeMap<>();
		memos.forEach((name, memo) -> targets.put(name, TargetStatistics.of(memo)));
		return new MemoizedPrefetchStatistics(targets, wholeTables, touched);
	}

	/**
	 * The counters of a target entity.
	 * @param entityClass the entity's class
	 * @return its counters; all zero if nothing of it was prefetched
	 */
	public TargetStatistics target(Class<?> entityClass) {
		return target(entityClass.getName());
	}

	/**
	 * The counters of a target.
	 * @param name the name of the entity or role
	 * @return its counters; all zero if nothing of it was prefetched
	 */
	public TargetStatistics target(String name) {
		return this.targets.getOrDefault(name, TargetStatistics.NONE);
	}

	/**
	 * The sum over all targets.
	 * @return the sum
	 */
	public TargetStatistics total() {
		return this.targets.values().stream().reduce(TargetStatistics.NONE, TargetStatistics::plus);
	}

	/**
	 * What has happened since an earlier point. The {@code sufficientCacheSize} and what
	 * was decided about whole tables and paths are those of the later one.
	 * @param earlier the statistics of that point
	 * @return the difference
	 */
	public MemoizedPrefetchStatistics minus(MemoizedPrefetchStatistics earlier) {
		Map<String, TargetStatistics> difference = new TreeMap<>();
		this.targets.forEach((name, target) -> difference.put(name, target.minus(earlier.target(name))));
		return new MemoizedPrefetchStatistics(difference, this.wholeTables, this.touched);
	}

	/** Of two tenants: the largest memo has to suffice. */
	MemoizedPrefetchStatistics plus(MemoizedPrefetchStatistics other) {
		Map<String, TargetStatistics> sum = new TreeMap<>(this.targets);
		other.targets.forEach((name, target) -> sum.merge(name, target, (one, two) -> one.plus(two)
			.withSufficientCacheSize(Math.max(one.sufficientCacheSize(), two.sufficientCacheSize()))));
		Map<String, String> decisions = new TreeMap<>(this.wholeTables);
		decisions.putAll(other.wholeTables);
		return new MemoizedPrefetchStatistics(sum, decisions, this.touched);
	}

	/**
	 * The counters of one target entity or collection role.
	 *
	 * @param references how many uninitialised references were served, and how many
	 * elements collections were filled with
	 * @param hits how many ids, each counted once a chunk, the memo knew
	 * @param misses how many ids, each counted once a chunk, the memo did not know
	 * @param loads how many entities or collections were read from the database
	 * @param statements how many SQL statements that took
	 * @param evictions how many entries the memo evicted because of its size or age
	 * @param loadTime how long reading took
	 * @param reloads how many of the misses were ids that the memo had evicted because of
	 * its size: what a larger one would have saved
	 * @param sufficientCacheSize the {@code cacheSize} that would have avoided these, as
	 * far as is known since the memo was last cleared; 0 if there were none. Exact up to
	 * 32,768 evicted ids, an estimate beyond
	 * @param unannounced of a {@link MemoizedLookup}: how many of the references, which
	 * are its calls, were for keys that nobody had announced, by an item or by
	 * {@link MemoizedLookup#prefetch}
	 */
	public record TargetStatistics(long references, long hits, long misses, long loads, long statements, long evictions,
			Duration loadTime, long reloads, long sufficientCacheSize, long unannounced) {

		static final TargetStatistics NONE = new TargetStatistics(0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0);

		/** Counters of what is no lookup. */
		public TargetStatistics(long references, long hits, long misses, long loads, long statements, long evictions,
				Duration loadTime, long reloads, long sufficientCacheSize) {
			this(references, hits, misses, loads, statements, evictions, loadTime, reloads, sufficientCacheSize, 0);
		}

		static TargetStatistics of(MemoStatistics memo) {
			return new TargetStatistics(memo.references(), memo.hits(), memo.misses(), memo.loads(), memo.statements(),
					memo.evictions(), memo.loadTime(), memo.reloads(), memo.sufficientCacheSize(), memo.unannounced());
		}

		/**
		 * The share of ids that the memo knew.
		 * @return hits / (hits + misses), 1 if there was none
		 */
		public double hitRate() {
			long requests = this.hits + this.misses;
			return (requests == 0) ? 1.0 : (double) this.hits / requests;
		}

		/**
		 * The sum of two targets, or of two prefetches of one target.
		 * @param other the other counters
		 * @return the sum
		 */
		public TargetStatistics plus(TargetStatistics other) {
			return new TargetStatistics(this.references + other.references, this.hits + other.hits,
					this.misses + other.misses, this.loads + other.loads, this.statements + other.statements,
					this.evictions + other.evictions, this.loadTime.plus(other.loadTime), this.reloads + other.reloads,
					this.sufficientCacheSize + other.sufficientCacheSize, this.unannounced + other.unannounced);
		}

		TargetStatistics withSufficientCacheSize(long size) {
			return new TargetStatistics(this.references, this.hits, this.misses, this.loads, this.statements,
					this.evictions, this.loadTime, this.reloads, size, this.unannounced);
		}

		TargetStatistics minus(TargetStatistics other) {
			return new TargetStatistics(this.references - other.references, this.hits - other.hits,
					this.misses - other.misses, this.loads - other.loads, this.statements - other.statements,
					this.evictions - other.evictions, this.loadTime.minus(other.loadTime), this.reloads - other.reloads,
					this.sufficientCacheSize, this.unannounced - other.unannounced);
		}

	}

}
