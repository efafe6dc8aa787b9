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
package io.github.memoizedprefetch.strict;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.Unloaded;
import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import io.github.memoizedprefetch.message.LoggerName;
import io.github.memoizedprefetch.plan.BeanProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what is not loaded behind the items of a chunk, on the shortest path and by the
 * first item that leads to it. Loads nothing. Not thread-safe.
 */
final class GraphWalk {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private static final ClassValue<List<Property>> PROPERTIES = new ClassValue<>() {

		@Override
		protected List<Property> computeValue(Class<?> type) {
			return properties(type);
		}

	};

	private static final ClassValue<Boolean> PLAIN = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return isPlainByName(type);
		}

	};

	private final ObjectGraph graph;

	private final Sink sink;

	private final Deque<Visit> visits = new ArrayDeque<>();

	private final Predicate<Object> first;

	/**
	 * @param graph reads entities
	 * @param sink is told what was found
	 * @param first tells whether an object is met for the first time
	 */
	GraphWalk(ObjectGraph graph, Sink sink, Predicate<Object> first) {
		this.graph = graph;
		this.sink = sink;
		this.first = first;
	}

	/**
	 * Is told what was found, possibly by several paths; the first is the shortest.
	 */
	interface Sink {

		void found(Unloaded unloaded, Object value, GraphPath path);

	}

	private record Visit(Object owner, GraphPath path) {
	}

	/** A property of an item that is no entity, which may lead to one. */
	private record Property(String name, BeanProperty property) {
	}

	/** Start at an object that {@link #run} goes on from. */
	void start(Object value, GraphPath path) {
		attempt(() -> visit(value, path));
	}

	void run() {
		for (Visit visit = this.visits.poll(); visit != null; visit = this.visits.poll()) {
			Visit next = visit;
			attempt(() -> readOn(next.owner(), next.path()));
		}
	}

	/** What cannot be read without loading, or is changing meanwhile, is passed over. */
	private static void attempt(Runnable read) {
		try {
			read.run();
		}
		catch (RuntimeException ex) {
			logger.trace("What is behind this cannot be told", ex);
		}
	}

	private void visit(Object value, GraphPath path) {
		Unloaded unloaded = this.graph.unloaded(value);
		if (unloaded != null) {
			this.sink.found(unloaded, value, path);
		}
		else if (ObjectGraph.isLoaded(value)) { // or it is of another factory
			visitLoaded(value, path);
		}
	}

	private void visitLoaded(Object value, GraphPath path) {
		if (value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof Object[]) {
			attempt(() -> elements(value).forEach((element) -> visitAny(element, path)));
			return;
		}
		Object instance = this.graph.instance(value);
		if (!isPlain(instance.getClass()) && this.first.test(instance)) {
			this.visits.add(new Visit(instance, path));
		}
	}

	private void visitAny(@Nullable Object value, GraphPath path) {
		if (value != null) {
			visit(value, path);
		}
	}

	private void readOn(Object owner, GraphPath path) {
		if (this.graph.visit(owner, (name, value, any) -> visit(value, path.next(name, any)))) {
			return;
		}
		if (!isItems(owner.getClass(), path)) {
			return;
		}
		for (Property property : PROPERTIES.get(owner.getClass())) {
			attempt(() -> visitAny(read(property, owner), path.next(property.name(), false)));
		}
	}

	private static @Nullable Object read(Property property, Object owner) {
		try {
			return property.property().get(owner);
		}
		catch (UnservableReferenceException ex) {
			return null;
		}
	}

	/** Whether it is an item or part of one, and not what else an application has. */
	private static boolean isItems(Class<?> type, GraphPath path) {
		return path.depth() == 0 || type.isRecord()
				|| vendor(type.getPackageName()).equals(vendor(path.item().type().getPackageName()));
	}

	/** The first two names of a package, as a rule. */
	private static String vendor(String packageName) {
		return packageName.replaceFirst("^(\\w+\\.\\w+)\\..*", "$1");
	}

	private static List<Property> properties(Class<?> type) {
		List<Property> found = new ArrayList<>();
		for (String name : BeanProperty.names(type)) {
			BeanProperty property = BeanProperty.find(type, name);
			if (property != null && !isPlain(property.type())) {
				found.add(new Property(name, property));
			}
		}
		return List.copyOf(found);
	}

	/** Whether no entity is behind a type. */
	private static boolean isPlain(Class<?> type) {
		return PLAIN.get(type);
	}

	private static boolean isPlainByName(Class<?> type) {
		return type.isPrimitive() || type.isEnum()
				|| (type.getName().matches("(java|javax|jakarta)\\..*") && type != Object.class
						&& !Collection.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type));
	}

	private static Collection<?> elements(Object value) {
		if (value instanceof Map<?, ?> map) {
			return map.values();
		}
		return (value instanceof Object[] array) ? Arrays.asList(array) : (Collection<?>) value;
	}

}
