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
import java.util.ArrayList;
import java.util.List;

import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.lookup.TargetOptions;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.plan.ItemPath;

/**
 * What a config says, for the rooms that do it. Reports options that cannot be combined.
 */
final class Configs {

	private Configs() {
	}

	static void requireSomething(List<ItemPath> paths, List<Lookups.Use<?>> lookups) {
		if (paths.isEmpty() && lookups.isEmpty()) {
			throw new IllegalArgumentException("There is no path to prefetch; give some, like paths(\"book.author\")");
		}
	}

	/**
	 * @throws IllegalArgumentException if it is
	 */
	static void requireNotShared(MemoizedPrefetchConfig<?> config) {
		if (config.shared()) {
			throw new IllegalArgumentException(("%s is shared(true), which cannot be combined with automatic(): that"
					+ " learns more paths on the way; name them with paths(..), or leave shared out")
				.formatted(config.target().getSimpleName()));
		}
	}

	static <T> TargetOptions options(MemoizedPrefetchConfig<T> config, MemoOptions defaults) {
		checkConflicts(config);
		MemoOptions memo = config.options(defaults);
		if (config.shared() && memo.expireAfterWrite() != null) {
			throw conflict(config, "shared(true)", "expireAfterWrite: instances go when Hibernate commits a change");
		}
		MemoizedPrefetchConfig.Restriction<T> restriction = config.restriction();
		MemoizedPrefetchConfig.Loader<T> loader = config.loader();
		FetchPlan fetch = new FetchPlan(config.entityGraph(), config.fetch(),
				(restriction != null) ? adapt(restriction) : null, (loader != null) ? loader::load : null);
		return new TargetOptions(config.target(), memo, config.prefetchAll(), fetch, config.shared(),
				config.readOnly());
	}

	@SuppressWarnings("unchecked")
	private static <T> FetchPlan.Restriction adapt(MemoizedPrefetchConfig.Restriction<T> restriction) {
		return (root, query, builder) -> restriction.toPredicate((jakarta.persistence.criteria.Root<T>) root, query,
				builder);
	}

	private static void checkConflicts(MemoizedPrefetchConfig<?> config) {
		if (config.entityGraph() != null && !config.fetch().isEmpty()) {
			throw conflict(config, "entityGraph '" + config.entityGraph() + "'", "fetch " + config.fetch());
		}
		if (config.shared() && (config.entityGraph() != null || !config.fetch().isEmpty())) {
			throw conflict(config, "shared(true)", "what is fetched along, which each chunk has for itself");
		}
		if (config.loader() == null) {
			return;
		}
		if (config.entityGraph() != null) {
			throw conflict(config, "loader", "entityGraph '" + config.entityGraph() + "'");
		}
		if (!config.fetch().isEmpty()) {
			throw conflict(config, "loader", "fetch " + config.fetch());
		}
		if (config.restriction() != null) {
			throw conflict(config, "loader", "a restriction");
		}
		if (Boolean.TRUE.equals(config.prefetchAll())) {
			throw conflict(config, "loader", "prefetchAll, because it loads by ids");
		}
	}

	private static IllegalArgumentException conflict(MemoizedPrefetchConfig<?> config, String one, String other) {
		return new IllegalArgumentException("The config of " + config.target().getSimpleName() + " has a " + one
				+ ", which cannot be combined with " + other);
	}

	/** The paths that are given to the builder, and those of its configs. */
	static List<ItemPath> paths(List<ItemPath> paths, List<MemoizedPrefetchConfig<?>> configs) {
		List<ItemPath> all = new ArrayList<>(paths);
		configs.forEach((config) -> config.paths().forEach((path) -> all.add(ItemPath.of(path, config.target()))));
		return all;
	}

	static int requireDepth(int depth) {
		if (depth < 0) {
			throw new IllegalArgumentException("depth must not be negative, but was " + depth);
		}
		return depth;
	}

	static long requireCacheSize(long cacheSize) {
		if (cacheSize < 1) {
			throw new IllegalArgumentException("cacheSize must be at least 1, but was " + cacheSize);
		}
		return cacheSize;
	}

	static Duration requirePositive(Duration expireAfterWrite) {
		if (expireAfterWrite.isZero() || expireAfterWrite.isNegative()) {
			throw new IllegalArgumentException("expireAfterWrite must be positive, but was " + expireAfterWrite);
		}
		return expireAfterWrite;
	}

}
