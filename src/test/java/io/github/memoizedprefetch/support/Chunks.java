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
package io.github.memoizedprefetch.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.memoizedprefetch.MemoizedPrefetch;
import jakarta.persistence.EntityManager;

/**
 * All entities of one class, read in chunks as a step does, each in an entity manager and
 * transaction of its own. The same work runs with and without a prefetch, on managed and
 * on detached items.
 *
 * @param <T> the entity
 */
public final class Chunks<T> {

	private final Database database;

	private final Class<T> type;

	private final int size;

	private final Function<T, String> processor;

	/**
	 * @param processor reads an item's associations, and says what it has seen
	 */
	public Chunks(Database database, Class<T> type, int size, Function<T, String> processor) {
		this.database = database;
		this.type = type;
		this.size = size;
		this.processor = processor;
	}

	/**
	 * What a run has seen and what it took.
	 *
	 * @param lines what the processor returned, item by item
	 * @param prefetched how many statements the prefetch of each chunk issued
	 * @param lazy the statements that the processor and the commit caused
	 */
	public record Result(List<String> lines, List<Integer> prefetched, List<String> lazy) {
	}

	/**
	 * Process managed items without prefetch: the truth.
	 */
	public List<String> plain() {
		return managed((items) -> {
		}).lines();
	}

	/**
	 * Prefetch and process managed items.
	 */
	public Result managed(Consumer<List<T>> prefetch) {
		Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		int read = this.size;
		for (int from = 0; read == this.size; from += this.size) {
			int start = from;
			read = this.database.read((entityManager) -> {
				List<T> items = read(entityManager, start);
				prefetch(items, prefetch, result);
				result.lazy().addAll(statements().during(() -> process(items, result)));
				result.lazy().addAll(statements().during(entityManager::flush));
				return items.size();
			});
		}
		return result;
	}

	/**
	 * Prefetch and process items whose entity manager is closed.
	 */
	public Result detached(Consumer<List<T>> prefetch) {
		Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		int read = this.size;
		for (int from = 0; read == this.size; from += this.size) {
			int start = from;
			List<T> items = this.database.read((entityManager) -> read(entityManager, start));
			prefetch(items, prefetch, result);
			result.lazy().addAll(statements().during(() -> process(items, result)));
			read = items.size();
		}
		return result;
	}

	/**
	 * Both, with a prefetch: managed items first.
	 */
	public List<Function<MemoizedPrefetch, Result>> ways() {
		return List.of((prefetch) -> managed(prefetch::processChunk), (prefetch) -> detached(prefetch::processChunk));
	}

	private List<T> read(EntityManager entityManager, int from) {
		return entityManager.createQuery("select e from " + this.type.getSimpleName() + " e order by id(e)", this.type)
			.setFirstResult(from)
			.setMaxResults(this.size)
			.getResultList();
	}

	private void prefetch(List<T> items, Consumer<List<T>> prefetch, Result result) {
		result.prefetched().add(statements().during(() -> prefetch.accept(items)).size());
	}

	private void process(List<T> items, Result result) {
		items.forEach((item) -> result.lines().add(this.processor.apply(item)));
	}

	private StatementCounter statements() {
		return this.database.statements();
	}

}
