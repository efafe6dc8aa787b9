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
package io.github.memoizedprefetch.autoconfigure.listener;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics;
import io.github.memoizedprefetch.MemoizedPrefetchStatistics.TargetStatistics;
import io.github.memoizedprefetch.batch.step.AheadPrefetches;
import io.github.memoizedprefetch.chunk.AheadLoad;
import io.github.memoizedprefetch.chunk.AheadPrefetch;
import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

/**
 * Does what others do.
 */
abstract class DelegatingPrefetch implements MemoizedPrefetch, AheadPrefetch {

	abstract Collection<? extends MemoizedPrefetch> delegates();

	/** Those that are concerned now. */
	Collection<? extends MemoizedPrefetch> current() {
		return delegates();
	}

	/** The items that concern them. */
	Iterable<?> concerning(Iterable<?> items) {
		return items;
	}

	@Override
	public boolean hasKeys() {
		return ahead().anyMatch(AheadPrefetch::hasKeys);
	}

	@Override
	public boolean hasLookups() {
		return ahead().anyMatch(AheadPrefetch::hasLookups);
	}

	@Override
	public void processChunk(Iterable<?> items) {
		Iterable<?> concerning = concerning(items);
		current().forEach((prefetch) -> prefetch.processChunk(concerning));
	}

	@Override
	public void processChunk(Iterable<?> items, EntityManager entityManager) {
		Iterable<?> concerning = concerning(items);
		current().forEach((prefetch) -> prefetch.processChunk(concerning, entityManager));
	}

	@Override
	public void processDetached(Iterable<?> items) {
		Iterable<?> concerning = concerning(items);
		current().forEach((prefetch) -> prefetch.processDetached(concerning));
	}

	@Override
	public void processAhead(Iterable<?> items, List<AheadLoad> loads) {
		Iterable<?> concerning = concerning(items);
		ahead().forEach((prefetch) -> prefetch.processAhead(concerning, loads));
	}

	@Override
	public List<AheadLoad> collectAhead(Iterable<?> items) {
		Iterable<?> concerning = concerning(items);
		return ahead().flatMap((prefetch) -> prefetch.collectAhead(concerning).stream()).toList();
	}

	@Override
	public @Nullable String threadBoundSource() {
		return ahead().map(AheadPrefetch::threadBoundSource).filter(Objects::nonNull).findFirst().orElse(null);
	}

	@Override
	public void processKeys(Iterable<?> items, boolean load) {
		Iterable<?> concerning = concerning(items);
		ahead().forEach((prefetch) -> prefetch.processKeys(concerning, load));
	}

	@Override
	public void announce(Iterable<?> items) {
		Iterable<?> concerning = concerning(items);
		ahead().forEach((prefetch) -> prefetch.announce(concerning));
	}

	private Stream<AheadPrefetch> ahead() {
		return current().stream().map(AheadPrefetches::of);
	}

	@Override
	public MemoizedPrefetchStatistics statistics() {
		Map<String, TargetStatistics> targets = new TreeMap<>();
		delegates().forEach((delegate) -> delegate.statistics()
			.targets()
			.forEach((name, target) -> targets.merge(name, target, TargetStatistics::plus)));
		Map<String, String> touched = new TreeMap<>();
		delegates().forEach((delegate) -> touched.putAll(delegate.statistics().touched()));
		return new MemoizedPrefetchStatistics(targets, Map.of(), touched);
	}

	@Override
	public Map<String, Long> lazyLoads() {
		Map<String, Long> lazyLoads = new TreeMap<>();
		delegates().forEach(
				(delegate) -> delegate.lazyLoads().forEach((path, count) -> lazyLoads.merge(path, count, Long::sum)));
		return lazyLoads;
	}

	@Override
	public Map<String, List<String>> learnt() {
		Map<String, List<String>> learnt = new TreeMap<>();
		delegates().forEach((delegate) -> learnt.putAll(delegate.learnt()));
		return learnt;
	}

	@Override
	public void explain(Throwable error, @Nullable Object item) {
		delegates().forEach((delegate) -> delegate.explain(error, item));
	}

	@Override
	public void evict(Class<?> entityClass, Object id) {
		delegates().forEach((delegate) -> delegate.evict(entityClass, id));
	}

	@Override
	public void evict(Class<?> entityClass) {
		delegates().forEach((delegate) -> delegate.evict(entityClass));
	}

	@Override
	public void clear() {
		delegates().forEach(MemoizedPrefetch::clear);
	}

	@Override
	public void close() {
		delegates().forEach(MemoizedPrefetch::close);
	}

}
