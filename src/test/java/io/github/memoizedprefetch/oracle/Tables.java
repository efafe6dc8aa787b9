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

import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

/**
 * Reads and resets the content of all tables by JDBC.
 */
final class Tables {

	/**
	 * Tables with foreign keys of the database's, those that others refer to first. A
	 * change of one may change the others.
	 */
	private static final List<String> LINKED = List.of("star", "planet", "planet_craters", "moon", "probe", "comet",
			"mission");

	/** Columns of tables that keep rows. */
	private static final Set<String> KEPT = Set.of("effective", "superseded");

	private final DataSource dataSource;

	private final WatchedDataSource watched;

	private final List<String> names;

	/** What the tables hold if nobody has written since. */
	private Map<String, TableContent> current = Map.of();

	private boolean changed = true;

	Tables(DataSource dataSource, WatchedDataSource watched) {
		this.dataSource = dataSource;
		this.watched = watched;
		this.names = OracleDatabase.inTransaction(dataSource, Tables::names);
		OracleDatabase.inTransaction(dataSource, Tables::dropForeignKeys);
	}

	private static List<String> names(Connection connection) throws SQLException {
		return strings(connection, "select table_name from information_schema.tables"
				+ " where lower(table_schema) = 'public' and table_type = 'BASE TABLE' order by 1");
	}

	private static Void dropForeignKeys(Connection connection) throws SQLException {
		List<String> drops = strings(connection,
				"select concat('alter table ', table_name, ' drop constraint ', constraint_name)"
						+ " from information_schema.table_constraints"
						+ " where lower(table_schema) = 'public' and constraint_type = 'FOREIGN KEY'"
						+ " and lower(table_name) not in ('" + String.join("', '", LINKED) + "')");
		try (Statement statement = connection.createStatement()) {
			for (String drop : drops) {
				statement.execute(drop);
			}
		}
		return null;
	}

	private static List<String> strings(Connection connection, String sql) throws SQLException {
		List<String> strings = new ArrayList<>();
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				strings.add(rows.getString(1));
			}
		}
		return strings;
	}

	/**
	 * Empty all tables.
	 */
	void clear() {
		Map<String, TableContent> nothing = new TreeMap<>();
		this.names.forEach((name) -> nothing.put(name, TableContent.of(List.of(), List.of())));
		write(nothing);
	}

	/**
	 * Everything that the tables hold.
	 */
	Map<String, TableContent> read() {
		Set<String> written = this.watched.takeWritten();
		if (!Collections.disjoint(written, LINKED)) {
			written.addAll(LINKED);
		}
		if (!written.isEmpty()) {
			this.changed = true;
			boolean any = written.contains(WatchedDataSource.ANY_TABLE);
			this.current = OracleDatabase.inTransaction(this.dataSource, (connection) -> {
				Map<String, TableContent> content = new TreeMap<>(this.current);
				for (String name : this.names) {
					if (any || written.contains(name.toLowerCase(Locale.ROOT))) {
						content.put(name, read(connection, name));
					}
				}
				return content;
			});
		}
		return this.current;
	}

	private static TableContent read(Connection connection, String name) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement("select * from " + name);
				ResultSet rows = statement.executeQuery()) {
			List<String> columns = new ArrayList<>();
			for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
				columns.add(rows.getMetaData().getColumnName(i));
			}
			List<Object[]> values = new ArrayList<>();
			while (rows.next()) {
				Object[] row = new Object[columns.size()];
				for (int i = 0; i < row.length; i++) {
					row[i] = value(rows, i + 1);
				}
				values.add(row);
			}
			return TableContent.of(columns, values);
		}
	}

	private static Object value(ResultSet rows, int column) throws SQLException {
		if (rows.getMetaData().getColumnType(column) == Types.CLOB) {
			return rows.getString(column);
		}
		if (rows.getMetaData().getColumnTypeName(column).equals("oid") && rows.getObject(column) != null) {
			Clob content = rows.getClob(column);
			return new LargeObject(rows.getLong(column), content.getSubString(1, (int) content.length()));
		}
		if (KEPT.contains(rows.getMetaData().getColumnName(column).toLowerCase(Locale.ROOT))
				&& rows.getObject(column) != null) {
			return new Time(rows.getObject(column));
		}
		return rows.getObject(column);
	}

	/** When a row came into force, or was replaced. What counts is whether it was. */
	private record Time(Object value) {

		@Override
		public String toString() {
			return "then";
		}

	}

	/** One of PostgreSQL. What counts is its content. */
	private record LargeObject(long oid, String content) {

		@Override
		public String toString() {
			return this.content;
		}

	}

	/**
	 * Make the tables hold exactly this.
	 */
	void write(Map<String, TableContent> content) {
		Map<String, TableContent> before = read();
		if (this.changed || before != content) {
			List<String> different = new ArrayList<>();
			content.forEach((name, table) -> {
				if (before.get(name) != table && !before.get(name).texts().equals(table.texts())) {
					different.add(name);
				}
			});
			if (different.stream().anyMatch(Tables::isLinked)) {
				different.removeIf(Tables::isLinked);
				this.names.stream().filter(Tables::isLinked).forEach(different::add);
			}
			different.sort(Comparator.comparing((name) -> LINKED.indexOf(name.toLowerCase(Locale.ROOT))));
			OracleDatabase.inTransaction(this.dataSource, (connection) -> {
				replace(connection, different, content);
				if (this.watched.takeNumbered()) {
					restart(connection);
				}
				return null;
			});
			this.current = content;
			this.changed = false;
			this.watched.takeWritten();
		}
	}

	private static boolean isLinked(String name) {
		return LINKED.contains(name.toLowerCase(Locale.ROOT));
	}

	private static void replace(Connection connection, List<String> names, Map<String, TableContent> content)
			throws SQLException {
		for (int i = names.size() - 1; i >= 0; i--) {
			try (PreparedStatement delete = connection.prepareStatement("delete from " + names.get(i))) {
				delete.executeUpdate();
			}
		}
		for (String name : names) {
			insert(connection, name, content.get(name));
		}
	}

	/** A change of the schema, to some databases, which compile all statements again. */
	private static void restart(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("alter sequence ids restart with 1000");
		}
	}

	private static Object written(Object value) {
		if (value instanceof Time time) {
			return time.value();
		}
		return (value instanceof LargeObject object) ? object.oid() : value;
	}

	private static void insert(Connection connection, String name, TableContent content) throws SQLException {
		if (content.rows().isEmpty()) {
			return;
		}
		String parameters = "?" + ", ?".repeat(content.columns().size() - 1);
		try (PreparedStatement insert = connection.prepareStatement("insert into " + name + " ("
				+ String.join(", ", content.columns()) + ") values (" + parameters + ")")) {
			for (Object[] row : content.rows()) {
				for (int i = 0; i < row.length; i++) {
					insert.setObject(i + 1, written(row[i]));
				}
				insert.addBatch();
			}
			insert.executeBatch();
		}
	}

}
