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

package io.github.memoizedprefetch.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.memoizedprefetch.oracle.model.Kind;
import io.github.memoizedprefetch.oracle.model.Model;
import io.github.memoizedprefetch.support.StatementCounter;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.internal.EmptyInterceptor;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * The database that all cases of a run share, and its session factories. Foreign keys are
 * mapped but not enforced: data may hold some that have no row.
 */
final class OracleDatabase implements AutoCloseable {

	private final HikariDataSource pool = new HikariDataSource();

	private final StatementCounter statements = new StatementCounter();

	private final Server server;

	private final WatchedDataSource watched;

	private final Points points;

	private final SessionFactoryImplementor plain;

	private final SessionFactoryImplementor prefetched;

	private final HikariDataSource committedPool = new HikariDataSource();

	private final SessionFactoryImplementor committed;

	/** Those that few cases need, by what they are for. */
	private final Map<String, SessionFactoryImplementor> others = new HashMap<>();

	private boolean eagerLeftOut;

	private final Tables tables;

	private final boolean ignoringCase;

	private OracleDatabase(Server server, String isolation) {
		this.server = server;
		this.watched = new WatchedDataSource(server.dataSource(), server.embedded());
		open(this.pool, (isolation != null) ? level(isolation) : null);
		this.plain = factory("create", this.pool);
		boolean repeatable = inTransaction(this.pool,
				Connection::getTransactionIsolation) > Connection.TRANSACTION_READ_COMMITTED;
		if (repeatable) {
			open(this.committedPool, level("read-committed"));
		}
		this.committed = repeatable ? factory("none", this.committedPool) : null;
		this.points = new Points(this.pool);
		this.prefetched = factory("none", this.points);
		this.tables = new Tables(this.pool, this.watched);
		this.ignoringCase = this.plain.getJdbcServices().getDialect() instanceof MariaDBDialect || server.embedded();
		if (server.embedded()) {
			inTransaction(this.pool, OracleDatabase::ignoreCase);
		}
		inTransaction(this.pool, OracleDatabase::allowSmears);
	}

	void leaveOutEager(boolean eagerLeftOut) {
		this.eagerLeftOut = eagerLeftOut;
	}

	/** Whether readers leave out what is EAGER in the items if it is prefetched. */
	boolean isEagerLeftOut() {
		return this.eagerLeftOut;
	}

