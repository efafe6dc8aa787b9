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
import java.util.stream.IntStream;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.batch.TestStep.Kind;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.infrastructure.item.support.ListItemReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Items that hold entities of two entity manager factories, with the same ids.
 */
class TwoFactoriesTests {

	@AutoClose
	private static final Database archive = Database.open().populate();

	@AutoClose
	private static final Database live = Database.open().populate();

	@AutoClose
	private final LogCapture log = new LogCapture();

	/**
	 * A book as it was, and as it is.
	 */
	record Revision(Book before, Book after) {
	}

	@BeforeAll
	static void change() {
		live.inTransaction((entityManager) -> entityManager.createQuery("update Author set name = 'live ' || name")
			.executeUpdate());
	}

	@ParameterizedTest
	@EnumSource
	void should_prefetch_from_both_with_a_listener_each(Kind kind) {
		List<Book> before = books(archive);
		List<Book> after = books(live);
		MemoizedPrefetch archived = prefetch(archive, "before.author");
		MemoizedPrefetch current = prefetch(live, "after.author");
		List<String> written = new ArrayList<>();
		assertThat(new TestStep<Revision, String>(kind)
			.reader(new ListItemReader<>(
					IntStream.range(0, 40).mapToObj((i) -> new Revision(before.get(i), after.get(i))).toList()))
			.processor((item) -> item.before().getAuthor().getName() + ", " + item.after().getAuthor().getName())
			.writer((chunk) -> written.addAll(chunk.getItems()))
			.listener(new MemoizedPrefetchItemReadListener<>(archived))
			.alsoListener(new MemoizedPrefetchItemReadListener<>(current))
			.run()
			.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(written).isEqualTo(
				IntStream.range(0, 40).mapToObj((i) -> "Author %1$d, live Author %1$d".formatted(i % 12)).toList());
		assertThat(archived.statistics().target(Author.class).loads()).isEqualTo(12);
		assertThat(current.statistics().target(Author.class).loads()).isEqualTo(12);
		assertThat(this.log.warnings()).isEmpty();
	}

	private static MemoizedPrefetch prefetch(Database database, String path) {
		return MemoizedPrefetch.builder(database.entityManagerFactory()).itemType(Revision.class).paths(path).build();
	}

	private static List<Book> books(Database database) {
		return database
			.read((entityManager) -> entityManager.createQuery("from Book order by id", Book.class).getResultList());
	}

}
