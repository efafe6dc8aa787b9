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
package io.github.memoizedprefetch.eager;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.memoizedprefetch.EagerAssociations;
import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;

/**
 * Reads all items of a class as a reader does, as they are and with what is EAGER left
 * out and prefetched.
 *
 * @param <T> the items
 */
final class EagerRun<T> {

	private final Database database;

	private final Class<T> type;

	private final Function<T, String> processor;

	private String query;

	private String[] paths = { EagerAssociations.PATH };

	/**
	 * @param processor says what it has seen of an item
	 */
	EagerRun(Database database, Class<T> type, Function<T, String> processor) {
		this.database = database;
		this.type = type;
		this.processor = processor;
		this.query = "select i from " + type.getSimpleName() + " i order by id(i)";
	}

	EagerRun<T> query(String query) {
		this.query = query;
		return this;
	}

	EagerRun<T> paths(String... paths) {
		this.paths = paths;
		return this;
	}

	/**
	 * What was seen, and what it took.
	 *
	 * @param lines what the processor returned, item by item
	 * @param read the statements of the query
	 * @param prefetched those of the prefetch
	 * @param rest those of the processor and of the flush
	 */
	record Result(List<String> lines, List<String> read, List<String> prefetched, List<String> rest) {

		int[] counts() {
			return new int[] { this.read.size(), this.prefetched.size(), this.rest.size() };
		}

	}

	/** As Hibernate does it. */
	Result plain() {
		return this.database.read((entityManager) -> run(entityManager, Map.of(), null, false));
	}

	/** The items are managed. */
	Result served() {
		return this.database.read((entityManager) -> run(entityManager, hints(), prefetch(), false));
	}

	/** The session is cleared before anything is prefetched. */
	Result detached() {
		return this.database.read((entityManager) -> run(entityManager, hints(), prefetch(), true));
	}

	private Map<String, Object> hints() {
		return EagerAssociations.lazy(this.database.entityManagerFactory(), this.type);
	}

	MemoizedPrefetch prefetch() {
		return MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.itemType(this.type)
			.paths(this.paths)
			.build();
	}

	private Result run(EntityManager entityManager, Map<String, Object> hints, MemoizedPrefetch prefetch,
			boolean detached) {
		TypedQuery<T> typed = entityManager.createQuery(this.query, this.type);
		hints.forEach(typed::setHint);
		List<T> items = new ArrayList<>();
		List<String> read = this.database.statements().during(() -> items.addAll(typed.getResultList()));
		if (detached) {
			entityManager.clear();
		}
		List<String> prefetched = (prefetch != null)
				? this.database.statements().during(() -> prefetch.processChunk(items)) : List.of();
		List<String> lines = new ArrayList<>();
		List<String> rest = this.database.statements().during(() -> {
			items.forEach((item) -> lines.add(this.processor.apply(item)));
			entityManager.flush();
		});
		return new Result(lines, read, prefetched, rest);
	}

}
