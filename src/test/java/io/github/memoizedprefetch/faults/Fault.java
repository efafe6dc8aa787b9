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
package io.github.memoizedprefetch.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;

import org.hsqldb.jdbc.JDBCConnection;

/**
 * What can happen to a statement.
 */
enum Fault {

	/** It fails. */
	ERROR {
		@Override
		void happen(Connection connection) throws SQLException {
			throw new SQLException("disk full", "53100");
		}
	},

	/** It takes too long. */
	TIMEOUT {
		@Override
		void happen(Connection connection) throws SQLException {
			throw new SQLTimeoutException("canceling statement due to statement timeout", "57014");
		}
	},

	/** Its second row cannot be read. */
	IN_RESULT,

	/** Its connection is really gone; what is thrown is the driver's. */
	DROP {
		@Override
		void happen(Connection connection) throws SQLException {
			if (connection.isWrapperFor(JDBCConnection.class)) {
				connection.unwrap(JDBCConnection.class).close();
			}
			else {
				terminate(connection);
			}
		}
	},

	/** The commit after it fails. */
	COMMIT {
		@Override
		void happen(Connection connection) throws SQLException {
			throw new SQLException("server is shutting down", "57P01");
		}
	},

	/** The thread is interrupted. */
	INTERRUPT {
		@Override
		void happen(Connection connection) {
			Thread.currentThread().interrupt();
		}
	};

	void happen(Connection connection) throws SQLException {
	}

	/** Waits until the backend has ended. */
	private static void terminate(Connection connection) throws SQLException {
		try (Statement own = connection.createStatement();
				ResultSet result = own.executeQuery("select pg_backend_pid()")) {
			result.next();
			FaultDatabase.terminate(result.getInt(1));
		}
	}

}
