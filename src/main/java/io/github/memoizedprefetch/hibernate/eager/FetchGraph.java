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
package io.github.memoizedprefetch.hibernate.eager;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.message.DottedPath;
import jakarta.persistence.Graph;
import jakarta.persistence.Subgraph;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.graph.RootGraph;

/**
 * The fetch graph that has a query join some associations and leave out all others.
 */
final class FetchGraph {

	static final String HINT = "jakarta.persistence.fetchgraph";

	private static final Set<String> HINTS = Set.of(HINT, "jakarta.persistence.loadgraph",
			"javax.persistence.fetchgraph", "javax.persistence.loadgraph");

	private final Map<String, FetchGraph> behind = new LinkedHashMap<>();

	private FetchGraph() {
	}

	/** Whether hints have a graph already. */
	static boolean isIn(Map<String, ?> hints) {
		return hints.keySet().stream().anyMatch(HINTS::contains);
	}

	/**
	 * @param joined paths from the entity
	 */
	static RootGraph<?> of(SessionFactoryImplementor factory, Class<?> entity, List<String> joined) {
		FetchGraph nodes = new FetchGraph();
		for (String path : joined) {
			FetchGraph last = nodes;
			for (String name : DottedPath.attributes(path)) {
				last = last.behind.computeIfAbsent(name, (key) -> new FetchGraph());
			}
		}
		RootGraph<?> graph = factory.createEntityGraph(entity);
		nodes.addTo(graph);
		return graph;
	}

	private void addTo(Graph<?> graph) {
		this.behind.forEach((name, nodes) -> {
			if (nodes.behind.isEmpty()) {
				graph.addAttributeNodes(name);
			}
			else {
				Subgraph<?> subgraph = graph.addSubgraph(name);
				nodes.addTo(subgraph);
			}
		});
	}

}