	private static Void ignoreCase(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("alter table Nick alter column id set data type varchar_ignorecase(20)");
		}
		return null;
	}

	/**
	 * In a database that Hibernate has not created, a one-to-one may have no constraint.
	 */
	private static Void allowSmears(Connection connection) throws SQLException {
		List<String> constraints = new ArrayList<>();
		try (Statement statement = connection.createStatement()) {
			try (ResultSet names = statement
				.executeQuery("select constraint_name from information_schema.table_constraints"
						+ " where lower(table_name) = 'smear' and constraint_type = 'UNIQUE'")) {
				while (names.next()) {
					constraints.add(names.getString(1));
				}
			}
			for (String constraint : constraints) {
				statement.execute("alter table Smear drop constraint " + constraint);
			}
		}
		return null;
	}

	private void open(HikariDataSource pool, String isolation) {
		pool.setDataSource(this.watched);
		// a cursor of HSQLDB does not outlive the next statement in auto-commit mode
		pool.setAutoCommit(false);
		pool.setMaximumPoolSize(10);
		pool.setMinimumIdle(1);
		pool.setTransactionIsolation(isolation);
	}

	private static String level(String isolation) {
		return "TRANSACTION_" + isolation.replace('-', '_').toUpperCase(Locale.ROOT);
	}

	private SessionFactoryImplementor factory(String schemaAction, DataSource dataSource) {
		return factory(schemaAction, dataSource, false, true);
	}

	/**
	 * @param heard whether users hear of all that is loaded
	 */
	private SessionFactoryImplementor factory(String schemaAction, DataSource dataSource, boolean loadingDetached,
			boolean heard) {
		HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("oracle");
		Model.ABSTRACT.forEach(configuration::managedClass);
		Model.CONCRETE.forEach(configuration::managedClass);
		Kind.allTypes().forEach(configuration::managedClass);
		SessionFactoryImplementor factory = configuration.property("jakarta.persistence.nonJtaDataSource", dataSource)
			.property("jakarta.persistence.schema-generation.database.action", schemaAction)
			.property("hibernate.session_factory.statement_inspector", this.statements)
			.property("hibernate.session_factory.interceptor", heard ? new Changes() : EmptyInterceptor.INSTANCE)
			.property("hibernate.temporal.table_strategy", "single_table") // MariaDB has
																			// its own
			.property("hibernate.enable_lazy_load_no_trans", loadingDetached)
			.createEntityManagerFactory()
			.unwrap(SessionFactoryImplementor.class);
		if (heard) {
			Changes.listen(factory);
		}
		return factory;
	}

	static OracleDatabase open(String name) {
		return open(name, System.getProperty("oracle.isolation"));
	}

	/**
	 * @param isolation the isolation of all connections; null for the database's default
	 */
	static OracleDatabase open(String name, String isolation) {
		return new OracleDatabase(Server.open(name), isolation);
	}

	/** The factory that the library has never seen. */
	SessionFactoryImplementor plain() {
		return this.plain;
	}

	/** A plain one at READ COMMITTED; null if that is the isolation of all. */
	SessionFactoryImplementor committed() {
		return this.committed;
	}

	/** A plain one that loads what is detached, as the library does. */
	SessionFactoryImplementor detached(boolean heard) {
		return other("detached" + heard, this.pool, true, heard);
	}

	/**
	 * The plain one whose sessions have no interceptor: Hibernate deletes otherwise then.
	 */
	SessionFactoryImplementor plainUnheard() {
		return other("plain", this.pool, false, false);
	}

	private SessionFactoryImplementor other(String name, DataSource dataSource, boolean loadingDetached,
			boolean heard) {
		return this.others.computeIfAbsent(name, (any) -> factory("none", dataSource, loadingDetached, heard));
	}

	/** The factory that the library is used with. */
	SessionFactoryImplementor prefetched() {
		return this.prefetched;
	}

	/** The same, where nobody hears of what is loaded but its own callbacks. */
	SessionFactoryImplementor unheard() {
		return other("unheard", this.points, false, false);
	}

	/** Whether some ids are the same in either case. */
	boolean ignoresCase() {
		return this.ignoringCase;
	}

	/**
	 * Whether it reads the rows of a join in the order of the first table, as it reads
	 * that table alone.
	 */
	boolean isOrderingRows() {
		return this.server.embedded();
	}

	/** Where others may commit while the library loads. */
	Points points() {
		return this.points;
	}

	StatementCounter statements() {
		return this.statements;
	}

	DataSource dataSource() {
		return this.pool;
	}

	Tables tables() {
		return this.tables;
	}

	/**
	 * Connections that somebody has not given back.
	 */
	int connectionsInUse() {
		return this.pool.getHikariPoolMXBean().getActiveConnections();
	}

	@Override
	public void close() {
		this.plain.close();
		this.prefetched.close();
		this.others.values().forEach(SessionFactoryImplementor::close);
		if (this.committed != null) {
			this.committed.close();
			this.committedPool.close();
		}
		this.pool.close();
		this.server.close();
	}

	/**
	 * Something to do with a connection.
	 *
	 * @param <R> the result
	 */
	interface Work<R> {

		R run(Connection connection) throws SQLException;

	}

	static <R> R inTransaction(DataSource dataSource, Work<R> work) {
		try (Connection connection = dataSource.getConnection()) {
			R result = work.run(connection);
			connection.commit();
			return result;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
