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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchConfig;
import jakarta.persistence.EntityManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The properties of single target entities, and which of them had an effect. Thread-safe.
 */
public final class TargetProperties {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPrefetch.class);

	private final Map<String, MemoizedPrefetchProperties.Target> targets;

	/** Names of targets that some step leads to, and those that some step does not. */
	private final Set<String> reached = ConcurrentHashMap.newKeySet();

	private final Set<String> missed = ConcurrentHashMap.newKeySet();

	public TargetProperties(Map<String, MemoizedPrefetchProperties.Target> targets) {
		this.targets = targets;
	}

	/** Hand on the options of the targets that a prefetch has. */
	public void configure(MemoizedPrefetch.Builder builder, EntityManagerFactory entityManagerFactory,
			Predicate<Class<?>> isTarget) {
		this.targets.forEach((name, target) -> {
			Class<?> entity = entity(entityManagerFactory, name);
			if (isTarget.test(entity)) {
				this.reached.add(name);
				builder.config(config(entity, target));
			}
			else {
				this.missed.add(name);
			}
		});
	}

	/** To be called at the end: steps may be made as long as the application runs. */
	public void warnOfUnused() {
		this.missed.stream()
			.filter((name) -> !this.reached.contains(name))
			.sorted()
			.forEach((name) -> logger.warn("memoized-prefetch.targets.{} had no effect: no path of a step leads to it",
					name));
	}

	private static MemoizedPrefetchConfig<?> config(Class<?> entity, MemoizedPrefetchProperties.Target target) {
		MemoizedPrefetchConfig<?> config = new MemoizedPrefetchConfig<>(entity);
		if (target.prefetchAll() != null) {
			config.prefetchAll(target.prefetchAll());
		}
		if (target.cacheSize() != null) {
			config.cacheSize(target.cacheSize());
		}
		config.readOnly(target.readOnly());
		config.shared(target.shared());
		if (target.expireAfterWrite() != null) {
			config.expireAfterWrite(target.expireAfterWrite());
		}
		return config;
	}

	private static Class<?> entity(EntityManagerFactory entityManagerFactory, String name) {
		List<Class<?>> entities = entityManagerFactory.getMetamodel()
			.getEntities()
			.stream()
			.<Class<?>>map((type) -> type.getJavaType())
			.filter((type) -> type != null)
			.toList();
		List<Class<?>> named = entities.stream()
			.filter((type) -> type.getName().equals(name) || type.getSimpleName().equalsIgnoreCase(name))
			.toList();
		if (named.size() == 1) {
			return named.get(0);
		}
		throw new IllegalArgumentException("memoized-prefetch.targets." + name.toLowerCase(Locale.ROOT) + " names "
				+ (named.isEmpty() ? "no entity of the EntityManagerFactory; it has " + names(entities, true)
						: "several entities; write one of " + names(named, false) + " in brackets"));
	}

	private static String names(List<Class<?>> types, boolean simple) {
		return types.stream()
			.map((type) -> simple ? type.getSimpleName() : type.getName())
			.sorted()
			.collect(Collectors.joining(", "));
	}

}
