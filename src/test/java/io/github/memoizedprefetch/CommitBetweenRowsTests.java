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

import java.util.List;

import io.github.memoizedprefetch.support.Chunks;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Another transaction commits while the rows of a statement are read, at each row in
 * turn: what was read is not remembered, of whole tables neither.
 */
class CommitBetweenRowsTests {

	private static final int ROWS = 12;

	@ParameterizedTest
	@NullSource
	@ValueSource(booleans = { true, false })
	void should_remember_nothing_that_was_read_before_a_commit(Boolean prefetchAll) {
		int point = 0;
		boolean reached = true;
		while (reached) {
			point++;
			try (Database database = Database.open(Page.class, Chapter.class)) {
				database.inTransaction((entityManager) -> {
					for (int id = 0; id < ROWS; id++) {
						Chapter chapter = new Chapter();
						chapter.id = id;
						chapter.title = "old";
						entityManager.persist(chapter);
						Page page = new Page();
						page.id = id;
						page.chapter = chapter;
						entityManager.persist(page);
					}
				});
				reached = check(database, prefetchAll, point);
			}
			finally {
				Title.hook = null;
			}
		}
		assertThat(point).isGreaterThan(ROWS);
	}

	/** Whether there was such a row. */
	private static boolean check(Database database, Boolean prefetchAll, int point) {
		MemoizedPrefetch.Builder builder = MemoizedPrefetch.builder(database.entityManagerFactory())
			.itemType(Page.class);
		MemoizedPrefetch prefetch = ((prefetchAll != null)
				? builder.config(MemoizedPrefetchConfig.of(Chapter.class, "chapter").prefetchAll(prefetchAll))
				: builder.paths("chapter"))
			.build();
		Chunks<Page> chunks = new Chunks<>(database, Page.class, 1, (page) -> page.chapter.getTitle());
		Title.countdown = point;
		Title.hook = () -> database.inTransaction(
				(entityManager) -> entityManager.createQuery("update Chapter set title = 'new'").executeUpdate());
		chunks.detached(prefetch::processChunk);
		boolean reached = Title.hook == null;
		Title.hook = null;
		List<String> lines = chunks.detached(prefetch::processChunk).lines();
		assertThat(lines).as("row %d", point).hasSize(ROWS).containsOnly(reached ? "new" : "old");
		return reached;
	}

	/** Is asked for each row, after its statement. */
	public static class Title implements AttributeConverter<String, String> {

		static int countdown;

		static Runnable hook;

		@Override
		public String convertToDatabaseColumn(String title) {
			return title;
		}

		@Override
		public String convertToEntityAttribute(String title) {
			Runnable action = hook;
			if (action != null && --countdown == 0) {
				hook = null;
				action.run();
			}
			return title;
		}

	}

	@Entity(name = "Chapter")
	static class Chapter {

		@Id
		int id;

		@Convert(converter = Title.class)
		String title;

		public String getTitle() {
			return this.title;
		}

	}

	@Entity(name = "Page")
	static class Page {

		@Id
		int id;

		@ManyToOne(fetch = FetchType.LAZY)
		Chapter chapter;

	}

}
