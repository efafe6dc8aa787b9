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
package io.github.memoizedprefetch.hibernate.attaching;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

import io.github.memoizedprefetch.hibernate.mapping.UnservableReferenceException;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.resource.jdbc.spi.LogicalConnectionImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What happens to sessions whose transactions see the rows as they were when these began,
 * while a memo has what was committed since. Thread-safe.
 */
public final class Isolation {

	private final boolean repeatableReadsKept;

	private final Consumer<String> warning;

	/** Asking may be a statement of the driver's own: once is enough to warn. */
	private volatile boolean asked;

	/**
	 * How a prefetch deals with it.
	 * @param repeatableReadsKept whether the references of such sessions are left to them
	 * @param warning is told the name of the isolation level if they are served
	 */
	public Isolation(boolean repeatableReadsKept, Consumer<String> warning) {
		this.repeatableReadsKept = repeatableReadsKept;
		this.warning = warning;
	}

	void require(SessionImplementor session) throws UnservableReferenceException {
		if (this.asked && !this.repeatableReadsKept) {
			return;
		}
		String repeatable = repeatable(session);
		this.asked |= connection(session) != null;
		if (repeatable == null) {
			return;
		}
		if (this.repeatableReadsKept) {
			throw new UnservableReferenceException("its transaction is " + repeatable
					+ ", which would not see what others have committed since it began, and keepRepeatableReads is true");
		}
		this.warning.accept(repeatable);
	}

	/** The level of a transaction that may not see what others commit; null of others. */
	public static @Nullable String repeatable(SessionImplementor session) {
		Connection connection = connection(session);
		return (connection != null) ? repeatable(connection) : null;
	}

	/** Null without a transaction: then each statement is one. */
	private static @Nullable Connection connection(SessionImplementor session) {
		LogicalConnectionImplementor connection = session.getJdbcCoordinator().getLogicalConnection();
		return (session.isTransactionInProgress() && connection.isPhysicallyConnected())
				? connection.getPhysicalConnection() : null;
	}

	private static @Nullable String repeatable(Connection connection) {
		try {
			int level = connection.getTransactionIsolation();
			if (level <= Connection.TRANSACTION_READ_COMMITTED) {
				return null;
			}
			return switch (level) {
				case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE READ";
				case Connection.TRANSACTION_SERIALIZABLE -> "SERIALIZABLE";
				default -> "on isolation level " + level;
			};
		}
		catch (SQLException ex) {
			return null;
		}
	}

}
