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
package io.github.memoizedprefetch.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.model.Author;
import io.github.memoizedprefetch.model.Book;
import io.github.memoizedprefetch.model.BookCategory;
import io.github.memoizedprefetch.model.Category;
import io.github.memoizedprefetch.model.Publisher;
import io.github.memoizedprefetch.model.Review;
import io.github.memoizedprefetch.support.Catalogue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * A database with the shared model, its data, a persistent job repository and the table
 * of a report, whose connections can be made to fail.
 */
final class FaultDatabase implements AutoCloseable {

	private static final long TIMEOUT_MILLIS = 30_000;

	/** One server for all tests; it ends with the JVM. */
	private static EmbeddedPostgres postgres;

	private final HikariDataSource pool = new HikariDataSource();

	private final FaultyDataSource dataSource = new FaultyDataSource(this.pool);

	private final JdbcTemplate jdbc = new JdbcTemplate(this.pool);

	private final EntityManagerFactory entityManagerFactory;

	private final List<Connection> taken = new ArrayList<>();

	enum Kind {

		HSQLDB, POSTGRESQL

	}

	FaultDatabase(Kind kind) {
		this((kind == Kind.HSQLDB) ? "jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=mvcc" : newPostgresDatabase(),
				true);
	}

	/**
	 * @param create whether the tables are to be made and filled
	 */
	FaultDatabase(String url, boolean create) {
		boolean hsqldb = url.startsWith("jdbc:hsqldb");
		this.pool.setJdbcUrl(url);
		this.pool.setUsername(hsqldb ? "sa" : "postgres");
		if (!hsqldb) {
			this.pool.addDataSourceProperty("ApplicationName", create ? "test" : "job");
		}
		this.pool.setMaximumPoolSize(4);
		this.pool.setMinimumIdle(0);
		this.pool.setConnectionTimeout(TIMEOUT_MILLIS);
		this.entityManagerFactory = new HibernatePersistenceConfiguration("faults")
			.managedClasses(Author.class, Publisher.class, Category.class, Book.class, BookCategory.class, Review.class)
			.property("jakarta.persistence.nonJtaDataSource", this.dataSource)
			.property("jakarta.persistence.schema-generation.database.action", create ? "create" : "none")
			// as Spring sets it
			.property("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_HOLD")
			.createEntityManagerFactory();
		if (create) {
			this.entityManagerFactory.runInTransaction(Catalogue::persist);
			new ResourceDatabasePopulator(new ClassPathResource(
					"org/springframework/batch/core/schema-" + (hsqldb ? "hsqldb" : "postgresql") + ".sql"))
				.execute(this.pool);
			this.jdbc.execute("create table report (id bigint, line varchar(1000))");
		}
	}

	static String newPostgresDatabase() {
		String name = "t" + UUID.randomUUID().toString().replace("-", "");
		execute("create database " + name);
		return postgres.getJdbcUrl("postgres", name);
	}

	static void terminate(int backend) {
		execute("select pg_terminate_backend(" + backend + ", 60000)");
	}

	private static synchronized void execute(String sql) {
		try {
			if (postgres == null) {
				postgres = EmbeddedPostgres.builder().start();
			}
			try (Connection connection = postgres.getPostgresDatabase().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute(sql);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	FaultyDataSource dataSource() {
		return this.dataSource;
	}

	EntityManagerFactory entityManagerFactory() {
		return this.entityManagerFactory;
	}

	<R> R read(Function<EntityManager, R> work) {
		return this.entityManagerFactory.callInTransaction(work);
	}

	/**
	 * For what belongs to the transaction of the current thread.
	 */
	JdbcTemplate jdbcInTransaction() {
		return new JdbcTemplate(this.dataSource);
	}

	int connectionsInUse() {
		return this.pool.getHikariPoolMXBean().getActiveConnections();
	}

	/**
	 * Leave no connection free, to nobody who waits for less than half a second.
	 */
	void takeAllConnections() {
		try {
			while (connectionsInUse() < this.pool.getMaximumPoolSize()) {
				this.taken.add(this.pool.getConnection());
			}
			this.pool.setConnectionTimeout(500);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void giveConnectionsBack() throws SQLException {
		for (Connection connection : this.taken) {
			connection.close();
		}
		this.taken.clear();
		this.pool.setConnectionTimeout(TIMEOUT_MILLIS);
	}

	/**
	 * All that a job has written.
	 */
	List<String> output() {
		List<String> output = this.jdbc.queryForList("select line from report order by id, line", String.class);
		output.addAll(this.jdbc.queryForList("select rating from Review order by id", String.class));
		return output;
	}

	/**
	 * Add reviews, in PostgreSQL.
	 * @param count how many there shall be in all
	 */
	void addReviews(int count) {
		this.jdbc.update("insert into Review (id, rating, book_id) select i, 1, i % 40 from generate_series(?, ?) i",
				Catalogue.REVIEWS, count - 1);
	}

	/**
	 * Wait until PostgreSQL has ended the sessions of a process that is no more.
	 */
	void awaitOthers() {
		int others = 1;
		while (others > 0) {
			others = this.jdbc.queryForObject("select count(*) from pg_stat_activity"
					+ " where datname = current_database() and pid <> pg_backend_pid()"
					+ " and application_name <> 'test'", Integer.class);
		}
	}

	String url() {
		return this.pool.getJdbcUrl();
	}

	/**
	 * As before the first job.
	 */
	void reset() {
		this.jdbc.update("delete from report");
		this.jdbc.update("update Review set rating = 1");
	}

	@Override
	public void close() {
		this.entityManagerFactory.close();
		this.pool.close();
	}

}
