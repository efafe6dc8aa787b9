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
import java.util.Map;
import java.util.UUID;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.EntityManager;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.jpa.HibernateHints;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Native queries that return rows and change some, as PostgreSQL's {@code returning}.
 */
class NativeSelectTests {

	private static final String UPDATE = "select id from final table (update Author set name = 'changed' where id = 7)";

	@AutoClose
	private final Database database = Database
		.open(Map.of("jakarta.persistence.nonJtaDataSource", dataSource()), Author.class, Publisher.class,
				Category.class, Book.class, BookCategory.class, Review.class)
		.populate();

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.itemType(Book.class)
		.paths("author")
		.build();

	private static JdbcDataSource dataSource() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		return dataSource;
	}

	@Test
	void should_be_seen_when_they_are_committed_and_said_once() {
		assertThat(prefetched()).isEqualTo("Author 7");
		for (int i = 0; i < 2; i++) {
			this.database.inTransaction((em) -> em.createNativeQuery(UPDATE, Long.class).getResultList());
		}
		assertThat(prefetched()).isEqualTo("changed");
		assertThat(this.log.warnings()).singleElement().asString().contains("org.hibernate.query.native.spaces");
	}

	@Test
	void should_be_seen_by_their_own_transaction() {
		assertThat(prefetched()).isEqualTo("Author 7");
		this.database.inTransaction((em) -> {
			em.createNativeQuery(UPDATE, Long.class).getResultList();
			assertThat(prefetched(em)).isEqualTo("changed");
		});
	}

	@Test
	void should_keep_what_they_do_not_concern_if_they_tell_their_tables() {
		assertThat(prefetched()).isEqualTo("Author 7");
		this.database.inTransaction((em) -> em.createNativeQuery("select id from Publisher", Long.class)
			.setHint(HibernateHints.HINT_NATIVE_SPACES, "Publisher")
			.getResultList());
		Book book = this.database.read((em) -> em.find(Book.class, 7));
		assertThat(this.database.statements().during(() -> this.prefetch.processChunk(List.of(book)))).isEmpty();
		assertThat(this.log.warnings()).isEmpty();
	}

	private String prefetched() {
		return this.database.read(this::prefetched);
	}

	private String prefetched(EntityManager em) {
		Book book = em.find(Book.class, 7);
		this.prefetch.processChunk(List.of(book));
		return book.getAuthor().getName();
	}

}
