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
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.model.shapes.Cabinet;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.Shape;
import io.github.memoizedprefetch.support.Shapes;
import org.hibernate.Hibernate;
import org.hibernate.HibernateException;
import org.hibernate.Session;
import org.hibernate.Version;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every shape of collection is initialised in place, and stays clean.
 */
class CollectionShapeTests {

	@AutoClose
	private static final Database database = Shapes.open();

	private static MemoizedPrefetch prefetch(long cacheSize, String... paths) {
		return MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Cabinet.class)
			.paths(paths)
			.cacheSize(cacheSize)
			.build();
	}

	private static Chunks<Cabinet> chunks(Shape shape, int size) {
		return new Chunks<>(database, Cabinet.class, size, shape::describe);
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_managed_owners_and_flush_nothing(Shape shape) {
		Chunks<Cabinet> chunks = chunks(shape, 2);
		for (long cacheSize : new long[] { 1, 100 }) {
			MemoizedPrefetch prefetch = prefetch(cacheSize, shape.path());
			for (int run = 0; run < 2; run++) {
				Chunks.Result result = chunks.managed(prefetch::processChunk);
				assertThat(result.lines()).hasSize(Shapes.CABINETS).isEqualTo(chunks.plain());
				assertThat(result.lazy()).isEmpty();
				if (run == 1 && cacheSize == 100) {
					assertThat(result.prefetched()).containsOnly(0);
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_detached_owners(Shape shape) {
		Chunks<Cabinet> chunks = chunks(shape, 2);
		for (long cacheSize : new long[] { 1, 100 }) {
			MemoizedPrefetch prefetch = prefetch(cacheSize, shape.path());
			for (int run = 0; run < 2; run++) {
				Chunks.Result result = chunks.detached(prefetch::processChunk);
				assertThat(result.lines()).hasSize(Shapes.CABINETS).isEqualTo(chunks.plain());
				assertThat(result.lazy()).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void should_serve_owners_one_by_one(Shape shape) {
		Chunks<Cabinet> chunks = chunks(shape, 1);
		Chunks.Result result = chunks.managed(prefetch(100, shape.path())::processChunk);
		assertThat(result.lines()).hasSize(Shapes.CABINETS).isEqualTo(chunks.plain());
		assertThat(result.lazy()).isEmpty();
		assertThat(result.prefetched().get(0)).as("an empty collection").isOne();
	}

	@ParameterizedTest
	@EnumSource
	void should_take_one_statement_for_the_collections_of_a_chunk(Shape shape) {
		MemoizedPrefetch prefetch = prefetch(100, shape.path());
		List<Cabinet> cabinets = database
			.read((entityManager) -> entityManager.createQuery("from Cabinet", Cabinet.class).getResultList());
		prefetch.processChunk(cabinets);
		String role = Cabinet.class.getName() + "." + shape.attribute();
		assertThat(prefetch.statistics().target(role).statements()).isOne();
		assertThat(prefetch.statistics().target(role).loads()).isEqualTo(Shapes.CABINETS);
		// at most: the elements, and what is behind them
		assertThat(prefetch.statistics().total().statements()).isLessThanOrEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource
	void should_not_show_a_change_of_a_detached_collection_to_the_next_chunk(Shape shape) {
		MemoizedPrefetch prefetch = prefetch(100, shape.path());
		Chunks<Cabinet> chunks = chunks(shape, 3);
		for (int run = 0; run < 2; run++) {
			List<Cabinet> cabinets = database
				.read((entityManager) -> entityManager.createQuery("from Cabinet", Cabinet.class).getResultList());
			prefetch.processChunk(cabinets);
			cabinets.forEach((cabinet) -> clear(shape.of(cabinet)));
		}
		assertThat(chunks.detached(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
		assertThat(chunks.managed(prefetch::processChunk).lines()).isEqualTo(chunks.plain());
	}

	@ParameterizedTest
	@EnumSource
	void should_merge_a_detached_owner_without_spurious_statements(Shape shape) {
		MemoizedPrefetch prefetch = prefetch(100, shape.path());
		Cabinet cabinet = database.read((entityManager) -> entityManager.find(Cabinet.class, 3));
		prefetch.processChunk(List.of(cabinet));
		database.inTransaction((entityManager) -> {
			List<String> statements = database.statements().during(() -> {
				entityManager.merge(cabinet);
				entityManager.flush();
			});
			assertThat(statements).allMatch((sql) -> sql.startsWith("select"));
		});
	}

	/**
	 * Since 7.3 Hibernate refuses maps, unlike other collections: merging marks them as
	 * changed.
	 */
	@ParameterizedTest
	@EnumSource
	void should_merge_into_a_read_only_session_as_if_hibernate_had_initialised_it(Shape shape) {
		MemoizedPrefetch prefetch = prefetch(100, shape.path());
		String plain = mergeReadOnly(database.read((entityManager) -> {
			Cabinet cabinet = entityManager.find(Cabinet.class, 3);
			Hibernate.initialize(shape.of(cabinet));
			return cabinet;
		}));
		assertThat(plain.contains("Immutable collection was modified"))
			.isEqualTo(shape.of(new Cabinet(0)) instanceof Map && !Version.getVersionString().startsWith("7.2."));
		Cabinet cabinet = database.read((entityManager) -> entityManager.find(Cabinet.class, 3));
		prefetch.processChunk(List.of(cabinet));
		assertThat(mergeReadOnly(cabinet)).isEqualTo(plain);
	}

	private static String mergeReadOnly(Cabinet cabinet) {
		try {
			database.inTransaction((entityManager) -> {
				entityManager.unwrap(Session.class).setDefaultReadOnly(true);
				entityManager.merge(cabinet);
				entityManager.flush();
			});
			return "merged";
		}
		catch (HibernateException ex) {
			return ex.toString();
		}
	}

	private static void clear(Object collection) {
		if (collection instanceof Map<?, ?> map) {
			map.clear();
		}
		else {
			((Collection<?>) collection).clear();
		}
	}

}
