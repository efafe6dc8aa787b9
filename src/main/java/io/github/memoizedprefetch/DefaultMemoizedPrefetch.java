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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.github.memoizedprefetch.chunk.AheadLoad;
import io.github.memoizedprefetch.chunk.AheadPrefetch;
import io.github.memoizedprefetch.chunk.ItemGrouping;
import io.github.memoizedprefetch.chunk.ItemGroups;
import io.github.memoizedprefetch.chunk.TenantMemory;
import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.attaching.ChunkMode;
import io.github.memoizedprefetch.hibernate.attaching.Tenants;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.loading.StepConnections;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.lookup.TargetOptions;
import io.github.memoizedprefetch.lookup.Targets;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.message.Warnings;
import io.github.memoizedprefetch.plan.ItemPath;
import io.github.memoizedprefetch.plan.ItemPaths;
import io.github.memoizedprefetch.plan.Plan;
import io.github.memoizedprefetch.plan.PlanBuilder;
import io.github.memoizedprefetch.strict.LazyLoadWatch;
import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

/**
 * Plans each set of item classes once, and runs every chunk through its plan.
 */
final class DefaultMemoizedPrefetch implements MemoizedPrefetch, AheadPrefetch {

	private final PersistenceUnit unit;

	private final Mappings mappings;

	private final Supplier<TenantMemory> memories;

	private final @Nullable Class<?> itemType;

	private final ItemGrouping grouping;

	private final boolean keys;

	private final boolean paths;

	private final Lookups lookups;

	private final Warnings warnings = new Warnings();

	private final Map<Object, TenantMemory> tenants = new ConcurrentHashMap<>();

	private final Supplier<BiFunction<Object, ChunkMode, ChunkSession>> openers;

	private volatile BiFunction<Object, ChunkMode, ChunkSession> sessions;

	private final Listeners listeners;

	private final @Nullable LazyLoadWatch watch;

	private final AutomaticMode automatic;

	private final FiguresMode figuresMode;

	/**
	 * While it is there all changes of tables are noted: the step's own transaction may
	 * change some before there is a plan.
	 */
	private final TenantMemory first;

	/** The paths as they were given. */
	private final String description;

	DefaultMemoizedPrefetch(PrefetchOptions options) {
		List<ItemPath> all = options.allPaths();
		this.unit = PersistenceUnit.of(options.entityManagerFactory);
		this.mappings = this.unit.mappings();
		this.paths = !all.isEmpty();
		this.lookups = new Lookups(options, this.warnings, (entity, ids) -> memory(Tenants.NONE).attach(entity, ids,
				() -> this.sessions.apply(Tenants.NONE, ChunkMode.ASKED)), this::dependencies);
		this.description = all.stream().map(ItemPath::name).distinct().toList().toString();
		this.listeners = new Listeners(options.listeners);
		MemoOptions memo = options.memo();
		List<TargetOptions> configs = options.configs.stream().map((config) -> Configs.options(config, memo)).toList();
		Supplier<Targets> targets = () -> new Targets(this.unit, configs, memo, this.listeners, this.warnings);
		ItemPaths itemPaths = new ItemPaths(all, this.mappings, this.warnings,
				(type, path) -> new PlanBuilder(this.mappings, targets.get(), Warnings.none())
					.build(Map.of(type, List.of(path))));
		this.memories = () -> new TenantMemory(this.mappings, targets.get(), itemPaths, this.warnings);
		this.itemType = options.itemType;
		this.grouping = new ItemGrouping(this.unit, this.itemType, this.warnings);
		this.keys = all.stream().anyMatch((path) -> path.key() != null);
		boolean keepRepeatableReads = options.keepRepeatableReads;
		this.openers = () -> this.unit.chunkSessions(keepRepeatableReads, this.warnings::isolation);
		this.sessions = this.openers.get();
		this.figuresMode = options.figuresMode;
		// reports what is wrong with the configs, and with the paths
		this.first = this.memories.get();
		if (this.itemType != null && this.paths) {
			itemPaths.require(this.itemType);
			Plan plan = this.first.plan(Set.of(this.itemType));
			options.unreached((target) -> plan.reaches(this.mappings.requireEntity(target)))
				.forEach(this.warnings::unreached);
		}
		if (!this.unit.isMultiTenant()) {
			this.tenants.put(Tenants.NONE, this.first);
		}
		// before the watch of strict mode, which names what is left
		this.automatic = options.automatic ? AutomaticMode.of(this.unit, all, options.depth)
				: AutomaticMode.off(this.paths);
		this.watch = (options.strictMode != StrictMode.OFF) ? new LazyLoadWatch(this.unit.objectGraph(),
				options.strictMode == StrictMode.FAIL, UnprefetchedAssociationException::new, all) : null;
		this.lookups.begin(this, this.unit.asking(options.entityManagerFactory), this.listeners, this.mappings,
				this.itemType);
	}

	@Override
	public void processChunk(Iterable<?> items) {
		process(items, ChunkMode.OWNED);
	}

	@Override
	public void processChunk(Iterable<?> items, EntityManager entityManager) {
		this.unit.during(entityManager, () -> processChunk(items));
	}

	@Override
	public void processDetached(Iterable<?> items) {
		process(items, ChunkMode.DETACHED);
	}

	@Override
	public boolean hasKeys() {
		return this.keys;
	}

	@Override
	public boolean hasLookups() {
		return !this.lookups.isEmpty();
	}

