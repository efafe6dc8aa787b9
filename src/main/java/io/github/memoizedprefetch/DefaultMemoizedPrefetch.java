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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.Mappings;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Plans each set of item classes once, and runs every chunk through its plan.
 */
final class DefaultMemoizedPrefetch implements MemoizedPrefetch {

	private final Mappings mappings;

	private final Targets targets;

	private final List<Path> paths;

	private final @Nullable Class<?> itemType;

	private final Warnings warnings = new Warnings();

	private final Listeners listeners;

	private final Map<Set<Class<?>>, Plan> plans = new ConcurrentHashMap<>();

	DefaultMemoizedPrefetch(EntityManagerFactory entityManagerFactory, @Nullable Class<?> itemType, List<String> paths,
			List<MemoizedPrefetchConfig<?>> configs, MemoOptions options, Listeners listeners) {
		this.mappings = Mappings.of(entityManagerFactory);
		this.targets = new Targets(this.mappings, configs, options, listeners);
		this.paths = paths(paths, configs);
		this.itemType = itemType;
		this.listeners = listeners;
		if (itemType != null) {
			plan(Set.of(itemType));
		}
	}

	private static List<Path> paths(List<String> paths, List<MemoizedPrefetchConfig<?>> configs) {
		List<Path> all = new ArrayList<>();
		paths.forEach((path) -> all.add(Path.of(path, null)));
		configs.forEach((config) -> config.paths().forEach((path) -> all.add(Path.of(path, config.target()))));
		if (all.isEmpty()) {
			throw new IllegalArgumentException("There is no path to prefetch; give some, like paths(\"book.author\")");
		}
		return all;
	}

	@Override
	public void processChunk(Iterable<?> items) {
		process(items, this.mappings::openChunkSession);
	}

	@Override
	public void processDetached(Iterable<?> items) {
		process(items, this.mappings::openDetachedChunkSession);
	}

	private void process(Iterable<?> items, Supplier<ChunkSession> sessions) {
		Map<Class<?>, List<Object>> byClass = new LinkedHashMap<>();
		for (Object item : items) {
			if (item != null) {
				byClass.computeIfAbsent(planClass(item), (type) -> new ArrayList<>()).add(item);
			}
		}
		if (byClass.isEmpty()) {
			return;
		}
		if (this.listeners.isEmpty()) {
			process(byClass, sessions);
			return;
		}
		int count = byClass.values().stream().mapToInt(List::size).sum();
		this.listeners.aroundPrefetch(count, () -> process(byClass, sessions));
		this.targets.publish();
	}

	private void process(Map<Class<?>, List<Object>> byClass, Supplier<ChunkSession> sessions) {
		Plan plan = plan(byClass.keySet());
		plan.targets().forEach((target) -> target.prefetchAll(this.mappings));
		try (ChunkSession session = sessions.get()) {
			new ChunkRun(plan, session, this.warnings).run(plan, byClass);
			session.complete();
		}
	}

	private Class<?> planClass(Object item) {
		Class<?> type = Mappings.classOf(item);
		if (this.itemType == null) {
			return this.mappings.rootClass(type);
		}
		if (!this.itemType.isAssignableFrom(type)) {
			throw new IllegalArgumentException("An item is a " + type.getName() + ", but the itemType is "
					+ this.itemType.getName() + "; leave itemType out if items are of several classes");
		}
		return this.itemType;
	}

	private Plan plan(Set<Class<?>> types) {
		Plan plan = this.plans.get(types);
		if (plan == null) {
			plan = new PlanBuilder(this.mappings, this.targets, this.warnings).build(types, this.paths);
			this.plans.put(Set.copyOf(types), plan);
		}
		return plan;
	}

	@Override
	public MemoizedPrefetchStatistics statistics() {
		return this.targets.statistics();
	}

	@Override
	public void evict(Class<?> entityClass, Object id) {
		this.targets.evict(entityClass, Objects.requireNonNull(id, "id must not be null"));
	}

	@Override
	public void evict(Class<?> entityClass) {
		this.targets.evict(entityClass, null);
	}

	@Override
	public void clear() {
		this.targets.clear();
		this.targets.publish();
	}

	@Override
	public void close() {
		clear();
	}

}
