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
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.model.drawings.Circle;
import io.github.memoizedprefetch.model.drawings.Drawing;
import io.github.memoizedprefetch.model.drawings.Figure;
import io.github.memoizedprefetch.model.drawings.Page;
import io.github.memoizedprefetch.model.drawings.Square;
import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows that Hibernate refuses to load, because what they refer to is missing. A step that
 * does not come to them does not fail.
 */
class MissingFigureTests {

	@AutoClose
	private final Database database = Database.open(Drawing.class, Page.class, Figure.class, Circle.class,
			Square.class);

	private final Chunks<Drawing> chunks = new Chunks<>(this.database, Drawing.class, 4,
			(drawing) -> (drawing.getId() % 3 == 0) ? "not touched" : drawing.getPage().getTitle());

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			List<Figure> figures = new ArrayList<>();
			for (int id = 0; id < 3; id++) {
				figures.add(new Circle(id, null));
				entityManager.persist(figures.get(id));
			}
			for (int id = 0; id < 3; id++) {
				entityManager.persist(new Page(id, figures.get(id), null, List.of()));
			}
			entityManager.flush();
			for (int id = 0; id < 9; id++) {
				entityManager.persist(new Drawing(id, entityManager.find(Page.class, id % 3), figures.get(1)));
			}
			entityManager.flush();
			entityManager.createNativeQuery("set database referential integrity false").executeUpdate();
			entityManager.createNativeQuery("delete from Figure where id = 0").executeUpdate();
		});
	}

	@ParameterizedTest
	@CsvSource({ "false, true", "false, false", "true, true", "true, false" })
	void should_not_fail_a_step_that_does_not_come_to_them(boolean prefetchAll, boolean managed) {
		List<String> plain = this.chunks.plain();
		try (LogCapture log = new LogCapture()) {
			MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
				.paths("page")
				.config(MemoizedPrefetchConfig.of(Page.class).prefetchAll(prefetchAll))
				.build();
			if (managed) {
				assertThat(this.chunks.managed(prefetch::processChunk).lines()).isEqualTo(plain);
			}
			else {
				this.database.inTransaction((entityManager) -> prefetch
					.processChunk(entityManager.createQuery("from Drawing", Drawing.class).getResultList()));
			}
			assertThat(log.warnings()).anyMatch((warning) -> warning.startsWith("Page could not be loaded together,"
					+ " and is left to Hibernate for a chunk: Entity `" + Figure.class.getName() + "`"));
		}
	}

	@Test
	void should_not_fail_a_step_that_does_not_come_to_collections_of_them() {
		this.database.inTransaction((entityManager) -> {
			Figure missing = new Circle(8, null);
			Figure figure = new Circle(7, missing);
			List.of(missing, figure).forEach(entityManager::persist);
			entityManager.persist(new Page(7, entityManager.find(Figure.class, 1), null, List.of(figure)));
			entityManager.flush();
			entityManager.createNativeQuery("delete from Page where id = 0").executeUpdate();
			entityManager.createNativeQuery("delete from Figure where id = 8").executeUpdate();
		});
		Chunks<Page> pages = new Chunks<>(this.database, Page.class, 2,
				(page) -> page.getTitle() + (page.getTitle().equals("Page 7") ? "" : page.getOrdered().size()));
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("ordered")
			.build();
		List<String> plain = pages.plain();
		try (LogCapture log = new LogCapture()) {
			assertThat(pages.managed(prefetch::processChunk).lines()).isEqualTo(plain);
			assertThat(log.warnings())
				.anyMatch((warning) -> warning.startsWith("Page.ordered could not be loaded together"));
		}
	}

	@Test
	void should_say_why_the_table_is_not_loaded_whole() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
			.paths("page")
			.build();
		for (int i = 0; i < 12; i++) {
			int id = 1 + i % 2;
			this.database.inTransaction(
					(entityManager) -> prefetch.processChunk(List.of(entityManager.find(Drawing.class, id))));
			prefetch.evict(Page.class, id);
		}
		assertThat(prefetch.statistics().wholeTables()).containsExactly(
				Map.entry(Page.class.getName(), "not loaded whole: a row is missing that others refer to"));
	}

}
