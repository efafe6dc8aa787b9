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
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import org.springframework.batch.core.listener.ItemProcessListener;
import org.springframework.batch.core.listener.ItemReadListener;

/**
 * Has plain Hibernate initialise what the library would have prefetched, at the time at
 * which it would have. What a job computes may depend on that: a session does not read
 * again what it has loaded before a change, and what is loaded is merged and checked by
 * the flush.
 */
class ChunkInitializer implements ItemReadListener<Object>, ItemProcessListener<Object, Object> {

	final Renderer renderer;

	/** Each for all items, one after the other. */
	private final List<PathTree> paths;

	private final Served served;

	private final UnaryOperator<Object> entities;

	private final List<Object> read = new ArrayList<>();

	/**
	 * @param served what not to go beyond; null if it is all of the paths
	 */
	ChunkInitializer(OracleCase oracleCase, Attributes attributes, Served served) {
		this(oracleCase, attributes, served, UnaryOperator.identity());
	}

	/**
	 * @param entities finds what items are the ids of
	 */
	ChunkInitializer(OracleCase oracleCase, Attributes attributes, Served served, UnaryOperator<Object> entities) {
		this(oracleCase, attributes, served, entities, List.of(PathTree.ordered(oracleCase.configured())));
	}

	private ChunkInitializer(OracleCase oracleCase, Attributes attributes, Served served,
			UnaryOperator<Object> entities, List<PathTree> paths) {
		this.entities = entities;
		this.served = served;
		this.renderer = new Renderer(attributes, false, oracleCase.options(), true);
		this.paths = paths;
	}

	/**
	 * One path after the other, as the library does.
	 */
	static ChunkInitializer byPath(OracleCase oracleCase, Attributes attributes, Comparator<String> order,
			UnaryOperator<Object> entities) {
		return new ChunkInitializer(oracleCase, attributes, null, entities,
				oracleCase.configured().stream().sorted(order).map((path) -> PathTree.ordered(List.of(path))).toList());
	}

	void initialize(List<Object> items) {
		List<Object> found = items.stream().map(this.entities).filter(Objects::nonNull).toList();
		this.paths.forEach((path) -> found.forEach((item) -> renderer(item).item(item, path)));
	}

	private Renderer renderer(Object item) {
		return (this.served != null) ? this.renderer.only((reference) -> this.served.holds(item, reference))
				: this.renderer;
	}

	@Override
	public void afterRead(Object item) {
		this.read.add(item);
	}

	@Override
	public void beforeProcess(Object item) {
		if (!this.read.isEmpty()) { // the first of the chunk
			initialize(this.read);
			this.read.clear();
		}
	}

}
