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
package io.github.memoizedprefetch.lookup;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.events.Change;
import io.github.memoizedprefetch.hibernate.mapping.CollectionMapping;
import io.github.memoizedprefetch.hibernate.mapping.EntityMapping;
import io.github.memoizedprefetch.hibernate.mapping.FetchPlan;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;
import io.github.memoizedprefetch.memo.MemoListener;
import io.github.memoizedprefetch.memo.MemoOptions;
import io.github.memoizedprefetch.memo.MemoStatistics;
import io.github.memoizedprefetch.message.Suggestion;
import io.github.memoizedprefetch.message.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * The targets and roles of one prefetch, shared by its plans. Checks the configs.
 */
public final class Targets implements Change.Listener {

	private final Mappings mappings;

	private final MemoOptions options;

	private final MemoListener listener;

	private final Map<String, Target> targets = new ConcurrentHashMap<>();

	private final Map<String, Role> roles = new ConcurrentHashMap<>();

	private final Change.Watch watch;

	private final @Nullable Sharing sharing;

	private final Warnings warnings;

	public Targets(PersistenceUnit unit, List<TargetOptions> configs, MemoOptions options, MemoListener listener,
			Warnings warnings) {
		this.warnings = warnings;
		this.mappings = unit.mappings();
		this.options = options;
		this.listener = listener;
		this.watch = unit.onChange(this);
		configs.forEach(this::configure);
		List<Target> shared = this.targets.values().stream().filter(Target::isShared).toList();
		this.sharing = shared.isEmpty() ? null : new Sharing(shared);
	}

	/**
	 * The mapping of a class.
	 * @throws IllegalArgumentException if it is no entity
	 */
	public EntityMapping entity(Class<?> entityClass) {
		EntityMapping entity = this.mappings.entity(entityClass);
		if (entity == null) {
			throw new IllegalArgumentException("%s is no entity of the EntityManagerFactory%s"
				.formatted(entityClass.getName(), Suggestion.of(entityClass.getSimpleName(),
						this.mappings.entities().stream().map(EntityMapping::toString).toList())));
		}
		return entity;
	}

	private void configure(TargetOptions config) {
		EntityMapping entity = entity(config.entityClass());
		this.mappings.check(entity, config.fetch());
		if (config.readOnly()) {
			this.mappings.readOnly().add(entity.persister());
		}
		// with a plain fetch plan any reference within the hierarchy can be served
		EntityMapping loaded = config.fetch().equals(FetchPlan.DEFAULT) ? entity.root() : entity;
		Target previous = this.targets.put(entity.root().name(),
				new Target(loaded, config, this.listener, this.watch, this.warnings));
		if (previous != null) {
			throw new IllegalArgumentException(
					"%1$s is configured twice (entities of one hierarchy share one config);".formatted(entity)
							+ " put all its paths into one: MemoizedPrefetchConfig.of(%s.class, path, anotherPath)"
								.formatted(entity));
		}
	}

	/** The target of a hierarchy; by default it is loaded as its root entity. */
	public Target target(EntityMapping entity) {
		EntityMapping root = entity.root();
		return this.targets.computeIfAbsent(root.name(),
				(name) -> new Target(root,
						new TargetOptions(root.javaType(), this.options, null, FetchPlan.DEFAULT, false, false),
						this.listener, this.watch, this.warnings));
	}

	/** What the shared targets have in common; null if there are none. */
	public @Nullable Sharing sharing() {
		return this.sharing;
	}

	public Role role(CollectionMapping mapping) {
		Role role = this.roles.get(mapping.role());
		if (role == null) {
			EntityMapping element = mapping.element();
			Target target = (element != null) ? target(element) : null;
			role = new Role(mapping, target, (target != null) ? target.options() : this.options, this.listener,
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
	public void evict(Class<?> entityClass, @Nullable Object id) {
		EntityMapping entity = this.mappings.requireEntity(entityClass);
		Set<Object> keys = (id != null) ? Set.of(this.mappings.key(entity, id)) : Set.of();
		committed(List.of(new Change(keys, entity.tables())));
	}

	/** The counters by name of entity or role, of those that were used. */
	public Map<String, MemoStatistics> statistics() {
		Map<String, MemoStatistics> statistics = new HashMap<>();
		this.targets.values().forEach((target) -> statistics.put(target.entity().name(), target.memo().statistics()));
		this.roles.values().forEach((role) -> statistics.put(role.mapping().role(), role.memo().statistics()));
		statistics.values().removeIf(MemoStatistics.NONE::equals);
		return statistics;
	}

	/** What was decided about whole tables, by name of entity. */
	public Map<String, String> wholeTables() {
		Map<String, String> decisions = new HashMap<>();
		this.targets.values().forEach((target) -> {
			String decision = target.wholeTableDecision();
			if (decision != null) {
				decisions.put(target.entity().name(), decision);
			}
		});
		return decisions;
	}

	/** Tell the listener what was counted since the last time. */
	public void publish() {
		this.targets.values().forEach((target) -> target.memo().publish());
		this.roles.values().forEach((role) -> role.memo().publish());
	}

	public void clear() {
		this.targets.values().forEach(Target::clear);
		this.roles.values().forEach((role) -> role.memo().reset());
	}

}
