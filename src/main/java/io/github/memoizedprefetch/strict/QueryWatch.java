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

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadEvents;
import io.github.memoizedprefetch.message.LoggerName;
import io.github.memoizedprefetch.plan.ItemPath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Strict mode: names what is asked for item by item, by {@code find} or by a repository's
 * query, on the thread that a chunk was given to. Nothing is refused: it may be wanted.
 * Thread-safe.
 */
public final class QueryWatch {

	/** As often in one chunk it is no chance any more. */
	static final int OFTEN = 3;

	private static final Logger logger = LoggerFactory.getLogger(LoggerName.MEMOIZED_PREFETCH);

	private static final ThreadLocal<@Nullable Chunk> current = new ThreadLocal<>();

	/** The entities that have keys: what these leave is said elsewhere. */
	private final Set<String> keys;

	private final Set<Object> said = ConcurrentHashMap.newKeySet();

	private volatile int clears;

	QueryWatch(List<ItemPath> paths) {
		this.keys = paths.stream()
			.flatMap((path) -> Stream.ofNullable(path.key()))
			.map((key) -> key.entity().getName())
			.collect(Collectors.toSet());
	}

	/** What a thread works on. Keeps neither prefetch nor items from being collected. */
	private static final class Chunk {

		private final WeakReference<QueryWatch> watch;

		private final List<WeakReference<Object>> items = new ArrayList<>();

		private final Map<Object, Integer> counts = new HashMap<>();

		/** What was found by its id, of each entity. */
		private final Map<String, List<Object>> ids = new HashMap<>();

		private final int clears;

		Chunk(QueryWatch watch) {
			this.watch = new WeakReference<>(watch);
			this.clears = watch.clears;
		}

		/** The prefetch that has got it, if it has not ended on another thread. */
		@Nullable QueryWatch watch() {
			QueryWatch known = this.watch.get();
			return (known != null && known.clears == this.clears) ? known : null;
		}

	}

	void begin(Collection<List<Object>> items) {
		Chunk chunk = new Chunk(this);
		items.forEach((group) -> group.forEach((item) -> chunk.items.add(new WeakReference<>(item))));
		current.set(chunk);
	}

	/** The thread works on its chunk no more: it reads. */
	public static void end() {
		if (current.get() != null) {
			current.remove();
		}
	}

	/**
	 * The thread was answered by a query that a lookup might answer.
	 * @param cause what is counted, and said once
	 * @param remedy what to do instead
	 */
	public static void asked(Object cause, Supplier<@Nullable String> remedy) {
		Chunk chunk = current.get();
		if (chunk != null && !LazyLoadEvents.isUnheard()) {
			QueryWatch watch = chunk.watch();
			if (watch != null) {
				watch.count(chunk, cause, remedy);
			}
		}
	}

	/** The thread is about to load an entity by its id. */
	void found(String entity, Object id) {
		Chunk chunk = current.get();
		if (chunk != null && chunk.watch() == this && !this.keys.contains(entity)) {
			List<Object> ids = chunk.ids.computeIfAbsent(entity, (name) -> new ArrayList<>());
			ids.add(id);
			count(chunk, entity, () -> FoundIds.message(entity, ids, items(chunk)));
		}
	}

	private static List<Object> items(Chunk chunk) {
		List<Object> items = new ArrayList<>();
		for (WeakReference<Object> reference : chunk.items) {
			Object item = reference.get();
			if (item != null) {
				items.add(item);
			}
		}
		return items;
	}

	private void count(Chunk chunk, Object cause, Supplier<@Nullable String> remedy) {
		if (chunk.counts.merge(cause, 1, Integer::sum) == OFTEN && this.said.add(cause)) {
			String message = remedy.get();
			if (message != null) {
				logger.warn("Asked for item by item: {}", message);
			}
		}
	}

	synchronized void clear() {
		this.said.clear();
		this.clears++;
		end();
	}

}
