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

import java.util.Map;

import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.support.Database;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ReaderNotOpenException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The cases of Spring Batch's own {@code AbstractItemStreamItemReaderTests}, and how the
 * reader opens, jumps and closes.
 */
class StatelessSessionStreamTests {

	private static final String QUERY = "from Author where id between 1 and 5 order by id";

	private final ExecutionContext context = new ExecutionContext();

	private Database database;

	private StatelessSessionItemReader<Author> reader;

	@BeforeEach
	void open() {
		this.database = Database.open().populate();
		this.reader = reader(QUERY);
		this.reader.open(this.context);
	}

	@AfterEach
	void close() {
		this.reader.close();
		assertThat(connections()).as("leaks").isZero();
		this.database.close();
	}

	private StatelessSessionItemReader<Author> reader(String query) {
		return StatelessSessionItemReader.<Author>builder()
			.entityManagerFactory(this.database.entityManagerFactory())
			.name("reader")
			.queryString(query)
			.build();
	}

	private int connections() {
		return this.database.dataSource().getHikariPoolMXBean().getActiveConnections();
	}

	private void assertNext(long... ids) throws Exception {
		for (long id : ids) {
			assertThat(this.reader.read()).isNotNull().extracting(Author::getId).isEqualTo(id);
		}
	}

	@Test
	void should_read() throws Exception {
		assertNext(1, 2, 3, 4, 5);
		assertThat(this.reader.read()).isNull();
		assertThat(connections()).isOne();
	}

	@Test
	void should_read_nothing_from_empty_input() throws Exception {
		this.reader.close();
		this.reader.setQueryString("from Author where id = -1");
		this.reader.afterPropertiesSet();
		this.reader.open(new ExecutionContext());
		assertThat(this.reader.read()).isNull();
		assertThat(this.reader.read()).isNull();
	}

	@Test
	void should_restart() throws Exception {
		this.reader.update(this.context);
		assertNext(1, 2);
		this.reader.update(this.context);
		this.reader.close();
		this.reader = reader(QUERY);
		this.reader.open(this.context);
		assertNext(3);
	}

	@Test
	void should_reset_and_restart() throws Exception {
		this.reader.update(this.context);
		assertNext(1, 2);
		this.reader.update(this.context);
		assertNext(3);
		this.reader.close();
		this.reader = reader(QUERY);
		this.reader.open(this.context);
		assertNext(3);
	}

	@Test
	void should_reopen() throws Exception {
		this.reader.update(this.context);
		assertNext(1, 2);
		this.reader.update(this.context);
		this.reader.close();
		this.reader.open(this.context);
		assertNext(3, 4, 5);
		assertThat(this.reader.read()).isNull();
	}

	@Test
	void should_let_the_database_skip_what_it_can_count() throws Exception {
		jump(QUERY);
		assertNext(3, 4, 5);
		assertThat(this.database.statements().statements()).singleElement().asString().contains("offset");
	}

	@ParameterizedTest
	@ValueSource(strings = { "from Author where id between 1 and 9 order by id limit 5",
			"from Author where id > 0 order by id fetch first 5 rows only",
			"from Author where id between 0 and 5 order by id offset 1" })
	void should_read_up_to_there_where_the_query_counts_itself(String query) throws Exception {
		jump(query);
		assertNext(3, 4, 5);
		assertThat(this.reader.read()).isNull();
	}

	@Test
	void should_count_items_and_not_rows_where_a_collection_is_fetched() throws Exception {
		jump("from Book b left join fetch b.categories where b.id between 1 and 5 order by b.id");
		Object third = this.reader.read();
		assertThat(third).extracting("id").isEqualTo(3L);
		assertThat(third).extracting("categories")
			.asInstanceOf(InstanceOfAssertFactories.COLLECTION)
			.hasSizeGreaterThan(1);
	}

	@Test
	void should_end_where_there_is_less_than_was_read() throws Exception {
		this.context.putInt("reader.read.count", 7);
		this.reader.close();
		this.reader.open(this.context);
		assertThat(this.reader.read()).isNull();
	}

	private void jump(String query) {
		this.context.putInt("reader.read.count", 2);
		this.reader.close();
		this.reader = reader(query);
		this.database.statements().reset();
		this.reader.open(this.context);
	}

	@Test
	void should_close_twice_and_without_open() {
		this.reader.close();
		this.reader.close();
		assertThat(connections()).isZero();
		reader(QUERY).close();
	}

	@Test
	void should_refuse_to_read_before_open_and_after_close() throws Exception {
		this.reader.close();
		assertThatExceptionOfType(ReaderNotOpenException.class).isThrownBy(this.reader::read);
		this.reader.open(this.context);
		assertNext(1);
	}

	@Test
	void should_refuse_to_open_twice_and_read_on() throws Exception {
		assertNext(1);
		assertThatExceptionOfType(ItemStreamException.class).isThrownBy(() -> this.reader.open(this.context))
			.withMessageContaining("open already");
		assertNext(2);
	}

	@Test
	void should_leave_nothing_open_where_open_fails() throws Exception {
		this.reader.close();
		this.database.execute("alter table Author rename to Writer");
		assertThatExceptionOfType(ItemStreamException.class).isThrownBy(() -> this.reader.open(this.context));
		assertThat(connections()).isZero();
		this.database.execute("alter table Writer rename to Author");
		this.reader.open(this.context);
		assertNext(1);
	}

	@Test
	void should_leave_nothing_open_where_it_cannot_jump() {
		this.reader.close();
		this.context.put("reader.read.count", "two");
		assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> this.reader.open(this.context));
		assertThatExceptionOfType(ReaderNotOpenException.class).isThrownBy(this.reader::read);
	}

	@Test
	void should_give_the_connection_back_where_the_database_fails() {
		this.reader.close();
		this.reader.setQueryString("from Author where 1 / (id - :id) > -5");
		this.reader.setParameterValues(Map.of("id", 3L));
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> {
			this.reader.open(this.context);
			for (int i = 0; i < 10; i++) {
				this.reader.read();
			}
		});
		this.reader.close();
		assertThat(connections()).isZero();
	}

}