	@Override
	public void announce(Iterable<?> items) {
		process(items, (memory, tenant, group) -> this.lookups.announce(group), false);
	}

	@Override
	public void processAhead(Iterable<?> items, List<AheadLoad> loads) {
		process(items, ChunkMode.AHEAD, loads);
	}

	@Override
	public List<AheadLoad> collectAhead(Iterable<?> items) {
		List<AheadLoad> loads = new ArrayList<>();
		this.unit.requireOpen();
		this.grouping.group(items)
			.forEach((tenant, group) -> this.automatic
				.collectAhead(memory(tenant), group, () -> this.sessions.apply(tenant, ChunkMode.LOADED_AHEAD))
				.ifPresent(loads::add));
		return loads;
	}

	@Override
	public @Nullable String threadBoundSource() {
		return StepConnections.threadBound(this.mappings.factory());
	}

	@Override
	public void processKeys(Iterable<?> items, boolean load) {
		if (this.keys) {
			ChunkMode mode = load ? ChunkMode.OWNED : ChunkMode.MEMO_ONLY;
			process(items,
					(memory, tenant, group) -> memory.processKeys(group, () -> this.sessions.apply(tenant, mode)),
					load);
		}
	}

	private void process(Iterable<?> items, ChunkMode mode) {
		process(items, mode, List.of());
	}

	private void process(Iterable<?> items, ChunkMode mode, List<AheadLoad> loads) {
		this.automatic.begin(mode != ChunkMode.DETACHED);
		process(items, (memory, tenant, group) -> {
			this.automatic.process(memory, group, () -> this.sessions.apply(tenant, mode), loads);
			this.lookups.announce(group);
		}, true);
	}

	/** What is done with the items of one tenant. */
	private interface Action {

		void run(TenantMemory memory, Object tenant, Map<Class<?>, List<Object>> items);

	}

	private void process(Iterable<?> items, Action action, boolean told) {
		Objects.requireNonNull(items, "items must not be null; give the items of one chunk, or an empty list");
		this.unit.requireOpen();
		ItemGroups groups = this.grouping.group(items);
		if (this.listeners.isEmpty() || groups.size() == 0 || !told) {
			process(groups, action);
			return;
		}
		this.listeners.aroundPrefetch(groups.size(), () -> process(groups, action));
		groups.forEach((tenant, group) -> publish(memory(tenant)));
		this.lookups.publish();
	}

	private void publish(TenantMemory memory) {
		if (!this.listeners.isEmpty()) {
			memory.targets().publish();
		}
	}

	private void process(ItemGroups groups, Action action) {
		groups.forEach((tenant, group) -> watched(group, () -> action.run(memory(tenant), tenant, group)));
	}

	private void watched(Map<Class<?>, List<Object>> items, Runnable prefetch) {
		if (this.watch != null) {
			this.watch.watch(items, prefetch);
		}
		else {
			prefetch.run();
		}
	}

	/** What entities are made of that a query finds. */
	private Change.Dependencies dependencies(Class<?> entity) {
		try (ChunkSession session = this.sessions.apply(Tenants.NONE, ChunkMode.ASKED)) {
			return session.loads().dependencies(this.mappings.requireEntity(entity), FetchPlan.DEFAULT);
		}
	}

	private TenantMemory memory(Object tenant) {
		return this.tenants.computeIfAbsent(tenant, (key) -> this.memories.get());
	}

	@Override
	public MemoizedPrefetchStatistics statistics() {
		return this.tenants.values()
			.stream()
			.map((memory) -> MemoizedPrefetchStatistics.of(memory.targets().statistics(),
					memory.targets().wholeTables(), Map.of()))
			.reduce(MemoizedPrefetchStatistics.of(this.lookups.statistics(), Map.of(), this.automatic.decisions()),
					MemoizedPrefetchStatistics::plus);
	}

	@Override
	public FiguresMode figuresMode() {
		return this.figuresMode;
	}

	@Override
	public Map<String, Long> lazyLoads() {
		return (this.watch != null) ? this.watch.lazyLoads() : Map.of();
	}

	@Override
	public Map<String, List<String>> learnt() {
		return this.automatic.learnt();
	}

	@Override
	public void explain(Throwable error, @Nullable Object item) {
		this.automatic.explain(error, item);
		if (this.watch != null) {
			this.watch.explain(error, item);
		}
	}

	@Override
	public void evict(Class<?> entityClass, Object id) {
		Objects.requireNonNull(id, "id must not be null");
		this.mappings.requireEntity(entityClass);
		this.tenants.values().forEach((memory) -> memory.targets().evict(entityClass, id));
		this.lookups.evict();
	}

	@Override
	public void evict(Class<?> entityClass) {
		this.mappings.requireEntity(entityClass);
		this.tenants.values().forEach((memory) -> memory.targets().evict(entityClass, null));
		this.lookups.evict();
	}

	@Override
	public void clear() {
		// another step may have other transactions
		this.sessions = this.openers.get();
		this.tenants.values().forEach((memory) -> {
			memory.targets().clear();
			publish(memory);
		});
		this.lookups.clear();
		this.automatic.clear();
		if (this.watch != null) {
			this.watch.clear();
		}
	}

	@Override
	public void close() {
		clear();
		this.lookups.end(this);
	}

	@Override
	public String toString() {
		return "MemoizedPrefetch" + this.description
				+ ((this.itemType != null) ? " of " + this.itemType.getSimpleName() : "");
	}

}
