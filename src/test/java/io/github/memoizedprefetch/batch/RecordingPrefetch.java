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
package io.github.memoizedprefetch.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics;

/**
 * Prefetches nothing, but remembers what it was asked for.
 */
class RecordingPrefetch implements MemoizedPrefetch {

	private final List<List<Object>> chunks = new CopyOnWriteArrayList<>();

	private final Map<Object, Thread> threads = new ConcurrentHashMap<>();

	private final AtomicInteger clears = new AtomicInteger();

	@Override
	public void processChunk(Iterable<?> items) {
		List<Object> chunk = new ArrayList<>();
		items.forEach(chunk::add);
		this.chunks.add(chunk);
		chunk.forEach((item) -> this.threads.put(item, Thread.currentThread()));
	}

	/**
	 * The chunks, in the order they came.
	 */
	List<List<Object>> chunks() {
		return this.chunks;
	}

	/**
	 * The thread that prefetched the item; null if none has.
	 */
	Thread thread(Object item) {
		return this.threads.get(item);
	}

	int clears() {
		return this.clears.get();
	}

	@Override
	public MemoizedPrefetchStatistics statistics() {
		return new MemoizedPrefetchStatistics(Map.of());
	}

	@Override
	public void processDetached(Iterable<?> items) {
		processChunk(items);
	}

	@Override
	public Map<String, Long> lazyLoads() {
		return Map.of();
	}

	@Override
	public void explain(Throwable error, Object item) {
	}

	@Override
	public void evict(Class<?> entityClass, Object id) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void evict(Class<?> entityClass) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void clear() {
		this.clears.incrementAndGet();
	}

	@Override
	public void close() {
		clear();
	}

}
