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
package io.github.memoizedprefetch.hibernate.events;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Which tables are views in truth, as the database's metadata tells. Asked once for each
 * schema. Thread-safe.
 */
public final class Views {

	private static final String[] TYPES = { "VIEW", "MATERIALIZED VIEW" };

	/** By schema, empty for that of the connection. */
	private final Map<String, Set<String>> names = new ConcurrentHashMap<>();

	/** Whether a table, by its name in SQL, is a view. */
	public boolean contains(String table, SessionImplementor session) {
		TableName name = TableName.of(table);
		Set<String> known = this.names.get(name.schema());
		if (known == null) {
			known = session.doReturningWork((connection) -> read(connection, name));
			this.names.put(name.schema(), known);
		}
		return known.contains(name.name().toLowerCase(Locale.ROOT));
	}

	/** None if the driver does not tell. */
	private static Set<String> read(Connection connection, TableName name) {
		Set<String> views = new HashSet<>();
		try {
			TableName.Place place = name.place(connection);
			add(connection.getMetaData(), place.catalog(), place.schema(), views);
		}
		catch (SQLException ex) {
			return Set.of();
		}
		return views;
	}

	private static void add(DatabaseMetaData metadata, @Nullable String catalog, @Nullable String schema,
			Set<String> views) throws SQLException {
		try (ResultSet tables = metadata.getTables(catalog, schema, "%", TYPES)) {
			while (tables.next()) {
				views.add(tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
			}
		}
	}

}
