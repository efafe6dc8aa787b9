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
import java.sql.SQLException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The name of a table in SQL, and what it is in the database's metadata.
 *
 * @param schema the schema, or catalog; empty for that of the connection
 * @param name the name of the table
 * @param quoted whether upper and lower case are as in the database
 */
public record TableName(String schema, String name, boolean quoted) {

	/** Where the metadata has a schema. */
	public record Place(@Nullable String catalog, @Nullable String schema) {
	}

	/** Take a name apart. */
	public static TableName of(String sql) {
		String[] parts = unquoted(sql).split("\\.");
		return new TableName((parts.length > 1) ? parts[parts.length - 2] : "", parts[parts.length - 1],
				!sql.equals(unquoted(sql)));
	}

	public static String unquoted(String sql) {
		return sql.replaceAll("[\"`\\[\\]]", "");
	}

	public Place place(Connection connection) throws SQLException {
		DatabaseMetaData metadata = connection.getMetaData();
		if (this.schema.isEmpty()) {
			return new Place(connection.getCatalog(), connection.getSchema());
		}
		return metadata.supportsSchemasInTableDefinitions() ? new Place(null, stored(this.schema, metadata))
				: new Place(this.schema, null);
	}

	/** The name as the metadata has it. */
	public String stored(DatabaseMetaData metadata) throws SQLException {
		return this.quoted ? this.name : stored(this.name, metadata);
	}

	private static String stored(String name, DatabaseMetaData metadata) throws SQLException {
		if (metadata.storesUpperCaseIdentifiers()) {
			return name.toUpperCase(Locale.ROOT);
		}
		return metadata.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
	}

}
