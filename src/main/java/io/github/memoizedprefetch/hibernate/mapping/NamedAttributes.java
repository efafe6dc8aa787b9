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
package io.github.memoizedprefetch.hibernate.mapping;

import java.util.HashMap;
import java.util.Map;

import io.github.memoizedprefetch.message.DottedPath;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.graph.spi.AttributeNodeImplementor;
import org.hibernate.graph.spi.GraphImplementor;
import org.hibernate.graph.spi.RootGraphImplementor;

/**
 * The attributes that a fetch plan names, and those of what they lead to.
 *
 * @param attributes what is named behind each attribute
 */
public record NamedAttributes(Map<String, NamedAttributes> attributes) {

	public static NamedAttributes of(FetchPlan plan, SessionFactoryImplementor factory) {
		NamedAttributes named = none();
		for (String path : plan.fetch()) {
			NamedAttributes last = named;
			for (String segment : DottedPath.attributes(path)) {
				last = last.attributes.computeIfAbsent(segment, (key) -> none());
			}
		}
		RootGraphImplementor<?> graph = (plan.entityGraph() != null) ? factory.findEntityGraphByName(plan.entityGraph())
				: null;
		if (graph != null) {
			named.add(graph);
		}
		return named;
	}

	public static NamedAttributes none() {
		return new NamedAttributes(new HashMap<>());
	}

	private void add(GraphImplementor<?> graph) {
		for (AttributeNodeImplementor<?, ?, ?> node : graph.getAttributeNodeList()) {
			NamedAttributes behind = this.attributes.computeIfAbsent(node.getAttributeName(), (key) -> none());
			node.getSubGraphs().values().forEach(behind::add);
			node.getKeySubGraphs().values().forEach(behind::add);
		}
	}

	public boolean contains(String attribute) {
		return this.attributes.containsKey(attribute);
	}

	public NamedAttributes behind(String attribute) {
		NamedAttributes behind = this.attributes.get(attribute);
		return (behind != null) ? behind : none();
	}

	public boolean isEmpty() {
		return this.attributes.isEmpty();
	}

}
