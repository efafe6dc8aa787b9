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
package io.github.memoizedprefetch.hibernate.mapping;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.memoizedprefetch.hibernate.events.TableName;

/**
 * Foreign keys of a table, as the database's metadata tells.
 */
final class ForeignKeys {

	private ForeignKeys() {
	}

	/**
	 * Whether a foreign key is this column alone, and refers to that one.
	 * @return false also if the driver does not tell
	 */
	static boolean has(String table, String column, String target, String targetColumn, Connection connection) {
		Set<String> wanted = Set.of(key(column, TableName.of(target).name(), targetColumn));
		try {
			return read(TableName.of(table), connection).values().stream().anyMatch(wanted::equals);
		}
		catch (SQLException ex) {
			return false;
		}
	}

	/** What the columns of each refer to. */
	private static Map<String, Set<String>> read(TableName table, Connection connection) throws SQLException {
		Map<String, Set<String>> foreignKeys = new HashMap<>();
		DatabaseMetaData metadata = connection.getMetaData();
		TableName.Place place = table.place(connection);
		try (ResultSet keys = metadata.getImportedKeys(place.catalog(), place.schema(), table.stored(metadata))) {
			while (keys.next()) {
				foreignKeys.computeIfAbsent(String.valueOf(keys.getString("FK_NAME")), (name) -> new HashSet<>())
					.add(key(keys.getString("FKCOLUMN_NAME"), keys.getString("PKTABLE_NAME"),
							keys.getString("PKCOLUMN_NAME")));
			}
		}
		return foreignKeys;
	}

	private static String key(String column, String target, String targetColumn) {
		return TableName.unquoted(column + " refers to " + target + "." + targetColumn).toLowerCase(Locale.ROOT);
	}

}
