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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import org.hsqldb.jdbc.JDBCDataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The driver says that a commit has failed: the database may have done it nevertheless.
 */
class FailedCommitTests {

	private boolean failing;

	@AutoClose
	private final Database database = Database
		.open(Map.of("jakarta.persistence.nonJtaDataSource", dataSource()), Author.class, Publisher.class,
				Category.class, Book.class, BookCategory.class, Review.class)
		.populate();

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.itemType(Book.class)
		.paths("author")
		.build();

	@Test
	void should_see_what_was_committed_although_the_driver_reported_a_failure() {
		assertThat(prefetched()).isEqualTo("Author 7");
		this.failing = true;
		assertThatThrownBy(() -> this.database.inTransaction((em) -> em.find(Author.class, 7).setName("committed")))
			.hasStackTraceContaining("connection lost");
		this.failing = false;
		assertThat(prefetched()).isEqualTo("committed");
	}

	@Test
	void should_forget_nothing_if_the_commit_was_not_tried() {
		assertThat(prefetched()).isEqualTo("Author 7");
		this.failing = true;
		assertThatThrownBy(() -> this.database.inTransaction((em) -> {
			em.find(Author.class, 7).setName("rolled back");
			em.flush();
			throw new IllegalStateException("stop");
		})).hasMessage("stop");
		this.failing = false;
		Book book = this.database.read((em) -> em.find(Book.class, 7));
		assertThat(this.database.statements().during(() -> this.prefetch.processChunk(List.of(book)))).isEmpty();
		assertThat(book.getAuthor().getName()).isEqualTo("Author 7");
	}

	private String prefetched() {
		Book book = this.database.read((em) -> em.find(Book.class, 7));
		this.prefetch.processChunk(List.of(book));
		return book.getAuthor().getName();
	}

	private DataSource dataSource() {
		JDBCDataSource real = new JDBCDataSource();
		real.setUrl("jdbc:hsqldb:mem:" + UUID.randomUUID());
		real.setUser("sa");
		return (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { DataSource.class },
				(proxy, method, arguments) -> {
					Object result = method.invoke(real, arguments);
					return (result instanceof Connection connection) ? connection(connection) : result;
				});
	}

	private Connection connection(Connection real) {
		return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> {
					Object result;
					try {
						result = method.invoke(real, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
					if (this.failing && method.getName().equals("commit")) {
						throw new SQLException("connection lost");
					}
					return result;
				});
	}

}
