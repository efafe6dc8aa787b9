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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A real pool whose connections fail on demand: at the n-th statement by which the
 * library loads, or the n-th commit after one. Only one fault at a time.
 */
final class FaultyDataSource extends DelegatingDataSource {

	/** What nothing but the library reads in a step that prefetches all it touches. */
	private static final Pattern LOADING = Pattern
		.compile("select .* from (author|publisher|category|book|bookcategory|book_categories)\\b.*", Pattern.DOTALL);

	private Fault fault;

	private int remaining;

	private SQLException thrown;

	FaultyDataSource(DataSource pool) {
		super(pool);
	}

	/**
	 * Fail once.
	 * @param n the number of the statement or commit, from 1
	 */
	synchronized void arm(Fault fault, int n) {
		this.fault = fault;
		this.remaining = n;
		this.thrown = null;
	}

	/**
	 * Expect no fault any more.
	 * @return whether it has happened
	 */
	synchronized boolean disarm() {
		boolean happened = this.fault == null;
		this.fault = null;
		return happened;
	}

	/**
	 * What was thrown since the fault was armed; null if it was not due.
	 */
	synchronized SQLException thrown() {
		return this.thrown;
	}

	private synchronized Fault due(boolean commit) {
		if (this.fault == null || commit != (this.fault == Fault.COMMIT) || --this.remaining > 0) {
			return null;
		}
		Fault due = this.fault;
		this.fault = null;
		return due;
	}

	private synchronized SQLException thrown(SQLException exception) {
		this.thrown = exception;
		return exception;
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = super.getConnection();
		boolean[] loaded = new boolean[1];
		return proxy(Connection.class, connection, (method, arguments) -> {
			if (method.getName().equals("prepareStatement") && isLoading((String) arguments[0])) {
				loaded[0] = true;
				return statement((PreparedStatement) invoke(connection, method, arguments));
			}
			if (method.getName().equals("commit") && loaded[0]) {
				loaded[0] = false;
				return failOrInvoke(due(true), connection, connection, method, arguments);
			}
			return invoke(connection, method, arguments);
		});
	}

	private static boolean isLoading(String sql) {
		return LOADING.matcher(sql.toLowerCase(Locale.ROOT)).matches();
	}

	private PreparedStatement statement(PreparedStatement statement) {
		return proxy(PreparedStatement.class, statement,
				(method, arguments) -> method.getName().equals("executeQuery")
						? failOrInvoke(due(false), statement.getConnection(), statement, method, arguments)
						: invoke(statement, method, arguments));
	}

	private Object failOrInvoke(Fault due, Connection connection, Object target, Method method, Object[] arguments)
			throws Throwable {
		try {
			if (due != null) {
				due.happen(connection);
			}
			Object result = invoke(target, method, arguments);
			return (due == Fault.IN_RESULT) ? failing((ResultSet) result) : result;
		}
		catch (SQLException ex) {
			throw thrown(ex);
		}
	}

	private ResultSet failing(ResultSet result) {
		int[] rows = new int[1];
		return proxy(ResultSet.class, result, (method, arguments) -> {
			if (method.getName().equals("next") && ++rows[0] == 2) {
				throw thrown(new SQLException("block unreadable", "58030"));
			}
			return invoke(result, method, arguments);
		});
	}

	private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	private static <T> T proxy(Class<T> type, T target, Call call) {
		return type.cast(Proxy.newProxyInstance(FaultyDataSource.class.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> call.call(method, arguments)));
	}

	private interface Call {

		Object call(Method method, Object[] arguments) throws Throwable;

	}

}
