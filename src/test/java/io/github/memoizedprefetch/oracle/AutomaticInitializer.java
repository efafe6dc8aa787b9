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
package io.github.memoizedprefetch.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.automatic.AutomaticWatch;
import io.github.memoizedprefetch.automatic.Learner;
import io.github.memoizedprefetch.automatic.Prefetcher;
import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.hibernate.mapping.Mappings;

/**
 * Lets plain Hibernate initialise what automatic mode does, when it does: what a result
 * depends on where it depends on what is loaded.
 */
final class AutomaticInitializer extends ChunkInitializer implements Prefetcher {

	private final Mappings mappings;

	private final AutomaticWatch watch;

	private final Learner learner = new Learner();

	private final UnaryOperator<Object> entities;

	AutomaticInitializer(OracleCase oracleCase, Attributes attributes, UnaryOperator<Object> entities) {
		super(oracleCase, attributes, null, entities);
		this.entities = entities;
		PersistenceUnit unit = PersistenceUnit.of(attributes.factory());
		this.mappings = unit.mappings();
		this.watch = new AutomaticWatch(unit.objectGraph(), (path) -> false);
	}

	@Override
	void initialize(List<Object> items) {
		Map<Class<?>, List<Object>> groups = new LinkedHashMap<>();
		items.stream()
			.map(this.entities)
			.filter(Objects::nonNull)
			.forEach((item) -> groups
				.computeIfAbsent(this.mappings.rootClass(Mappings.classOf(item)), (type) -> new ArrayList<>())
				.add(item));
		this.watch.begin(true);
		this.watch.prefetch(groups, this.learner, this);
	}

	@Override
	public void begin(Map<Class<?>, List<Object>> items, Map<Class<?>, List<String>> paths) {
		paths.forEach((type, ofType) -> initialize(items.get(type), Set.copyOf(ofType)));
	}

	@Override
	public void load(Map<Class<?>, List<Object>> items, Map<Class<?>, List<String>> paths) {
		// what is memoized alone is loaded when it is touched
	}

	@Override
	public void prefetch(Class<?> type, List<Object> items, String path) {
		initialize(items, Set.of(path));
	}

	private void initialize(List<Object> items, Set<String> paths) {
		PathTree tree = PathTree.ordered(paths);
		items.forEach((item) -> this.renderer.item(item, tree));
	}

}
