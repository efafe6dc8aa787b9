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

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The prepared statements of a connection that nobody uses at the time. They do not
 * outlive a change of the schema: what HSQLDB (2.7.3) prepares while a statement of the
 * same text is there that it had to compile again is "invalid".
 */
final class KeptStatements {

	private final AtomicInteger schema;

	private final Map<List<Object>, Deque<PreparedStatement>> free = new HashMap<>();

	private int known;

	/**
	 * @param schema changes with the schema
	 */
	KeptStatements(AtomicInteger schema) {
		this.schema = schema;
	}

	PreparedStatement statement(List<Object> arguments, Preparing preparing) throws Throwable {
		int current = this.schema.get();
		if (this.known != current) {
			close();
			this.known = current;
		}
		Deque<PreparedStatement> others = this.free.computeIfAbsent(arguments, (key) -> new ArrayDeque<>());
		PreparedStatement statement = others.isEmpty() ? (PreparedStatement) preparing.prepare() : others.pop();
		return WatchedDataSource.proxy(PreparedStatement.class, (proxy, method, values) -> {
			if (!method.getName().equals("close") || this.schema.get() != current) {
				return WatchedDataSource.invoke(statement, method, values);
			}
			statement.clearParameters();
			statement.clearBatch();
			statement.setMaxRows(0);
			statement.setFetchSize(0);
			statement.setQueryTimeout(0);
			others.push(statement);
			return null;
		});
	}

	private void close() throws SQLException {
		List<PreparedStatement> statements = new ArrayList<>();
		this.free.values().forEach(statements::addAll);
		this.free.clear();
		for (PreparedStatement statement : statements) {
			statement.close();
		}
	}

	/** Has the driver prepare one. */
	interface Preparing {

		Object prepare() throws Throwable;

	}

}
