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
package io.github.memoizedprefetch.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import javax.sql.DataSource;

/**
 * All rows of a database.
 */
public final class TableDump {

	private TableDump() {
	}

	/** A line for each row. */
	public static List<String> of(DataSource dataSource) {
		List<String> rows = new ArrayList<>();
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			List<String> tables = new ArrayList<>();
			try (ResultSet found = connection.getMetaData().getTables(null, "PUBLIC", "%", new String[] { "TABLE" })) {
				while (found.next()) {
					tables.add(found.getString("TABLE_NAME"));
				}
			}
			for (String table : tables) {
				try (ResultSet result = statement.executeQuery("select * from " + table)) {
					while (result.next()) {
						rows.add(table + row(result));
					}
				}
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		Collections.sort(rows);
		return rows;
	}

	private static List<String> row(ResultSet result) throws SQLException {
		List<String> values = new ArrayList<>();
		for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
			values.add(result.getMetaData().getColumnName(i) + "=" + result.getString(i));
		}
		return values;
	}

}
