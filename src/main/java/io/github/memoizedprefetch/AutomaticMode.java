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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.automatic.AutomaticWatch;
import io.github.memoizedprefetch.automatic.Learner;
import io.github.memoizedprefetch.automatic.Learners;
import io.github.memoizedprefetch.automatic.Prefetcher;
import io.github.memoizedprefetch.chunk.AheadLoad;
import io.github.memoizedprefetch.chunk.TenantMemory;
import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.PersistenceUnit;
import io.github.memoizedprefetch.message.DottedPath;
import io.github.memoizedprefetch.message.StepName;
import io.github.memoizedprefetch.plan.ItemPath;
import io.github.memoizedprefetch.plan.PropertyName;
import org.jspecify.annotations.Nullable;

/**
 * How a prefetch processes chunks: what is declared, and in automatic mode what it finds
 * out by itself as well.
 */
final class AutomaticMode {

	private final Object factory;

	/** Whether anything is declared. */
	private final boolean declared;

	/** Null if nothing is to be found out. */
	private final @Nullable AutomaticWatch watch;

	/** Null if nothing is done for them. */
	private final @Nullable DetachedItems detached;

	/** What was learnt, parsed. */
	private final Map<String, ItemPath> parsed = new ConcurrentHashMap<>();

	/** Outside of steps. */
	private final Learner own = new Learner();

	/** The last that was used. */
	private volatile Learner current = this.own;

	private AutomaticMode(Object factory, boolean declared, @Nullable AutomaticWatch watch,
			@Nullable DetachedItems detached) {
		this.detached = detached;
		this.factory = factory;
		this.declared = declared;
		this.watch = watch;
	}

	static AutomaticMode off(boolean declared) {
		return new AutomaticMode("", declared, null, null);
	}

	/**
	 * @param depth how far to-one associations of detached items are prefetched
	 */
	static AutomaticMode of(PersistenceUnit unit, List<ItemPath> paths, int depth) {
		Set<String> declared = new HashSet<>();
		paths.stream().filter((path) -> path.key() == null).forEach((path) -> {
			String start = "";
			for (String segment : path.segments()) {
				start = DottedPath.append(start, PropertyName.canonical(segment));
				declared.add(start);
			}
		});
		return new AutomaticMode(unit.key(), !paths.isEmpty(),
				new AutomaticWatch(unit.objectGraph(), (path) -> declared.contains(canonical(path))),
				(depth > 0) ? new DetachedItems(unit, depth) : null);
	}

	private static String canonical(String path) {
		return DottedPath.attributes(path).stream().map(PropertyName::canonical).collect(Collectors.joining("."));
	}

	/**
	 * Another chunk begins.
	 * @param owned whether the sessions of the items are the calling thread's
	 */
	void begin(boolean owned) {
		if (this.watch != null) {
			this.watch.begin(owned);
		}
	}

	/**
	 * @param ahead what was loaded for the items before
	 */
	void process(TenantMemory memory, Map<Class<?>, List<Object>> items, Supplier<ChunkSession> sessions,
			List<AheadLoad> ahead) {
		if (this.watch != null) {
			Learner learner = learner();
			this.current = learner;
			this.watch.prefetch(items, learner, prefetcher(memory, items, sessions, ahead));
		}
		else if (this.declared) {
			memory.process(items, sessions, ahead);
		}
	}

	/** What is declared, and what was learnt so far, of items of a chunk to come. */
	Optional<AheadLoad> collectAhead(TenantMemory memory, Map<Class<?>, List<Object>> items,
			Supplier<ChunkSession> sessions) {
		Map<Class<?>, List<ItemPath>> learnt = (this.watch != null)
				? prefetcher(memory, items, sessions, List.of()).parse(this.watch.learnt(items.keySet(), learner()))
				: Map.of();
		return memory.collectAhead(items, learnt, sessions);
	}

	private Memory prefetcher(TenantMemory memory, Map<Class<?>, List<Object>> items, Supplier<ChunkSession> sessions,
			List<AheadLoad> ahead) {
		return new Memory(memory, sessions, this::parse,
				(this.detached != null) ? this.detached.paths(items) : Map.of(), ahead);
	}

	private Learner learner() {
		String step = StepName.key();
		return (step != null) ? Learners.of(this.factory, step) : this.own;
	}

	private ItemPath parse(String path) {
		ItemPath known = this.parsed.get(path);
		return (known != null) ? known : this.parsed.computeIfAbsent(path, (key) -> ItemPath.of(key, null));
	}

	Map<String, String> decisions() {
		return this.current.decisions();
	}

	Map<String, List<String>> learnt() {
		return this.current.learnt();
	}

	void clear() {
		if (this.watch != null) {
			this.watch.clear();
		}
	}

	void explain(Throwable error, @Nullable Object item) {
		if (this.watch != null) {
			this.watch.explain(error, item);
		}
	}

	/**
	 * What prefetches the items of a chunk.
	 *
	 * @param more paths besides what is declared and learnt
	 * @param ahead what was loaded for the items before
	 */
	private record Memory(TenantMemory memory, Supplier<ChunkSession> sessions, Function<String, ItemPath> parser,
			Map<Class<?>, List<ItemPath>> more, List<AheadLoad> ahead) implements Prefetcher {

		@Override
		public void begin(Map<Class<?>, List<Object>> items, Map<Class<?>, List<String>> paths) {
			this.memory.process(items, parse(paths), this.sessions, this.ahead);
		}

		@Override
		public void load(Map<Class<?>, List<Object>> items, Map<Class<?>, List<String>> paths) {
			this.memory.load(items, parse(paths), this.sessions);
		}

		@Override
		public void prefetch(Class<?> type, List<Object> items, String path) {
			this.memory.processAlone(Map.of(type, items), Map.of(type, List.of(this.parser.apply(path))),
					this.sessions);
		}

		private Map<Class<?>, List<ItemPath>> parse(Map<Class<?>, List<String>> paths) {
			Map<Class<?>, List<ItemPath>> parsed = new HashMap<>(this.more);
			paths.forEach((type, names) -> {
				List<ItemPath> ofType = new ArrayList<>(this.more.getOrDefault(type, List.of()));
				names.forEach((name) -> ofType.add(this.parser.apply(name)));
				parsed.put(type, ofType);
			});
			return parsed;
		}

	}

}
