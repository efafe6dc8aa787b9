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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.jpa.SpecHints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the reader's queries may be. The catalogue has twelve authors, of whom id 0 to 4
 * are read.
 */
class StatelessSessionItemReaderTests {

	private static final String QUERY = "from Author where id < 5 order by id";

	private Database database;

	@BeforeEach
	void open() {
		this.database = Database.open().populate();
	}

	@AfterEach
	void close() {
		assertThat(this.database.dataSource().getHikariPoolMXBean().getActiveConnections()).as("leaks").isZero();
		this.database.close();
	}

	private <T> StatelessSessionItemReader.Builder<T> builder() {
		return StatelessSessionItemReader.<T>builder()
			.entityManagerFactory(this.database.entityManagerFactory())
			.name("reader");
	}

	private static <T> List<T> readAll(StatelessSessionItemReader<T> reader) throws Exception {
		return readAll(reader, new ExecutionContext());
	}

	private static <T> List<T> readAll(StatelessSessionItemReader<T> reader, ExecutionContext context)
			throws Exception {
		List<T> items = new ArrayList<>();
		reader.open(context);
		for (T item = reader.read(); item != null; item = reader.read()) {
			items.add(item);
		}
		assertThat(reader.read()).as("after the end").isNull();
		reader.update(context);
		reader.close();
		return items;
	}

	@Test
	void should_read_detached_entities() throws Exception {
		List<Review> reviews = readAll(this.<Review>builder()
			.queryString("select r from Review r order by r.id")
			.itemType(Review.class)
			.build());
		assertThat(this.database.statements().count()).isOne();
		assertThat(reviews).hasSize(100)
			.allSatisfy((review) -> assertThat(Hibernate.isInitialized(review.getBook())).isFalse());
	}

	@Test
	void should_read_without_item_type() throws Exception {
		assertThat(readAll(this.<Author>builder().queryString(QUERY).build())).hasSize(5)
			.allSatisfy((item) -> assertThat(item).isInstanceOf(Author.class));
		assertThat(readAll(this.<Object[]>builder().queryString("select id, name from Author where id = 3").build()))
			.containsExactly(new Object[] { 3L, "Author 3" });
	}

	@Test
	void should_read_records_and_values() throws Exception {
		assertThat(readAll(this.<Row>builder()
			.queryString("select id, name from Author where id = 3")
			.itemType(Row.class)
			.build())).containsExactly(new Row(3, "Author 3"));
		assertThat(readAll(this.<Long>builder().queryString("select id " + QUERY).itemType(Long.class).build()))
			.containsExactly(0L, 1L, 2L, 3L, 4L);
	}

	@Test
	void should_bind_parameters_and_lists_and_null() throws Exception {
		assertThat(readAll(this.<Author>builder()
			.queryString("from Author where id in :ids and name <> :name order by id")
			.parameterValues(Map.of("ids", List.of(1L, 2L, 4L), "name", "Author 2"))
			.build())).extracting(Author::getId).containsExactly(1L, 4L);
		Map<String, Object> none = new HashMap<>();
		none.put("name", null);
		assertThat(readAll(this.<Author>builder()
			.queryString("from Author where :name is null and id < 5")
			.parameterValues(none)
			.build())).hasSize(5);
	}

	@Test
	void should_read_named_queries() throws Exception {
		try (EntityManager entityManager = this.database.entityManagerFactory().createEntityManager()) {
			this.database.entityManagerFactory()
				.addNamedQuery("authors", entityManager.createQuery("from Author where id < :id", Author.class));
			this.database.entityManagerFactory()
				.addNamedQuery("nativeAuthors",
						entityManager.createNativeQuery("select * from Author where id < :id", Author.class));
		}
		for (String query : List.of("authors", "nativeAuthors")) {
			assertThat(readAll(this.<Author>builder()
				.namedQuery(query)
				.itemType(Author.class)
				.parameterValues(Map.of("id", 3))
				.build())).as(query).extracting(Author::getId).containsExactlyInAnyOrder(0L, 1L, 2L);
		}
	}

	@Test
	void should_pass_hints() throws Exception {
		EntityManager entityManager = this.database.entityManagerFactory().createEntityManager();
		var graph = entityManager.createEntityGraph(Book.class);
		graph.addAttributeNodes("publisher");
		entityManager.close();
		assertThat(readAll(this.<Book>builder()
			.queryString("from Book order by id")
			.itemType(Book.class)
			.hintValues(Map.of(SpecHints.HINT_SPEC_FETCH_GRAPH, graph))
			.build())).isNotEmpty()
			.extracting(Book::getPublisher)
			.allMatch(Hibernate::isInitialized)
			.extracting(Publisher::getName)
			.doesNotContainNull();
	}

	@Test
	void should_read_max_items_at_most_and_begin_with_the_current() throws Exception {
		ExecutionContext context = new ExecutionContext();
		assertThat(
				readAll(this.<Author>builder().queryString(QUERY).currentItemCount(2).maxItemCount(4).build(), context))
			.extracting(Author::getId)
			.containsExactly(2L, 3L);
		assertThat(context.toMap()).isEqualTo(Map.of("reader.read.count", 4, "reader.read.count.max", 4));
	}

	@Test
	void should_save_nothing_without_state() throws Exception {
		ExecutionContext context = new ExecutionContext();
		assertThat(readAll(this.<Author>builder().queryString(QUERY).saveState(false).build(), context)).hasSize(5);
		assertThat(context.isEmpty()).isTrue();
	}

	record Row(long id, String name) {
	}

}
