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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Tells of each point at which another transaction may commit: before and after each
 * query, and where connections are taken, given back, committed and rolled back.
 */
final class Points extends DelegatingDataSource {

	private static final Set<String> ENDS = Set.of("commit", "rollback", "close");

	private volatile Runnable listener;

	Points(DataSource dataSource) {
		super(dataSource);
	}

	/** Be told from now on, on the same thread. */
	void listen(Runnable listener) {
		this.listener = listener;
	}

	void ignore() {
		this.listener = null;
	}

	private void reached() {
		if (this.listener != null) {
			this.listener.run();
		}
	}

	@Override
	public Connection getConnection() throws SQLException {
		reached();
		Connection connection = super.getConnection();
		return WatchedDataSource.proxy(Connection.class, (proxy, method, arguments) -> {
			boolean end = ENDS.contains(method.getName());
			if (end) {
				reached();
			}
			Object result = WatchedDataSource.invoke(connection, method, arguments);
			if (end) {
				reached();
			}
			return (result instanceof PreparedStatement statement) ? statement(statement) : result;
		});
	}

	private PreparedStatement statement(PreparedStatement statement) {
		return WatchedDataSource.proxy(PreparedStatement.class, (proxy, method, arguments) -> {
			if (!method.getName().equals("executeQuery")) {
				return WatchedDataSource.invoke(statement, method, arguments);
			}
			reached();
			Object result = WatchedDataSource.invoke(statement, method, arguments);
			reached();
			return result;
		});
	}

}
