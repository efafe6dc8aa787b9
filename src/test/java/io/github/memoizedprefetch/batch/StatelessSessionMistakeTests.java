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
import java.util.function.Consumer;

import io.github.memoizedprefetch.batch.StatelessSessionItemReader.Builder;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.support.Database;
import jakarta.persistence.EntityManager;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the reader says of mistakes.
 */
class StatelessSessionMistakeTests {

	private static Database database;

	@BeforeAll
	static void open() {
		database = Database.open();
	}

	@AfterEach
	void should_leave_nothing_open() {
		assertThat(database.dataSource().getHikariPoolMXBean().getActiveConnections()).isZero();
	}

	@AfterAll
	static void close() {
		database.close();
	}

	private static Builder<Object> builder() {
		return StatelessSessionItemReader.builder()
			.entityManagerFactory(database.entityManagerFactory())
			.name("reader");
	}

	private static void assertRefused(Builder<?> builder, String message) {
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
	}

	private static AbstractThrowableAssert<?, ?> assertNotOpened(Consumer<Builder<Object>> options) {
		Builder<Object> builder = builder();
		options.accept(builder);
		StatelessSessionItemReader<Object> reader = builder.build();
		return assertThatThrownBy(() -> reader.open(new ExecutionContext())).isInstanceOf(ItemStreamException.class);
	}

	@Test
	void should_refuse_to_build() {
		assertRefused(StatelessSessionItemReader.builder().name("reader").queryString("from Author"),
				"entityManagerFactory is required");
		assertRefused(builder().name("").queryString("from Author"),
				"A name is required when saveState is set to true");
		assertRefused(builder(), "Either queryString or namedQuery is required");
		assertRefused(builder().queryString("from Author").namedQuery("authors"),
				"Only one of queryString and namedQuery is allowed");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().fetchSize(-1))
			.withMessage("fetchSize must not be negative, but is -1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().maxItemCount(0));
	}

	@Test
	void should_need_no_name_without_state() {
		assertThat(StatelessSessionItemReader.builder()
			.entityManagerFactory(database.entityManagerFactory())
			.queryString("from Author")
			.saveState(false)
			.build()
			.isSaveState()).isFalse();
	}

	@Test
	void should_check_the_properties_of_a_bean() {
		StatelessSessionItemReader<Author> reader = new StatelessSessionItemReader<>();
		assertThatIllegalArgumentException().isThrownBy(reader::afterPropertiesSet)
			.withMessage("entityManagerFactory is required");
	}

	@Test
	void should_name_a_parameter_that_the_query_does_not_have() {
		assertNotOpened((builder) -> builder.queryString("from Author where id < :limit")
			.parameterValues(Map.of("limit", 3, "lmit", 4))).hasStackTraceContaining(":lmit")
			.hasStackTraceContaining("[limit]");
	}

	@Test
	void should_name_a_parameter_without_value() {
		assertNotOpened((builder) -> builder.queryString("from Author where id < :limit"))
			.hasStackTraceContaining(":limit");
	}

	@Test
	void should_name_a_value_of_another_type() {
		assertNotOpened((builder) -> builder.queryString("from Author where name = :name")
			.parameterValues(Map.of("name", new int[0]))).hasStackTraceContaining("name");
	}

	@Test
	void should_name_an_unknown_query() {
		assertNotOpened((builder) -> builder.namedQuery("autors")).hasStackTraceContaining("autors");
	}

	@Test
	void should_refuse_an_item_type_that_does_not_fit() {
		assertNotOpened((builder) -> builder.queryString("from Author").itemType(Book.class))
			.hasStackTraceContaining(Author.class.getName())
			.hasStackTraceContaining(Book.class.getName());
	}

	@Test
	void should_refuse_what_does_not_select() {
		assertNotOpened((builder) -> builder.queryString("delete from Author"))
			.hasStackTraceContaining("delete from Author");
		try (EntityManager entityManager = database.entityManagerFactory().createEntityManager()) {
			database.entityManagerFactory().addNamedQuery("deletion", entityManager.createQuery("delete from Author"));
		}
		assertNotOpened((builder) -> builder.namedQuery("deletion")).hasStackTraceContaining("delete from Author");
	}

	@Test
	void should_refuse_a_query_that_cannot_be_parsed() {
		assertNotOpened((builder) -> builder.queryString("from Autor")).hasStackTraceContaining("'Autor'");
	}

}
