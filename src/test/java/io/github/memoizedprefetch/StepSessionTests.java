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

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.memoizedprefetch.support.Database;
import io.github.memoizedprefetch.support.LogCapture;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.SessionBuilder;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Detached items are merged by the session of the step's transaction. One that reads or
 * writes other values than those that are memoized would take these for changes.
 */
class StepSessionTests {

	private static final TimeZone TOKYO = TimeZone.getTimeZone("Asia/Tokyo");

	@AutoClose
	private final Database database = Database.open(Ring.class, Visitor.class);

	@AutoClose
	private final LogCapture log = new LogCapture();

	private final MemoizedPrefetch prefetch = MemoizedPrefetch.builder(this.database.entityManagerFactory())
		.paths("visitor.times", "visitor.friends")
		.build();

	@BeforeEach
	void populate() {
		this.database.inTransaction((entityManager) -> {
			Visitor friend = new Visitor(2, "friend");
			Visitor visitor = new Visitor(1, "visitor");
			visitor.times.add(Instant.parse("2026-03-29T01:00:00Z"));
			visitor.friends.add(friend);
			List.of(friend, visitor, new Ring(1, visitor)).forEach(entityManager::persist);
		});
	}

	/** Items of a closed session, merged in a step of Spring's. */
	private List<String> merge(UnaryOperator<SessionBuilder> options, Consumer<Session> settings,
			Consumer<Ring> prefetch) {
		SessionFactory factory = this.database.entityManagerFactory().unwrap(SessionFactory.class);
		Ring call = factory.fromSession((session) -> session.find(Ring.class, 1));
		JpaTransactionManager transactions = new JpaTransactionManager(this.database.entityManagerFactory()) {

			@Override
			protected EntityManager createEntityManagerForTransaction() {
				Session session = options.apply(factory.withOptions()).openSession();
				settings.accept(session);
				return session;
			}

		};
		new TransactionTemplate(transactions).executeWithoutResult((status) -> {
			prefetch.accept(call);
			EntityManager session = EntityManagerFactoryUtils
				.getTransactionalEntityManager(this.database.entityManagerFactory());
			session.merge(call);
		});
		return rows();
	}

	private List<String> rows() {
		List<String> rows = new ArrayList<>();
		this.database.inTransaction((entityManager) -> {
			for (String sql : List.of("select id, name, arrival from Visitor order by id",
					"select Visitor_id, times from Visitor_times",
					"select Visitor_id, friends_id from Visitor_Visitor")) {
				entityManager.unwrap(Session.class)
					.createNativeQuery(sql, Object[].class)
					.getResultList()
					.forEach((row) -> rows.add(List.of(row).toString()));
			}
		});
		return rows;
	}

	private void assertLeft(UnaryOperator<SessionBuilder> options, Consumer<Session> settings, String warning) {
		List<String> plain = merge(options, settings, (call) -> {
		});
		assertThat(merge(options, settings, (call) -> {
			this.prefetch.processChunk(List.of(call));
			assertThat(Hibernate.isInitialized(call.visitor)).isFalse();
		})).isEqualTo(plain).isEqualTo(rows());
		assertThat(this.log.warnings()).isNotEmpty()
			.allSatisfy((text) -> assertThat(text).contains(
					"it is detached, and the session of the thread's transaction, which may merge it, " + warning));
	}

	@Test
	void should_serve_detached_items_of_a_step_whose_session_is_as_the_factory_has_it() {
		List<String> before = rows();
		assertThat(merge(UnaryOperator.identity(), (session) -> {
		}, (call) -> {
			this.prefetch.processChunk(List.of(call));
			assertThat(Hibernate.isInitialized(call.visitor)).isTrue();
			assertThat(Hibernate.isInitialized(call.visitor.getTimes())).isTrue();
		})).isEqualTo(before);
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void should_leave_detached_items_of_a_step_whose_session_has_a_time_zone_of_its_own() {
		assertLeft((options) -> options.jdbcTimeZone(TOKYO), (session) -> {
		}, "has the jdbcTimeZone Asia/Tokyo, and rows are memoized with that of the factory (none); set"
				+ " hibernate.jdbc.time_zone.");
	}

	/** A merge would add the links that the session does not see. */
	@Test
	void should_leave_detached_items_of_a_step_whose_session_has_filters() {
		assertLeft(UnaryOperator.identity(), (session) -> session.enableFilter("none"),
				"has filters enabled ([none]), which memoized rows do not know.");
	}

	@Test
	void should_leave_detached_items_of_a_step_whose_session_rewrites_its_statements() {
		assertLeft((options) -> options.statementInspector((UnaryOperator<String>) (sql) -> sql), (session) -> {
		}, "has a StatementInspector of its own, which may change what is read; set"
				+ " hibernate.session_factory.statement_inspector.");
	}

	/** A connection may have settings of its own, and see what others do not. */
	@Test
	void should_leave_detached_items_of_a_step_whose_session_has_a_connection_of_its_own() throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection()) {
			connection.setAutoCommit(false);
			assertLeft((options) -> options.connection(connection), (session) -> {
			}, "was opened with a connection of its own, and the memo is filled over others; let Hibernate open the"
					+ " connection.");
		}
	}

	@Test
	void should_leave_items_of_a_session_that_has_a_connection_of_its_own() throws SQLException {
		try (Connection connection = this.database.dataSource().getConnection();
				Session session = this.database.entityManagerFactory()
					.unwrap(SessionFactory.class)
					.withOptions()
					.connection(connection)
					.openSession()) {
			Ring call = session.find(Ring.class, 1);
			this.prefetch.processChunk(List.of(call));
			assertThat(Hibernate.isInitialized(call.visitor)).isFalse();
			assertThat(this.log.warnings()).singleElement()
				.asString()
				.contains("visitor", "its session was opened with a connection of its own, and the memo is filled over"
						+ " others; let Hibernate open the connection.");
		}
	}

	@Test
	void should_serve_detached_items_where_no_session_is_bound_to_the_thread() {
		Ring call = this.database.entityManagerFactory()
			.unwrap(SessionFactory.class)
			.fromSession((session) -> session.find(Ring.class, 1));
		this.prefetch.processChunk(List.of(call));
		assertThat(call.visitor.getName()).isEqualTo("visitor");
		assertThat(this.log.warnings()).isEmpty();
	}

	@Entity(name = "Ring")
	static class Ring {

		@Id
		Integer id;

		@ManyToOne(fetch = FetchType.LAZY, cascade = CascadeType.MERGE)
		Visitor visitor;

		protected Ring() {
		}

		Ring(int id, Visitor visitor) {
			this.id = id;
			this.visitor = visitor;
		}

	}

	@Entity(name = "Visitor")
	@FilterDef(name = "none", defaultCondition = "1 = 0")
	static class Visitor {

		@Id
		Integer id;

		String name;

		Instant arrival = Instant.parse("2026-03-29T03:00:00Z");

		@ElementCollection
		Set<Instant> times = new HashSet<>();

		@ManyToMany
		@Filter(name = "none")
		List<Visitor> friends = new ArrayList<>();

		protected Visitor() {
		}

		Visitor(int id, String name) {
			this.id = id;
			this.name = name;
		}

		String getName() {
			return this.name;
		}

		Set<Instant> getTimes() {
			return this.times;
		}

	}

}
