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
package io.github.memoizedprefetch.readme;

import java.util.List;

import io.github.memoizedprefetch.MemoizedPrefetch;
import io.github.memoizedprefetch.autoconfigure.MemoizedPrefetchPaths;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.context.support.GenericXmlApplicationContext;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** The code of keys.md. */
class DocumentedKeysTests {

	@AutoClose
	private final Database database = Database.open().populate();

	private final EntityManagerFactory entityManagerFactory = this.database.entityManagerFactory();

	@Test
	void should_find_the_entity_of_an_id() {
		EntityManagerFactory entityManagerFactory = this.entityManagerFactory;
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(ReviewRow.class)
			.key("bookId", Book.class)
			.build();
		assertThat(statements(prefetch)).isEqualTo(1);
	}

	@Test
	void should_find_what_is_behind_the_entity_of_an_id() {
		EntityManagerFactory entityManagerFactory = this.entityManagerFactory;
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(entityManagerFactory)
			.itemType(ReviewRow.class)
			.key(ReviewRow::bookId, Book.class, "author", "categories")
			.build();
		assertThat(statements(prefetch)).isEqualTo(4);
	}

	@Test
	void should_make_ids() {
		MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.entityManagerFactory)
			.key((ReviewRow row) -> Long.valueOf(row.isbn()), Book.class)
			.build();
		assertThat(statements(prefetch)).isEqualTo(1);
	}

	@Test
	void should_be_defined_in_xml() {
		try (GenericXmlApplicationContext context = new GenericXmlApplicationContext()) {
			context.getBeanFactory().registerSingleton("entityManagerFactory", this.entityManagerFactory);
			context.load(getClass(), "keys.xml");
			context.refresh();
			assertThat(statements(context.getBean(MemoizedPrefetch.class))).isEqualTo(4);
		}
	}

	@Test
	void should_be_named_by_an_annotation() {
		MemoizedPrefetchPaths.Key key = ReviewRowProcessor.class.getAnnotation(MemoizedPrefetchPaths.class).keys()[0];
		assertThat(statements(MemoizedPrefetch.builder(this.entityManagerFactory)
			.key(key.value(), key.entity(), key.paths())
			.build())).isEqualTo(2);
	}

	private int statements(MemoizedPrefetch prefetch) {
		List<ReviewRow> rows = List.of(new ReviewRow(1, "1"), new ReviewRow(2, "2"), new ReviewRow(3, "3"));
		this.database.statements().reset();
		new TransactionTemplate(new JpaTransactionManager(this.entityManagerFactory)).executeWithoutResult((status) -> {
			prefetch.processChunk(rows);
			EntityManager session = EntityManagerFactoryUtils.getTransactionalEntityManager(this.entityManagerFactory);
			assertThat(rows).extracting((row) -> session.find(Book.class, row.bookId()).getTitle())
				.containsExactly("Book 1", "Book 2", "Book 3");
		});
		return this.database.statements().count();
	}

	@MemoizedPrefetchPaths(keys = @MemoizedPrefetchPaths.Key(value = "bookId", entity = Book.class, paths = "author"))
	static class ReviewRowProcessor implements ItemProcessor<ReviewRow, String> {

		@Override
		public String process(ReviewRow row) {
			return row.isbn();
		}

	}

	record ReviewRow(long bookId, String isbn) {
	}

}
