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
package io.github.memoizedprefetch.chunk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.lookup.Targets;
import io.github.memoizedprefetch.message.Warnings;
import io.github.memoizedprefetch.plan.ItemPath;
import io.github.memoizedprefetch.plan.ItemPaths;
import io.github.memoizedprefetch.plan.Key;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.plan.PlanBuilder;

/**
 * What is remembered for one tenant, and the plans that lead to it, one for each set of
 * item classes. Without multi-tenancy there is one. Thread-safe.
 */
public final class TenantMemory {

	/** Of paths that were learnt: what is learnt changes seldom. */
	private static final int MAX_PLANS = 100;

	private final Mappings mappings;

	private final Targets targets;

	private final ItemPaths paths;

	private final Warnings warnings;

	private final Map<Set<Class<?>>, Plan> plans = new ConcurrentHashMap<>();

	private final Map<Set<Class<?>>, Plan> keyPlans = new ConcurrentHashMap<>();

	/** By the paths of each class. */
	private final Map<Map<Class<?>, Collection<ItemPath>>, Plan> learntPlans = new ConcurrentHashMap<>();

	private final Map<Class<?>, Plan> idPlans = new ConcurrentHashMap<>();

	/** Ids that no item has. */
	private record Ids(List<Object> ids) {
	}

	public TenantMemory(Mappings mappings, Targets targets, ItemPaths paths, Warnings warnings) {
		this.mappings = mappings;
		this.targets = targets;
		this.paths = paths;
		this.warnings = warnings;
	}

	public Targets targets() {
		return this.targets;
	}

	/**
	 * Prefetch what is declared.
	 * @param ahead what was loaded for the items before
	 */
	public void process(Map<Class<?>, List<Object>> items, Supplier<ChunkSession> sessions, List<AheadLoad> ahead) {
		Plan plan = plan(items.keySet());
		plan.targets().forEach((target) -> target.prefetchAll(sessions));
		run(plan, items, sessions, ahead);
	}

	/**
	 * The same, with paths that were learnt.
	 * @param learnt paths that fit, by class
	 */
	public void process(Map<Class<?>, List<Object>> items, Map<Class<?>, List<ItemPath>> learnt,
			Supplier<ChunkSession> sessions, List<AheadLoad> ahead) {
		if (learnt.isEmpty() && (!this.paths.isEmpty() || this.paths.isAnyLeftOut(items.keySet()))) {
			process(items, sessions, ahead);
		}
		else if (!learnt.isEmpty()) {
			Plan plan = plan(withDeclared(items.keySet(), learnt));
			plan.targets().forEach((target) -> target.prefetchAll(sessions));
			run(plan, items, sessions, ahead);
		}
	}

	/** The same, but the memos are filled alone. */
	public void load(Map<Class<?>, List<Object>> items, Map<Class<?>, List<ItemPath>> learnt,
			Supplier<ChunkSession> sessions) {
		try (ChunkSession session = sessions.get()) {
			new ChunkRun(plan(withDeclared(items.keySet(), learnt)), session, this.warnings, List.of()).load(items,
					false);
		}
	}

	/**
	 * Collect what is to be loaded into the memos alone, later.
	 * @param learnt paths that were learnt, by class
	 */
	public Optional<AheadLoad> collectAhead(Map<Class<?>, List<Object>> items, Map<Class<?>, List<ItemPath>> learnt,
			Supplier<ChunkSession> sessions) {
		if (learnt.isEmpty() && this.paths.isEmpty() && !this.paths.isAnyLeftOut(items.keySet())) {
			return Optional.empty();
		}
		Plan plan = learnt.isEmpty() ? plan(items.keySet()) : plan(withDeclared(items.keySet(), learnt));
		return Optional.of(AheadLoad.collect(plan, items, sessions, this.warnings));
	}

