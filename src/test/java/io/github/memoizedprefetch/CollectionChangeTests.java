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

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.model.shapes.Cabinet;
import io.github.memoizedprefetch.model.shapes.Drawer;
import io.github.memoizedprefetch.model.shapes.Slot;
import io.github.memoizedprefetch.model.shapes.Tag;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Shape;
import io.github.memoizedprefetch.support.Shapes;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Changes of a prefetched collection are written by the statements that Hibernate issues
 * without a prefetch.
 */
class CollectionChangeTests {

	@AutoClose
	private static final Database database = Shapes.open();

	private interface Change {

		void apply(Object collection, Cabinet cabinet, EntityManager entityManager);

	}

	/** What the flush of a change issues. The change is rolled back. */
	private static List<String> flush(Shape shape, MemoizedPrefetch prefetch, Change change) {
		try (EntityManager entityManager = database.entityManagerFactory().createEntityManager()) {
			entityManager.getTransaction().begin();
			Cabinet cabinet = entityManager.find(Cabinet.class, 3);
			if (prefetch != null) {
				prefetch.processChunk(List.of(cabinet));
			}
			Hibernate.initialize(shape.of(cabinet));
			change.apply(shape.of(cabinet), cabinet, entityManager);
			List<String> statements = database.statements().during(entityManager::flush);
			entityManager.getTransaction().rollback();
			return statements;
		}
	}

	private static void assertWrittenAsWithoutPrefetch(Shape shape, Change change) {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(database.entityManagerFactory())
			.paths(shape.path())
			.build();
		List<String> plain = flush(shape, null, change);
		assertThat(plain).isNotEmpty();
		assertThat(flush(shape, prefetch, change)).isEqualTo(plain);
		assertThat(flush(shape, prefetch, change)).as("from the memo").isEqualTo(plain);
	}

	@ParameterizedTest
	@EnumSource
	void should_write_an_added_element(Shape shape) {
		assertWrittenAsWithoutPrefetch(shape, CollectionChangeTests::add);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVERSE")
	void should_write_a_removed_element(Shape shape) {
		assertWrittenAsWithoutPrefetch(shape, (collection, cabinet, entityManager) -> remove(collection));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INVERSE")
	void should_write_a_cleared_collection(Shape shape) {
		assertWrittenAsWithoutPrefetch(shape, (collection, cabinet, entityManager) -> {
			values(collection).clear();
		});
	}

	private static Collection<?> values(Object collection) {
		return (collection instanceof Map<?, ?> map) ? map.values() : (Collection<?>) collection;
	}

	private static void remove(Object collection) {
		Iterator<?> elements = values(collection).iterator();
		elements.next();
		elements.remove();
	}

	@SuppressWarnings("unchecked")
	private static void add(Object collection, Cabinet cabinet, EntityManager entityManager) {
		Tag tag = Shapes.other(cabinet, entityManager);
		Object sample = values(collection).iterator().next();
		Object added = tag;
		if (sample instanceof String) {
			added = "new word";
		}
		else if (sample instanceof Integer) {
			added = 77;
		}
		else if (sample instanceof Slot) {
			added = new Slot(77, tag);
		}
		else if (sample instanceof Drawer) {
			added = new Drawer(777, cabinet, tag);
			entityManager.persist(added);
		}
		if (collection instanceof Map<?, ?>) {
			((Map<String, Object>) collection).put(tag.getName(), added);
		}
		else {
			((Collection<Object>) collection).add(added);
		}
	}

}
