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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.memoizedprefetch.support.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.h2.jdbcx.JdbcDataSource;
import org.hsqldb.jdbc.JDBCDataSource;

/**
 * An empty database.
 *
 * @param dataSource its connections
 * @param embedded whether it runs in this JVM
 * @param stop what stops it
 */
record Server(DataSource dataSource, boolean embedded, AutoCloseable stop) implements AutoCloseable {

	static Server open(String name) {
		try {
			return switch (name) {
				case "hsqldb" -> new Server(hsqldb(), true, () -> {
				});
				case "h2" -> new Server(h2(), true, () -> {
				});
				case "postgresql" -> postgresql();
				case "mariadb" -> mariadb();
				default ->
					throw new IllegalArgumentException("oracle.db is hsqldb, h2, postgresql or mariadb, not " + name);
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static DataSource hsqldb() {
		JDBCDataSource dataSource = new JDBCDataSource();
		// LOBs of 1 KB, not 32: those of deleted rows are kept in memory
		dataSource
			.setUrl("jdbc:hsqldb:mem:" + UUID.randomUUID() + ";hsqldb.tx=mvcc;hsqldb.lob_file_scale=1;shutdown=true");
		dataSource.setUser("sa");
		return dataSource;
	}

	private static DataSource h2() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID());
		dataSource.setUser("sa");
		return dataSource;
	}

	private static Server postgresql() throws IOException {
		EmbeddedPostgres postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
		return new Server(postgres.getPostgresDatabase(), false, postgres);
	}

	private static Server mariadb() throws IOException {
		MariaDbServer mariadb = MariaDbServer.start();
		return new Server(mariadb.dataSource(), false, mariadb);
	}

	@Override
	public void close() {
		try {
			this.stop.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
