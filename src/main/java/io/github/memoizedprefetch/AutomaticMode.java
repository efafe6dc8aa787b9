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

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.memoizedprefetch.automatic.AutomaticWatch;
import io.github.memoizedprefetch.automatic.Learner;
import io.github.memoizedprefetch.automatic.Learners;
import io.github.memoizedprefetch.automatic.Prefetcher;
import io.github.memoizedprefetch.chunk.TenantMemory;
import io.github.memoizedprefetch.hibernate.ChunkSession;
import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.message.DottedPath;
import io.github.memoizedprefetch.message.StepName;
import io.github.memoizedprefetch.plan.ItemPath;
import io.github.memoizedprefetch.plan.PropertyName;

/**
 * A prefetch that finds out by itself what to prefetch, besides what is declared.
 */
final class AutomaticMode {

	private final Object factory;

	private final AutomaticWatch watch;

	/** Outside of steps. */
	private final Learner own = new Learner();

	/** The last that was used. */
	private volatile Learner current = this.own;

	AutomaticMode(Object factory, ObjectGraph graph, List<ItemPath> paths) {
		this.factory = factory;
		Set<String> declared = new HashSet<>();
		paths.stream().filter((path) -> path.key() == null).forEach((path) -> {
			String start = "";
			for (String segment : path.segments()) {
				start = DottedPath.append(start, PropertyName.canonical(segment));
				declared.add(start);
			}
		});
		this.watch = new AutomaticWatch(graph, (path) -> declared.contains(canonical(path)));
	}

	private static String canonical(String path) {
		return DottedPath.attributes(path).stream().map(PropertyName::canonical).collect(Collectors.joining("."));
	}

	void begin(boolean owned) {
		this.watch.begin(owned);
	}

	void process(TenantMemory memory, Map<Class<?>, List<Object>> items, Supplier<ChunkSession> sessions) {
		String step = StepName.key();
		Learner learner = (step != null) ? Learners.of(this.factory, step) : this.own;
		this.current = learner;
		this.watch.prefetch(items, learner, new Memory(memory, sessions));
	}

	Map<String, String> decisions() {
		return this.current.decisions();
	}

	void clear() {
		this.watch.clear();
	}

	private record Memory(TenantMemory memory, Supplier<ChunkSession> sessions) implements Prefetcher {

		@Override
		public void begin(Map<Class<?>, List<Object>> items, Map<Class<?>, List<String>> paths) {
			this.memory.process(items, parse(paths), this.sessions);
		}

		@Override
		public void load(Map<Class<?>, List<Object>> items, Map<Class<?>, List<String>> paths) {
			this.memory.load(items, parse(paths), this.sessions);
		}

		@Override
		public void prefetch(Class<?> type, List<Object> items, String path) {
			this.memory.processAlone(Map.of(type, items), Map.of(type, List.of(ItemPath.of(path, null))),
					this.sessions);
		}

		private static Map<Class<?>, List<ItemPath>> parse(Map<Class<?>, List<String>> paths) {
			Map<Class<?>, List<ItemPath>> parsed = new HashMap<>();
			paths.forEach(
					(type, names) -> parsed.put(type, names.stream().map((name) -> ItemPath.of(name, null)).toList()));
			return parsed;
		}

	}

}
