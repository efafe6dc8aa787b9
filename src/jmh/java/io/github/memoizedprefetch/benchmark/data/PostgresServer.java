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
package io.github.memoizedprefetch.benchmark.data;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;

import javax.sql.DataSource;

import io.github.memoizedprefetch.samples.bookshop.catalogue.CsvTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.postgresql.PGConnection;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * A PostgreSQL server with a database for each dataset, filled when it is first asked
 * for.
 */
public final class PostgresServer implements AutoCloseable {

	private final DataFiles files;

	private final EmbeddedPostgres server;

	private final Set<Dataset> loaded = EnumSet.noneOf(Dataset.class);

	public PostgresServer(DataFiles files) throws IOException {
		this.files = files;
		this.server = EmbeddedPostgres.builder()
			.setServerConfig("shared_buffers", "512MB")
			.setServerConfig("max_connections", "100")
			.start();
	}

	public int port() {
		return this.server.getPort();
	}

	/**
	 * Make sure that the dataset can be queried.
	 */
	public void load(Dataset dataset) throws IOException, SQLException {
		if (!this.loaded.add(dataset)) {
			return;
		}
		execute(this.server.getPostgresDatabase(), "create database " + dataset.databaseName());
		DataSource database = this.server.getDatabase("postgres", dataset.databaseName());
		new ResourceDatabasePopulator(new ClassPathResource("benchmark-schema.sql")).execute(database);
		for (CsvTable table : dataset.tables()) {
			copy(dataset, table, database);
		}
		execute(database, "vacuum analyze");
		execute(database, "checkpoint");
	}

	/**
	 * Repeat the reviews, under other ids, until there are so many.
	 */
	public void repeatReviews(long rows) throws SQLException {
		DataSource database = this.server.getDatabase("postgres", Dataset.GOODBOOKS.databaseName());
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			long count = count(statement);
			for (long from = count; from < rows; from += count) {
				statement.execute("insert into reviews select id + " + from
						+ ", book_id, rating, comment from reviews where id <= " + Math.min(count, rows - from));
			}
		}
		execute(database, "vacuum analyze reviews");
	}

	private static long count(Statement statement) throws SQLException {
		try (ResultSet result = statement.executeQuery("select max(id) from reviews")) {
			result.next();
			return result.getLong(1);
		}
	}

	private void copy(Dataset dataset, CsvTable table, DataSource database) throws IOException, SQLException {
		try (Connection connection = database.getConnection(); InputStream csv = this.files.open(dataset, table)) {
			connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy(table), csv);
		}
	}

	private static String copy(CsvTable table) {
		return "copy " + table.tableName() + " (" + String.join(", ", table.columns())
				+ ") from stdin with (format csv, header)";
	}

	private static void execute(DataSource database, String sql) throws SQLException {
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
