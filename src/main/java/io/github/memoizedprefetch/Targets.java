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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.Change;
import io.github.memoizedprefetch.hibernate.CollectionMapping;
import io.github.memoizedprefetch.hibernate.EntityMapping;
import io.github.memoizedprefetch.hibernate.FetchPlan;
import io.github.memoizedprefetch.hibernate.Mappings;
import org.jspecify.annotations.Nullable;

/**
 * The targets and roles of one prefetch, shared by its plans. Checks the configs.
 */
final class Targets implements Change.Listener {

	private final Mappings mappings;

	private final MemoOptions options;

	private final Listeners listeners;

	private final Map<String, Target> targets = new ConcurrentHashMap<>();

	private final Map<String, Role> roles = new ConcurrentHashMap<>();

	private final Change.Watch watch;

	private final Warnings warnings;

	Targets(Mappings mappings, List<MemoizedPrefetchConfig<?>> configs, MemoOptions options, Listeners listeners,
			Warnings warnings) {
		this.warnings = warnings;
		this.mappings = mappings;
		this.options = options;
		this.listeners = listeners;
		this.watch = mappings.onChange(this);
		configs.forEach(this::configure);
	}

	private void configure(MemoizedPrefetchConfig<?> config) {
		EntityMapping entity = this.mappings.entity(config.target());
		if (entity == null) {
			throw new IllegalArgumentException("%s is no entity of the EntityManagerFactory%s"
				.formatted(config.target().getName(), Suggestion.of(config.target().getSimpleName(),
						this.mappings.entities().stream().map(EntityMapping::toString).toList())));
		}
		checkConflicts(config);
		FetchPlan plan = plan(config);
		this.mappings.check(entity, plan);
		// with a plain fetch plan any reference within the hierarchy can be served
		EntityMapping loaded = plan.equals(FetchPlan.DEFAULT) ? entity.root() : entity;
		Target previous = this.targets.put(entity.root().name(), new Target(loaded, config.options(this.options),
				config.prefetchAll(), plan, this.listeners, this.watch, this.warnings));
		if (previous != null) {
			throw new IllegalArgumentException(
					"%1$s is configured twice (entities of one hierarchy share one config);".formatted(entity)
							+ " put all its paths into one: MemoizedPrefetchConfig.of(%s.class, path, anotherPath)"
								.formatted(entity));
		}
	}

	private static void checkConflicts(MemoizedPrefetchConfig<?> config) {
		if (config.entityGraph() != null && !config.fetch().isEmpty()) {
			throw conflict(config, "entityGraph '" + config.entityGraph() + "'", "fetch " + config.fetch());
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

	private static <T> FetchPlan plan(MemoizedPrefetchConfig<T> config) {
		MemoizedPrefetchConfig.Restriction<T> restriction = config.restriction();
		MemoizedPrefetchConfig.Loader<T> loader = config.loader();
		return new FetchPlan(config.entityGraph(), config.fetch(), (restriction != null) ? adapt(restriction) : null,
				(loader != null) ? loader::load : null);
	}

	@SuppressWarnings("unchecked")
	private static <T> FetchPlan.Restriction adapt(MemoizedPrefetchConfig.Restriction<T> restriction) {
		return (root, query, builder) -> restriction.toPredicate((jakarta.persistence.criteria.Root<T>) root, query,
				builder);
	}

	/** The target of a hierarchy; by default it is loaded as its root entity. */
	Target target(EntityMapping entity) {
		EntityMapping root = entity.root();
		return this.targets.computeIfAbsent(root.name(), (name) -> new Target(root, this.options, null,
				FetchPlan.DEFAULT, this.listeners, this.watch, this.warnings));
	}

	Role role(CollectionMapping mapping) {
		Role role = this.roles.get(mapping.role());
		if (role == null) {
			EntityMapping element = mapping.element();
			Target target = (element != null) ? target(element) : null;
			role = new Role(mapping, target, (target != null) ? target.options() : this.options, this.listeners,
					this.watch, this.warnings);
			Role previous = this.roles.putIfAbsent(mapping.role(), role);
			role = (previous != null) ? previous : role;
		}
		return role;
	}

	@Override
	public void committed(Collection<Change> changes) {
		this.targets.values().forEach((target) -> target.committed(changes));
		this.roles.values().forEach((role) -> role.committed(changes));
	}

	/**
	 * Forget an entity that has changed where Hibernate does not see it; null forgets all
	 * of its class.
	 */
	void evict(Class<?> entityClass, @Nullable Object id) {
		EntityMapping entity = this.mappings.requireEntity(entityClass);
		Set<Object> keys = (id != null) ? Set.of(this.mappings.key(entity, id)) : Set.of();
		committed(List.of(new Change(keys, entity.tables())));
	}

	MemoizedPrefetchStatistics statistics() {
		Map<String, MemoizedPrefetchStatistics.TargetStatistics> statistics = new TreeMap<>();
		this.targets.values().forEach((target) -> statistics.put(target.entity().name(), target.memo().statistics()));
		this.roles.values().forEach((role) -> statistics.put(role.mapping().role(), role.memo().statistics()));
		statistics.values().removeIf(MemoizedPrefetchStatistics.TargetStatistics.NONE::equals);
		Map<String, String> decisions = new TreeMap<>();
		this.targets.values().forEach((target) -> {
			String decision = target.wholeTableDecision();
			if (decision != null) {
				decisions.put(target.entity().name(), decision);
			}
		});
		return new MemoizedPrefetchStatistics(statistics, decisions);
	}

	/** Tell the listeners what was counted since the last time. */
	void publish() {
		if (!this.listeners.isEmpty()) {
			this.targets.values().forEach((target) -> target.memo().publish());
			this.roles.values().forEach((role) -> role.memo().publish());
		}
	}

	void clear() {
		this.targets.values().forEach(Target::clear);
		this.roles.values().forEach((role) -> role.memo().reset());
	}

}
