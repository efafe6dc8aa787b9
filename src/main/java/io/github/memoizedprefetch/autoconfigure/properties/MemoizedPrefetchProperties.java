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
package io.github.memoizedprefetch.autoconfigure.properties;

import java.time.Duration;
import java.util.Map;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.StrictMode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Options of the prefetches that are made for {@code @MemoizedPrefetchPaths}.
 *
 * @param enabled Whether steps with @MemoizedPrefetchPaths prefetch.
 * @param cacheSize How many entities of each target, and collections of each role, a step
 * remembers.
 * @param expireAfterWrite How long anything is remembered. Not limited by default.
 * @param strictMode Whether lazy loads of what was not prefetched are logged, or fail.
 * @param keepRepeatableReads Whether REPEATABLE READ and SERIALIZABLE transactions are
 * left to Hibernate.
 * @param figuresMode What a step keeps of its figures in its execution context: nothing,
 * one short text, or a number for each figure.
 * @param report Whether each step says at its end which SQL statements it has issued,
 * why, and what to do about them.
 * @param reportFailAbove How many SQL statements an item may cost before its step fails,
 * with the report in its exit description. Not limited by default; implies the report.
 * @param mode Whether only steps with @MemoizedPrefetchPaths prefetch, and what it names,
 * or all steps that read items in chunks what these turn out to touch as well.
 * @param detachedDepth How far automatic mode prefetches to-one associations of detached
 * items, whose lazy loads it cannot hear of.
 * @param steps Options of single steps, by name.
 * @param targets Options of single target entities, by simple or fully qualified class
 * name.
 */
@ConfigurationProperties(prefix = "memoized-prefetch", ignoreUnknownFields = false)
public record MemoizedPrefetchProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("" + MemoizedPrefetch.DEFAULT_CACHE_SIZE) long cacheSize, @Nullable Duration expireAfterWrite,
		@DefaultValue("off") StrictMode strictMode, @DefaultValue("false") boolean keepRepeatableReads,
		@DefaultValue("summary") MemoizedPrefetch.FiguresMode figuresMode, @DefaultValue("false") boolean report,
		@Name("report.fail-above") @Nullable Double reportFailAbove, @DefaultValue("declared") Mode mode,
		@DefaultValue("0") int detachedDepth, @DefaultValue Map<String, Steps> steps,
		@DefaultValue Map<String, Target> targets) {

	/** What steps prefetch. */
	public enum Mode {

		/** What is declared. */
		DECLARED,

		/** What turns out to be touched as well. */
		AUTOMATIC

	}

	/**
	 * Options of one step.
	 *
	 * @param mode What this step prefetches. By default as all steps.
	 */
	public record Steps(@Nullable Mode mode) {
	}

	/**
	 * Options of one target entity.
	 *
	 * @param cacheSize How many entities of this target, and collections of it, a step
	 * remembers.
	 * @param expireAfterWrite How long they are remembered.
	 * @param prefetchAll Whether to load the whole table before the first chunk. By
	 * default where that saves statements.
	 * @param readOnly Whether prefetched entities of it are read-only, so that what is
	 * changed in them is not written.
	 * @param shared Whether the detached items of all chunks share its entities, which
	 * must not be changed then.
	 */
	public record Target(@Nullable Long cacheSize, @Nullable Duration expireAfterWrite, @Nullable Boolean prefetchAll,
			@DefaultValue("false") boolean readOnly, @DefaultValue("false") boolean shared) {
	}

	/** Not when they are bound: there Spring Boot would not say which one it is. */
	public void check() {
		check("", this.cacheSize, this.expireAfterWrite);
		if (this.detachedDepth < 0) {
			throw new InvalidConfigurationPropertyValueException("memoized-prefetch.detached-depth", this.detachedDepth,
					"It must not be negative.");
		}
		if (this.reportFailAbove != null && !(this.reportFailAbove > 0)) {
			throw new InvalidConfigurationPropertyValueException("memoized-prefetch.report.fail-above",
					this.reportFailAbove, "It must be positive.");
		}
		this.targets
			.forEach((name, target) -> check("targets." + name + ".", target.cacheSize(), target.expireAfterWrite()));
	}

	private static void check(String prefix, @Nullable Long cacheSize, @Nullable Duration expireAfterWrite) {
		if (cacheSize != null && cacheSize < 1) {
			throw new InvalidConfigurationPropertyValueException("memoized-prefetch." + prefix + "cache-size",
					cacheSize, "It must be at least 1.");
		}
		if (expireAfterWrite != null && (expireAfterWrite.isZero() || expireAfterWrite.isNegative())) {
			throw new InvalidConfigurationPropertyValueException("memoized-prefetch." + prefix + "expire-after-write",
					expireAfterWrite, "It must be positive.");
		}
	}

}