	/**
	 * Prefetch paths, and nothing of what is declared.
	 * @throws IllegalArgumentException if a path does not fit
	 */
	public void processAlone(Map<Class<?>, List<Object>> items, Map<Class<?>, Collection<ItemPath>> paths,
			Supplier<ChunkSession> sessions) {
		run(plan(paths), items, sessions);
	}

	private Map<Class<?>, Collection<ItemPath>> withDeclared(Set<Class<?>> types,
			Map<Class<?>, List<ItemPath>> learnt) {
		Map<Class<?>, Collection<ItemPath>> declared = (this.paths.isEmpty() && !this.paths.isAnyLeftOut(types))
				? Map.of() : this.paths.of(types);
		Map<Class<?>, Collection<ItemPath>> all = new HashMap<>();
		for (Class<?> type : types) {
			List<ItemPath> paths = new ArrayList<>(declared.getOrDefault(type, List.of()));
			paths.addAll(learnt.getOrDefault(type, List.of()));
			all.put(type, paths);
		}
		return all;
	}

	private Plan plan(Map<Class<?>, Collection<ItemPath>> paths) {
		Plan plan = this.learntPlans.get(paths);
		if (plan == null) {
			plan = new PlanBuilder(this.mappings, this.targets, this.warnings).build(paths);
			if (this.learntPlans.size() >= MAX_PLANS) {
				this.learntPlans.clear();
			}
			this.learntPlans.put(Map.copyOf(paths), plan);
		}
		return plan;
	}

	/** Keys alone, once more. */
	public void processKeys(Map<Class<?>, List<Object>> items, Supplier<ChunkSession> sessions) {
		Plan plan = this.keyPlans.get(items.keySet());
		if (plan == null) {
			plan = planKeys(items.keySet());
			this.keyPlans.put(Set.copyOf(items.keySet()), plan);
		}
		run(plan, items, sessions);
	}

	private Plan planKeys(Set<Class<?>> types) {
		Map<Class<?>, List<ItemPath>> keys = new HashMap<>();
		this.paths.of(types)
			.forEach((type, paths) -> keys.put(type, paths.stream().filter((path) -> path.key() != null).toList()));
		return new PlanBuilder(this.mappings, this.targets, Warnings.none()).build(keys);
	}

	/** Entities of a class into the session of the step, by their ids. */
	public void attach(Class<?> entity, List<Object> ids, Supplier<ChunkSession> sessions) {
		Plan plan = this.idPlans.computeIfAbsent(entity, this::planIds);
		plan.targets().forEach((target) -> target.prefetchAll(sessions));
		run(plan, Map.of(Ids.class, List.of(new Ids(ids))), sessions);
	}

	private Plan planIds(Class<?> entity) {
		Key.Source source = new Key.Source((item) -> ((Ids) item).ids(), Ids.class, null);
		ItemPath path = ItemPath.ofKey("the lookup of " + entity.getSimpleName(), Key.of(entity, List.of(), source));
		return new PlanBuilder(this.mappings, this.targets, this.warnings).build(Map.of(Ids.class, List.of(path)));
	}

	private void run(Plan plan, Map<Class<?>, List<Object>> items, Supplier<ChunkSession> sessions) {
		run(plan, items, sessions, List.of());
	}

	private void run(Plan plan, Map<Class<?>, List<Object>> items, Supplier<ChunkSession> sessions,
			List<AheadLoad> ahead) {
		try (ChunkSession session = sessions.get()) {
			new ChunkRun(plan, session, this.warnings, ahead).run(items);
		}
	}

	public Plan plan(Set<Class<?>> types) {
		if (this.paths.isAnyLeftOut(types)) {
			return plan(this.paths.of(types)); // may be known only now
		}
		Plan plan = this.plans.get(types);
		if (plan == null) {
			plan = new PlanBuilder(this.mappings, this.targets, this.warnings).build(this.paths.of(types));
			this.plans.put(Set.copyOf(types), plan);
		}
		return plan;
	}

}
