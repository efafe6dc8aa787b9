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
package io.github.memoizedprefetch.automatic;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.memoizedprefetch.hibernate.ObjectGraph;
import io.github.memoizedprefetch.hibernate.lazyload.LazyLoadListener;
import org.jspecify.annotations.Nullable;

/**
 * Hears of lazy loads, and finds the chunk whose items lead to them: that of the thread,
 * or that of another thread, whose sessions are not touched. Thread-safe.
 */
public final class AutomaticWatch implements LazyLoadListener {

	private static final String OTHER_THREAD = "by another thread";

	private final ObjectGraph graph;

	private final Predicate<String> declared;

	private final DetachedTouches detached;

	/**
	 * The chunk that each thread works on. Softly: nobody tells of the end of the last.
	 */
	private final Map<Thread, SoftReference<Chunk>> chunks = Collections.synchronizedMap(new WeakHashMap<>());

	/**
	 * @param declared tells which paths are prefetched anyway
	 */
	public AutomaticWatch(ObjectGraph graph, Predicate<String> declared) {
		this.graph = graph;
		this.declared = declared;
		this.detached = new DetachedTouches(graph);
		this.graph.onLazyLoad(this);
	}

	/** What a thread was given at once. */
	private static final class Chunk {

		/** Whether the sessions of the items are the thread's. */
		private final boolean owned;

		/** Those of each tenant. */
		private final List<WatchedItems> items = new CopyOnWriteArrayList<>();

		Chunk(boolean owned) {
			this.owned = owned;
		}

		void end() {
			this.items.forEach(WatchedItems::end);
		}

	}

	/**
	 * The chunk before has ended, and another begins.
	 * @param owned whether the sessions of its items are the calling thread's
	 */
	public void begin(boolean owned) {
		Chunk before = get(this.chunks.remove(Thread.currentThread()));
		if (before != null) {
			before.end();
		}
		this.chunks.put(Thread.currentThread(), new SoftReference<>(new Chunk(owned)));
	}

	/** Items of the chunk that has begun. */
	public void prefetch(Map<Class<?>, List<Object>> items, Learner learner, Prefetcher prefetcher) {
		WatchedItems watched = new WatchedItems(this.graph, this.declared, items, learner, prefetcher);
		Chunk current = get(this.chunks.get(Thread.currentThread()));
		ObjectGraph.unheard(watched::begin);
		if (current != null) {
			current.items.add(watched);
		}
	}

	/** The paths that a chunk of such items would begin with. */
	public Map<Class<?>, List<String>> learnt(Set<Class<?>> types, Learner learner) {
		return WatchedItems.paths(types, learner.prefetched());
	}

	private static @Nullable Chunk get(@Nullable SoftReference<Chunk> chunk) {
		return (chunk != null) ? chunk.get() : null;
	}

	@Override
	public void onLazyLoad(Object session, Object key) {
		Chunk own = get(this.chunks.get(Thread.currentThread()));
		if (own != null) {
			String unseen = own.owned ? ObjectGraph.busyWith(session) : OTHER_THREAD;
			for (WatchedItems items : own.items) {
				if (items.touched(session, key, unseen)) {
					return;
				}
			}
		}
		for (Chunk other : chunks()) {
			for (WatchedItems items : other.items) {
				if (other != own && items.mayBeOf(session) && items.touched(session, key, OTHER_THREAD)) {
					return;
				}
			}
		}
	}

	private List<Chunk> chunks() {
		List<Chunk> all = new ArrayList<>();
		synchronized (this.chunks) {
			for (SoftReference<Chunk> reference : this.chunks.values()) {
				Chunk chunk = reference.get();
				if (chunk != null) {
					all.add(chunk);
				}
			}
		}
		return all;
	}

	@Override
	public void onFind(String entity, Object id) {
		// who asks by id wants one
	}

	/**
	 * Say which association it was, if there was no session to load it.
	 * @param error any exception
	 * @param item the item that was being processed; null if it is not known
	 */
	public void explain(Throwable error, @Nullable Object item) {
		Chunk own = get(this.chunks.get(Thread.currentThread()));
		List<List<Object>> items = new ArrayList<>();
		if (own != null) {
			own.items.forEach((watched) -> items.addAll(watched.items()));
		}
		this.detached.explain(error, item, items);
	}

	/** All chunks have ended. */
	public void clear() {
		List<Chunk> all = chunks();
		this.chunks.clear();
		all.forEach(Chunk::end);
	}

}
