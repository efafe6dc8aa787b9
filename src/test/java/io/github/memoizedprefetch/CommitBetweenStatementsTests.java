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
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.model.stages.House;
import io.github.memoizedprefetch.model.stages.Novel;
import io.github.memoizedprefetch.model.stages.Writer;
import io.github.memoizedprefetch.support.Server;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Another transaction commits while a chunk is prefetched, before each of its statements
 * in turn: no chunk that begins later finds what was there before, whatever the isolation
 * level.
 */
class CommitBetweenStatementsTests {

	private static final int NOVELS = 12;

	/** Commits before one of the statements. */
	private static final class Hook implements StatementInspector {

		private int countdown = -1;

		private Runnable action;

		@Override
		public String inspect(String sql) {
			if (this.countdown > 0 && --this.countdown == 0) {
				this.action.run();
			}
			return sql;
		}

		boolean isDone() {
			return this.countdown == 0;
		}

	}

	private final Hook hook = new Hook();

	private static String describe(Novel novel) {
		return novel.getWriter().getName() + titles(novel.getWriter().getNovels()) + novel.getHouse().getName()
				+ titles(novel.getHouse().getNovels());
	}

	private static List<String> titles(Iterable<Novel> novels) {
		List<String> titles = new ArrayList<>();
		novels.forEach((novel) -> titles.add(novel.getTitle()));
		titles.sort(null);
		return titles;
	}

	private static void populate(EntityManager entityManager) {
		List<Writer> writers = new ArrayList<>();
		List<House> houses = new ArrayList<>();
		for (int id = 0; id < 6; id++) {
			writers.add(new Writer(id, "old"));
			houses.add(new House(id, "old"));
		}
		writers.forEach(entityManager::persist);
		houses.forEach(entityManager::persist);
		for (int id = 0; id < NOVELS; id++) {
			entityManager.persist(new Novel(id, "old", writers.get(id % 6), houses.get(id % 4)));
		}
	}

	private static void change(EntityManagerFactory factory, boolean bulk) {
		factory.runInTransaction((entityManager) -> {
			if (bulk) {
				Stream.of("Novel set title", "Writer set name", "House set name")
					.forEach((what) -> entityManager.createQuery("update " + what + " = 'new'").executeUpdate());
				return;
			}
			entityManager.createQuery("from Novel", Novel.class).getResultList().forEach((novel) -> {
				novel.setTitle("new");
				novel.getWriter().setName("new");
				novel.getHouse().setName("new");
			});
		});
	}

	private static void restore(EntityManagerFactory factory) {
		factory.runInTransaction((entityManager) -> Stream.of("Novel set title", "Writer set name", "House set name")
			.forEach((what) -> entityManager.createQuery("update " + what + " = 'old'").executeUpdate()));
	}

	private static List<Novel> read(EntityManager entityManager, int from, int size) {
		return entityManager.createQuery("from Novel order by id", Novel.class)
			.setFirstResult(from)
			.setMaxResults(size)
			.getResultList();
	}

	/**
	 * Go through all novels twice.
	 * @return whether there was a statement to commit before
	 */
	private boolean run(EntityManagerFactory factory, MemoizedPrefetch prefetch, int size, boolean managed, int point) {
		for (int from = 0; from < 2 * NOVELS; from += size) {
			int first = from % NOVELS;
			boolean changed = this.hook.isDone();
			List<String> lines = new ArrayList<>();
			this.hook.countdown = this.hook.isDone() ? 0 : this.hook.countdown;
			if (managed) {
				factory.runInTransaction((entityManager) -> process(prefetch, read(entityManager, first, size), lines));
			}
			else {
				process(prefetch, factory.callInTransaction((entityManager) -> read(entityManager, first, size)),
						lines);
			}
			if (changed) {
				assertThat(lines).as("point %d, chunk from %d", point, from)
					.hasSize(size)
					.noneMatch((line) -> line.contains("old"));
			}
		}
		return this.hook.isDone();
	}

	private static void process(MemoizedPrefetch prefetch, List<Novel> novels, List<String> lines) {
		prefetch.processChunk(novels);
		novels.forEach((novel) -> lines.add(describe(novel)));
	}

	private void check(EntityManagerFactory factory, int size, boolean managed, boolean bulk,
			UnaryOperator<MemoizedPrefetch.Builder> configurer) {
		boolean reached = true;
		int point = 0;
		while (reached) {
			point++;
			restore(factory);
			try (MemoizedPrefetch prefetch = configurer
				.apply(MemoizedPrefetch.builder(factory).itemType(Novel.class).paths("writer.novels", "house.novels"))
				.build()) {
				this.hook.action = () -> change(factory, bulk);
				this.hook.countdown = point;
				reached = run(factory, prefetch, size, managed, point);
				this.hook.countdown = -1;
			}
		}
		assertThat(point).isGreaterThan(5);
	}

	private EntityManagerFactory open(HikariDataSource dataSource) {
		EntityManagerFactory factory = new HibernatePersistenceConfiguration("test")
			.managedClasses(Novel.class, Writer.class, House.class)
			.property("jakarta.persistence.nonJtaDataSource", dataSource)
			.property("jakarta.persistence.schema-generation.database.action", "drop-and-create")
			.property("hibernate.session_factory.statement_inspector", this.hook)
			.createEntityManagerFactory();
		factory.runInTransaction(CommitBetweenStatementsTests::populate);
		return factory;
	}

	private static HikariDataSource dataSource(Server server, String isolation) {
		HikariDataSource dataSource = new HikariDataSource();
		switch (server) {
			case HSQLDB -> {
				dataSource.setJdbcUrl("jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=mvcc;shutdown=true");
				dataSource.setUsername("sa");
			}
			case H2 -> dataSource.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
			default -> {
				try (var database = server.open(null, Novel.class, Writer.class, House.class)) {
					dataSource.setDataSource(database.dataSource().getDataSource());
				}
			}
		}
		dataSource.setTransactionIsolation(isolation);
		return dataSource;
	}

	@ParameterizedTest
	@CsvSource({ "HSQLDB, TRANSACTION_READ_COMMITTED", "HSQLDB, TRANSACTION_REPEATABLE_READ",
			"H2, TRANSACTION_REPEATABLE_READ", "POSTGRESQL, TRANSACTION_READ_COMMITTED",
			"POSTGRESQL, TRANSACTION_REPEATABLE_READ", "MARIADB, TRANSACTION_READ_COMMITTED",
			"MARIADB, TRANSACTION_REPEATABLE_READ" })
	void should_remember_nothing_that_was_read_before_a_commit(Server server, String isolation) {
		try (HikariDataSource dataSource = dataSource(server, isolation);
				EntityManagerFactory factory = open(dataSource)) {
			check(factory, 6, true, true, (builder) -> builder);
			check(factory, 6, false, false, (builder) -> builder);
			check(factory, 6, false, true,
					(builder) -> builder.config(MemoizedPrefetchConfig.of(Novel.class).prefetchAll(true))
						.config(MemoizedPrefetchConfig.of(Writer.class).fetch("novels")));
			// so many loads that whole tables are loaded
			check(factory, 1, false, true, (builder) -> builder);
		}
	}

}
