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
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch.FiguresMode;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.plan.ItemPath;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a builder was told so far. Not thread-safe.
 */
final class PrefetchOptions {

	final EntityManagerFactory entityManagerFactory;

	/** Parsed when a prefetch is built, which reports what is wrong with them. */
	final List<Supplier<ItemPath>> paths = new ArrayList<>();

	final List<MemoizedPrefetchConfig<?>> configs = new ArrayList<>();

	final List<Lookups.Use<?>> lookups = new ArrayList<>();

	final List<MemoizedPrefetchListener> listeners = new ArrayList<>();

	@Nullable Class<?> itemType;

	long cacheSize = MemoizedPrefetch.DEFAULT_CACHE_SIZE;

	@Nullable Duration expireAfterWrite;

	StrictMode strictMode = StrictMode.OFF;

	FiguresMode figuresMode = FiguresMode.SUMMARY;

	boolean keepRepeatableReads;

	boolean automatic;

	/** Of detached items in automatic mode. */
	int depth;

	PrefetchOptions(EntityManagerFactory entityManagerFactory) {
		this.entityManagerFactory = Objects.requireNonNull(entityManagerFactory,
				"entityManagerFactory must not be null");
	}

	/** All paths, those of configs after the others. */
	List<ItemPath> allPaths() {
		List<ItemPath> all = Configs.paths(this.paths.stream().map(Supplier::get).toList(), this.configs);
		if (this.automatic) {
			this.configs.forEach(Configs::requireNotShared);
		}
		else {
			Configs.requireSomething(all, this.lookups);
		}
		return all;
	}

	/**
	 * Targets of configs without effect. What is read-only may come along with others.
	 */
	List<Class<?>> unreached(Predicate<Class<?>> reached) {
		return this.configs.stream()
			.filter((config) -> !config.readOnly())
			.<Class<?>>map(MemoizedPrefetchConfig::target)
			.filter((target) -> !reached.test(target))
			.toList();
	}

	/** Whether the config of an entity has its table loaded at first. */
	boolean isPrefetchedWhole(Class<?> entity) {
		return configs(entity).anyMatch((config) -> Boolean.TRUE.equals(config.prefetchAll()));
	}

	/** As the config of an entity says. */
	MemoOptions memo(Class<?> entity) {
		return configs(entity).map((config) -> config.options(memo())).findFirst().orElseGet(this::memo);
	}

	private Stream<MemoizedPrefetchConfig<?>> configs(Class<?> entity) {
		return this.configs.stream().filter((config) -> config.target().isAssignableFrom(entity));
	}

	/** Of targets whose config says nothing else. */
	MemoOptions memo() {
		return new MemoOptions(this.cacheSize, this.expireAfterWrite);
	}

}
