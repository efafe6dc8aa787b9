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

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadListener;
import io.github.memoizedprefetch.message.LoggerName;
import io.github.memoizedprefetch.plan.ItemPath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Strict mode: tells by which path a chunk's items lead to what is loaded lazily.
 * Thread-safe.
 */
public final class LazyLoadWatch implements LazyLoadListener {

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private final ObjectGraph graph;

	private final boolean failing;

	private final LazyLoadMessage message;

	private final UnloadedReferences references;

	private final QueryWatch queries;

	private final Set<String> said = ConcurrentHashMap.newKeySet();

	private final Map<String, LongAdder> lazyLoads = new ConcurrentHashMap<>();

	private final Failure failure;

	private final ReadOnlyWatch readOnly;

	/**
	 * @param failing whether a lazy load fails, and a flush that does not write a change
	 * @param failure makes the exception that it fails with
	 */
	public LazyLoadWatch(ObjectGraph graph, boolean failing, Failure failure, List<ItemPath> paths) {
		this.graph = graph;
		this.references = UnloadedReferences.ofMany(this.graph);
		this.failing = failing;
		this.failure = failure;
		this.message = new LazyLoadMessage(paths, graph);
		this.queries = new QueryWatch(paths);
		this.readOnly = new ReadOnlyWatch(failing);
		this.graph.onLazyLoad(this);
		this.graph.onReadOnlyChange(this.readOnly);
	}

	/**
	 * Makes the exception of a lazy load.
	 */
	@FunctionalInterface
	public interface Failure {

		RuntimeException of(String message, String item, String path);

	}

	/**
	 * Watch items.
	 * @param items the items by class
	 * @param prefetch prefetches them
	 */
	public void watch(Map<Class<?>, List<Object>> items, Runnable prefetch) {
		ObjectGraph.unheard(prefetch);
		this.queries.begin(items.values());
		this.references.add(items.values());
	}

	@Override
	public void onLazyLoad(Object session, Object key) {
		GraphPath found = this.references.find(session, key);
		if (found != null && !found.path().isEmpty()) {
			this.lazyLoads.computeIfAbsent(LazyLoadMessage.fullPath(found), (path) -> new LongAdder()).increment();
			if (this.failing) {
				throw exception(found);
			}
			warn("Loaded lazily", found);
		}
	}

	@Override
	public void onFind(String entity, Object id) {
		this.queries.found(entity, id);
	}

	private void warn(String what, GraphPath found) {
		if (this.said.add(LazyLoadMessage.fullPath(found))) {
			logger.warn("{}: {}", what, this.message.of(found));
		}
	}

	/**
	 * Add the path to an exception that Hibernate has thrown for want of a session.
	 * @param error any exception
	 * @param item the item that was being processed, or null
	 */
	public void explain(Throwable error, @Nullable Object item) {
		Set<Throwable> seen = new HashSet<>();
		for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
			String message = cause.getMessage();
			if (ObjectGraph.isLazyInitialization(cause) && message != null && cause.getSuppressed().length == 0) {
				GraphPath found = this.references.findDetached(message, item);
				if (found != null && !found.path().isEmpty()) {
					warn("Touched without a session", found);
					cause.addSuppressed(exception(found));
				}
			}
		}
	}

	private RuntimeException exception(GraphPath found) {
		return this.failure.of(this.message.of(found), this.message.label(found.item()), found.path());
	}

	public Map<String, Long> lazyLoads() {
		Map<String, Long> counts = new TreeMap<>();
		this.lazyLoads.forEach((path, count) -> counts.put(path, count.sum()));
		return counts;
	}

	public void clear() {
		this.references.clear();
		this.said.clear();
		this.queries.clear();
		this.readOnly.clear();
	}

}
